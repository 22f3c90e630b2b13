"""The pre-assessment checklist: five questions, what follows, by whom and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.episodes.codes import ChecklistAnswer, ChecklistDecision, ChecklistQuestion
from opencaf.episodes.models import Checklist
from opencaf.episodes.operations.checklist import Answer
from opencaf.web.episodes.forms.directory import DirectoryField, as_typed, look_in
from opencaf.web.shared.forms import (
    DateField,
    OperationForm,
    RadiosField,
    StoryField,
    YesNoField,
)
from opencaf.web.shared.templatetags.govuk import with_article


def question_field(number: int, label: str) -> RadiosField:
    """Return the radios of one of the five questions."""
    return RadiosField(
        label=f"{number}. {label[0].upper()}{label[1:]}?",
        choices=ChecklistAnswer.choices,
        required=False,
        size="s",
    )


def comment_field() -> StoryField:
    """Return the box beside a question."""
    return StoryField(label="What you see", rows=2, required=False, size="")


class ChecklistForm(OperationForm):
    """Nothing is compulsory but a date and a name; an open question stays open."""

    mark_optional = False

    healthy = question_field(1, ChecklistQuestion.HEALTHY.label)
    healthy_comment = comment_field()
    safe_from_harm = question_field(2, ChecklistQuestion.SAFE_FROM_HARM.label)
    safe_from_harm_comment = comment_field()
    learning_developing = question_field(3, ChecklistQuestion.LEARNING_DEVELOPING.label)
    learning_developing_comment = comment_field()
    positive_impact = question_field(4, ChecklistQuestion.POSITIVE_IMPACT.label)
    positive_impact_comment = comment_field()
    free_from_poverty = question_field(5, ChecklistQuestion.FREE_FROM_POVERTY.label)
    free_from_poverty_comment = comment_field()
    extra_services = StoryField(label="What more is needed?", rows=2, required=False)
    own_service_enough = YesNoField(label="Can your own service give it?", required=False)
    caf_would_help = YesNoField(label="Would it help?", required=False)
    decision = RadiosField(label="What follows?", choices=ChecklistDecision.choices, required=False)
    filled_in_on = DateField(
        label="Date it was filled in",
        name="the date it was filled in",
        latest=clock.today,
        initial=clock.today,
    )
    filled_in_by = DirectoryField(
        label="Who filled it in?",
        hint="Leave empty if you did; otherwise their e-mail address or full name.",
    )

    def __init__(
        self,
        *args: Any,
        held: Checklist | None,
        by: Practitioner,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=filled_before(held), **kwargs)
        self.by = by
        look_in(by.authority_id, self)
        word_by_authority(self.fields, by.authority)

    def questions(self) -> Iterator[tuple[Any, Any]]:
        """Each question with its comment, for the page."""
        for code in ChecklistQuestion.values:
            yield self[code], self[f"{code}_comment"]

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        given = self.cleaned_data
        kept = ("extra_services", "own_service_enough", "caf_would_help", "decision", "filled_in_on")
        return {
            **{name: given[name] for name in kept},
            "filled_in_by": given["filled_in_by"] or self.by,
            "answers": {
                code: Answer(given[code], given[f"{code}_comment"]) for code in ChecklistQuestion.values
            },
        }


class SkipForm(OperationForm):
    """Why no checklist is needed."""

    why = StoryField(
        label="Why is the checklist not needed?",
        hint="For example, another assessment says what is needed.",
        missing="Enter why the checklist is not needed",
        rows=3,
    )
    decided_on = DateField(
        label="Date this was decided", name="the date", latest=clock.today, initial=clock.today
    )


def word_by_authority(fields: dict[str, Any], authority: Authority) -> None:
    """Ask in the authority's own terms; the safeguarding contact stands beside its decision at once."""
    term = with_article(authority.short_name)
    fields["caf_would_help"].label = f"Would {term} help?"
    labels = {**dict(ChecklistDecision.choices), ChecklistDecision.START_CAF.value: f"Start {term}"}
    fields["decision"].choices = list(labels.items())
    phone = f" on {authority.safeguarding_phone}" if authority.safeguarding_phone else ""
    ring = f"Ring {authority.safeguarding_contact}{phone} now. Do not wait for this form."
    fields["decision"].hints = {ChecklistDecision.SAFEGUARDING_REFERRAL.value: ring}


def filled_before(held: Checklist | None) -> dict[str, Any]:
    """Return what the checklist says already."""
    if held is None or held.why_not_used:
        return {}
    before = {
        "extra_services": held.extra_services,
        "own_service_enough": held.own_service_enough,
        "caf_would_help": held.caf_would_help,
        "decision": held.decision,
        "filled_in_on": held.filled_in_on,
        "filled_in_by": as_typed(held.filled_in_by),
    }
    for entry in held.entries.all():
        before[entry.question] = entry.answer
        before[f"{entry.question}_comment"] = entry.comment
    return before
