"""Adding a child, adding somebody of the family, changing what is known, and recording a birth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from opencaf.agencies.models import Agency
from opencaf.core import clock
from opencaf.people.codes import Kinship, Sex
from opencaf.people.details import Address, Birth
from opencaf.people.models import Household, Person, Relationship
from opencaf.people.operations.recording import is_a_child
from opencaf.people.operations.writing import Home
from opencaf.people.queries.circle import Circle
from opencaf.web.children.forms.person import (
    YES_NO,
    NewPersonQuestions,
    PersonQuestions,
    answers_about,
    as_yes_no,
)
from opencaf.web.shared.forms import (
    DateField,
    OperationForm,
    PeopleField,
    RadiosField,
    SelectField,
    TextField,
)

NAME = ("given_names", "family_name", "known_as", "previous_family_names")
BIRTH = ("birth", "born_on", "expected_on", "age_years", "born_source", "died_on")
ORIGIN = (
    "ethnicity",
    "ethnicity_words",
    "first_language",
    "other_languages",
    "interpreter",
    "religion",
)
NEEDS = (
    "disability",
    "special_needs",
    "special_needs_words",
    "special_requirements",
    "young_carer",
)
REACH = ("mobile", "home_phone", "email", "reaching_words")
SCHOOL = ("school", "school_name", "school_from_on", "school_note", "upn")
HOME = ("line1", "line2", "city", "postcode", "tenure", "lives_from_on")


class AddChildForm(NewPersonQuestions):
    """A child, born or unborn, with what is known at the start."""

    sections = (
        ("The child", (*NAME, *BIRTH, "sex", "nhs_number"), False),
        ("Where the child lives", HOME, False),
        ("School", SCHOOL, False),
        ("How to reach the child", REACH, True),
        ("Ethnicity, languages and religion", ORIGIN, True),
        ("Disability, special needs and caring", NEEDS, True),
        ("Anything else to know", ("note",), True),
    )

    def home(self) -> Home:
        """Return where the child lives."""
        return Home(address=self.address(), from_on=self.cleaned_data["lives_from_on"])


class AddRelativeForm(NewPersonQuestions):
    """Somebody who belongs to the child, with how they belong."""

    kinship = SelectField(
        label="They are the child’s",
        name="how they are related to the child",
        choices=Kinship.choices,
        missing="Select how they are related to the child",
    )
    parental_responsibility = RadiosField(
        label="Parental responsibility",
        hint="The legal right and duty to decide for the child",
        choices=YES_NO,
        coerce=as_yes_no,
        required=False,
    )
    from_on = DateField(
        label="Since when",
        hint="Only where it began after the birth. For example, 4 3 2026",
        name="since when",
        required=False,
    )
    relationship_note = TextField(
        label="Note about this",
        hint="For example, a court order, or how contact goes",
        max_length=300,
        required=False,
    )
    also_of = PeopleField(label="They are the same to", required=False)
    shared_parents = PeopleField(
        label="Who are their parents too?", hint="For brothers and sisters", coerce=str, required=False
    )
    lives = RadiosField(label="Where do they live?", required=False)

    sections = (
        (
            "Who they are to the child",
            (
                "kinship",
                "parental_responsibility",
                "from_on",
                "relationship_note",
                "also_of",
                "shared_parents",
            ),
            False,
        ),
        ("The person", (*NAME, *BIRTH, "sex", "nhs_number"), False),
        ("How to reach them", REACH, False),
        ("Where they live", ("lives", "lives_from_on"), False),
        ("Another address", HOME[:-1], True),
        ("School", SCHOOL, True),
        ("Ethnicity, languages and religion", ORIGIN, True),
        ("Disability, special needs and caring", NEEDS, True),
        ("Anything else to know", ("note",), True),
    )

    def __init__(
        self,
        *args: Any,
        circle: Circle,
        homes: dict[str, str],
        schools: Callable[[], list[Agency]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, schools=schools, **kwargs)
        self.circle = circle
        self.parents = {str(row.id): row for row in circle.parents()}
        self.offer("also_of", [(str(one.id), one.full_name) for one in circle.other_children()])
        parents = [
            (key, f"{row.of.full_name} ({row.get_kinship_display().lower()})")
            for key, row in self.parents.items()
        ]
        self.offer("shared_parents", parents)
        elsewhere = [("elsewhere", "At another address (give it below)"), ("not_known", "Not known")]
        self.offer("lives", [*homes.items(), *elsewhere])

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a question its answers, or leave it out where there are none."""
        if not choices:
            del self.fields[name]
            return
        choosing: Any = self.fields[name]
        choosing.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for the address when somebody lives at another one."""
        answers = super().clean()
        typed = any(answers.get(part) for part in HOME[:4])
        if answers.get("lives") == "elsewhere" and not typed and not set(HOME) & set(self.errors):
            self.add_error("line1", "Enter the address, or select that it is not known")
        return answers

    def may_be_a_child(self) -> bool:
        """Whether the new person is unborn, under age, or a brother or sister of unknown age."""
        return is_a_child(self.details(), self.cleaned_data["kinship"])

    def home(self, households: dict[str, Household]) -> Home:
        """Return where they live: in a household that is known, or at an address of their own."""
        chosen = self.cleaned_data.get("lives", "")
        household = households.get(chosen)
        own_address = self.address() if chosen in ("", "elsewhere") else Address()
        return Home(household=household, address=own_address, from_on=self.cleaned_data["lives_from_on"])

    def relations(self) -> dict[str, Any]:
        """Return how they belong to the child and to the other children."""
        answers = self.cleaned_data
        others = (self.circle.find(UUID(one)) for one in answers.get("also_of", []))
        chosen: list[Relationship] = [self.parents[key] for key in answers.get("shared_parents", [])]
        return {
            "kinship": answers["kinship"],
            "parental_responsibility": answers["parental_responsibility"],
            "from_on": answers["from_on"],
            "note": answers["relationship_note"],
            "also_of": [one for one in others if one is not None],
            "shared_parents": chosen,
        }


class ChangeForm(PersonQuestions):
    """What is known of a person, to be filled in or put right."""

    died_on = DateField(label="Date of death", latest=clock.today, required=False)
    reason = TextField(
        label="Why what was recorded is put right",
        name="why what was recorded is put right",
        hint="Needed only where something else stood there. The old words stay readable.",
        max_length=300,
        required=False,
    )

    sections = (
        ("Name and birth", (*NAME, *BIRTH, "sex"), False),
        ("How to reach them", REACH, False),
        ("Ethnicity, languages and religion", ORIGIN, False),
        ("Disability, special needs and caring", NEEDS, False),
        ("Anything else to know", ("note",), False),
        ("If something is put right", ("reason",), False),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, initial=answers_about(person), **kwargs)
        self.person = person

    def birth_told(self) -> Birth:
        """Return what was said of the birth; an estimated date that was left as it is stays estimated."""
        told = super().birth_told()
        if (
            told.born_on == self.person.born_on
            and "E" in self.person.born_accuracy
            and "born_on" not in self.changed_data
        ):
            return Birth(told.born_on, self.person.born_accuracy, told.born_source)
        return told

    def day_of_age(self) -> Any:
        """Return the day on which the age was so; an age that was left as it is keeps its day."""
        same = self.cleaned_data["age_years"] == self.person.age_years
        return self.person.age_known_on if same else super().day_of_age()


class BirthForm(OperationForm):
    """An unborn baby who was born."""

    given_names = TextField(label="Given names", spellcheck=False, required=False)
    family_name = TextField(label="Family name", spellcheck=False, required=False)
    born_on = DateField(label="Date of birth", latest=clock.today)
    sex = RadiosField(label="Sex", choices=Sex.choices)
    nhs_number = TextField(label="NHS number", max_length=30, width=20, inputmode="numeric", required=False)
