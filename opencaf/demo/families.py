"""Families to be: children, parents and others, where they live, and the words that tell of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from opencaf.demo.authorities import Place
from opencaf.demo.people_names import Community
from opencaf.people.codes import Ethnicity, Kinship, Sex

CALLED = {Kinship.MOTHER: "Mum", Kinship.FATHER: "Dad", Kinship.GRANDMOTHER: "Nan"}


@dataclass
class PlannedPerson:
    """Somebody of a family."""

    given: str
    family: str
    sex: str
    born_on: dt.date | None = None
    expected_on: dt.date | None = None
    kinship: str = ""
    responsible: bool | None = None
    mobile: str = ""
    nhs_number: str = ""
    upn: str = ""
    school: str = ""
    lives_at_home: bool = True
    known_as: str = ""
    disability: str = ""
    special_needs: str = ""
    young_carer: bool | None = None
    birth_given: str = ""
    birth_on: dt.date | None = None
    birth_nhs_number: str = ""

    def age_on(self, day: dt.date) -> int | None:
        """Full years on a day; None before birth."""
        if self.born_on is None or self.born_on > day:
            return None
        before = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before


@dataclass
class PlannedFamily:
    """A family: the first adult is the one who brings the children up."""

    key: str
    community: Community
    place: Place
    street: str
    postcode: str
    tenure: str
    children: list[PlannedPerson] = field(default_factory=list)
    adults: list[PlannedPerson] = field(default_factory=list)
    hobby: str = ""
    interpreter: bool = False
    ethnicity: str = Ethnicity.NOBT

    @property
    def carer(self) -> PlannedPerson:
        """Who brings the children up."""
        return self.adults[0]


def in_short(school: str) -> str:
    """Return what people call a school in a sentence."""
    words = school.split(" ")
    return " ".join(words[:2]) if words[0] == "St" else words[0]


def words_of(family: PlannedFamily, child: PlannedPerson, choose: Random, *, on: dt.date) -> dict[str, str]:
    """Return the words that fill the sentences told of a child on a day."""
    goes_to_school = (child.age_on(on) or 0) >= 5
    is_boy = child.sex == Sex.MALE
    carer_is_man = family.carer.sex == Sex.MALE
    others = [other for other in family.children if other is not child and other.given]
    he, him, his = ("he", "him", "his") if is_boy else ("she", "her", "her")
    she, obj, her = ("he", "him", "his") if carer_is_man else ("she", "her", "her")
    return {
        "name": child.given.split(" ")[0] or "the baby",
        "he": he,
        "him": him,
        "his": his,
        "He": he.capitalize(),
        "His": his.capitalize(),
        "himself": "himself" if is_boy else "herself",
        "mum": CALLED[Kinship(family.carer.kinship)],
        "she": she,
        "She": she.capitalize(),
        "her": her,
        "obj": obj,
        "obj_self": "himself" if carer_is_man else "herself",
        "sib": others[0].given if others else "a cousin",
        "school": in_short(child.school) or ("school" if goes_to_school else "nursery"),
        "area": family.place.city,
        "hobby": family.hobby,
        "weekday": choose.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")),
        "month": choose.choice(("January", "February", "March", "May", "June", "September", "October")),
    }
