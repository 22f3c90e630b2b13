"""The forms of a case that moves to another authority, or comes from one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.core import clock
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.people.models import Person
from opencaf.people.operations.finding import Hit
from opencaf.web.shared.forms import (
    CheckboxesField,
    ConfirmField,
    DateField,
    EmailField,
    JsonFileField,
    KeptFileField,
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
)

NEW, UNSURE = "new", "unsure"
PACKAGE_KINDS = ".opencaf"


class PrepareTransferForm(OperationForm):
    """To whom, why, from which day, and what the family agreed to."""

    to_name = TextField(
        label="To which authority does the family move?",
        name="the authority to which the family moves",
        missing="Enter the authority to which the family moves",
        max_length=100,
    )
    to_mailbox = EmailField(
        label="The address of its mailbox",
        name="the address of its mailbox",
        missing="Enter the address of its mailbox",
        hint="To which you will send the package. For example, early.help@authority.example.org",
    )
    why = StoryField(label="Why does the case move?", missing="Enter why the case moves", rows=3)
    moves_on = DateField(label="From which day is the family there?", name="the day of the move")
    agreed_by = SelectField(
        label="Who of the family agreed?", name="who of the family agreed", coerce=uuid.UUID, choices=[]
    )
    agreed_on = DateField(
        label="When did they agree?", name="the date they agreed", latest=clock.today, initial=clock.today
    )
    agreed_words = StoryField(
        label="What did they agree to share?",
        hint="In their words, after you told them what goes.",
        missing="Enter what the family agreed to share",
        rows=3,
    )
    left_out = CheckboxesField(
        label="Which areas of the assessment do they keep from the other authority?",
        hint="All that tells of these areas stays here. What they keep from any agency stays anyway.",
        choices=[],
        required=False,
    )

    def __init__(self, *args: Any, family: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.family = {person.id: person for person in family}
        self.choose_among("agreed_by", [(person.id, person.full_name) for person in family])
        self.choose_among("left_out", form_areas().choices)

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        given = dict(self.cleaned_data)
        return {**given, "agreed_by": self.family[given["agreed_by"]], "prepared_on": clock.today()}


class SendTransferForm(OperationForm):
    """When the package was sent."""

    sent_on = DateField(
        label="When was the package sent?",
        name="the date it was sent",
        latest=clock.today,
        initial=clock.today,
    )


class WithdrawTransferForm(OperationForm):
    """When and why a transfer is withdrawn."""

    withdrawn_on = DateField(
        label="When is it withdrawn?",
        name="the date it is withdrawn",
        latest=clock.today,
        initial=clock.today,
    )
    why = StoryField(label="Why is it withdrawn?", missing="Enter why it is withdrawn", rows=3)


class ReceiptForm(OperationForm):
    """The receipt of the other authority."""

    receipt = JsonFileField(
        label="The receipt that the other authority sent back",
        name="the receipt",
        missing="Choose the receipt that the other authority sent back",
    )
    closed_on = DateField(
        label="When does the case close here, if they accepted it?",
        name="the date it closes here",
        latest=clock.today,
        initial=clock.today,
    )


class PackageField(KeptFileField):
    """A package; what is inside the operation judges."""

    def markup(self, bound: Any) -> dict[str, Any]:
        del bound
        return {"attributes": {"accept": PACKAGE_KINDS}}


class ReceiveForm(OperationForm):
    """The package, and the words that open it."""

    file = PackageField(
        label="The package", name="the package", hint="A file that ends in .opencaf, up to 20 MB"
    )
    words = TextField(
        label="The six words",
        missing="Enter the six words that the sender told you",
        hint="The sender tells them to you by telephone, never by mail. Capitals and spaces do not matter.",
        max_length=120,
        autocomplete="off",
        spellcheck=False,
    )
    received_on = DateField(
        label="When did it arrive?", name="the date it arrived", latest=clock.today, initial=clock.today
    )

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        given = dict(self.cleaned_data)
        _, content = given.pop("file")
        return {**given, "content": content}

    def say_to_choose_again(self) -> None:
        """Say at the file that it must be chosen again, where the form is shown again for another reason."""
        if self.is_bound and not self.applied and "file" not in self.errors:
            self.add_error("file", "Choose the package again, since no page may keep it")


@dataclass(frozen=True)
class Asked:
    """Somebody of a package about whom is asked: their name, whose kin they are, and who they may be."""

    name: str
    hits: Sequence[Hit]
    kin: str = ""

    @property
    def title(self) -> str:
        """Who they are, in a sentence."""
        return f"{self.name}, {self.kin}," if self.kin else self.name


class AcceptForm(OperationForm):
    """For each child of the package and relative who seems known: the same as one here, or a new record."""

    answered_on = DateField(
        label="When do you accept it?", name="the date of the answer", latest=clock.today, initial=clock.today
    )
    understood = ConfirmField(
        label="I will ask the family anew for their agreement",
        missing="Confirm that you will ask the family anew for their agreement",
    )

    def __init__(self, *args: Any, asked: Mapping[str, Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hits = {who: {str(hit.child.id): hit for hit in one.hits} for who, one in asked.items()}
        for who, one in asked.items():
            choices = [(known, f"The same as {described(hit)}") for known, hit in self.hits[who].items()]
            unsure = [(UNSURE, "I am not sure: start a new record, to be judged later")] if choices else []
            self.fields[f"person-{who}"] = RadiosField(
                label=f"Is {one.title} known here?",
                name=f"whether {one.name} is known here",
                missing=f"Select whether {one.name} is known here",
                choices=[*choices, (NEW, "No: start a new record"), *unsure],
                hints={known: evidence(hit) for known, hit in self.hits[who].items()},
                initial=None if choices else NEW,
            )
        self.order_fields([*(f"person-{who}" for who in asked), "answered_on", "understood"])

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        said = {who: self.cleaned_data[f"person-{who}"] for who in self.hits}
        return {
            "same": {who: self.hits[who][one].child for who, one in said.items() if one in self.hits[who]},
            "unsure": {who: list(self.hits[who].values()) for who, one in said.items() if one == UNSURE},
            "answered_on": self.cleaned_data["answered_on"],
        }


def described(hit: Hit) -> str:
    """Return somebody as the list of records shows one."""
    born = f", born {hit.child.birth}" if hit.child.birth else ""
    return f"{hit.child.full_name}{born}"


def evidence(hit: Hit) -> str:
    """Return what fits and what does not, in words."""
    fits = f"What fits: {'; '.join(hit.reasons)}." if hit.reasons else ""
    doubts = f"What does not fit: {'; '.join(hit.doubts)}." if hit.doubts else ""
    where = f"Here: {hit.place}." if hit.place else ""
    return " ".join(filter(None, [fits, doubts, where]))


class DeclineForm(OperationForm):
    """Why a package is declined."""

    reason = StoryField(
        label="Why is it declined?",
        hint="The sender reads this in the receipt.",
        missing="Enter why it is declined",
        rows=3,
    )
    answered_on = DateField(
        label="When do you decline it?",
        name="the date of the answer",
        latest=clock.today,
        initial=clock.today,
    )
