"""Breaking the glass: an hour of one record, told to the privacy officer, judged, shown to the family."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from procrastinate.contrib.django.models import ProcrastinateJob

from opencaf.access.models import AccessGrant, Basis, BrokenGlass, Level
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.setup import name_privacy_officer
from opencaf.core import clock
from opencaf.episodes.jobs import tell_if_unjudged
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.breaking_glass import break_glass, judge_glass, show_glass, withhold_glass
from opencaf.episodes.permissions import can_see, can_write
from opencaf.episodes.queries.glass import queue_of
from opencaf.outbox.models import Message
from opencaf.people.models import Person
from opencaf.people.permissions import can_break_glass, can_change_child, can_see_child
from tests.factories import ChildFactory, PractitionerFactory, make_episode

WHY = "The child told me about tonight."
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def child(episode: Episode, dave: Practitioner) -> Person:
    """A child with a case, whose record Dave has found."""
    about = episode.episode_children.get().child
    grant_access(to=dave, child_ids=[about.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=dave)
    return about


@pytest.fixture
def broken(child: Person, dave: Practitioner, auditor: Practitioner) -> BrokenGlass:
    return break_glass(child=child, reason="danger", words=WHY, by=dave)


def test_an_hour_to_read_this_record_and_no_other(
    broken: BrokenGlass, child: Person, episode: Episode, dave: Practitioner, alice: Practitioner
) -> None:
    other = make_episode(by=alice, children=[ChildFactory()])

    assert can_see_child(dave, child)
    assert can_see(dave, episode)
    assert not can_change_child(dave, child)
    assert not can_write(dave, episode)
    assert not can_see(dave, other)
    assert list(Episode.objects.visible_to(dave)) == [episode]


@pytest.mark.parametrize(
    ("later", "sees"), [(dt.timedelta(minutes=59), True), (HOUR, False), (dt.timedelta(days=30), False)]
)
def test_it_closes_by_itself(
    broken: BrokenGlass,
    child: Person,
    episode: Episode,
    dave: Practitioner,
    later: dt.timedelta,
    sees: bool,
) -> None:
    with clock.at(clock.now() + later):
        assert bool(can_see(dave, episode)) is sees
        assert bool(can_see_child(dave, child)) is sees
        assert broken.is_open is sees
        assert bool(can_break_glass(dave, child)) is not sees


def test_the_privacy_officer_is_told_without_a_name(
    child: Person, dave: Practitioner, auditor: Practitioner, erin: Practitioner
) -> None:
    PractitionerFactory(given_name="Ada", post_worn__role="auditor")
    name_privacy_officer(practitioner=auditor, by=erin)

    break_glass(child=child, reason="police", words=WHY, by=dave)

    message = Message.objects.get()
    assert message.to == auditor.user.email  # type: ignore[union-attr]
    for word in (child.given_names, child.family_name, "Dave", dave.family_name, "tonight", "police"):
        assert word not in message.subject + message.body


def test_everybody_who_audits_is_told_where_nobody_is_named(
    child: Person, dave: Practitioner, auditor: Practitioner
) -> None:
    second = PractitionerFactory(given_name="Ada", post_worn__role="auditor")

    break_glass(child=child, reason="danger", words=WHY, by=dave)

    told = set(Message.objects.values_list("to", flat=True))
    assert told == {auditor.user.email, second.user.email}  # type: ignore[union-attr]


def test_only_who_audits_can_be_named(erin: Practitioner, alice: Practitioner, auditor: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Select somebody who audits"):
        name_privacy_officer(practitioner=alice, by=erin)
    with pytest.raises(PermissionDenied):
        name_privacy_officer(practitioner=auditor, by=alice)


@pytest.mark.parametrize(
    ("reason", "words", "sentence"),
    [
        ("", WHY, "Select why it cannot wait"),
        ("curious", WHY, "Select why it cannot wait"),
        ("danger", "Because I must.", "20 characters"),
        ("danger", " " * 40, "20 characters"),
    ],
)
def test_it_takes_a_reason_and_words(
    child: Person, dave: Practitioner, reason: str, words: str, sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        break_glass(child=child, reason=reason, words=words, by=dave)

    assert not can_see_child(dave, child)
    assert not BrokenGlass.objects.exists()


def test_who_has_not_found_the_record_or_sees_it_already_is_refused(
    child: Person, bob: Practitioner, alice: Practitioner, duty: Practitioner, auditor: Practitioner
) -> None:
    refusals = {bob: "Look for the child", alice: "already", duty: "ground", auditor: "work with families"}
    for who, sentence in refusals.items():
        with pytest.raises(PermissionDenied, match=sentence):
            break_glass(child=child, reason="danger", words=WHY, by=who)


def test_it_stands_on_the_trail_by_codes_alone(
    broken: BrokenGlass, child: Person, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    (event,) = owner_sees("select * from audit_event where action = 'glass_broken'")

    assert (str(event["subject_id"]), event["reason"]) == (str(child.id), "danger")
    assert WHY not in str(event)


@pytest.mark.parametrize("verdict", ["right", "talk", "breach"])
def test_a_verdict_closes_it_and_who_opened_it_is_told(
    broken: BrokenGlass, auditor: Practitioner, dave: Practitioner, verdict: str
) -> None:
    judge_glass(broken=broken, verdict=verdict, words="We spoke on the telephone.", by=auditor)

    broken.refresh_from_db()
    assert (broken.verdict, broken.judged_by, broken.judged_on) == (verdict, auditor, clock.today())
    assert Message.objects.filter(to=dave.user.email).count() == 1  # type: ignore[union-attr]
    assert queue_of(dave.authority_id).waiting == []


def test_it_is_judged_once_with_words_and_by_somebody_else(
    broken: BrokenGlass, auditor: Practitioner, dave: Practitioner, coordinator: Practitioner
) -> None:
    for wrong, sentence in (
        ({"verdict": "", "words": "So."}, "Select"),
        ({"verdict": "right", "words": " "}, "why"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            judge_glass(broken=broken, **wrong, by=auditor)
    for other in (dave, coordinator):
        with pytest.raises(PermissionDenied):
            judge_glass(broken=broken, verdict="right", words="It was.", by=other)
    judge_glass(broken=broken, verdict="right", words="It was.", by=auditor)

    with pytest.raises(ValidationError, match="judged already on 2 November 2026"):
        judge_glass(broken=broken, verdict="breach", words="On second thoughts.", by=auditor)


def test_nobody_judges_their_own_in_the_database_either(broken: BrokenGlass, dave: Practitioner) -> None:
    rows = BrokenGlass.objects.filter(pk=broken.pk)

    with pytest.raises(IntegrityError, match="nobody_judges_their_own"), transaction.atomic():
        rows.update(verdict="right", judged_on=clock.today(), judged_by=dave)


def test_five_working_days_are_given(broken: BrokenGlass) -> None:
    # Monday 2 November 2026 and five working days: Monday 9 November.
    assert broken.judge_by == dt.date(2026, 11, 9)
    job = ProcrastinateJob.objects.get(task_name="tell_if_unjudged")
    assert job.scheduled_at == dt.datetime(2026, 11, 10, 7, tzinfo=dt.UTC)
    assert job.args == {"broken_id": str(broken.id), "authority_id": str(broken.authority_id)}


def test_managers_are_told_once_when_the_day_has_passed(broken: BrokenGlass, carol: Practitioner) -> None:
    job = {"broken_id": str(broken.id), "authority_id": str(broken.authority_id)}
    mine = Message.objects.filter(to=carol.user.email)  # type: ignore[union-attr]
    with clock.at(dt.datetime(2026, 11, 9, 23, tzinfo=dt.UTC)):
        tell_if_unjudged(**job)
        early = mine.count()

    with clock.at(dt.datetime(2026, 11, 10, 7, tzinfo=dt.UTC)):
        tell_if_unjudged(**job)
        tell_if_unjudged(**job)

        broken.refresh_from_db()
        assert broken.is_overdue
    assert (early, mine.count(), broken.escalated_on) == (0, 1, dt.date(2026, 11, 10))


def test_what_was_judged_is_not_escalated(
    broken: BrokenGlass, carol: Practitioner, auditor: Practitioner
) -> None:
    judge_glass(broken=broken, verdict="right", words="It was.", by=auditor)

    with clock.at(dt.datetime(2026, 11, 10, 7, tzinfo=dt.UTC)):
        tell_if_unjudged(broken_id=str(broken.id), authority_id=str(broken.authority_id))

    broken.refresh_from_db()
    assert broken.escalated_on is None


def test_who_leads_coordinates_or_audits_keeps_it_off_the_list(
    broken: BrokenGlass,
    alice: Practitioner,
    bob: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    auditor: Practitioner,
) -> None:
    for stranger in (bob, dave, alice):
        with pytest.raises(PermissionDenied):
            withhold_glass(broken=broken, reason="It would not be safe.", by=stranger)
    with pytest.raises(ValidationError, match="would not be safe"):
        withhold_glass(broken=broken, reason=" ", by=coordinator)

    withhold_glass(broken=broken, reason="The police asked.", by=coordinator)
    broken.refresh_from_db()
    assert (broken.withheld_why, broken.withheld_by) == ("The police asked.", coordinator)

    show_glass(broken=broken, by=auditor)
    broken.refresh_from_db()
    assert (broken.withheld_why, broken.withheld_on) == ("", None)


STEPS = some.lists(
    some.sampled_from(["break", "wait", "long", "judge", "withhold", "show", "escalate"]),
    min_size=1,
    max_size=12,
)


@given(steps=STEPS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
def test_whatever_happens_the_record_is_open_for_the_hour_after_breaking_only(
    steps: list[str], child: Person, episode: Episode, dave: Practitioner, auditor: Practitioner
) -> None:
    """A walk: after every step the program and a model of four lines say the same."""
    with transaction.atomic():
        walk(steps, child, episode, dave, auditor)
        transaction.set_rollback(True)


def walk(
    steps: list[str], child: Person, episode: Episode, dave: Practitioner, auditor: Practitioner
) -> None:
    now, opened_at, verdict, withheld = clock.now(), None, True, False
    for step in steps:
        now += {"wait": dt.timedelta(minutes=35), "long": dt.timedelta(days=8)}.get(step, dt.timedelta())
        with clock.at(now):
            is_open = opened_at is not None and now < opened_at + HOUR
            last = BrokenGlass.objects.order_by("-broken_at", "-id").first()
            if step == "break" and is_open:
                with pytest.raises(PermissionDenied):
                    break_glass(child=child, reason="danger", words=WHY, by=dave)
            elif step == "break":
                break_glass(child=child, reason="danger", words=WHY, by=dave)
                opened_at, verdict, withheld = now, False, False
            elif step == "judge" and last and verdict:
                with pytest.raises(ValidationError):
                    judge_glass(broken=last, verdict="right", words="It was.", by=auditor)
            elif step == "judge" and last:
                judge_glass(broken=last, verdict="right", words="It was.", by=auditor)
                verdict = True
            elif step in ("withhold", "show") and last:
                withheld = step == "withhold"
                if withheld:
                    withhold_glass(broken=last, reason="Not safe.", by=auditor)
                else:
                    show_glass(broken=last, by=auditor)
            elif step == "escalate" and last:
                tell_if_unjudged(broken_id=str(last.id), authority_id=str(last.authority_id))
            check(child, episode, dave, opened_at=opened_at, verdict=verdict, withheld=withheld)


def check(
    child: Person,
    episode: Episode,
    dave: Practitioner,
    *,
    opened_at: dt.datetime | None,
    verdict: bool,
    withheld: bool,
) -> None:
    """The program says what the model says."""
    is_open = opened_at is not None and clock.now() < opened_at + HOUR
    assert bool(can_see(dave, episode)) is is_open
    assert bool(can_see_child(dave, child)) is is_open
    assert episode in Episode.objects.visible_to(dave) or not is_open
    assert not can_write(dave, episode)
    last = BrokenGlass.objects.order_by("-broken_at", "-id").first()
    if last is not None:
        assert last.is_open is is_open
        assert last.is_judged is verdict
        assert bool(last.withheld_on) is withheld
        assert (last in queue_of(dave.authority_id).waiting) is not verdict
        late = not verdict and last.judge_by < clock.today()
        assert last.is_overdue is late
        assert AccessGrant.objects.filter(basis=Basis.GLASS, ends_at=None).count() == 0
