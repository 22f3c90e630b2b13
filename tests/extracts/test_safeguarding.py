"""The Standard Safeguarding Dataset, read again by the independent reader; figures worked by hand."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Outcome, OutcomeTie, TeamMember
from opencaf.episodes.operations.shielding import shield_record
from opencaf.extracts.described import Column, Filled, Table
from opencaf.extracts.keys import check_keys, key_of
from opencaf.extracts.safeguarding.tables import TABLES
from opencaf.people.models import (
    Family,
    FamilyMember,
    Household,
    HouseholdMember,
    Identifier,
    Relationship,
)
from opencaf.people.operations.sealing import seal_part
from tests.extracts.reader import LIST_1, Row, UnreadableError, read_dataset, rows_of
from tests.factories import AgencyFactory, ChildFactory
from tests.factories.extracts import LAST, file_of
from tests.reports.world import World

JUNE, JULY, AUGUST = dt.date(2026, 6, 1), dt.date(2026, 7, 1), dt.date(2026, 8, 1)
Acting = Callable[[Practitioner], Any]


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


def tables(by: Practitioner, last: dt.date = LAST) -> dict[str, list[Row]]:
    return read_dataset(file_of("safeguarding-dataset", by, "zip", last=last))[0]


def episodes(by: Practitioner, last: dt.date = LAST) -> dict[str, Row]:
    return {row["earl_person_id"]: row for row in tables(by, last)["ssd_early_help_episodes"]}


def test_an_authority_without_cases_gives_ten_tables_without_rows(coordinator: Practitioner) -> None:
    found, manifest = read_dataset(file_of("safeguarding-dataset", coordinator, "zip"))

    assert [len(rows) for rows in found.values()] == [0] * 10
    assert (manifest["from"], manifest["to"]) == ("2020-11-02", "2026-11-02")
    assert manifest["children_shielded_from_maker"] == 0


def test_a_family_case_is_one_episode_for_each_child(
    world: World, coordinator: Practitioner, alice: Practitioner, bob: Practitioner
) -> None:
    children = [ChildFactory(), ChildFactory()]
    family = Family.record(by=coordinator, name="The Testers")
    case = world.case(JUNE, children=children, family=family)
    world.lead(case, bob, JUNE, ended_on=JULY)
    world.lead(case, alice, JULY)
    TeamMember.record(by=coordinator, episode=case, practitioner=bob, agency=bob.agency, joined_on=JUNE)
    outcome = Outcome.record(by=coordinator, episode=case, wording="Calmer mornings", agreed_on=JUNE)
    for code in ("attendance", "parenting_routines", "parental_conflict"):
        OutcomeTie.record(by=coordinator, outcome=outcome, kind="need_tag", code=code)

    found = tables(coordinator)

    keys = {key_of(one.pk) for one in children}
    rows = found["ssd_early_help_episodes"]
    assert {row["earl_person_id"] for row in rows} == keys
    assert len({row["earl_episode_id"] for row in rows}) == 2
    assert {name: rows[0][name] for name in list(rows[0])[2:]} == {
        "earl_episode_start_date": "2026-06-01",
        "earl_episode_end_date": "",
        "earl_episode_reason": "Improved family relationships",  # two of three ties
        "earl_episode_end_reason": "",
        "earl_episode_organisation": "Willow Primary School",
        "earl_episode_worker_id": key_of(alice.pk),
    }
    assert {row["fami_person_id"] for row in found["ssd_family"]} == keys
    assert {row["fami_family_id"] for row in found["ssd_family"]} == {key_of(family.pk)}
    loads = {
        row["prof_professional_name"]: row["prof_professional_caseload"] for row in found["ssd_professionals"]
    }
    assert loads == {str(alice): "2", str(bob): "0"}
    # Two leads and one member of the team, each for two children.
    assert len(found["ssd_involvements"]) == 6
    ended = {row["invo_involvement_end_date"] for row in found["ssd_involvements"]}
    assert ended == {"", "2026-07-01"}
    assert {row["dept_team_name"] for row in found["ssd_department"]} == {
        "Willow Primary School",
        "Health visiting",
    }


def test_ends_of_episodes(world: World, coordinator: Practitioner) -> None:
    closed, left, old, later = (ChildFactory() for _ in range(4))
    over = world.case(JUNE, children=[closed])
    world.close(over, JULY, "needs_met_universal")
    still = world.case(JUNE, children=[left])
    row = still.episode_children.get()
    row.left_on, row.is_open = JULY, False
    row.save()
    world.case(dt.date(2010, 6, 15), children=[old], intended_accuracy="UUA")
    ends_later = world.case(JUNE, children=[later])
    world.close(ends_later, AUGUST, "needs_met_universal")
    for reason in ("opened_in_error", "merged_or_duplicate", "declined_at_offer"):
        world.close(world.case(JUNE), JULY, reason)
    long_over = world.case(dt.date(2010, 1, 1))
    world.close(long_over, dt.date(2012, 1, 1), "needs_met_universal")

    now, then = episodes(coordinator), episodes(coordinator, JULY + dt.timedelta(days=14))

    ends = {
        key: (row["earl_episode_start_date"], row["earl_episode_end_date"], row["earl_episode_end_reason"])
        for key, row in now.items()
    }
    met = "Needs met, universal services carry on"
    assert ends == {
        key_of(closed.pk): ("2026-06-01", "2026-07-01", met),
        key_of(left.pk): ("2026-06-01", "2026-07-01", "The child left the case"),
        key_of(old.pk): ("", "", ""),
        key_of(later.pk): ("2026-06-01", "2026-08-01", met),
    }
    assert then[key_of(later.pk)]["earl_episode_end_date"] == ""
    assert then[key_of(later.pk)]["earl_episode_end_reason"] == ""


def test_who_the_children_are(world: World, coordinator: Practitioner, acting_as: Acting) -> None:
    child = ChildFactory(
        given_names="Leah",
        family_name="=Marsh",
        ethnicity="REFU",
        special_needs="E",
        born_on=dt.date(2008, 4, 15),
        born_accuracy="UAA",
    )
    baby = ChildFactory(born_on=None, expected_on=dt.date(2026, 12, 24), sex="U")
    world.case(JUNE, children=[child, baby])
    for scheme, value, warning in (
        ("nhs", "9990000018", ""),
        ("nhs", "1234567890", "The check figure does not fit"),
        ("upn", "A950000178301", ""),
        ("other", "LCS-77", ""),
    ):
        system = "Liquid" if scheme == "other" else ""
        Identifier.record(
            by=coordinator, person=child, scheme=scheme, value=value, warning=warning, system=system
        )
    Relationship.record(by=coordinator, of=child, to=baby, kinship="mother")
    open_home = Household.record(by=coordinator, line1="12 Kiln Road", city="Testham", postcode="ZZ99 3VZ")
    sealed = Household.record(by=coordinator, line1="1 Hidden Lane", postcode="ZZ99 3WZ")
    HouseholdMember.record(by=coordinator, household=open_home, person=child, from_on=JUNE)
    HouseholdMember.record(by=coordinator, household=sealed, person=baby)
    with acting_as(coordinator):  # who is on the list of the seal, and makes the file, too
        seal_part(record=sealed, why="refuge", words="Hiding.", readers=[], through=baby, by=coordinator)

    found = tables(coordinator)

    people = {row["pers_person_id"]: row for row in found["ssd_person"]}
    leah = people[key_of(child.pk)]
    shown = {name: value for name, value in leah.items() if value}
    assert shown == {
        "pers_person_id": key_of(child.pk),
        "pers_common_child_id": "9990000018",
        "pers_forename": "Leah",
        "pers_surname": "'=Marsh",
        "pers_sex": "F",
        "pers_ethnicity": "REFU",
        "pers_dob": "2008-04-15",
        "pers_send_flag": "Y",
        "pers_is_mother": "Y",
    }
    assert people[key_of(baby.pk)]["pers_expected_dob"] == "2026-12-24"
    (home,) = found["ssd_address"]
    assert (home["addr_person_id"], home["addr_address_postcode"]) == (key_of(child.pk), "ZZ993VZ")
    address = json.loads(home["addr_address_json"])
    assert (address["STREET"], address["TOWN"], address["HOUSE"]) == ("12 Kiln Road", "Testham", "")
    numbers = {
        (row["link_identifier_type"], row["link_identifier_value"])
        for row in found["ssd_linked_identifiers"]
        if row["link_person_id"] == key_of(child.pk) and row["link_identifier_type"] != "Case Number"
    }
    assert numbers == {
        ("NHS Number", "9990000018"),
        ("NHS Number", "1234567890"),
        ("Unique Pupil Number", "A950000178301"),
        ("Liquid", "LCS-77"),
    }
    assert sum(row["link_identifier_type"] == "Case Number" for row in found["ssd_linked_identifiers"]) == 2


def test_a_contact_may_be_about_a_child_whose_case_is_left_out(
    world: World, coordinator: Practitioner
) -> None:
    care = AgencyFactory(kind="childrens_social_care", sector="childrens_services")
    child = ChildFactory()
    case = world.case(JUNE, children=[child])
    world.step_up(case, JULY, agency=care, answer="accepted", answered_on=JULY)
    world.close(case, JULY, "merged_or_duplicate")

    found = tables(coordinator)

    (contact,) = found["ssd_contacts"]
    assert contact["cont_person_id"] == key_of(child.pk)
    assert json.loads(contact["cont_contact_outcome_json"]) == {"OUTCOME": "Accepted", "DATE": "2026-07-01"}
    assert found["ssd_early_help_episodes"] == []
    assert len(found["ssd_person"]) == 1


def test_a_shielded_child_is_in_no_table_and_is_counted(
    world: World, coordinator: Practitioner, carol: Practitioner, acting_as: Acting
) -> None:
    child = ChildFactory(given_names="Hidden")
    family = Family.record(by=coordinator, name="The Testers")
    FamilyMember.record(by=coordinator, family=family, person=child)
    world.case(JUNE, children=[child])
    world.case(JUNE)
    with acting_as(carol):
        shield_record(child=child, why="refuge", words="Hiding.", readers=[], by=carol)

    without = file_of("safeguarding-dataset", coordinator, "zip")
    found, manifest = read_dataset(without)
    seen, of_carol = read_dataset(file_of("safeguarding-dataset", carol, "zip"))

    assert manifest["children_shielded_from_maker"] == 1
    assert all(key_of(child.pk) not in row.values() for rows in found.values() for row in rows)
    assert of_carol["children_shielded_from_maker"] == 0
    assert key_of(child.pk) in {row["pers_person_id"] for row in seen["ssd_person"]}


def filled(rows: list[tuple[str, str]], people: list[tuple[str]]) -> list[Filled]:
    person = Table("person", "one", (Column("id", "Id"),), ("id",))
    columns = (Column("id", "Id"), Column("person", "Whose"))
    return [Filled(person, people), Filled(Table("row", "one", columns, ("id",), {"person": "person"}), rows)]


@pytest.mark.parametrize(
    ("rows", "people", "sentence"),
    [
        ([("1", "A"), ("2", "B")], [("A",)], "1 of row.person name no row of person."),
        ([("1", "A"), ("1", "A")], [("A",)], "1 keys of row stand on more than one row."),
        ([("", "A")], [("A",)], "A row of row has no id."),
    ],
)
def test_keys_that_do_not_fit_give_a_sentence_and_no_file(
    rows: list[tuple[str, str]], people: list[tuple[str]], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        check_keys(filled(rows, people))


def test_keys_that_fit_pass_and_an_empty_one_names_nobody() -> None:
    check_keys(filled([("1", "A"), ("2", "")], [("A",)]))


def test_the_reader_refuses_a_file_with_another_column(coordinator: Practitioner) -> None:
    good = file_of("annex-a-list-2", coordinator, "csv")

    with pytest.raises(UnreadableError, match="List 1: columns"):
        rows_of(good, LIST_1, "List 1")


def test_a_row_names_no_column_that_its_table_has_not() -> None:
    with pytest.raises(ValueError, match="has no column"):
        TABLES[2].filled([{"fami_nobody": "1"}])
