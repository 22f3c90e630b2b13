"""The rows of My work, made of cases, meetings and actions as they were read."""

from __future__ import annotations

import datetime as dt
import uuid
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words, working_days_after
from opencaf.episodes.codes import StepDirection
from opencaf.episodes.consent_talk import Said, birthday, next_talk
from opencaf.episodes.models import Action, Episode, Meeting
from opencaf.episodes.queries.due import review_due_on
from opencaf.episodes.states import State
from opencaf.people.codes import SpecialNeeds
from opencaf.people.models import Person

SOON = dt.timedelta(days=14)
DECISION = "Decision of social care"


# How each kind of row goes away.
GOES_WHEN = {
    "draft": "It goes when the assessment is complete.",
    "intention": "It goes when the assessment is started, or this is closed.",
    "meeting": "It goes when the meeting is written down or cancelled.",
    "action": "It goes when you close the action or hand it on.",
    "review": "It goes when a meeting is planned.",
    "closing": "It goes when this is closed, or another meeting is planned.",
    "talk": "It goes when their answer is recorded.",
    "answer": "It goes when the answer of the service is noted.",
    "start": "It goes when the start of the service is noted, or the request is recalled.",
    "declined": "It goes when the need is noted as not met, the service decides again, or you recall it.",
    "news": "It goes after a fortnight.",
    "offer": "It goes when they answer, or you take the offer back.",
    "decision": "It goes when social care’s decision is noted.",
    "feedback": "It goes when its feedback is noted.",
    "handback": "It goes when the first meeting is named.",
    "age": "It goes when this is closed.",
    "transfer": "It goes when the receipt is brought in, or the move is withdrawn.",
    "sent_back": "It goes when the next version is started, or you ask for another look.",
    "look": "It goes when somebody has looked at it.",
}

OTHERS_ACT = {"answer", "news", "offer", "decision", "feedback"}


@dataclass(frozen=True)
class WorkRow:
    """One thing that waits: its kind says where it is done, and how it goes away.

    place: what else the address needs beside the case.
    """

    kind: str
    episode: Episode
    what: str
    why: str
    when: str
    is_late: bool = False
    place: tuple[object, ...] = ()

    @property
    def waits_for_others(self) -> bool:
        """Whether somebody else has to act before it goes."""
        return self.kind in OTHERS_ACT

    @property
    def goes_when(self) -> str:
        """How this row goes away, in a sentence."""
        return GOES_WHEN[self.kind]


def looks_in(case: Any) -> list[WorkRow]:
    """Return the completed version of a case that waits for its reader to look at it."""
    look = getattr(case, "look", None)
    if not look:
        return []
    ready_on, look_by = (dt.date.fromisoformat(look[name]) for name in ("ready_on", "look_by"))
    writer = Practitioner(given_name=look["given"], family_name=look["family"])
    why = f"{writer} completed version {look['version']} on {in_words(ready_on)}"
    what, when = "Assessment ready to be looked at", due_words(look_by)
    is_late, place = look_by < clock.today(), (look["version"],)
    return [WorkRow("look", case, what, why, when, is_late=is_late, place=place)]


def drafts_in(case: Any, practitioner: Practitioner) -> list[WorkRow]:
    """Return the draft that somebody left in a case, or the intention that waits for an assessment."""
    short = practitioner.authority.short_name
    if case.draft_started_on:
        since = f"Begun on {in_words(case.draft_started_on)}"
        return [WorkRow("draft", case, "Assessment being written", "You write it", since)]
    if case.sent_back:
        when = f"Sent back on {in_words(dt.date.fromisoformat(case.sent_back['on']))}"
        what, place = "Your assessment was sent back", (case.sent_back["version"],)
        return [WorkRow("sent_back", case, what, "Somebody looked at it", when, place=place)]
    is_first = case.state == State.INTENDED and not case.has_assessment
    if not is_first or case.initiator_id != practitioner.id:
        return []
    due_on = case.intended_on + dt.timedelta(days=practitioner.authority.assessment_within_days)
    return [
        WorkRow(
            "intention",
            case,
            "Assessment to start",
            f"You meant to do the {short} on {in_words(case.intended_on)}",
            due_words(due_on),
            is_late=due_on < clock.today(),
        )
    ]


def reviews_in(case: Any, practitioner: Practitioner) -> list[WorkRow]:
    """Return the review that a case is due for, where its reader leads and no meeting is planned."""
    if not case.i_lead or case.state != State.SUPPORTING or case.has_planned:
        return []
    why = f"You are the {practitioner.authority.lead_title}"
    if case.closing_proposed:
        return [WorkRow("closing", case, "Close, as the last meeting proposed", why, "")]
    due_on = review_due_on(case, practitioner.authority)
    if due_on is None or due_on > clock.today() + SOON:
        return []
    is_late = due_on < clock.today()
    return [WorkRow("review", case, "Review to plan", why, due_words(due_on), is_late=is_late)]


def talks_in(case: Any, children: Iterable[Person]) -> list[WorkRow]:
    """Return the conversation about agreement that is due in a case, where its reader leads."""
    said = [
        Said(
            kind=answer["kind"],
            given_by_id=uuid.UUID(answer["by"]),
            answered_on=dt.date.fromisoformat(answer["on"]),
            review_by=dt.date.fromisoformat(answer["again"]) if answer["again"] else None,
            stands=answer["stands"],
        )
        for answer in case.answers_given
    ]
    births = [(child.first_name, child.born_on) for child in children]
    talk = next_talk(said, births, today=clock.today())
    if talk is None:
        return []
    is_late = talk.due_on < clock.today()
    return [WorkRow("talk", case, "Talk about agreement", talk.why, due_words(talk.due_on), is_late=is_late)]


def meeting_row(meeting: Meeting) -> WorkRow:
    """Return the row of a planned meeting."""
    day = meeting.planned_for or clock.today()
    has_passed = day < clock.today()
    why = "It has passed: say whether it was held" if has_passed else "You work with this family"
    time = f", {meeting.planned_time:%H:%M}" if meeting.planned_time else ""
    what = f"{meeting.kind.name}, {meeting.place}" if meeting.place else meeting.kind.name
    return WorkRow("meeting", meeting.episode, what, why, f"{in_words(day)}{time}", is_late=has_passed)


def action_row(action: Action) -> WorkRow:
    """Return the row of an open action."""
    return WorkRow(
        "action",
        action.outcome.episode,
        Truncator(action.what).chars(120),
        f"You said you would, on {in_words(action.agreed_on)}",
        due_words(action.due_on),
        is_late=action.due_on < clock.today(),
    )


def moves_in(case: Any) -> list[WorkRow]:
    """Return the move of a case to another authority that waits for an answer, or to be sent."""
    move = case.waiting_transfer
    if not move:
        return []
    sent = move["sent"]
    day = dt.date.fromisoformat(sent or move["on"])
    why = "Sent, not answered yet" if sent else "Prepared, not sent yet"
    return [WorkRow("transfer", case, f"Move to {move['to']}", why, f"Since {in_words(day)}")]


def offers_in(case: Any) -> list[WorkRow]:
    """Return the offer of the lead in a case that its reader made and that waits for an answer."""
    return [
        WorkRow(
            "offer",
            case,
            f"{offer['name']} is asked to lead",
            "You asked, and they have not answered",
            f"Asked on {in_words(dt.date.fromisoformat(offer['on']))}",
        )
        for offer in case.waiting_offers
    ]


def steps_in(case: Any, practitioner: Practitioner) -> list[WorkRow]:
    """Return the steps to and from social care in a case that wait for something."""
    return [step_row(case, step, practitioner) for step in case.waiting_steps]


def step_row(case: Any, step: dict[str, str], practitioner: Practitioner) -> WorkRow:
    """Return the row of a step: first the decision is waited for, then the feedback; or a meeting to name."""
    agency = step["agency"]
    if step["direction"] == StepDirection.DOWN:
        when = f"Decided on {in_words(dt.date.fromisoformat(step['on']))}"
        why = f"{agency} handed the family back"
        return WorkRow("handback", case, "First meeting after the step-down to name", why, when)
    sent_on = dt.date.fromisoformat(step["sent_on"])
    due_on = working_days_after(sent_on, practitioner.authority.feedback_within)
    why, is_late = f"The case was sent to {agency} on {in_words(sent_on)}", due_on < clock.today()
    kind, what = ("feedback", "Feedback of social care") if step["answer"] else ("decision", DECISION)
    return WorkRow(kind, case, what, why, due_words(due_on), is_late=is_late)


def ages_in(case: Any, children: Iterable[Person], authority: Authority) -> list[WorkRow]:
    """Return the children of a case who grow out of it within half a year, or have."""
    found = []
    for child in children:
        leaves_on = grows_out_on(child, authority)
        if child.born_on is None or leaves_on is None or clock.today() < half_a_year_before(leaves_on):
            continue
        age = leaves_on.year - child.born_on.year
        what = f"Plan what comes after: a child is {age} {'soon' if clock.today() < leaves_on else 'now'}"
        why = f"The {authority.short_name} is for children and young people under {age}"
        is_late = leaves_on < clock.today()
        found.append(WorkRow("age", case, what, why, in_words(leaves_on), is_late=is_late))
    return found


def grows_out_on(child: Person, authority: Authority) -> dt.date | None:
    """Return the birthday from which a child is too old: later with special needs; None where not known."""
    if child.born_on is None:
        return None
    has_needs = child.special_needs not in ("", SpecialNeeds.NONE)
    return birthday(
        child.born_on, authority.oldest_age_with_special_needs if has_needs else authority.oldest_age
    )


def half_a_year_before(day: dt.date) -> dt.date:
    """Return the day half a year before a birthday: at 17½, or 24½."""
    month, year = (day.month - 6, day.year) if day.month > 6 else (day.month + 6, day.year - 1)
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


def due_words(day: dt.date) -> str:
    """Return a day by which something should be done, without shouting."""
    return f"Was due {in_words(day)}" if day < clock.today() else f"By {in_words(day)}"
