"""Children with a mother each, in families and homes of two children, filed for finding."""

from __future__ import annotations

from bench.world.inserting import Connection, insert, keep
from bench.world.names import of
from opencaf.people.models import (
    ContactPoint,
    Family,
    FamilyMember,
    Household,
    HouseholdMember,
    Identifier,
    Person,
    Relationship,
    Schooling,
    SearchName,
)

SIGNED = {"authority_id": "here.id", "recorded_by_id": "kid.worker"}
OF_TWO = "join kid elder on elder.n = kid.n - kid.n % 2"
POSTCODE = "'ZD' || 1 + kid.n / 2 % 40 || ' ' || kid.n / 80 % 10 || 'AA'"


def make_families(connection: Connection, *, children: int) -> None:
    """Make children and those around them; a pair of brothers and sisters shares name, family and home."""
    keep(
        connection,
        "kid",
        f"""select gen_random_uuid() id, gen_random_uuid() mother, child.n, w.id worker,
            given_name.name given, given_name.plain, given_name.code, family_name.name family,
            family_name.plain family_plain, family_name.code family_code,
            case when child.n % 200 <> 16 then here.today - (200 + child.n * 13 % 6200)::int end born
            from here, generate_series(0, {children - 1}) child (n)
            join practitioner_no w on w.n = child.n % (select count(*) from practitioner_no)
            {of("given_name", "child.n * 7 + child.n / 12")} {of("family_name", "child.n / 2 * 31")}
            order by child.n""",
        key="n",
    )
    make_people(connection)
    make_homes(connection)
    file_names(connection)


def make_people(connection: Connection) -> None:
    """The children and their mothers, with telephone, number and school."""
    insert(
        connection,
        Person,
        "here, kid",
        **SIGNED,
        id="kid.id",
        given_names="kid.given",
        family_name="kid.family",
        sex="case kid.n % 2 when 0 then 'F' else 'M' end",
        born_on="kid.born",
        expected_on="case when kid.born is null then here.today + 90 end",
        ethnicity="(array['WBRI', 'WBRI', 'WBRI', 'APKN', 'BAFR', 'MWBC'])[1 + kid.n / 2 % 6]",
        first_language="'English'",
    )
    insert(
        connection,
        Person,
        "here, kid",
        **SIGNED,
        id="kid.mother",
        given_names="'Mary'",
        family_name="kid.family",
        sex="'F'",
        ethnicity="'WBRI'",
    )
    insert(
        connection,
        Relationship,
        "here, kid",
        **SIGNED,
        of_id="kid.mother",
        to_id="kid.id",
        kinship="'mother'",
        parental_responsibility="true",
    )
    insert(
        connection,
        Relationship,
        f"here, kid {OF_TWO} where kid.n % 2 = 1",
        **SIGNED,
        of_id="elder.id",
        to_id="kid.id",
        kinship="'sister'",
    )
    insert(
        connection,
        ContactPoint,
        "here, kid",
        **SIGNED,
        person_id="kid.mother",
        kind="'mobile'",
        value="'07700 900123'",
    )
    insert(
        connection,
        Identifier,
        "here, kid where kid.n % 4 > 0",
        **SIGNED,
        person_id="kid.id",
        scheme="'nhs'",
        value="'999' || lpad(kid.n::text, 7, '0')",
    )
    insert(
        connection,
        Schooling,
        "here, kid join agency_no on agency_no.n = kid.n % (select count(*) from agency_no)",
        **SIGNED,
        person_id="kid.id",
        agency_id="agency_no.id",
    )


def make_homes(connection: Connection) -> None:
    """A family and a household for each pair, with the mother of the elder child."""
    elder = "here, kid where kid.n % 2 = 0"
    insert(connection, Family, elder, **SIGNED, id="kid.id", name="'The ' || kid.family || ' family'")
    insert(
        connection,
        Household,
        elder,
        **SIGNED,
        id="kid.id",
        line1="kid.n || ' Mill Lane'",
        city="'Benchford'",
        postcode=POSTCODE,
    )
    for person, role, source in (
        ("kid.id", "'child'", f"here, kid {OF_TWO}"),
        ("kid.mother", "'mother'", f"here, kid {OF_TWO} where kid.n % 2 = 0"),
    ):
        insert(connection, FamilyMember, source, **SIGNED, family_id="elder.id", person_id=person, role=role)
        insert(connection, HouseholdMember, source, **SIGNED, household_id="elder.id", person_id=person)


def file_names(connection: Connection) -> None:
    """The rows by which children and mothers are found, as the program files them."""
    filed = {
        "authority_id": "here.id",
        "family": "kid.family_plain",
        "family_code": "kid.family_code",
        "postcode": f"replace({POSTCODE}, ' ', '')",
    }
    insert(
        connection,
        SearchName,
        "here, kid",
        **filed,
        person_id="kid.id",
        given="kid.plain",
        given_code="kid.code",
        day="kid.born",
        is_child="true",
    )
    insert(
        connection,
        SearchName,
        "here, kid",
        **filed,
        person_id="kid.mother",
        given="'mary'",
        given_code="'MR'",
        is_child="false",
    )
