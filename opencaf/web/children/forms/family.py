"""How people are related, which family they see themselves as, and where they live."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from opencaf.core import clock
from opencaf.people.codes import Kinship
from opencaf.people.details import Address
from opencaf.people.models import Household, Person
from opencaf.people.operations.families import Member
from opencaf.people.operations.homes import Stay
from opencaf.people.queries.circle import Circle
from opencaf.web.children.forms.person import YES_NO, as_yes_no
from opencaf.web.shared.forms import (
    DateField,
    OperationForm,
    PeopleField,
    RadiosField,
    SelectField,
    TextField,
)

MOVED, BESIDE, PAST = "moved", "beside", "past"


class PeopleForm(OperationForm):
    """A form about people of a child's circle: each can be ticked, and ticking may reveal a question."""

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        choosing: Any = self.fields["people"]
        choosing.choices = [(str(one.id), one.full_name) for one in circle.everybody]

    def reveal(self, prefix: str, make: Any) -> None:
        """Ask one more question of each person who is ticked."""
        choosing: Any = self.fields["people"]
        choosing.reveals = {}
        for one in self.circle.everybody:
            name = f"{prefix}_{one.id}"
            self.fields[name] = make(one)
            choosing.reveals[str(one.id)] = name

    def chosen(self) -> list[Person]:
        """Return who was ticked."""
        found = (self.circle.find(UUID(one)) for one in self.cleaned_data["people"])
        return [one for one in found if one is not None]


class RelateForm(OperationForm):
    """Say that one person is something to another."""

    of = SelectField(label="Who", name="who", choices=(), missing="Select who")
    kinship = SelectField(label="Is the", choices=Kinship.choices, missing="Select how they are related")
    to = SelectField(label="Of whom", choices=(), missing="Select of whom")
    parental_responsibility = RadiosField(
        label="Parental responsibility", choices=YES_NO, coerce=as_yes_no, required=False
    )
    from_on = DateField(label="Since when", name="since when", required=False)
    note = TextField(label="Note", max_length=300, required=False)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.id): one for one in people}
        for name in ("of", "to"):
            choosing: Any = self.fields[name]
            choosing.choices = [(key, one.full_name) for key, one in self.people.items()]

    def answers(self) -> dict[str, Any]:
        """Return the answers with the people they mean."""
        pair = {name: self.people[self.cleaned_data[name]] for name in ("of", "to")}
        return {**self.cleaned_data, **pair}


class ChangeRelationshipForm(OperationForm):
    """Parental responsibility that began or ended, or a relationship that is over."""

    what = RadiosField(
        label="What has changed?",
        choices=(
            ("responsibility", "Who has parental responsibility"),
            ("ended", "The relationship has ended"),
        ),
        reveals={"responsibility": "parental_responsibility"},
        missing="Select what has changed",
    )
    parental_responsibility = RadiosField(
        label="Parental responsibility from then on", choices=YES_NO, coerce=as_yes_no, required=False
    )
    changed_on = DateField(label="From which day?", name="the day from which it is so", latest=clock.today)
    note = TextField(
        label="Note", hint="For example, joint registration of the birth", max_length=300, required=False
    )


class JoinFamilyForm(PeopleForm):
    """Who belongs to a family, each with a role in words."""

    people = PeopleField(label="Who belongs to it?", missing="Select who belongs to the family")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reveal("role", own_role)

    def members(self) -> list[Member]:
        """Return who was ticked, with their roles."""
        return [Member(one, role=self.cleaned_data[f"role_{one.id}"]) for one in self.chosen()]


class FamilyForm(JoinFamilyForm):
    """The name of a family and who belongs to it."""

    name = TextField(label="What the family is called", name="what the family is called")

    field_order = ("name", "people")


class HouseholdForm(PeopleForm):
    """An address and who lives there, from when."""

    line1 = TextField(label="Address line 1", required=False)
    line2 = TextField(label="Address line 2", required=False)
    city = TextField(label="Town or city", max_length=100, required=False)
    postcode = TextField(label="Postcode", max_length=10, width=10, required=False)
    tenure = TextField(
        label="What kind of home", hint="For example, private rent, one bedroom", required=False
    )
    people = PeopleField(label="Who lives or lived there?", missing="Select who lives there")
    from_on = DateField(label="Since when", name="since when", latest=clock.today, required=False)
    to_on = DateField(
        label="Until when", name="until when", hint="Only if it is over", latest=clock.today, required=False
    )
    before = RadiosField(
        label="Which home is this?",
        choices=(
            (MOVED, "They moved here: earlier homes ended on that day"),
            (BESIDE, "A home, beside any other they have"),
            (PAST, "A home they have left"),
        ),
        initial=BESIDE,
    )
    note = TextField(label="Note", hint="For example, every other week-end", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reveal("from", own_day)

    def clean(self) -> dict[str, Any]:
        """Ask for the day that a move or a past home needs."""
        answers = super().clean() or self.cleaned_data
        if answers.get("before") == MOVED and answers.get("from_on") is None and "from_on" not in self.errors:
            self.add_error("from_on", "Enter the day on which they moved here")
        if answers.get("before") == PAST and answers.get("to_on") is None and "to_on" not in self.errors:
            self.add_error("to_on", "Enter the day on which they left, or say that they live there")
        return answers

    def address(self) -> Address:
        """Return the address that was typed."""
        parts = ("line1", "line2", "city", "postcode", "tenure")
        return Address(**{part: self.cleaned_data[part] for part in parts})

    def stays(self) -> list[Stay]:
        """Return who lives there from when; a day of their own goes before the day of all."""
        answers = self.cleaned_data
        return [
            Stay(one, answers[f"from_{one.id}"] or answers["from_on"], answers["to_on"], answers["note"])
            for one in self.chosen()
        ]


class MoveForm(PeopleForm):
    """Who moves where, or lives in a second home as well."""

    people = PeopleField(label="Who?", missing="Select who moved")
    household = RadiosField(label="Where to?", missing="Select where they moved to")
    moved_on = DateField(
        label="On which day?",
        name="the day of the move",
        latest=clock.today,
        missing="Enter the day of the move",
    )
    before = RadiosField(
        label="And the home before?",
        choices=((MOVED, "It ends on that day"), (BESIDE, "It goes on: this is another home of theirs")),
        initial=MOVED,
    )
    note = TextField(label="Note", hint="For example, every other week-end", required=False)

    def __init__(self, *args: Any, households: dict[str, Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.households = households
        choosing: Any = self.fields["household"]
        known = [(key, str(household)) for key, household in households.items()]
        choosing.choices = [*known, ("not_known", "Nobody here knows where")]

    def to(self) -> Household | None:
        """Return the address they moved to; None where it is not known."""
        return self.households.get(self.cleaned_data["household"])

    def stays(self) -> list[Stay]:
        """Return the second homes."""
        moved_on, note = self.cleaned_data["moved_on"], self.cleaned_data["note"]
        return [Stay(one, moved_on, note=note) for one in self.chosen()]


def own_day(person: Person) -> DateField:
    """Return the question since when one person lives there."""
    return DateField(
        label=f"Since when, if not the day given for all: {person.first_name}",
        name=f"since when {person.first_name} lives there",
        latest=clock.today,
        required=False,
    )


def own_role(person: Person) -> TextField:
    """Return the question who one person is in the family."""
    return TextField(
        label=f"Who {person.first_name} is in the family",
        hint="For example, mum, or the eldest",
        max_length=60,
        required=False,
    )
