"""Asking others to write for an assessment, and the page on which they do."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Contribution
from opencaf.episodes.operations.contributing import NOTE, name_of
from opencaf.episodes.queries.contributions import AskedBox
from opencaf.episodes.seen import fingerprint
from opencaf.people.models import Person
from opencaf.web.episodes.forms.assessment import SharedTextsForm
from opencaf.web.episodes.forms.directory import DirectoryField
from opencaf.web.episodes.forms.team import ChoosingForm
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    EmailField,
    GovukBoundField,
    HiddenField,
    OperationForm,
    SelectField,
    StoryField,
    TextField,
)

USUAL_TIME = timedelta(days=14)
NEWCOMER = ("given_name", "family_name", "job_title")


def in_a_fortnight() -> Any:
    """Return the day until which people are asked to answer where nobody says otherwise."""
    return clock.today() + USUAL_TIME


class AskForm(ChoosingForm):
    """Who is asked, about which parts of which children, what, and until when."""

    pairs = {"who": "somebody_else"}

    who = SelectField(label="Who do you ask?", required=False)
    somebody_else = DirectoryField(
        label="Somebody who is not in the list", hint="Their e-mail address or full name."
    )
    given_name = TextField(label="Given name", required=False, max_length=100)
    family_name = TextField(label="Family name", required=False, max_length=100)
    job_title = TextField(label="What they do", required=False, max_length=120)
    newcomer_agency = SelectField(label="Where they work", required=False)
    email = EmailField(
        label="E-mail address for the link",
        hint="Only for somebody without an account. The link works once, for three days.",
        required=False,
    )
    elements = CheckboxesField(
        label="Which parts do you ask about?", missing="Select at least one part to ask about"
    )
    children = CheckboxesField(label="About whom?", coerce=uuid.UUID, missing="Select whom you ask about")
    question = StoryField(
        label="What would you like to know?",
        hint="They see this, the parts you tick and the first names. They see nothing else of the record.",
        rows=3,
        required=False,
    )
    asked_on = DateField(
        label="When did you ask?", name="the day you asked", latest=clock.today, initial=clock.today
    )
    answer_by = DateField(
        label="Until when can they answer?", name="the last day to answer", initial=in_a_fortnight
    )

    def __init__(
        self,
        *args: Any,
        parts: Sequence[tuple[str, str]],
        children: Sequence[Person],
        agencies: Sequence[Agency],
        **kwargs: Any,
    ) -> None:
        self.parts, self.asked_about, self.agencies = parts, children, agencies
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        known = {one.key: one for one in self.circle.practitioners if isinstance(one.who, Practitioner)}
        by_id = {str(agency.id): agency for agency in self.agencies}
        self.choose("who", [(key, one.in_words) for key, one in known.items()], lambda key: known[key].who)
        self.choose("newcomer_agency", [(key, str(one)) for key, one in by_id.items()], by_id.get)
        self.choose("elements", self.parts)
        self.choose("children", [(child.id, child.first_name) for child in self.asked_about])
        if len(self.asked_about) == 1:
            self.initial["children"] = [self.asked_about[0].id]

    def choose(self, name: str, choices: Sequence[tuple[Any, str]], coerce: Any = None) -> None:
        """Let a field choose among what the case knows."""
        field: Any = self.fields[name]
        field.choices = choices
        field.coerce = coerce or field.coerce

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if self.names_newcomer(answers):
            self.ask_of_newcomer(answers)
        elif not answers.get("who") and not self.errors:
            self.add_error("who", "Select who you ask, or enter somebody who is not in the list")
        return answers

    def names_newcomer(self, answers: Mapping[str, Any]) -> bool:
        """Whether somebody is named whom the directory does not know."""
        return not answers.get("who") and any(answers.get(name) for name in NEWCOMER)

    def ask_of_newcomer(self, answers: Mapping[str, Any]) -> None:
        """Ask for what is needed to send somebody new a link."""
        needed = {
            "given_name": "Enter their given name",
            "family_name": "Enter their family name",
            "newcomer_agency": "Select where they work",
            "email": "Enter the e-mail address to which the link goes",
        }
        for name, sentence in needed.items():
            if not answers.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    @property
    def is_for_newcomer(self) -> bool:
        """Whether the answers name somebody whom the directory does not know."""
        return self.names_newcomer(self.cleaned_data)

    @property
    def newcomer_is_open(self) -> bool:
        """Whether the part about somebody new is unfolded."""
        names = (*NEWCOMER, "newcomer_agency")
        return self.is_bound and any(self.data.get(name) or name in self.errors for name in names)

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        given = self.cleaned_data
        who = (
            {**{name: given[name] for name in NEWCOMER}, "agency": given["newcomer_agency"]}
            if self.is_for_newcomer
            else {"practitioner": given["who"]}
        )
        names = ("elements", "question", "asked_on", "answer_by", "email")
        return {**who, **{name: given[name] for name in names}, "child_ids": given["children"]}

    def newcomer_fields(self) -> list[GovukBoundField]:
        """The fields about somebody new."""
        return [self._ours(self[name]) for name in (*NEWCOMER, "newcomer_agency")]

    def main_fields(self) -> list[GovukBoundField]:
        """The fields about what is asked."""
        names = ["elements", "children", "question", "asked_on", "answer_by"]
        return [self._ours(self[name]) for name in names]


class RemindForm(OperationForm):
    """Until when somebody may still answer."""

    answer_by = DateField(
        label="Until when can they answer now?", name="the last day to answer", initial=in_a_fortnight
    )


class WithdrawForm(OperationForm):
    """When a question was taken back."""

    withdrawn_on = DateField(
        label="When do you take it back?", name="the day", latest=clock.today, initial=clock.today
    )


class ContributeForm(SharedTextsForm):
    """One text for each part that was asked about, and one around them; nothing is compulsory alone."""

    mark_optional = False

    def __init__(
        self, *args: Any, contribution: Contribution, boxes: Sequence[AskedBox], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.boxes = boxes
        self.saved = {name_of(one.box): one.box.text for one in boxes} | {NOTE: contribution.note}
        for one in boxes:
            self.fields[name_of(one.box)] = StoryField(
                label=one.box.question.name, rows=6, required=False, initial=one.box.text, size="hidden"
            )
        self.fields[NOTE] = StoryField(
            label="Anything else you want to say with it",
            hint="How you know the family, what you agreed with them about this, what you leave out.",
            rows=3,
            required=False,
            initial=contribution.note,
        )
        self.fields["sent_on"] = DateField(
            label="When was this written?",
            name="the day it was written",
            latest=clock.today,
            initial=clock.today,
        )
        self.now = ".".join(fingerprint(text) for text in self.saved.values())
        self.fields["seen"] = HiddenField(initial=self.now, max_length=10_000)

    @property
    def text_names(self) -> str:
        """The names of its texts, for the page that saves while somebody types."""
        return " ".join(self.saved)

    def sections(self) -> list[tuple[AskedBox, GovukBoundField]]:
        """Return each box with its field."""
        return [(one, self._ours(self[name_of(one.box)])) for one in self.boxes]

    def refuse(self, refusal: Any) -> None:
        super().refuse(refusal)
        self.show_both(self.saved, seen_field="seen", seen=self.now)

    def texts(self) -> dict[str, str]:
        """Return what the texts should say."""
        return {name: self.cleaned_data[name] for name in self.saved}

    def seen_by_name(self) -> dict[str, str]:
        """Return what the page knows of each text; of what it cannot know, something nobody wrote."""
        marks = self.cleaned_data["seen"].split(".")
        if len(marks) != len(self.saved):
            marks = ["unknown"] * len(self.saved)
        return dict(zip(self.saved, marks, strict=True))


class ContributedForm(OperationForm):
    """What a page sends while somebody types what they were asked: the texts that were touched."""

    def __init__(self, *args: Any, boxes: Sequence[AskedBox], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {name_of(one.box): one.box.question.name for one in boxes} | {NOTE: "Anything else"}
        for name, label in labels.items():
            if name in self.data:
                self.fields[name] = StoryField(label=label, required=False)

    def texts(self) -> dict[str, str]:
        """Return the texts that can be saved."""
        return {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}

    def seen(self) -> dict[str, str]:
        """Return what the page knows of each text."""
        return {name: str(self.data.get(f"seen-{name}", "")) for name in self.fields}

    def too_long(self) -> str:
        """Return the sentences about texts that cannot be saved as they are."""
        return " ".join(str(sentence) for found in self.errors.values() for sentence in found)
