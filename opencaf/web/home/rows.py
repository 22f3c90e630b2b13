"""What the first page and the board show, ready for their templates: words, initials and addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from opencaf.access.models import BrokenGlass, ShieldAlert
from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.models import Contribution, Episode
from opencaf.episodes.queries.access_requests import WaitingRequest
from opencaf.episodes.queries.besides import CaseReceived, OfferToLead, PanelSoon
from opencaf.episodes.queries.board import BoardRow, Question
from opencaf.episodes.queries.quality import looks_for_others
from opencaf.episodes.queries.radar import ComingMeeting
from opencaf.episodes.queries.work import Work
from opencaf.episodes.queries.work_rows import WorkRow, due_words
from opencaf.people.models import Person
from opencaf.web.shared.who import Who, who_of

# Where each kind of work is done, and what the link says.
DONE_AT = {
    "draft": ("episodes:assessment", "Continue"),
    "intention": ("episodes:assessment", "Start"),
    "meeting": ("episodes:meetings", "Open"),
    "action": ("episodes:plan", "Update"),
    "review": ("episodes:meetings", "Plan"),
    "closing": ("episodes:overview", "Open"),
    "talk": ("episodes:sharing", "Open"),
    "answer": ("episodes:services", "Note the answer"),
    "start": ("episodes:services", "Note the start"),
    "declined": ("episodes:services", "Say what becomes of the need"),
    "news": ("episodes:services", "Read"),
    "offer": ("episodes:lead", "Open"),
    "decision": ("episodes:steps", "Note the decision"),
    "feedback": ("episodes:steps", "Note the feedback"),
    "handback": ("episodes:steps", "Name the meeting"),
    "age": ("episodes:overview", "Open"),
    "transfer": ("episodes:transfers", "Open"),
    "look": ("episodes:assessment_check", "Look at it"),
    "sent_back": ("episodes:assessment_check", "Read what is to be done"),
}


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    what: str
    who: Who | None
    why: str
    when: str
    is_late: bool
    action: dict[str, str]
    goes_when: str = ""


@dataclass(frozen=True)
class Group:
    """A heading with its lines, or what will stand there."""

    title: str
    rows: list[Row]
    empty: str = ""


@dataclass(frozen=True)
class Column:
    """A question of the board with its count."""

    title: str
    counts: str
    count: int
    href: str


def greeting(practitioner: Practitioner, needs: int) -> str:
    """Return the sentence that greets: Good morning, Jo. 3 things need you."""
    hour = clock.now().astimezone(clock.LONDON).hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    things = "Nothing needs you today." if not needs else "1 thing needs you."
    if needs > 1:
        things = f"{needs} things need you."
    return f"Good {part}, {practitioner.given_name}. {things}"


def groups_of(work: Work) -> list[Group]:
    """Return the groups that hold something, in the order of the page."""
    groups = [
        Group("Drafts you left", rows_of(work.drafts, work)),
        Group("Meetings this fortnight", rows_of(work.meetings, work)),
        Group("Actions you own", rows_of(work.actions, work)),
        Group("Reviews due", rows_of(work.reviews, work)),
        Group("Agreement to talk about", rows_of(work.talks, work)),
        Group("Requests that were declined", rows_of(work.declined, work)),
        Group("News of services", rows_of(work.news, work)),
        Group("Growing out of early help", rows_of(work.ages, work)),
        Group("Answers you are waiting for", rows_of(work.answers, work)),
        Group("To and from social care", rows_of(work.steps, work)),
    ]
    return [group for group in groups if group.rows]


def looks_group(work: Work, practitioner: Practitioner) -> list[Group]:
    """Return the group of completed assessments to look at, for those to whom they come; it may be empty."""
    if not looks_for_others(practitioner):
        return []
    empty = "A completed assessment that waits for you stands here until somebody has looked at it."
    return [Group("Assessments to look at", rows_of(work.looks, work), empty)]


def requests_group(waiting: list[WaitingRequest]) -> list[Group]:
    """Return the group of requests for access that wait for an answer, where there are any."""
    rows = [
        Row(
            what=f"{one.asked_by} asks to see a record",
            who=Who(one.child.initials, one.child.full_name, reverse("children:show", args=[one.child.id])),
            why=f"Asked on {in_words(one.asked_on)}",
            when=due_words(one.answer_by),
            is_late=one.answer_by < clock.today(),
            action={
                "href": reverse("children:answer_access", args=[one.child.id, one.id]),
                "text": "Answer",
            },
        )
        for one in waiting
    ]
    return [Group("Requests to decide", rows)] if rows else []


def contributions_group(waiting: list[Contribution], work: Work, practitioner: Practitioner) -> list[Group]:
    """Return the group of what somebody is asked to write, and of what others wrote for them or did not."""
    rows = [
        own_contribution(one) if one.practitioner_id == practitioner.id else asked_contribution(one, work)
        for one in waiting
    ]
    return [Group("Written for an assessment", rows)] if rows else []


def own_contribution(one: Contribution) -> Row:
    """Return the line of what somebody is asked themselves; they see no case behind it."""
    return Row(
        what="You are asked to write what you know",
        who=None,
        why=f"{one.recorded_by} asked on {in_words(one.asked_on)}",
        when=due_words(one.answer_by),
        is_late=False,
        action={"href": reverse("episodes:contribute", args=[one.id]), "text": "Write"},
    )


def asked_contribution(one: Contribution, work: Work) -> Row:
    """Return the line of what somebody else was asked: it came, or the time for it is over."""
    cases = {case.id: case for case in (*work.leading, *work.helping)}
    case = cases.get(one.episode_id)
    came = one.sent_on is not None
    return Row(
        what=f"{one.practitioner} has written" if came else f"{one.practitioner} has not written",
        who=who_of(case, work.children.get(case.id, [])) if case else None,
        why=f"You asked on {in_words(one.asked_on)}",
        when=in_words(one.sent_on) if one.sent_on else due_words(one.answer_by),
        is_late=not came,
        action={
            "href": reverse("episodes:assessment_contributions", args=[one.episode_id]),
            "text": "Read" if came else "Remind",
        },
    )


def offers_group(work: Work) -> list[Group]:
    """Return the group of cases that somebody is asked to lead, where there are any."""
    rows = [offer_row(one, work.children.get(one.episode_id, [])) for one in work.offers]
    return [Group("You are asked to lead", rows)] if rows else []


def offer_row(one: OfferToLead, children: list[Person]) -> Row:
    """Return the line of a case that somebody is asked to lead; they see no more than its summary."""
    who = None
    if children:
        names = ", ".join(child.full_name for child in children)
        initials = ", ".join(child.initials for child in children)
        who = Who(initials, names, reverse("children:summary", args=[children[0].id]))
    return Row(
        what="You are asked to take over a case" if one.is_handover else "You are asked to lead a case",
        who=who,
        why=f"{one.offered_by} asked you",
        when=f"Asked on {in_words(one.offered_on)}",
        is_late=False,
        action={"href": reverse("episodes:lead_answer", args=[one.id]), "text": "Answer"},
        goes_when="It goes when you accept or decline.",
    )


def received_group(waiting: Iterable[CaseReceived]) -> list[Group]:
    """Return the group of cases that came from other authorities and wait for an answer, if there are any."""
    rows = [
        Row(
            what=f"A case from {one.sender_name}",
            who=None,
            why="Waits to be accepted or declined",
            when=f"Since {in_words(one.received_on)}",
            is_late=False,
            action={"href": reverse("episodes:received_transfer", args=[one.id]), "text": "Look"},
        )
        for one in waiting
    ]
    return [Group("Cases from other authorities", rows)] if rows else []


def panels_group(panels: list[PanelSoon]) -> list[Group]:
    """Return the group of panels on which somebody sits soon, where there are any."""
    rows = [
        Row(
            what=f"{panel.kind}, {panel.starts_at:%H:%M}",
            who=None,
            why=f"You sit on this panel{f' at {panel.place}' if panel.place else ''}",
            when=in_words(panel.planned_for),
            is_late=False,
            action={"href": reverse("episodes:panel", args=[panel.id]), "text": "Open"},
        )
        for panel in panels
    ]
    return [Group("Panels this fortnight", rows)] if rows else []


def shields_group(alerts: list[ShieldAlert]) -> list[Group]:
    """Return the group of shielded children who may have been recorded again, where there are any."""
    rows = [
        Row(
            what="A shielded child may have been recorded again",
            who=None,
            why="Whoever recorded it was told nothing",
            when=in_words(alert.recorded_at.astimezone(clock.LONDON).date()),
            is_late=False,
            action={"href": reverse("children:shield", args=[alert.shield.child_id]), "text": "Look"},
        )
        for alert in alerts
    ]
    return [Group("Shielded records", rows)] if rows else []


def opened_group(broken: list[BrokenGlass]) -> list[Group]:
    """Return the group of what somebody opened in an emergency, where there is any."""
    rows = [
        Row(
            what="You opened a record in an emergency",
            who=None,
            why=one.get_verdict_display() if one.is_judged else "Waits to be judged",
            when=in_words(one.judged_on) if one.judged_on else due_words(one.judge_by),
            is_late=False,
            action={"href": reverse("home:opened"), "text": "Read what was said" if one.is_judged else "See"},
        )
        for one in broken
    ]
    return [Group("What you opened in an emergency", rows)] if rows else []


def rows_of(rows: Iterable[WorkRow], work: Work) -> list[Row]:
    """Return the lines of a group."""
    return [
        Row(
            what=row.what,
            who=who_of(row.episode, work.children.get(row.episode.id, [])),
            why=row.why.rstrip("."),
            when=row.when,
            is_late=row.is_late,
            action=action_of(row),
            goes_when=row.goes_when,
        )
        for row in rows
    ]


def action_of(row: WorkRow) -> dict[str, str]:
    """Return the one link of a line."""
    name, text = DONE_AT[row.kind]
    return {"href": reverse(name, args=[row.episode.id, *row.place]), "text": text}


def cases_of(work: Work, authority: Authority) -> list[Group]:
    """Return the cases below: those one leads, and those one helps with."""
    lead, short = authority.lead_title, authority.short_name
    return [
        Group(
            "Cases you lead",
            [case_row(episode, work) for episode in work.leading],
            f"When you are agreed as {lead}, the case stands here.",
        ),
        Group(
            "Cases you help with",
            [case_row(episode, work) for episode in work.helping],
            f"Cases whose {short} you started, write or help with stand here.",
        ),
    ]


def case_row(episode: Episode, work: Work) -> Row:
    """Return the line of a case."""
    return Row(
        what=episode.get_state_display(),
        who=who_of(episode, work.children.get(episode.id, [])),
        why=f"{episode.reference}, started {in_words(episode.intended_on)}",
        when="",
        is_late=False,
        action={"href": reverse("episodes:overview", args=[episode.id]), "text": "Open"},
    )


def columns_of(questions: list[Question], counts: dict[str, int]) -> list[Column]:
    """Return the columns of the board."""
    return [
        Column(one.title, one.counts, counts[one.code], reverse("home:board_list", args=[one.code]))
        for one in questions
    ]


def board_rows(found: list[BoardRow]) -> list[dict[str, Any]]:
    """Return the lines of a question's list."""
    return [
        {
            "who": who_of(row.episode, row.children),
            "reference": row.episode.reference,
            "state": row.episode.get_state_display(),
            "lead": row.lead,
            "agency": row.episode.initiating_agency.name,
            "why": row.why,
        }
        for row in found
    ]


def radar_rows(found: list[ComingMeeting]) -> list[dict[str, Any]]:
    """Return the lines of the radar."""
    return [
        {
            "who": who_of(one.episode, one.children),
            "reference": one.episode.reference,
            "lead": one.lead,
            "when": one.when,
            "reasons": [
                {"why": each.why, "do": each.do, "href": reverse(each.page, args=[one.episode.id])}
                for each in one.reasons
            ],
        }
        for one in found
    ]


def care_of(practitioner: Practitioner) -> str:
    """Return the part of the authority that somebody looks after."""
    locality = practitioner.post.locality
    return locality.name if locality else str(practitioner.authority)
