"""Forms of an assessment's steps: starting, the situation, visits, showing it, completing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Assessment
from opencaf.episodes.operations.texts import SITUATION
from opencaf.episodes.seen import CHANGED, fingerprints
from opencaf.web.shared.forms import DateField, HiddenField, OperationForm, SelectField, StoryField


def choices_of(practitioners: Sequence[Practitioner]) -> list[tuple[str, str]]:
    """Return practitioners as a list offers them: name and agency."""
    return [(str(each.id), in_list(each)) for each in practitioners]


def in_list(practitioner: Any) -> str:
    """Return a practitioner's name with the agency, as read by writers_of."""
    return ", ".join(part for part in (str(practitioner), practitioner.agency_name) if part)


def find(practitioners: Sequence[Practitioner], key: str) -> Practitioner | None:
    """Return the chosen practitioner; None where nobody was chosen."""
    return next((each for each in practitioners if str(each.id) == key), None)


class SharedTextsForm(OperationForm):
    """A form whose texts somebody else may change while it is open: then it shows both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs: dict[str, str] = {}

    def changed_meanwhile(self, name: str) -> bool:
        """Whether a text was refused because somebody else changed it."""
        return any(mistake.code == CHANGED for mistake in self.errors.as_data().get(name, []))

    def show_both(self, saved: Mapping[str, str], *, seen_field: str, seen: str) -> None:
        """Keep what is saved beside what was typed; the next time the writer has seen both."""
        refused = {name: text for name, text in saved.items() if self.changed_meanwhile(name)}
        if refused:
            self.theirs |= refused
            self.put(seen_field, seen)

    def meanwhile(self) -> list[tuple[str, str]]:
        """Return what somebody else saved while the page was open, with its label."""
        return [(str(self.fields[name].label), text) for name, text in self.theirs.items()]

    def put(self, name: str, value: str) -> None:
        """Let the form be shown again as if this had been sent."""
        sent: Any = self.data
        self.data = sent.copy()
        self.data[name] = value  # type: ignore[index]


class StartForm(OperationForm):
    """When the assessment starts and who writes it; for a later version, why again."""

    started_on = DateField(
        label="When did the assessment start?", name="the date the assessment started", latest=clock.today
    )
    assessor = SelectField(label="Who writes it?", blank="I do", required=False)
    why_again = StoryField(
        label="Why is it done again?", missing="Enter why the assessment is done again", rows=3
    )

    def __init__(self, *args: Any, writers: Sequence[Practitioner], is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writers = writers
        self.initial.setdefault("started_on", clock.today())
        self.choose_among("assessor", choices_of(writers))
        if is_first:
            del self.fields["why_again"]

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return {**self.cleaned_data, "assessor": find(self.writers, self.cleaned_data["assessor"])}


class SituationForm(SharedTextsForm):
    """Why there is an assessment, how the family lives, who was there."""

    mark_optional = False
    text_names = " ".join(SITUATION)
    reason = StoryField(
        label="What has led to this assessment?",
        hint="In words that the family would use too",
        required=False,
    )
    home_situation = StoryField(
        label="Family and home",
        hint="Who lives with whom, who matters and lives elsewhere, what a day is like",
        rows=8,
        required=False,
    )
    people_present = StoryField(
        label="Who was there?",
        hint="Everybody who took part in the conversations, with any interpreter",
        rows=3,
        required=False,
    )
    seen = HiddenField()

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saved = {name: getattr(assessment, name) for name in SITUATION}
        self.now = fingerprints(list(self.saved.values()))
        self.initial = {**self.saved, "seen": self.now}

    def refuse(self, refusal: Any) -> None:
        super().refuse(refusal)
        self.show_both(self.saved, seen_field="seen", seen=self.now)


class VisitForm(OperationForm):
    """A visit for the assessment."""

    visited_on = DateField(label="When was the visit?", name="the date of the visit", latest=clock.today)
    visited_by = SelectField(label="Who visited?", blank="I did", required=False)
    note = StoryField(label="Note", rows=3, required=False)

    def __init__(self, *args: Any, writers: Sequence[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writers = writers
        self.choose_among("visited_by", choices_of(writers))

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return {**self.cleaned_data, "visited_by": find(self.writers, self.cleaned_data["visited_by"])}


class ShownForm(OperationForm):
    """When the family was shown what is written."""

    shown_on = DateField(
        label="When was the family shown it?",
        name="the date the family was shown it",
        latest=clock.today,
        initial=clock.today,
    )


class CompleteForm(OperationForm):
    """When the assessment was completed."""

    completed_on = DateField(
        label="When was the assessment completed?",
        name="the date the assessment was completed",
        latest=clock.today,
        initial=clock.today,
    )
