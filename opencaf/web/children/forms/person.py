"""The questions about a person, shared by the pages that add a child, add a relative, and change either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opencaf.agencies.models import Agency
from opencaf.core import clock
from opencaf.core.partial_dates import EXACT
from opencaf.people.codes import Ethnicity, Sex, SpecialNeeds
from opencaf.people.details import Address, Birth, Extras, PersonDetails, Place
from opencaf.people.models import Person
from opencaf.web.children.forms.sections import Schools, SectionedForm
from opencaf.web.shared.forms import (
    ConfirmField,
    DateField,
    EmailField,
    PartialDateField,
    PhoneField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    WholeNumberField,
)

YES_NO = (("yes", "Yes"), ("no", "No"), ("dont_know", "Not known"))
BIRTHS = (
    ("born", "The date of birth, or a part of it"),
    ("expected", "The baby is not born yet: the expected date"),
    ("age", "Only the age"),
    ("unknown", "Nothing yet"),
)
REVEALED = {"born": "born_on", "expected": "expected_on", "age": "age_years"}
MISSING = {
    "born_on": "Enter the date of birth",
    "expected_on": "Enter the date on which the baby is expected",
    "age_years": "Enter the age",
}


def as_yes_no(answer: str) -> bool | None:
    """Return an answer of yes, no or not known."""
    return {"yes": True, "no": False}.get(answer)


def yes_no_word(value: bool | None) -> str | None:
    """Return how an answer stands in the form; None where it was never given."""
    return {True: "yes", False: "no"}.get(value) if value is not None else None


class BirthQuestions(SectionedForm):
    """What is known of a birth: a date or a part of it, an expected date, or an age."""

    birth = RadiosField(
        label="What is known of the birth?",
        choices=BIRTHS,
        reveals=REVEALED,
        required=False,
    )
    born_on = PartialDateField(
        label="Date of birth", name="date of birth", latest=clock.today, required=False
    )
    expected_on = DateField(label="Expected date", name="expected date", required=False)
    age_years = WholeNumberField(
        label="Age in years", name="age", min_value=0, max_value=120, suffix="years", required=False
    )
    born_source = TextField(label="Who or what says so", max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """Keep the one answer that was chosen; what stands in a box that is not chosen does not count."""
        answers = super().clean() or self.cleaned_data
        chosen = answers.get("birth") or self._only_one_filled(answers)
        for choice, name in REVEALED.items():
            if choice == chosen and answers.get(name) is None and name not in self.errors:
                self.add_error(name, MISSING[name])
            if choice != chosen and (chosen or "birth" not in self.errors):
                answers[name] = None
                self.errors.pop(name, None)
        return answers

    def _only_one_filled(self, answers: dict[str, Any]) -> str:
        filled = [
            choice
            for choice, name in REVEALED.items()
            if answers.get(name) is not None or name in self.errors
        ]
        if len(filled) > 1:
            self.add_error("birth", "Select the date of birth or the expected date, not both")
        return filled[0] if len(filled) == 1 else ""

    def birth_told(self) -> Birth:
        """Return what was said of the birth."""
        answers = self.cleaned_data
        born, age = answers["born_on"], answers["age_years"]
        return Birth(
            born_on=born.day if born else None,
            born_accuracy=born.accuracy if born else EXACT,
            born_source=answers["born_source"],
            expected_on=answers["expected_on"],
            age_years=age,
            age_known_on=self.day_of_age() if age is not None else None,
        )

    def day_of_age(self) -> Any:
        """Return the day on which the age was so: the day it is written down."""
        return clock.today()


class PersonQuestions(BirthQuestions):
    """Everything about a person that is a column of the person."""

    given_names = TextField(label="Given names", spellcheck=False, required=False)
    family_name = TextField(label="Family name", spellcheck=False, required=False)
    sex = RadiosField(label="Sex", choices=Sex.choices, required=False)
    ethnicity = SelectField(
        label="Ethnicity",
        hint="As the child or parent says it",
        choices=Ethnicity.choices,
        blank="Not asked yet",
        required=False,
    )
    ethnicity_words = TextField(label="Ethnicity in their own words", required=False)
    first_language = TextField(label="First language", max_length=60, required=False)
    other_languages = TextField(label="Other languages", required=False)
    interpreter = TextField(
        label="Interpreter or signer",
        hint="Whether one is needed, and what to arrange",
        required=False,
    )
    religion = TextField(label="Religion", max_length=100, required=False)
    disability = StoryField(label="Disability or health condition", rows=2, required=False)
    special_needs = SelectField(
        label="Special educational needs",
        choices=SpecialNeeds.choices,
        blank="Not known",
        required=False,
    )
    special_needs_words = TextField(label="Special educational needs in words", required=False)
    special_requirements = StoryField(
        label="What makes it easier to take part",
        hint="For the child or a parent: signing, access, an interpreter at meetings",
        rows=2,
        required=False,
    )
    young_carer = RadiosField(label="Young carer", choices=YES_NO, coerce=as_yes_no, required=False)
    reaching_words = TextField(
        label="How they like to be reached",
        hint="For example, message after four; no calls",
        max_length=300,
        required=False,
    )
    note = StoryField(label="Note", rows=3, required=False)

    def details(self) -> PersonDetails:
        """Return what was said about the person."""
        own = set(PersonDetails.__dataclass_fields__) & set(self.cleaned_data) - {"birth"}
        values = {name: self.cleaned_data[name] for name in own}
        values["sex"] = values["sex"] or Sex.UNKNOWN
        values["ethnicity"] = values["ethnicity"] or Ethnicity.NOBT
        return PersonDetails(**values, birth=self.birth_told())


class NewPersonQuestions(PersonQuestions):
    """What is asked besides when a person is recorded: other names, numbers, ways to reach, school, home."""

    known_as = TextField(
        label="Known as",
        hint="Names they are called by, with commas between",
        required=False,
        spellcheck=False,
    )
    previous_family_names = TextField(
        label="Previous family names", hint="With commas between", required=False, spellcheck=False
    )
    nhs_number = TextField(label="NHS number", max_length=30, width=20, inputmode="numeric", required=False)
    upn = TextField(label="Unique pupil number (UPN)", max_length=30, width=20, required=False)
    mobile = PhoneField(label="Mobile telephone", required=False)
    home_phone = PhoneField(label="Home telephone", required=False)
    email = EmailField(label="E-mail", required=False)
    school = SelectField(
        label="Nursery, school or college", blank="None, or not in the list", choices=(), required=False
    )
    school_name = TextField(label="Its name, if it is not in the list", max_length=150, required=False)
    school_from_on = DateField(label="There since", required=False)
    school_note = TextField(label="Note about the school", max_length=300, required=False)
    line1 = TextField(label="Address line 1", required=False)
    line2 = TextField(label="Address line 2", required=False)
    city = TextField(label="Town or city", max_length=100, required=False)
    postcode = TextField(label="Postcode", max_length=10, width=10, required=False)
    tenure = TextField(
        label="What kind of home",
        hint="For example, private rent, one bedroom",
        required=False,
    )
    lives_from_on = DateField(label="Living there since", required=False)
    none_of_these = ConfirmField(
        label="I have looked at these records: it is none of them",
        name="you have looked at these records",
        required=False,
    )

    look_alikes: tuple[str, ...] = ()

    def __init__(self, *args: Any, schools: Callable[[], list[Agency]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = Schools(schools)
        choosing: Any = self.fields["school"]
        choosing.choices = self.schools.choices

    def may_be_a_child(self) -> bool:
        """Whether the new person is one who may have a record as a child."""
        return True

    def extras(self) -> Extras:
        """Return what was said besides."""
        answers = self.cleaned_data
        return Extras(
            known_as=divided(answers["known_as"]),
            previous_family_names=divided(answers["previous_family_names"]),
            nhs_number=answers["nhs_number"],
            upn=answers["upn"],
            mobile=answers["mobile"],
            home_phone=answers["home_phone"],
            email=answers["email"],
            school=Place(
                agency=self.schools.find(answers["school"]),
                name="" if answers["school"] else answers["school_name"],
                note=answers["school_note"],
                from_on=answers["school_from_on"],
            ),
        )

    def address(self) -> Address:
        """Return the address that was typed."""
        parts = ("line1", "line2", "city", "postcode", "tenure")
        return Address(**{part: self.cleaned_data[part] for part in parts})


def divided(text: str) -> tuple[str, ...]:
    """Return names that were typed with commas between."""
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def answers_about(person: Person) -> dict[str, Any]:
    """Return the answers that stand in a person's record, to be changed."""
    values = {name: getattr(person, name) for name in PersonDetails.__dataclass_fields__ if name != "birth"}
    values["young_carer"] = yes_no_word(person.young_carer)
    births = {"born": person.birth, "expected": person.expected_on, "age": person.age_years}
    known = [choice for choice, value in births.items() if value is not None]
    return {
        **values,
        "birth": known[0] if known else None,
        "born_on": person.birth,
        "born_source": person.born_source,
        "expected_on": person.expected_on,
        "age_years": person.age_years,
        "age_known_on": person.age_known_on,
        "died_on": person.died_on,
    }
