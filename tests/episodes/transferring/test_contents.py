"""What goes and what stays: nothing sealed or left out is in a package, and what goes comes out as it was."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode, Mark, Story, Transfer, TransferredRow
from opencaf.episodes.operations.receiving import accept_package, receive_package
from opencaf.episodes.queries.package_contents import contents_of
from opencaf.episodes.text_names import AN_ID
from opencaf.episodes.transferring.archive import Package, unpack
from opencaf.episodes.transferring.envelope import unlock
from opencaf.episodes.transferring.sheets import BY_NAME, SHEETS, Row, Rows
from opencaf.people.models import Identifier, Person
from opencaf.people.operations.finding import find_children
from opencaf.people.sought import Sought
from tests.episodes.transferring.conftest import There
from tests.factories import ChildFactory
from tests.factories.transfer import (
    DECISION_CANARY,
    HIDDEN,
    LEFT_OUT_CANARY,
    acting_as,
    make_transfer,
    package_of,
)

Sent = tuple[bytes, str]


def opened(package: Sent) -> Package:
    return unpack(unlock(*package))


def everything(package: Sent) -> str:
    parts = opened(package).parts
    return json.dumps(opened(package).manifest) + "".join(
        part.decode(errors="ignore") for name, part in parts.items() if name.endswith(".json")
    )


def taken_over(there: There, package: Sent, **values: Person) -> Episode:
    content, words = package
    with acting_as(there.coordinator):
        received = receive_package(
            content=content, words=words, received_on=clock.today(), by=there.coordinator
        )
        return accept_package(received=received, same=values, answered_on=clock.today(), by=there.coordinator)


def test_nothing_that_is_sealed_left_out_or_decided_without_agreement_goes(package: Sent) -> None:
    text = everything(package)

    assert "SEALED-CANARY" not in text
    assert LEFT_OUT_CANARY not in text
    assert DECISION_CANARY not in text
    assert "Coughs at night." in text
    assert "4 Weir Street" in text


def test_the_locked_file_tells_nothing_of_anybody(package: Sent) -> None:
    content, _ = package

    assert not [word for word in (b"Okonjo", b"Coughs", b"manifest") if word in content]


def test_what_the_family_keeps_back_is_named_as_staying(package: Sent) -> None:
    stays = opened(package).manifest["stays_behind"]

    assert stays[0].startswith("What the family keeps back: Emotional")


def test_what_is_kept_from_any_agency_stays_as_well(case: Episode, coordinator: Practitioner) -> None:
    whole = contents_of(case, [])
    part = contents_of(case, [HIDDEN])

    assert {row["element"] for row in whole.rows["mark"]} - {row["element"] for row in part.rows["mark"]} == {
        HIDDEN
    }
    assert len(whole.files) == len(part.files) + 1


def test_a_shielded_case_does_not_go(case: Episode, coordinator: Practitioner) -> None:
    case.shielded = True

    with pytest.raises(Exception, match="shielded"):
        make_transfer(case, by=coordinator)


def same_words(rows: Rows) -> dict[str, list[str]]:
    """The sheets with every id named by its place, so that two packages compare."""
    places: dict[str, str] = {}
    for name in sorted(rows):
        ordered = sorted(rows[name], key=lambda row: str(row["id"]))
        places |= {
            str(row["id"]): f"{name} {known_as(name, row, place)}" for place, row in enumerate(ordered)
        }
    found = {}
    for name in sorted(rows):
        ordered = sorted(rows[name], key=lambda row: str(row["id"]))
        found[name] = [
            json.dumps(
                {
                    key: AN_ID.sub(lambda found: places.get(found[0], found[0]), str(value))
                    for key, value in row.items()
                    if key not in CHANGES.get(name, ())
                },
                sort_keys=True,
            )
            for row in ordered
        ]
    return found


def known_as(name: str, row: Row, place: int) -> str:
    """Who wrote, and for whom, by name; everything else by its place."""
    said = {"writer": row.get("family_name"), "agency": str(row.get("name")).split(",")[0]}
    return str(said.get(name, place))


# What the move itself says: its reference, who led until then, numbers of the sender, files made anew.
CHANGES = {
    "episode": ("reference",),
    "lead_professional": ("ended_on", "why_ended"),
    "team_member": ("left_on",),
    "agency": ("name",),
    "assessment": ("form",),
    "meeting": ("kind", "purpose"),  # a kind that is not held here is named as its purpose
}


def test_export_import_export_gives_the_same(whole_package: Sent, there: There) -> None:
    first = same_words(contents_rows(whole_package))

    moved = taken_over(there, whole_package)
    with acting_as(there.coordinator):
        again = contents_of(moved, [])
    second = same_words({name: rows for name, rows in again.rows.items() if rows})

    # the receiver adds the sender's two numbers of the child, and who took the case over
    assert len(second.pop("identifier")) == len(first.pop("identifier")) + 2
    for name, added in (("writer", 1), ("agency", 1)):
        assert len(second.pop(name)) == len(first.pop(name)) + added
    assert second == first


def test_the_case_of_these_tests_has_a_row_in_every_sheet(whole_package: Sent) -> None:
    assert {sheet.name for sheet in SHEETS} - set(contents_rows(whole_package)) == set()


def contents_rows(package: Sent) -> Rows:
    held = opened(package)
    names = [name.split("/")[1][:-5] for name in held.parts if name.startswith("sheets/")]
    return {name: held.sheet(name) for name in names}


def test_days_and_authors_are_those_of_the_sender(
    case: Episode, coordinator: Practitioner, package: Sent, there: There
) -> None:
    moved = taken_over(there, package)

    with there.inside():
        version = moved.assessments.get()
        story = Story.objects.get(assessment=version, question__code="general_health")
        mark = Mark.objects.get(episode=moved, element="general_health")
        assert (version.completed_on, version.state) == (dt.date(2025, 10, 15), "completed")
        assert str(story.written_by) == str(coordinator)
        assert story.recorded_how == "imported"
        assert (mark.value, str(mark.recorded_by)) == (3, str(coordinator))
        assert story.written_by is not None
        assert story.written_by.user is None


def test_the_child_is_found_by_the_senders_reference(case: Episode, package: Sent, there: There) -> None:
    moved = taken_over(there, package)

    with acting_as(there.worker):
        hits = find_children(sought=Sought(identifier=case.reference), by=there.worker)
        by_name = find_children(
            sought=Sought(name="Robin Okonjo", born=None, postcode="ZD1 1AA"), by=there.worker
        )
    with there.inside():
        child = moved.episode_children.get().child_id
    assert [hit.child.id for hit in hits] == [child]
    assert [hit.child.id for hit in by_name] == [child]


def test_the_same_child_is_joined_and_gets_nothing_twice(package: Sent, there: There) -> None:
    with there.inside():
        known = ChildFactory(given_names="Robin", family_name="Okonjo")
        Identifier.record(by=there.coordinator, person=known, scheme="nhs", value="9998023777")
    original = str(contents_rows(package)["episode_child"][0]["child"])

    moved = taken_over(there, package, **{original: known})

    with there.inside():
        assert moved.episode_children.get().child_id == known.id
        assert Identifier.objects.filter(person=known, scheme="nhs").count() == 1
        assert Person.objects.filter(given_names="Robin").count() == 1


def test_a_package_that_comes_twice_adds_nothing(package: Sent, there: There) -> None:
    moved = taken_over(there, package)
    content, words = package

    with acting_as(there.coordinator):
        with pytest.raises(ValidationError, match="received before and is accepted"):
            receive_package(content=content, words=words, received_on=clock.today(), by=there.coordinator)
        assert Episode.objects.count() == 1
        assert TransferredRow.objects.filter(sheet="episode").get().row_id == moved.pk


def test_only_who_leads_or_coordinates_sends(case: Episode, transfer: Transfer, dave: Practitioner) -> None:
    with (
        acting_for(Asking(dave.id, dave.post.id, dave.authority_id)),
        pytest.raises(Exception, match="Only the lead professional"),
    ):
        package_of(transfer, by=dave)


def test_every_sheet_says_which_columns_go() -> None:
    assert all(sheet.columns for sheet in BY_NAME.values())
