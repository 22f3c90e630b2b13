"""The next step follows from where an episode stands and what is missing."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from opencaf.episodes.consent_talk import Talk
from opencaf.episodes.next_step import SOON, Situation, StepUpNow, next_step

INTENDED = dt.date(2025, 9, 24)
TODAY = dt.date(2025, 12, 1)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
LATER = TODAY + dt.timedelta(days=60)
SETTLED: dict[str, Any] = {"has_lead": True, "has_outcomes": True, "meetings_held": 1}


@pytest.mark.parametrize(
    ("state", "known", "code"),
    [
        ("intended", {}, "add_consent"),
        ("intended", {"refused": True}, "close"),
        ("intended", {"agreed": True}, "assessment_start"),
        ("assessing", {"has_draft": True}, "assessment"),
        ("planning", {"completed_on": INTENDED}, "meeting_plan"),
        ("planning", {"meeting_planned_for": TOMORROW}, "meetings"),
        ("supporting", {"has_draft": True}, "assessment"),
        ("supporting", {"has_outcomes": True}, "lead"),
        ("supporting", {"has_lead": True}, "outcome_add"),
        ("supporting", {**SETTLED, "closing_proposed": True}, "close"),
        ("supporting", {**SETTLED, "meeting_planned_for": TOMORROW}, "meetings"),
        ("supporting", {**SETTLED, "review_due_on": YESTERDAY}, "meeting_plan"),
        ("supporting", {**SETTLED, "review_due_on": TOMORROW}, "meeting_plan"),
        ("supporting", {**SETTLED, "review_due_on": LATER}, "plan"),
        ("supporting", SETTLED, "plan"),
        ("suspended", {"suspended_on": INTENDED}, "resume"),
        ("closed", {"closed_on": INTENDED, "look_back_on": YESTERDAY}, "closed"),
        ("closed", {"closed_on": INTENDED}, "closed"),
    ],
)
def test_the_next_step(state: str, known: dict[str, Any], code: str) -> None:
    step = next_step(Situation(state=state, today=TODAY, intended_on=INTENDED, **known))

    assert step.code == code
    assert step.why.endswith((".", "?"))


def test_a_late_review_says_when_it_was_due() -> None:
    step = next_step(
        Situation(state="supporting", today=TODAY, intended_on=INTENDED, review_due_on=YESTERDAY, **SETTLED)
    )

    assert step.why == "The review was due on 30 November 2025."


def test_the_first_meeting_follows_the_assessment_by_the_authoritys_own_days() -> None:
    step = next_step(
        Situation(
            state="planning",
            today=TODAY,
            intended_on=INTENDED,
            completed_on=dt.date(2025, 10, 15),
            first_meeting_within_days=15,
        )
    )

    assert "30 October 2025" in step.why


def test_agreement_is_talked_about_again_before_the_next_review() -> None:
    talk = Talk(dt.date(2026, 10, 1), "The family is to be asked again by 1 October 2026.")

    step = next_step(Situation("supporting", TODAY, INTENDED, talk=talk, **SETTLED))

    assert (step.code, step.why) == ("sharing", talk.why)


DUE = dt.date(2025, 11, 20)
UP = StepUpNow(sent_on=dt.date(2025, 11, 13), feedback_due_on=DUE)
FED_BACK = {"answered_on": dt.date(2025, 11, 19), "fed_back_on": dt.date(2025, 11, 20)}


@pytest.mark.parametrize(
    ("state", "step", "code"),
    [
        ("supporting", UP, "steps"),
        ("assessing", replace(UP, answer="declined", answered_on=DUE), "steps"),
        ("supporting", replace(UP, feedback_due_on=TODAY), "plan"),
        ("supporting", replace(UP, answer="declined", **FED_BACK), "plan"),
        ("supporting", replace(UP, answer="more_information", **FED_BACK), "step_up"),
        ("supporting", replace(UP, answer="accepted", **FED_BACK), "suspend"),
        (
            "supporting",
            replace(UP, answer="accepted", **FED_BACK | {"answered_on": TODAY - SOON - dt.timedelta(days=1)}),
            "plan",
        ),
        ("suspended", replace(UP, answer="accepted", **FED_BACK), "resume"),
        ("intended", replace(UP, answer="accepted", **FED_BACK), "add_consent"),
        ("closed", UP, "closed"),
    ],
)
def test_a_step_up_asks_for_what_is_missing(state: str, step: StepUpNow, code: str) -> None:
    now = next_step(Situation(state=state, today=TODAY, intended_on=INTENDED, step_up=step, **SETTLED))

    assert now.code == code
    assert now.why.endswith((".", "?"))


def test_after_a_step_down_nobody_waits_for_feedback() -> None:
    now = Situation(
        "supporting", TODAY, INTENDED, step_up=UP, stepped_down_on=dt.date(2025, 11, 28), **SETTLED
    )

    assert next_step(now).code == "plan"


@pytest.mark.parametrize(
    ("handed_back", "why"),
    [
        (None, "It goes on when social care hands back."),
        (dt.date(2025, 11, 20), "Social care decided on 20 November 2025 to hand back."),
    ],
)
def test_a_case_that_rests_says_whether_social_care_hands_back(handed_back: dt.date | None, why: str) -> None:
    now = Situation(
        "suspended", TODAY, INTENDED, suspended_on=dt.date(2025, 11, 1), stepped_down_on=handed_back
    )

    assert why in next_step(now).why
