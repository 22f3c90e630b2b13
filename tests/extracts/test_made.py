"""An extract from the asking to the removal of its file. Today is Monday 2 November 2026, 10:30."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.operations.shielding import shield_record
from opencaf.extracts import jobs
from opencaf.extracts.described import Window
from opencaf.extracts.keys import key_of
from opencaf.extracts.models import MadeExtract
from opencaf.extracts.operations import (
    ask_for_extract,
    make_extract_again,
    remove_extract,
    stop_extract,
    take_extract,
)
from opencaf.extracts.queries import child_with_key, hidden_from_who_asks
from opencaf.files.models import StoredFile
from tests.extracts.reader import read_dataset, read_list_2
from tests.factories import ChildFactory, LocalityFactory, PractitionerFactory
from tests.factories.extracts import LAST, ask, make_extract
from tests.fixtures import TODAY
from tests.reports.world import World

OwnerSees = Callable[..., list[dict[str, Any]]]
Stage = MadeExtract.Stage
FIRST = dt.date(2026, 5, 2)
WINDOW = Window(FIRST, LAST)


@pytest.fixture
def by(coordinator: Practitioner) -> Iterator[Practitioner]:
    with acting_as(coordinator):
        yield coordinator


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


def test_a_job_makes_it_as_whoever_asked_and_seals_the_file(
    world: World, by: Practitioner, owner_sees: OwnerSees
) -> None:
    world.assess(world.case(dt.date(2026, 6, 1)), dt.date(2026, 6, 9))
    made = ask(by=by)
    (job,) = owner_sees("select args from procrastinate_jobs where task_name = 'make_extract'")

    jobs.make_extract(**job["args"])

    made.refresh_from_db()
    assert (made.stage, made.rows, made.hidden) == (Stage.READY, {"List 2": 1}, 0)
    assert set(job["args"]) == {"made_id", "turn", "user_id", "post_id"}
    assert made.stored
    assert b"Child Unique ID" not in bytes(made.stored.sealed)
    assert len(read_list_2(take_extract(made=made, by=by), FIRST, LAST)) == 1
    trail = owner_sees(
        "select action, reason from audit_event where subject_id = %s order by at, id", [made.id]
    )
    told = [(one["action"], one["reason"]) for one in trail]
    assert ("extract_asked", "inspection") in told
    assert ("extract_taken", "inspection") in told


def test_nothing_is_made_for_who_has_left_the_post(by: Practitioner, owner_sees: OwnerSees) -> None:
    made = ask(by=by)
    (job,) = owner_sees("select args from procrastinate_jobs where task_name = 'make_extract'")
    post = by.post
    post.ended_on = dt.date(2026, 11, 1)
    post.save()

    jobs.make_extract(**job["args"])

    (kept,) = owner_sees("select stage from extracts_madeextract where id = %s", [made.id])
    assert kept["stage"] == Stage.WAITING


@pytest.mark.parametrize("role", ["practitioner", "training", "analyst", "auditor", "administrator", "duty"])
def test_others_may_not_have_one_made(authority: Any, role: str) -> None:
    other = PractitionerFactory(post_worn__role=role)

    with pytest.raises(PermissionDenied, match="coordinators and managers"):
        ask(by=other)


def test_a_coordinator_of_one_locality_may_not(authority: Any) -> None:
    other = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=LocalityFactory())

    with pytest.raises(PermissionDenied, match="every case of the authority"):
        ask(by=other)


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"way": "zip"}, "way", "Select the kind of file"),
        ({"words": "  "}, "words", "Enter what the file is for"),
        ({"window": Window(FIRST, LAST + dt.timedelta(days=1))}, "to_on", "To must be today or in the past"),
        ({"window": Window(LAST, FIRST)}, "from_on", "From must be 2 May 2026 or earlier"),
        ({"window": Window(dt.date(2026, 5, 1), LAST)}, "from_on", "From must be 2 May 2026 or later"),
    ],
)
def test_what_cannot_be_made_is_said_at_its_field(
    by: Practitioner, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    asked = {"way": "csv", "purpose": "inspection", "words": "The visit.", "window": WINDOW} | wrong

    with pytest.raises(ValidationError) as refused:
        ask_for_extract(extract="annex-a-list-2", by=by, **asked)

    assert refused.value.message_dict == {field: [sentence]}


def test_the_file_is_its_makers_alone(by: Practitioner, carol: Practitioner) -> None:
    made = make_extract(by=by)

    with acting_as(carol), pytest.raises(PermissionDenied, match="what its maker may see"):
        take_extract(made=made, by=carol)


def test_it_is_not_given_in_another_post(by: Practitioner) -> None:
    made = make_extract(by=by)
    other = by.posts.create(authority=by.authority, agency=by.agency, role="manager")

    with pytest.raises(PermissionDenied):
        take_extract(made=made, by=by.wearing(other))


def test_after_seven_days_it_is_not_given_and_a_job_removes_it(
    by: Practitioner, owner_sees: OwnerSees
) -> None:
    made = make_extract(by=by)
    (job,) = owner_sees(
        "select args, scheduled_at from procrastinate_jobs where task_name = 'remove_extract'"
    )
    jobs.remove_extract_in_time(**job["args"])  # too early: nothing happens
    made.refresh_from_db()
    assert made.stage == Stage.READY

    in_time = TODAY + dt.timedelta(days=7)
    assert str(job["scheduled_at"]) in (in_time.isoformat(), str(in_time))
    with clock.at(in_time), acting_as(by):
        with pytest.raises(ValidationError, match="no file any more"):
            take_extract(made=made, by=by)
        jobs.remove_extract_in_time(**job["args"])

    made.refresh_from_db()
    assert (made.stage, made.stored, made.words) == (Stage.REMOVED, None, "The visit of this week.")
    assert not StoredFile.objects.exists()


def test_whoever_had_it_made_removes_it_before_its_time(by: Practitioner) -> None:
    made = make_extract(by=by)

    remove_extract(made=made, by=by)

    made.refresh_from_db()
    assert (made.stage, made.stored) == (Stage.REMOVED, None)
    assert not StoredFile.objects.exists()
    with pytest.raises(ValidationError, match="no file any more"):
        remove_extract(made=made, by=by)


def test_made_again_it_says_what_the_records_say_then(world: World, by: Practitioner) -> None:
    made = make_extract(by=by)
    world.assess(world.case(dt.date(2026, 6, 1)), dt.date(2026, 6, 9))

    again = make_extract_again(made=made, by=by)
    jobs.make(again.id, 1, by)  # the job of the first turn writes nothing
    again.refresh_from_db()
    assert again.stage == Stage.WAITING
    jobs.make(again.id, again.turn, by)

    again.refresh_from_db()
    assert (again.stage, again.rows) == (Stage.READY, {"List 2": 1})
    assert StoredFile.objects.count() == 1


def test_it_is_stopped_before_its_turn_and_while_it_is_read(
    by: Practitioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = ask(by=by)
    stop_extract(made=waiting, by=by)
    jobs.make(waiting.id, waiting.turn, by)
    waiting.refresh_from_db()
    assert waiting.stage == Stage.STOPPED

    made = ask(by=by, code="safeguarding-dataset", way="zip")
    told = jobs.note_or_stop

    def stop_after_the_third(*args: Any) -> None:
        if args[3] == 3:
            stop_extract(made=made, by=by)
        told(*args)

    monkeypatch.setattr(jobs, "note_or_stop", stop_after_the_third)
    jobs.make(made.id, made.turn, by)

    made.refresh_from_db()
    assert (made.stage, made.done, made.stored) == (Stage.STOPPED, 2, None)
    with pytest.raises(ValidationError, match="not being made"):
        stop_extract(made=made, by=by)


def test_what_is_being_made_is_not_begun_again_unless_it_lies(by: Practitioner) -> None:
    made = ask(by=by)

    with pytest.raises(ValidationError, match="being made"):
        make_extract_again(made=made, by=by)
    with clock.at(TODAY + dt.timedelta(minutes=31)):
        again = make_extract_again(made=made, by=by)

    assert again.turn == 2


def test_keys_that_do_not_fit_are_a_sentence_and_no_file(
    world: World, by: Practitioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.case(dt.date(2026, 6, 1))
    made = ask(by=by, code="safeguarding-dataset", way="zip")
    monkeypatch.setattr(
        "opencaf.extracts.safeguarding.people.person_row", lambda *_, **__: {"pers_person_id": "K1"}
    )

    jobs.make(made.id, made.turn, by)

    made.refresh_from_db()
    assert (made.stage, made.stored) == (Stage.REFUSED, None)
    assert "1 of ssd_early_help_episodes.earl_person_id name no row of ssd_person." in made.problem


def test_work_that_breaks_off_says_so(by: Practitioner, monkeypatch: pytest.MonkeyPatch) -> None:
    made = ask(by=by)
    monkeypatch.setattr(jobs, "make_file", partial(lambda *_, **__: 1 / 0))

    with pytest.raises(ZeroDivisionError):
        jobs.make(made.id, made.turn, by)

    made.refresh_from_db()
    assert made.stage == Stage.FAILED


def test_a_child_shielded_since_holds_the_file_back(
    world: World, by: Practitioner, carol: Practitioner
) -> None:
    child = ChildFactory()
    world.assess(world.case(dt.date(2026, 6, 1), children=[child]), dt.date(2026, 6, 9))
    made = make_extract(by=by)
    with clock.at(TODAY + dt.timedelta(hours=1)), acting_as(carol):
        shield_record(child=child, why="refuge", words="Hiding.", readers=[], by=carol)

    with clock.at(TODAY + dt.timedelta(hours=2)), acting_as(by):
        with pytest.raises(ValidationError, match="shielded from you since"):
            take_extract(made=made, by=by)
        again = make_extract_again(made=made, by=by)
        jobs.make(again.id, again.turn, by)
        again.refresh_from_db()
        rows = read_list_2(take_extract(made=again, by=by), FIRST, LAST)

    assert (rows, again.hidden) == ([], 1)


def test_how_many_are_hidden_is_told_to_makers_alone(
    world: World, by: Practitioner, carol: Practitioner, alice: Practitioner
) -> None:
    for readers in ([], [by]):
        child = ChildFactory()
        world.case(dt.date(2026, 6, 1), children=[child])
        with acting_as(carol):
            shield_record(child=child, why="refuge", words="Hiding.", readers=readers, by=carol)

    told = {}
    for who in (by, carol, alice):
        with acting_as(who):
            told[who] = hidden_from_who_asks().children

    assert told == {by: 1, carol: 0, alice: 0}


def test_an_id_leads_to_its_child_for_who_sees_the_child(
    world: World, by: Practitioner, carol: Practitioner
) -> None:
    child, hidden = ChildFactory(), ChildFactory()
    world.case(dt.date(2026, 6, 1), children=[child])
    world.case(dt.date(2026, 6, 1), children=[hidden])
    with acting_as(carol):
        shield_record(child=hidden, why="refuge", words="Hiding.", readers=[], by=carol)

    with acting_as(by):
        assert child_with_key(by, f" {key_of(child.pk).lower()} ") == child.pk
        assert child_with_key(by, key_of(hidden.pk)) is None
        assert child_with_key(by, "K0000000000000000000") is None
        assert child_with_key(by, "' or true --") is None


def test_the_manifest_says_what_is_empty_and_why(by: Practitioner) -> None:
    made = make_extract(by=by, code="safeguarding-dataset", way="zip")
    content = take_extract(made=made, by=by)

    _, manifest = read_dataset(content)

    tables: Any = manifest["tables"]
    empty = {one["table"]: one["left_empty"] for one in tables}
    assert empty["ssd_person"]["pers_nationality"] == "The record does not hold it."
    assert manifest["made_for"] == "An inspection. The visit of this week."
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        again = json.loads(archive.read("manifest.json"))
    assert again["made_by"] == str(by)
