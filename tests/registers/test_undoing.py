"""Undoing an import: asked for, done by a job as the worker's role, refused with its reason."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.files.models import StoredFile
from opencaf.registers import jobs
from opencaf.registers.models import Import, WaitingRegister
from opencaf.registers.operations import undoing
from opencaf.registers.operations.undoing import ask_to_undo
from opencaf.registers.operations.waiting import bring_in_waiting
from tests.databases import CLONE, Databases
from tests.factories import (
    AuthorityFactory,
    LocalityFactory,
    MeetingKindFactory,
    PractitionerFactory,
    acting_in,
)
from tests.factories.registers import JACK, LEAH, make_tried
from tests.outbox.workers import PATIENCE
from tests.registers.test_killed_worker import environment_of
from tests.signing_in import user_of


@pytest.fixture
def by(coordinator: Practitioner) -> Iterator[Practitioner]:
    """Somebody with an account who sees every case; the authority holds meetings."""
    MeetingKindFactory(code="tac")
    user_of(coordinator)
    coordinator.refresh_from_db(fields=["user"])
    with acting_as(coordinator):
        yield coordinator


def brought_in(by: Practitioner) -> Import:
    """A register of two children that was brought in."""
    waiting = bring_in_waiting(waiting=make_tried(LEAH, JACK, by=by), by=by)
    jobs.write_rows(waiting.id, waiting.turn, by)
    return Import.objects.get()


def test_it_is_asked_for_once_until_the_job_was_stopped(by: Practitioner) -> None:
    old = brought_in(by)
    ask_to_undo(brought_in=old, by=by)

    with pytest.raises(ValidationError, match="being undone"):
        ask_to_undo(brought_in=old, by=by)
    with clock.at(clock.now() + dt.timedelta(hours=3)):
        ask_to_undo(brought_in=old, by=by)


def test_only_who_sees_every_case_asks(by: Practitioner) -> None:
    old = brought_in(by)
    local = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=LocalityFactory())

    with pytest.raises(PermissionDenied):
        ask_to_undo(brought_in=old, by=local)


def test_while_it_is_being_undone_nobody_goes_on_with_it(by: Practitioner) -> None:
    waiting = make_tried(by=by)
    begun = Import.record(by=by, name="Half", digest=waiting.digest, size=1, kind="cases")
    ask_to_undo(brought_in=begun, by=by)

    with pytest.raises(ValidationError, match="being undone"):
        bring_in_waiting(waiting=waiting, by=by)


def test_a_job_for_what_nobody_asked_does_nothing(by: Practitioner) -> None:
    old = brought_in(by)

    jobs.take_back(old.id, by)
    jobs.take_back(new_id(), by)

    assert Import.objects.get().state == Import.State.DONE


def test_a_job_that_breaks_off_says_so(by: Practitioner, monkeypatch: pytest.MonkeyPatch) -> None:
    old = brought_in(by)
    ask_to_undo(brought_in=old, by=by)
    monkeypatch.setattr(undoing, "lift_time_limits", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        jobs.take_back(old.id, by)

    old.refresh_from_db()
    assert (old.is_being_undone, old.undo_problem) == (False, undoing.BROKEN_OFF)
    assert Episode.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_worker_undoes_and_clears_away_with_its_own_role(
    today: None, databases: Databases, fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    with acting_in(new_id()), transaction.atomic():
        AuthorityFactory()
        by = PractitionerFactory(given_name="Cosima", post_worn__role="coordinator")
        MeetingKindFactory(code="tac")
        waiting = make_tried(LEAH, JACK, by=by)
    with acting_as(by), transaction.atomic():
        waiting = bring_in_waiting(waiting=waiting, by=by)
    with acting_as(by):
        jobs.write_rows(waiting.id, waiting.turn, by)
    with acting_as(by), transaction.atomic():
        forgotten, fresh = make_tried(LEAH, by=by), make_tried(JACK, by=by)
        WaitingRegister.objects.filter(pk=forgotten.pk).update(stage_at=clock.now() - dt.timedelta(days=400))
        WaitingRegister.objects.filter(pk=fresh.pk).update(stage_at=clock.now() + dt.timedelta(days=3650))
        ask_to_undo(brought_in=Import.objects.get(), by=by)
        jobs.clear_waiting_registers.defer(timestamp=0)

    finished = subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--queues", "registers", "--one-shot"],
        cwd=Path(CLONE),
        env=environment_of(databases, fresh_database),
        check=False,
        timeout=PATIENCE,
    )

    assert finished.returncode == 0
    with acting_as(by), transaction.atomic():
        assert (Import.objects.get().state, Episode.objects.count()) == (Import.State.UNDONE, 0)
        assert not WaitingRegister.objects.filter(pk=forgotten.pk).exists()
        assert not StoredFile.objects.filter(pk=forgotten.stored_id).exists()
        assert StoredFile.objects.filter(pk=fresh.stored_id).exists()
