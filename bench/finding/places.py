"""Invented postcodes, streets, towns and schools; the areas ZA to ZZ are nobody's."""

from __future__ import annotations

from dataclasses import dataclass

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
CHILDREN_AT_A_POSTCODE = 8
POSTCODES_OF_A_SCHOOL = 30
STREETS = (
    "Mill Chapel Station Church Victoria Orchard Beech Tannery Quarry Canal Abbey Weaver Foundry Meadow "
    "Kiln Lark Sorrel Bracken Juniper Saffron Hawthorn Cobbler Ferry Windmill Priory Market Heron Copper "
    "Linden Tower"
).split()
KINDS_OF_STREET = "Road Street Lane Close Avenue Drive Court Gardens Way Terrace Crescent Place".split()
TOWNS = "Marl Oxen Thorn Bel Cran Drey Fen Gorse Hollin Kex Lether Morn Nettle Pell Quern Ros".split()
ENDS_OF_TOWNS = "beck combe ford ham ley mere stoke ton wick worth".split()
PATRONS = "St Agnes|St Cedd|St Hilda|Willow|Oakfield|Riverside|Hillcrest|Parkside|Holy Cross|Northgate".split(
    "|"
)
KINDS_OF_SCHOOL = ("Nursery", "Primary School", "Academy")


@dataclass(frozen=True, slots=True)
class Home:
    """An address. number: of the household."""

    number: int
    line1: str
    city: str
    postcode: str


def postcode(number: int) -> str:
    """Return the postcode with a number; neighbours differ in their last letters."""
    rest, last = divmod(number, 400)
    rest, sector = divmod(rest, 10)
    area, district = divmod(rest, 20)
    inward = f"{sector}{LETTERS[last // 20]}{LETTERS[last % 20]}"
    return f"Z{chr(65 + area % 26)}{district + 1} {inward}"


def home(household: int, at: int) -> Home:
    """Return the address of a household at a postcode's number."""
    street = f"{STREETS[at % 30]} {KINDS_OF_STREET[at // 30 % 12]}"
    town = TOWNS[at // 4000 % 16] + ENDS_OF_TOWNS[at // 64_000 % 10]
    return Home(household, f"{household % 89 + 1} {street}", town, postcode(at))


def school(at: int, age: int) -> str:
    """Return the nursery, primary school or academy of a postcode, by age; none for the youngest."""
    if not 2 <= age <= 17:
        return ""
    number = at // POSTCODES_OF_A_SCHOOL
    kind = KINDS_OF_SCHOOL[(age >= 5) + (age >= 11)]
    return f"{PATRONS[number % 10]} {STREETS[number // 10 % 30]} {kind}"
