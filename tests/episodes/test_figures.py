"""Figures of an episode, compared with figures worked out by hand."""

import datetime as dt

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, Review
from opencaf.episodes.operations.requests import record_decision
from opencaf.episodes.queries.figures import expected_figures
from tests.factories import AgencyFactory, make_episode
from tests.factories.support import (
    make_action,
    make_assessment,
    make_lead,
    make_meeting,
    make_outcome,
    make_request,
)


def test_figures_of_an_episode_follow_from_its_dates(alice: Practitioner, bob: Practitioner) -> None:
    # Intended 24 September 2025, completed 15 October (21 days), met 5 November (21 days),
    # closed 6 May 2026 (224 days).
    episode = make_episode(by=alice)
    make_assessment(episode, by=alice)
    meeting = make_meeting(episode, by=alice)
    Review.record(by=alice, episode=episode, meeting=meeting, reviewed_on=meeting.held_on)
    make_lead(episode, of=alice, ended_on=dt.date(2026, 1, 30))
    make_lead(episode, of=bob, started_on=dt.date(2026, 1, 30))
    outcome = make_outcome(episode, by=alice)
    make_action(outcome, by=alice, status="done", closed_on=dt.date(2025, 12, 12))
    make_action(outcome, by=alice, status="not_done", closed_on=dt.date(2025, 12, 20))
    declined = make_request(episode, by=alice, agency=AgencyFactory())
    record_decision(request=declined, decision="declined", decided_on=dt.date(2025, 11, 4), by=alice)
    accepted = make_request(episode, by=alice, agency=AgencyFactory())
    for decision, day in (("declined", dt.date(2025, 11, 4)), ("accepted", dt.date(2025, 12, 1))):
        record_decision(request=accepted, decision=decision, decided_on=day, by=alice)
    Episode.objects.filter(pk=episode.pk).update(state="closed", closed_on=dt.date(2026, 5, 6))
    episode.refresh_from_db()

    figures = expected_figures(episode)

    assert figures.days_from_intention_to_completed_assessment == 21
    assert figures.days_from_completed_assessment_to_first_meeting == 21
    assert figures.days_open == 224
    assert (figures.meetings_held, figures.reviews) == (1, 1)
    assert figures.actions_by_status == {"done": 1, "not_done": 1}
    assert figures.actions_closed_after_their_due_date == 1
    assert figures.requests_declined == 1
    assert figures.lead_professional_changes == 1


def test_figures_of_an_intention_leave_open_what_has_not_happened(alice: Practitioner) -> None:
    figures = expected_figures(make_episode(by=alice, intended_on=dt.date(2026, 10, 31)))

    assert figures.days_from_intention_to_completed_assessment is None
    assert figures.days_open == 2
