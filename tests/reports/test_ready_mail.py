"""Mails that say that a saved view is ready: on which days, to whom, once, and without a word about it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.outbox.models import Message
from opencaf.reports.jobs import tell_reports_ready_of
from opencaf.reports.models import ReadyMail, SavedView
from opencaf.reports.operations import mail_when_ready, remove_view, stop_mail
from tests.factories import PractitionerFactory
from tests.factories.reports import acting_as, make_mail, make_view

pytestmark = pytest.mark.django_db
Night = Callable[[str], None]


@pytest.fixture
def view(coordinator: Practitioner) -> SavedView:
    return make_view(by=coordinator, name="Closings in the north", shared=True)


@pytest.fixture
def night(coordinator: Practitioner) -> Night:
    """The job of a night, on a day."""

    def on(day: str) -> None:
        with clock.everywhere_at(dt.datetime.fromisoformat(f"{day}T05:40:00+00:00")):
            tell_reports_ready_of(str(coordinator.authority_id))

    return on


def mailed() -> list[str]:
    return list(Message.objects.filter(subject="A report is ready").values_list("to", flat=True))


def test_it_comes_once_on_its_day_whatever_is_run_again(
    coordinator: Practitioner, view: SavedView, night: Night
) -> None:
    make_mail(view, by=coordinator)  # on Monday 2 November 2026

    counts = []
    for day in ("2026-11-02", "2026-11-08", "2026-11-09", "2026-11-09", "2026-11-10", "2026-11-16"):
        night(day)
        counts.append(len(mailed()))

    assert counts == [0, 0, 1, 1, 1, 2]
    assert set(mailed()) == {coordinator.user.email if coordinator.user else ""}


def test_a_day_on_which_nothing_ran_is_made_up_for_once(
    coordinator: Practitioner, view: SavedView, night: Night
) -> None:
    make_mail(view, by=coordinator, every="month", on_day=10)

    night("2026-11-12")
    night("2026-11-13")
    night("2026-12-10")

    assert len(mailed()) == 2


def test_it_says_nothing_of_the_view(coordinator: Practitioner, view: SavedView, night: Night) -> None:
    make_mail(view, by=coordinator)

    night("2026-11-09")

    message = Message.objects.get(subject="A report is ready")
    assert "north" not in message.body
    assert "losing" not in message.body
    assert f"/reports/views/{view.id}/mail/" in message.body


def test_it_rests_while_whoever_gets_it_cannot_sign_in_or_reads_no_cases(
    coordinator: Practitioner, carol: Practitioner, view: SavedView, night: Night
) -> None:
    make_mail(view, by=coordinator)
    make_mail(view, by=carol)
    assert coordinator.user is not None
    coordinator.user.is_active = False
    coordinator.user.save()
    carol.posts.update(role="analyst")

    night("2026-11-09")

    assert mailed() == []
    assert ReadyMail.objects.count() == 2


def test_it_ends_by_one_word_of_whoever_gets_it(
    coordinator: Practitioner, carol: Practitioner, view: SavedView, night: Night
) -> None:
    for who in (coordinator, carol):
        make_mail(view, by=who)
    with acting_as(carol):
        stop_mail(view=view, by=carol)
        stop_mail(view=view, by=carol)

    night("2026-11-09")

    assert len(mailed()) == 1


def test_a_view_that_is_removed_takes_its_mails_along(
    coordinator: Practitioner, carol: Practitioner, view: SavedView
) -> None:
    make_mail(view, by=carol)

    with acting_as(coordinator):
        remove_view(view=view, by=coordinator)

    assert not ReadyMail.objects.exists()


def test_it_is_had_once_and_only_by_who_finds_the_view(
    coordinator: Practitioner, carol: Practitioner, view: SavedView
) -> None:
    own = make_view(by=coordinator, name="Own")
    make_mail(view, by=coordinator)

    with pytest.raises(ValidationError, match="already"):
        make_mail(view, by=coordinator)
    with pytest.raises(PermissionDenied, match="Only whoever saved"):
        mail_when_ready(view=own, every="week", on_day=1, by=carol)
    with pytest.raises(PermissionDenied, match="Only coordinators"):
        mail_when_ready(view=view, every="week", on_day=1, by=PractitionerFactory(post_worn__role="analyst"))


@pytest.mark.parametrize(
    ("every", "on_day", "today", "due"),
    [
        ("week", 1, "2026-11-09", "2026-11-09"),
        ("week", 5, "2026-11-09", "2026-11-06"),
        ("month", 25, "2026-03-10", "2026-02-25"),
        ("month", 1, "2026-01-01", "2026-01-01"),
        ("month", 28, "2026-01-27", "2025-12-28"),
    ],
)
def test_the_last_day_on_which_it_comes(every: str, on_day: int, today: str, due: str) -> None:
    mail = ReadyMail(every=every, on_day=on_day)

    assert mail.due_on(dt.date.fromisoformat(today)) == dt.date.fromisoformat(due)
