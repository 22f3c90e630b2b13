"""What an episode needs next: a pure function of where it stands and what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from opencaf.core.dates import in_words
from opencaf.episodes.codes import StepAnswer
from opencaf.episodes.consent_talk import Talk
from opencaf.episodes.states import State, may_follow

SOON = dt.timedelta(days=14)


@dataclass(frozen=True)
class StepUpNow:
    """The latest step up to social care: sent, and what came back."""

    sent_on: dt.date
    feedback_due_on: dt.date
    answer: str = ""
    answered_on: dt.date | None = None
    fed_back_on: dt.date | None = None


@dataclass(frozen=True)
class Situation:
    """Where an episode stands, as far as its next step depends on it."""

    state: str
    today: dt.date
    intended_on: dt.date
    agreed: bool = False
    refused: bool = False
    has_draft: bool = False
    completed_on: dt.date | None = None
    has_lead: bool = False
    has_outcomes: bool = False
    meetings_held: int = 0
    meeting_planned_for: dt.date | None = None
    review_due_on: dt.date | None = None
    talk: Talk | None = None
    closing_proposed: bool = False
    suspended_on: dt.date | None = None
    step_up: StepUpNow | None = None
    stepped_down_on: dt.date | None = None
    closed_on: dt.date | None = None
    look_back_on: dt.date | None = None
    assessment_within_days: int = 42
    first_meeting_within_days: int = 42
    lead_title: str = "lead professional"
    short_name: str = "CAF"


@dataclass(frozen=True)
class NextStep:
    """One step: its code, what it is, why now, and the words of its button."""

    code: str
    title: str
    why: str
    button: str


def next_step(now: Situation) -> NextStep:
    """Return the one step that matters most."""
    choose = {
        State.INTENDED: when_intended,
        State.ASSESSING: when_assessing,
        State.PLANNING: when_planning,
        State.SUPPORTING: when_supporting,
        State.SUSPENDED: when_suspended,
        State.CLOSED: when_closed,
    }
    return step_up_waits(now) or choose[State(now.state)](now)


def step_up_waits(now: Situation) -> NextStep | None:
    """Ask social care where its feedback is late, send what it asked for, or act on its yes; else nothing."""
    step = now.step_up
    if step is None or now.state == State.CLOSED or is_back(now, step.sent_on):
        return None
    if step.fed_back_on is None and step.feedback_due_on < now.today:
        what = "feedback has come" if step.answer else "answer has come"
        why = (
            f"The step-up was sent on {in_words(step.sent_on)} and no {what}. "
            f"It was due by {in_words(step.feedback_due_on)}."
        )
        return NextStep("steps", "Ask social care what became of the step-up", why, "Open the step-up")
    if step.answer == StepAnswer.MORE_INFORMATION:
        why = "Social care asked for more information about the step-up."
        return NextStep("step_up", "Send what social care asked for", why, "Send it again")
    return accepted_step(now, step)


def accepted_step(now: Situation, step: StepUpNow) -> NextStep | None:
    """Say for a fortnight after social care said yes that the case may rest while it leads."""
    if step.answer != StepAnswer.ACCEPTED or step.answered_on is None:
        return None
    if not may_follow(now.state, State.SUSPENDED) or now.today > step.answered_on + SOON:
        return None
    why = (
        f"Social care accepted the step-up on {in_words(step.answered_on)}. "
        f"Suspend the {now.short_name} while social care leads, or go on beside it."
    )
    return NextStep("suspend", "Agree who leads from now on", why, "Suspend it")


def is_back(now: Situation, since: dt.date) -> bool:
    """Whether social care has handed back since a day."""
    return now.stepped_down_on is not None and now.stepped_down_on >= since


def when_intended(now: Situation) -> NextStep:
    """Ask the family, then start."""
    if now.agreed:
        by = in_words(now.intended_on + dt.timedelta(days=now.assessment_within_days))
        why = f"The family has agreed. It should be complete by {by}."
        return NextStep("assessment_start", "Start the assessment", why, "Start the assessment")
    if now.refused:
        return NextStep(
            "close",
            f"Close this {now.short_name}, or ask again",
            "The family has said no. Universal services go on as before.",
            "Close it",
        )
    return NextStep(
        "add_consent",
        "Ask the family",
        "Nothing is assessed or kept before the family has agreed. Saying no is a full answer.",
        "Record what the family says",
    )


def when_assessing(now: Situation) -> NextStep:
    """Write the assessment and complete it."""
    by = in_words(now.intended_on + dt.timedelta(days=now.assessment_within_days))
    return NextStep(
        "assessment",
        "Go on with the assessment",
        f"It should be complete by {by}. Nothing in it is compulsory.",
        "Open the assessment",
    )


def when_planning(now: Situation) -> NextStep:
    """Bring people together."""
    if now.meeting_planned_for:
        why = f"The first meeting is planned for {in_words(now.meeting_planned_for)}."
        return NextStep("meetings", "Hold the first meeting", why, "Open the meetings")
    start = now.completed_on or now.intended_on
    by = in_words(start + dt.timedelta(days=now.first_meeting_within_days))
    why = f"The assessment is complete. People should meet by {by}."
    return NextStep("meeting_plan", "Plan the first meeting", why, "Plan a meeting")


def when_supporting(now: Situation) -> NextStep:
    """Somebody leads, there is a plan, it is reviewed, and it ends."""
    if now.has_draft:
        return when_assessing(now)
    if not now.has_lead:
        why = "The family needs one person to turn to."
        return NextStep("lead", f"Agree who is {now.lead_title}", why, "Say who leads")
    if not now.has_outcomes:
        why = "What should be different, in the family’s own words?"
        return NextStep("outcome_add", "Write the plan", why, "Add an outcome")
    if now.closing_proposed and not now.meeting_planned_for:
        why = "The last meeting proposed to close."
        return NextStep("close", f"Close this {now.short_name}", why, "Close it")
    if now.talk:
        title = "Talk about agreement again"
        return NextStep("sharing", title, now.talk.why, "Open what was agreed")
    return review_step(now)


def review_step(now: Situation) -> NextStep:
    """Look back together, in time."""
    if now.meeting_planned_for:
        why = f"The next meeting is planned for {in_words(now.meeting_planned_for)}."
        return NextStep("meetings", "Hold the next meeting", why, "Open the meetings")
    due = now.review_due_on
    if due and due < now.today:
        why = f"The review was due on {in_words(due)}."
        return NextStep("meeting_plan", "Review the plan together", why, "Plan the review")
    if due and due <= now.today + SOON:
        why = f"The review is due on {in_words(due)}."
        return NextStep("meeting_plan", "Plan the review", why, "Plan the review")
    why = f"The next review is on {in_words(due)}." if due else "Write down what moves, as it moves."
    return NextStep("plan", "Keep the plan moving", why, "Open the plan")


def when_suspended(now: Situation) -> NextStep:
    """Wait, then take it up again."""
    if now.stepped_down_on and (now.suspended_on is None or now.stepped_down_on >= now.suspended_on):
        why = f"Social care decided on {in_words(now.stepped_down_on)} to hand back."
        return NextStep("resume", "Take it up again", why, "Take it up again")
    since = f" since {in_words(now.suspended_on)}" if now.suspended_on else ""
    why = f"It has been suspended{since}. It goes on when social care hands back."
    return NextStep("resume", "Take it up again when the time comes", why, "Take it up again")


def when_closed(now: Situation) -> NextStep:
    """Read how it ended, and look back."""
    on = f" on {in_words(now.closed_on)}" if now.closed_on else ""
    if now.look_back_on and now.look_back_on <= now.today:
        why = f"It closed{on}. You agreed to look back on {in_words(now.look_back_on)}."
        return NextStep("closed", "Look back with the family", why, "See how it closed")
    return NextStep("closed", "Nothing: it is closed", f"It closed{on}.", "See how it closed")
