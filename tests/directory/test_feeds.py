"""Feeds of Open Referral UK 3.0: brought in, given away, sent again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from opencaf.agencies.models import Practitioner
from opencaf.directory.models import Organisation, Service
from opencaf.directory.open_referral.reading import MOST_BYTES, Feed, read_texts, refuse_size
from opencaf.directory.operations.exporting import export_feed
from opencaf.directory.operations.importing import compared, import_feed
from opencaf.directory.operations.keeping import add_service, keep_waiting, retire_service
from tests.directory.feeds import PLAY_GROUP, feed_text, make_record
from tests.factories import AgencyFactory


def bring_in(*records: Any, by: Practitioner, name: str = "county") -> Any:
    return import_feed(feed=read_texts([feed_text(*records)]), name=name, by=by)


def test_a_feed_fills_the_columns_that_are_shown(coordinator: Practitioner) -> None:
    bring_in(make_record(), by=coordinator)

    service = Service.objects.get()
    assert (service.age_from, service.age_to) == (5, 11)
    assert service.organisation == Organisation.objects.get(name="Harbour Trust")
    assert service.locations[0]["postcode"] == "ZZ1 2AB"
    assert service.cost == "Under 11s £3.50 a session"
    assert service.times == "Monday, Thursday 16:00 to 18:00"
    assert service.terms == ["Bereavement support"]
    assert service.phone == "01632 960123"
    assert service.active


def test_html_is_shown_as_words_and_kept_as_it_came(coordinator: Practitioner) -> None:
    told = "<p>Play &amp; talk</p><script>alert(1)</script>"

    brought = bring_in(make_record(description=told), by=coordinator)

    service = Service.objects.get()
    assert service.description == "Play & talk\nalert(1)"
    assert service.record["description"] == told
    assert brought.counts["with_markup"] == 1


def test_export_import_export_is_the_same_to_the_byte(
    coordinator: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    bring_in(make_record(unknown={"b": [1, 2.50], "a": None}), make_record(name="Swim – dip"), by=coordinator)
    own = add_service(
        agency=AgencyFactory(),
        name="Play group",
        details=PLAY_GROUP,
        by=coordinator,
    )
    keep_waiting(service=own, weeks=6, words="longer in winter", as_of=own.recorded_at.date(), by=coordinator)
    first = export_feed(by=coordinator)
    Service.objects.all().delete()

    import_feed(feed=read_texts([first]), name="ours", by=coordinator)
    second = export_feed(by=coordinator)

    assert second == first
    assert Service.objects.get(name="Play group").waiting_weeks == 6
    assert Service.objects.get(name="Play group").needs == ["early_development"]


def test_a_feed_sent_again_changes_nothing(coordinator: Practitioner) -> None:
    record = make_record()
    bring_in(record, by=coordinator)

    again = bring_in(record, by=coordinator)

    assert again.counts == {
        "added": 0, "changed": 0, "same": 1, "retired": 0, "own": 0, "with_markup": 0, "rejected": 0,
    }  # fmt: skip


def test_a_service_that_left_the_feed_is_retired_and_comes_back(coordinator: Practitioner) -> None:
    stays, goes = make_record(name="Stays"), make_record(name="Goes")
    bring_in(stays, goes, by=coordinator)

    bring_in(stays, by=coordinator)
    gone = Service.objects.get(name="Goes")
    bring_in(stays, goes, by=coordinator)

    assert gone.left_feed_on
    assert not gone.active
    assert Service.objects.get(name="Goes").active


def test_what_was_retired_by_hand_stays_retired_when_the_feed_comes_again(coordinator: Practitioner) -> None:
    record = make_record()
    bring_in(record, by=coordinator)
    retire_service(service=Service.objects.get(), why="Closed its doors", by=coordinator)

    bring_in({**record, "description": "New words"}, by=coordinator)

    assert not Service.objects.get().active
    assert Service.objects.get().description == "New words"


def test_services_kept_here_are_left_as_they_are_by_their_own_export(coordinator: Practitioner) -> None:
    add_service(agency=AgencyFactory(), name="Play group", by=coordinator)

    brought = import_feed(feed=read_texts([export_feed(by=coordinator)]), name="ours", by=coordinator)

    assert brought.counts["own"] == 1
    assert Service.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": None}, "id must be text"),
        ({"name": ""}, "name must not be empty"),
        ({"status": "open"}, "status must be active, inactive, defunct or temporarily closed"),
        ({"minimum_age": 12, "maximum_age": 5}, "its highest age, 5, is below its lowest, 12"),
        ({"minimum_age": -1}, "its ages must lie between 0 and 150"),
        ({"minimum_age": "5"}, "minimum_age must be a number"),
        ({"organization": None}, "it does not say which organisation gives it"),
        ({"assured_date": "last week"}, "assured_date must be a day such as 2026-03-27"),
        ({"schedules": [{"freq": "WEEKLY"}]}, "schedules 1 id is missing"),
        ({"description": "a\0b"}, "it holds letters that cannot be kept"),
    ],
)
def test_a_service_that_is_wrong_is_rejected_with_one_sentence(
    coordinator: Practitioner, change: dict[str, Any], sentence: str
) -> None:
    brought = bring_in(make_record(name="Right"), {**make_record(), **change}, by=coordinator)

    assert len(brought.rejects) == 1
    assert brought.rejects[0].startswith("Service 2")
    assert sentence in brought.rejects[0]
    assert Service.objects.count() == 1


def test_an_id_that_comes_twice_is_rejected_the_second_time(coordinator: Practitioner) -> None:
    record = make_record()

    brought = bring_in(record, record, by=coordinator)

    assert "another service of this feed has the same id" in brought.rejects[0]
    assert Service.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name,Age\n", "not JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        ('{"version": "2.0", "contents": []}', "version 2.0"),
        ('{"people": []}', "no list of services"),
        ('"services"', "no list of services"),
        ('[{"id": NaN}]', "not JSON"),
        ("[" * 100_000, "deep"),
    ],
)
def test_a_file_that_is_no_feed_is_refused_whole(text: str | bytes, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        read_texts([text])


def test_two_hundred_megabytes_are_refused_before_they_are_read() -> None:
    with pytest.raises(ValidationError, match="larger than 120 MB"):
        refuse_size(200_000_000)
    assert MOST_BYTES < 200_000_000


def test_organisations_may_stand_beside_the_services(coordinator: Practitioner) -> None:
    record = make_record()
    organisation = record.pop("organization")
    record["organization_id"] = organisation["id"]
    page = json.dumps({"services": [record], "organizations": [organisation]})

    import_feed(feed=read_texts([page]), name="county", by=coordinator)

    assert Service.objects.get().provider == "Harbour Trust"


def test_a_dry_run_writes_nothing(coordinator: Practitioner) -> None:
    brought = compared(read_texts([feed_text(make_record())]), "county", coordinator)

    assert brought.counts["added"] == 1
    assert not Service.objects.exists()


def test_a_practitioner_brings_no_feed_in(alice: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="Only coordinators"):
        import_feed(feed=Feed(), name="county", by=alice)
    with pytest.raises(PermissionDenied, match="Only coordinators"):
        export_feed(by=alice)


def test_a_feed_has_a_name(coordinator: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Enter a name"):
        import_feed(feed=Feed(), name=" ", by=coordinator)


def test_the_commands_say_what_is_wrong(coordinator: Practitioner, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("import_services", tmp_path / "none.json", "--as", "nobody@example.org")
