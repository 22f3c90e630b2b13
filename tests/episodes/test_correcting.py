"""Putting dates and texts right."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models

from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.episodes.correctable import DATES, NOT_CORRECTABLE, TEXTS
from opencaf.episodes.models import Episode, LeadProfessional, Review, TeamMember
from opencaf.episodes.operations.closing import close_episode
from opencaf.episodes.operations.correcting import correct_date, correct_text
from opencaf.episodes.operations.requests import send_request
from opencaf.episodes.operations.support import add_note
from opencaf.episodes.operations.suspension import suspend_episode
from tests.factories import make_episode
from tests.factories.support import make_assessment, make_lead, make_meeting, make_request

TYPED_WRONG = dt.date(2026, 5, 3)
RIGHT = dt.date(2026, 5, 5)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    """Being supported, led by Alice, who is in the team."""
    episode = make_episode(by=alice)
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    make_lead(episode, of=alice)
    TeamMember.record(by=alice, episode=episode, practitioner=alice, joined_on=dt.date(2025, 11, 5))
    return Episode.objects.get(pk=episode.pk)


def correct(
    episode: Episode, kind: str, record: models.Model, field: str, value: dt.date, **more: Any
) -> None:
    more.setdefault("reason", "Typing mistake")
    correct_date(episode=episode, kind=kind, record_id=record.pk, field=field, value=value, **more)


def test_a_corrected_date_keeps_the_old_one_with_the_reason(
    alice: Practitioner, episode: Episode, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    note = add_note(episode=episode, kind="note", happened_on=TYPED_WRONG, text="Rang.", by=alice)

    correct(episode, "note", note, "happened_on", RIGHT, by=alice)

    note.refresh_from_db()
    kept = Correction.objects.get(record_id=note.pk)
    assert note.happened_on == RIGHT
    assert (kept.old_value, kept.new_value, kept.reason) == ("2026-05-03", "2026-05-05", "Typing mistake")
    assert kept.corrected_by_name == str(alice)
    assert len(owner_sees("select * from audit_event where action = 'date_corrected'")) == 1


def test_a_corrected_text_keeps_the_old_one(alice: Practitioner, episode: Episode) -> None:
    note = add_note(episode=episode, kind="note", happened_on=TYPED_WRONG, text="Rang Hodna.", by=alice)

    correct_text(
        episode=episode,
        kind="note",
        record_id=note.pk,
        field="text",
        value="Rang Hodan.",
        reason="Name",
        by=alice,
    )

    note.refresh_from_db()
    assert note.text == "Rang Hodan."
    assert Correction.objects.get(record_id=note.pk).old_value == "Rang Hodna."


def test_correcting_the_closing_moves_all_that_ended_with_it(alice: Practitioner, episode: Episode) -> None:
    closure = close_episode(
        episode=episode, closed_on=TYPED_WRONG, reason="needs_met_universal", outcome_level="all", by=alice
    )

    correct(episode, "closure", closure, "closed_on", RIGHT, by=alice)

    episode.refresh_from_db()
    closure.refresh_from_db()
    assert episode.closed_on == closure.closed_on == RIGHT
    assert episode.lead_professionals.get().ended_on == RIGHT
    assert episode.team_members.get().left_on == RIGHT


def test_a_closing_cannot_be_moved_before_the_last_lead(alice: Practitioner, episode: Episode) -> None:
    closure = close_episode(
        episode=episode, closed_on=TYPED_WRONG, reason="needs_met_universal", outcome_level="all", by=alice
    )

    with pytest.raises(ValidationError, match="when the last lead began"):
        correct(episode, "closure", closure, "closed_on", dt.date(2025, 10, 1), by=alice)


def test_a_review_and_its_meeting_stay_on_one_day(alice: Practitioner, episode: Episode) -> None:
    meeting = make_meeting(episode, by=alice, held_on=TYPED_WRONG, next_on=None, closing_proposed=True)
    review = Review.record(by=alice, episode=episode, meeting=meeting, reviewed_on=TYPED_WRONG)

    correct(episode, "review", review, "reviewed_on", RIGHT, by=alice)

    meeting.refresh_from_db()
    review.refresh_from_db()
    assert meeting.held_on == review.reviewed_on == RIGHT


def test_marks_and_level_follow_the_day_of_the_assessment(alice: Practitioner, episode: Episode) -> None:
    assessment = make_assessment(episode, by=alice, marks={"identity": 3})

    correct(episode, "assessment", assessment, "completed_on", dt.date(2025, 10, 14), by=alice)

    assert episode.marks.get().marked_on == dt.date(2025, 10, 14)


def test_a_handover_leaves_no_gap_when_its_date_is_corrected(
    alice: Practitioner, bob: Practitioner, episode: Episode
) -> None:
    first = episode.lead_professionals.get()
    LeadProfessional.objects.filter(pk=first.pk).update(ended_on=TYPED_WRONG)
    second = make_lead(episode, of=bob, started_on=TYPED_WRONG)

    correct(episode, "lead", second, "started_on", RIGHT, by=alice)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.ended_on == second.started_on == RIGHT


def test_a_lead_that_ended_with_a_suspension_is_corrected_there(
    alice: Practitioner, episode: Episode
) -> None:
    suspension = suspend_episode(episode=episode, started_on=TYPED_WRONG, reason="step-up", by=alice)
    lead = episode.lead_professionals.get()

    with pytest.raises(ValidationError, match="Correct that date instead"):
        correct(episode, "lead", lead, "ended_on", RIGHT, by=alice)
    correct(episode, "suspension", suspension, "started_on", RIGHT, by=alice)

    lead.refresh_from_db()
    assert lead.ended_on == RIGHT


def test_the_intention_cannot_move_after_the_first_step(alice: Practitioner, episode: Episode) -> None:
    with pytest.raises(ValidationError, match="5 November 2025, the first step"):
        correct(episode, "episode", episode, "intended_on", dt.date(2025, 12, 1), by=alice)


def test_a_request_cannot_be_sent_before_it_was_asked(alice: Practitioner, episode: Episode) -> None:
    request = make_request(episode, by=alice)
    send_request(
        request=request, sent_on=dt.date(2025, 10, 17), sent_what="letter", consent_note="yes", by=alice
    )

    with pytest.raises(ValidationError, match="16 October 2025, when the service was asked"):
        correct(episode, "request", request, "sent_on", dt.date(2025, 10, 1), by=alice)


def test_a_date_of_the_future_is_refused_where_it_must_have_passed(
    alice: Practitioner, episode: Episode
) -> None:
    note = add_note(episode=episode, kind="note", happened_on=TYPED_WRONG, text="Rang.", by=alice)

    with pytest.raises(ValidationError, match="today or in the past"):
        correct(episode, "note", note, "happened_on", dt.date(2026, 11, 3), by=alice)


def test_the_same_date_again_is_refused(alice: Practitioner, episode: Episode) -> None:
    note = add_note(episode=episode, kind="note", happened_on=TYPED_WRONG, text="Rang.", by=alice)

    with pytest.raises(ValidationError, match="other than what is recorded"):
        correct(episode, "note", note, "happened_on", TYPED_WRONG, by=alice)


def test_a_stranger_cannot_correct(alice: Practitioner, dave: Practitioner, episode: Episode) -> None:
    note = add_note(episode=episode, kind="note", happened_on=TYPED_WRONG, text="Rang.", by=alice)

    with pytest.raises(PermissionDenied):
        correct(episode, "note", note, "happened_on", RIGHT, by=dave)


def dates_of_episodes() -> set[str]:
    """Every date of an event in the tables of the CAF, as model.field."""
    return {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("episodes").get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.DateField)
        and not isinstance(field, models.DateTimeField)
        and (field.name.endswith("_on") or field.name in ("planned_for", "review_by"))
    }


def missing(dates: set[str]) -> set[str]:
    listed = {f"{one.model._meta.model_name}.{one.field}" for one in DATES}
    return dates - listed - set(NOT_CORRECTABLE)


def test_every_date_is_correctable_or_says_why_not() -> None:
    assert missing(dates_of_episodes()) == set()


def test_the_guard_sees_a_date_that_nobody_can_correct() -> None:
    assert missing({"madeup.held_on"}) == {"madeup.held_on"}


def test_every_exception_is_still_a_date_of_the_caf() -> None:
    assert set(NOT_CORRECTABLE) <= dates_of_episodes()


@pytest.mark.parametrize("one", [*DATES, *TEXTS], ids=lambda one: f"{one.kind}.{one.field}")
def test_every_rule_names_fields_that_exist(one: Any) -> None:
    one.model._meta.get_field(one.field)
    one.model._default_manager.filter(**{one.to_episode: None})

    for path, _ in (*one.after, *one.before):
        model = one.model
        for name in path.split("."):
            field = model._meta.get_field(name)
            model = field.related_model or model
