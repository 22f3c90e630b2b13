"""The demonstration shows files, events, social care, panels, audits, training and what people say."""

import datetime as dt
from collections import Counter

import pytest

from opencaf.agencies.operations.beginning import asking_as
from opencaf.case_audit.models import AuditRound
from opencaf.case_audit.models import Feedback as CaseFeedback
from opencaf.core.context import acting_for
from opencaf.demo import drawings
from opencaf.demo.plans import plan_authority
from opencaf.episodes.models import CaseFile, ChronologyEvent, LeadProfessional, Panel, ThresholdStep
from opencaf.files.pictures import draw_anew
from opencaf.training.models import Session, TrainingAttendance
from opencaf.voices.models import Asked, Coding, Reply
from tests.demo.test_loading import DAY, account, load

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("drawn", [drawings.house, drawings.family, drawings.letter])
def test_its_pictures_are_pictures(drawn: object) -> None:
    made = draw_anew(drawn())  # type: ignore[operator]

    assert made.media_type == "image/png"
    assert made.preview.startswith(b"\xff\xd8")


def test_a_little_of_every_kind_of_paper_is_there(today: dt.date) -> None:
    plan = plan_authority("A", seed=2011, day=DAY, children=40, episodes=20)

    load(plan)

    practitioner = account("practitioner", "A")
    with acting_for(asking_as(account("manager", "A"))):
        files = list(CaseFile.objects.order_by("kind").values_list("kind", flat=True))
        events = list(ChronologyEvent.objects.all())
        steps = list(ThresholdStep.objects.order_by("decided_on").values_list("direction", "answer"))
        own = CaseFile.objects.filter(
            episode__in=LeadProfessional.objects.filter(practitioner=practitioner).values("episode")
        )
        assert own.count() == 2
        turns = {
            panel.planned_for > DAY: set(panel.turns.values_list("status", flat=True))
            for panel in Panel.objects.all()
        }
        stages = AuditRound.objects.order_by("recorded_at").values_list("stage", flat=True)
        assert list(stages) == ["closed", "drawn"]
        assert CaseFeedback.objects.count() == 1
    with acting_for(asking_as(account("coordinator", "A"))):
        heard = Counter(Reply.objects.values_list("questionnaire__kind", flat=True))
        assert heard["parent"] >= 5
        assert Asked.objects.filter(outcome="").exists()
        assert Coding.objects.exists()
        ahead = Session.objects.get(held_on__gt=DAY)
        assert set(ahead.bookings.values_list("state", flat=True)) == {"booked", "waiting"}
        assert TrainingAttendance.objects.filter(gave_feedback=True).count() >= 3
    assert files == ["drawing"] * 4 + ["letter"]
    assert len(events) == 6
    assert turns == {False: {"held"}, True: {"planned"}}
    assert steps == [("up", "accepted"), ("down", ""), ("up", "")]
    assert all(event.recorded_at.date() <= plan.eve for event in events)
