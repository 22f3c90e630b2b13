"""Making families of an authority: names, ages, schools and numbers that fit together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.authorities import Place, Shape
from opencaf.demo.choosing import chance, weighted
from opencaf.demo.families import PlannedFamily, PlannedPerson
from opencaf.demo.numbers import NO_FIXED_ABODE, Numbers
from opencaf.demo.people_names import COMMUNITIES, Community
from opencaf.people.codes import Ethnicity, Kinship, Sex, SpecialNeeds

STREETS = [
    "Saltpan Street",
    "Gorse Hill",
    "Ropewalk Terrace",
    "Osier Walk",
    "Chapel Rise",
    "Tannery Row",
    "Kiln Close",
    "Larch Avenue",
    "Mill Bank",
    "Station Cottages",
    "Drovers Way",
    "Cooper's Yard",
    "Hawthorn Crescent",
    "Fuller Street",
    "Old Dock Road",
    "Canal Side",
    "Quarry Lane",
    "Beacon View",
    "Swallow Court",
    "Harvest Road",
    "Brewhouse Lane",
    "Lantern Street",
    "Weaver's Green",
    "Orchard Mead",
    "Pump Street",
    "Coppice Road",
    "Windmill Rise",
    "Sexton Street",
    "Bargate",
    "Cinder Path",
    "Heron Way",
    "Priory Gardens",
    "Juniper House",
    "Alder House",
]
TENURES = {
    "private rent": 34,
    "housing association": 28,
    "council tenancy": 20,
    "owned with a mortgage": 10,
    "temporary accommodation": 6,
    "": 2,
}
HOBBIES = (
    "football",
    "drawing",
    "trains",
    "dancing",
    "swimming",
    "baking",
    "bikes",
    "dinosaurs",
    "music",
    "gymnastics",
)
OLDER_HOBBIES = (
    "football",
    "art",
    "drumming",
    "cooking",
    "boxing",
    "photography",
    "gaming",
    "dance",
    "bikes",
    "singing",
)
RAISED_BY = {Kinship.MOTHER: 88, Kinship.FATHER: 7, Kinship.GRANDMOTHER: 5}


@dataclass
class Register:
    """Makes families of one authority, with names and numbers that nobody else has."""

    shape: Shape
    numbers: Numbers
    schools: dict[str, list[tuple[str, str]]]
    taken: set[str] = field(default_factory=set)

    def family(
        self,
        choose: Random,
        key: str,
        *,
        place: Place,
        ages_on: dt.date,
        ages: list[int | None],
        carer_is_mother: bool,
    ) -> PlannedFamily:
        """Return a family with children of these ages on a day; an unborn one has none."""
        community = COMMUNITIES[weighted(choose, self.shape.communities)]
        family = PlannedFamily(
            key=key,
            community=community,
            place=place,
            street=f"{choose.randint(1, 148)} {choose.choice(STREETS)}",
            postcode=self.postcode(choose, place),
            tenure=weighted(choose, TENURES),
            hobby=choose.choice(OLDER_HOBBIES if (ages[0] or 0) > 10 else HOBBIES),
            interpreter=chance(choose, community.interpreter_share),
            ethnicity=self.ethnicity(choose, community),
        )
        surname = choose.choice(community.families)
        self.add_carer(choose, family, surname, mother=carer_is_mother)
        for age in ages:
            family.children.append(self.child(choose, family, surname, age, ages_on))
        self.add_others(choose, family)
        return family

    def postcode(self, choose: Random, place: Place) -> str:
        """Return a postcode of the place; a few families have no fixed abode."""
        if chance(choose, 0.01):
            return NO_FIXED_ABODE
        district = self.shape.places.index(place) * 5 + choose.randint(0, 4)
        return self.numbers.postcode(district)

    def ethnicity(self, choose: Random, community: Community) -> str:
        """Return what is recorded as ethnicity: mostly what fits the names, sometimes nothing."""
        if chance(choose, 0.04):
            return choose.choice((Ethnicity.NOBT, Ethnicity.REFU))
        if community.ethnicity == Ethnicity.MWBC:
            return choose.choice(
                (Ethnicity.MWBC, Ethnicity.MWBC, Ethnicity.MWBA, Ethnicity.MWAS, Ethnicity.MOTH)
            )
        return community.ethnicity

    def add_carer(self, choose: Random, family: PlannedFamily, surname: str, *, mother: bool) -> None:
        """Add who brings the children up."""
        kinship = Kinship.MOTHER if mother else weighted(choose, RAISED_BY)
        is_man = kinship == Kinship.FATHER
        names = family.community.men if is_man else family.community.women
        family.adults.append(
            PlannedPerson(
                given=choose.choice(names),
                family=surname,
                sex=Sex.MALE if is_man else Sex.FEMALE,
                kinship=kinship,
                responsible=True if kinship != Kinship.GRANDMOTHER else chance(choose, 0.5),
                mobile=self.numbers.mobile(),
            )
        )

    def add_others(self, choose: Random, family: PlannedFamily) -> None:
        """Add the other parent, perhaps a grandmother."""
        carer = family.carer
        if carer.kinship == Kinship.MOTHER and chance(choose, 0.62):
            together = chance(choose, 0.55)
            family.adults.append(
                PlannedPerson(
                    given=choose.choice(family.community.men),
                    family=carer.family if together else choose.choice(family.community.families),
                    sex=Sex.MALE,
                    kinship=Kinship.FATHER if chance(choose, 0.82) else Kinship.STEPFATHER,
                    responsible=True if together else choose.choice((True, True, False, None)),
                    lives_at_home=together,
                )
            )
        if chance(choose, 0.15) and carer.kinship != Kinship.GRANDMOTHER:
            family.adults.append(
                PlannedPerson(
                    given=choose.choice(family.community.women),
                    family=carer.family,
                    sex=Sex.FEMALE,
                    kinship=Kinship.GRANDMOTHER,
                    lives_at_home=False,
                )
            )
        self.fix_ages(choose, family)

    def fix_ages(self, choose: Random, family: PlannedFamily) -> None:
        """Give adults dates of birth that fit the oldest child's; some are not known."""
        births = [child.born_on or child.expected_on for child in family.children]
        oldest = min(birth for birth in births if birth)
        for adult in family.adults:
            if adult is not family.carer and chance(choose, 0.5):
                continue
            years = choose.randint(42, 58) if adult.kinship == Kinship.GRANDMOTHER else choose.randint(18, 36)
            adult.born_on = oldest - dt.timedelta(days=365 * years + choose.randint(0, 360))

    def child(
        self, choose: Random, family: PlannedFamily, surname: str, age: int | None, ages_on: dt.date
    ) -> PlannedPerson:
        """Return a child of an age on a day, or one who is expected."""
        sex = Sex.MALE if chance(choose, 0.53) else Sex.FEMALE
        given = self.new_given_name(choose, family, surname, sex)
        if age is None:
            expected = ages_on + dt.timedelta(days=choose.randint(70, 150))
            birth = expected + dt.timedelta(days=choose.randint(-10, 8))
            return PlannedPerson(
                "",
                surname,
                Sex.UNKNOWN,
                expected_on=expected,
                birth_given=given,
                birth_on=birth,
                birth_nhs_number=self.numbers.nhs_number(),
            )
        born_on = ages_on - dt.timedelta(days=round(age * 365.25) + choose.randint(5, 355))
        school = self.school(choose, family.place, age)
        goes_to_school = age >= 5
        return PlannedPerson(
            given=given,
            family=surname,
            sex=sex,
            born_on=born_on,
            nhs_number=self.numbers.nhs_number() if chance(choose, 0.7) else "",
            upn=self.numbers.upn(born_on) if goes_to_school and chance(choose, 0.75) else "",
            school=school,
            known_as=given[:3] if len(given) > 6 and chance(choose, 0.12) else "",
            disability=choose.choice(("", "", "Asthma", "Hearing loss in one ear", "Epilepsy"))
            if chance(choose, 0.2)
            else "",
            special_needs=self.special_needs(choose, age),
        )

    def special_needs(self, choose: Random, age: int) -> str:
        """Return what is known of special educational needs."""
        if age < 4:
            return SpecialNeeds.NOT_KNOWN
        shares = {
            SpecialNeeds.NONE: 45,
            SpecialNeeds.SUPPORT: 35,
            SpecialNeeds.PLAN: 9,
            SpecialNeeds.NOT_KNOWN: 11,
        }
        return weighted(choose, shares)

    def new_given_name(self, choose: Random, family: PlannedFamily, surname: str, sex: str) -> str:
        """Return a given name that no other child of this surname has, where names last."""
        names = family.community.boys if sex == Sex.MALE else family.community.girls
        given = choose.choice(names)
        for _ in range(25):
            if f"{given} {surname}" not in self.taken:
                break
            given = choose.choice(names)
        self.taken.add(f"{given} {surname}")
        return given

    def school(self, choose: Random, place: Place, age: int) -> str:
        """Return the name of a nursery or school for an age, near by where there is one."""
        kinds = kinds_for(age)
        options = [pair for kind in kinds for pair in self.schools.get(kind, [])]
        near = [name for name, locality in options if locality in ("", place.locality)]
        if age < 2 or not options or (age < 4 and chance(choose, 0.3)):
            return ""
        return choose.choice(near or [name for name, _ in options])


def kinds_for(age: int) -> tuple[str, ...]:
    """Return the kinds of agency to which children of an age go."""
    if age < 4:
        return (AgencyType.NURSERY, AgencyType.PRE_SCHOOL)
    if age < 11:
        return (AgencyType.PRIMARY_SCHOOL,)
    return (AgencyType.HIGH_SCHOOL,) if age < 16 else (AgencyType.FURTHER_EDUCATION,)
