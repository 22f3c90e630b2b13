"""The coordinator's board: one question a column, counted in one query, each with its list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.models import (
    Assessment,
    Episode,
    EpisodeChild,
    HelpRequest,
    LeadProfessional,
    Meeting,
    QualityCheck,
    ServiceRequest,
)
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.episodes.queries.due import review_due_on, review_is_overdue, with_review_dates
from opencaf.episodes.states import State
from opencaf.people.models import Person

NEW_FOR_DAYS = 7


@dataclass(frozen=True)
class Question:
    """A column of the board: its code in addresses, its heading, and what is counted in words."""

    code: str
    title: str
    counts: str


TO_LOOK_AT = Question("look", "Assessments to look at", "Complete, and nobody has looked at it yet")


@dataclass(frozen=True)
class BoardRow:
    """One CAF in a list of the board."""

    episode: Episode
    children: list[Person]
    lead: str
    why: str


def questions(authority: Authority) -> list[Question]:
    """Return the columns, in the authority's own terms and timings."""
    short = authority.short_name
    weeks = authority.first_meeting_within_days // 7
    return [
        Question("new", "New this week", f"Recorded in the last {NEW_FOR_DAYS} days"),
        Question("no-lead", f"No {authority.lead_title}", "Assessed or being supported, and nobody leads"),
        Question(
            "first-meeting", "First meeting coming", f"Assessed, to meet within {weeks} weeks, not met yet"
        ),
        Question("waiting", "Waiting for an answer", "A service was asked in writing and has not decided"),
        Question("overdue", "Overdue review", "The agreed date has passed and no meeting is planned"),
        Question("help", "Asks for help", "Somebody asked you a question that waits for an answer"),
        *([TO_LOOK_AT] if authority.checks_assessments else []),
        Question(
            "drifting",
            "Drifting",
            f"Open longer than {authority.drift_after_days} days, or not assessed"
            f" {authority.assessment_within_days} days after the intention to do a {short}",
        ),
    ]


def counts_for(practitioner: Practitioner) -> dict[str, int]:
    """Return how many open episodes of this person's care each question finds."""
    filters = rules(practitioner.authority)
    found = asked_of(practitioner).aggregate(
        **{code.replace("-", "_"): Count("pk", filter=rule) for code, rule in filters.items()}
    )
    return {code: found[code.replace("-", "_")] for code in filters}


def episodes_for(practitioner: Practitioner, question: str) -> EpisodeQuerySet:
    """Return the episodes that a question finds, the longest open first; the newest first for "new"."""
    found = asked_of(practitioner).filter(rules(practitioner.authority)[question])
    order = ["-recorded_at", "-id"] if question == "new" else ["intended_on", "id"]
    children = EpisodeChild.objects.filter(left_on=None).select_related("child")
    leads = LeadProfessional.objects.filter(ended_on=None).select_related("practitioner")
    return (
        found.select_related("initiator", "initiating_agency")
        .prefetch_related(
            Prefetch("episode_children", queryset=children, to_attr="children_now"),
            Prefetch("lead_professionals", queryset=leads, to_attr="leads_now"),
        )
        .order_by(*order)
    )


def asked_of(practitioner: Practitioner) -> EpisodeQuerySet:
    """Return the open episodes in this person's care with what the questions ask of them."""
    here = {"episode": OuterRef("pk")}
    sent = ServiceRequest.objects.filter(**here, decisions=None, sent_on__isnull=False)
    planned = Meeting.objects.filter(**here, status=Meeting.Status.PLANNED).order_by("planned_for")
    completed = Assessment.objects.filter(**here, completed_on__isnull=False).order_by("version")
    visible = Episode.objects.visible_to(practitioner).open()
    return with_review_dates(visible).annotate(
        has_lead=Exists(LeadProfessional.objects.filter(**here, ended_on=None)),
        unanswered_since=Subquery(sent.order_by("sent_on").values("sent_on")[:1]),
        help_asked_on=Subquery(HelpRequest.objects.filter(**here, answered_on=None).values("asked_on")[:1]),
        look_by=Subquery(QualityCheck.objects.filter(**here, verdict="").values("look_by")[:1]),
        first_planned_for=Subquery(planned.values("planned_for")[:1]),
        first_completed_on=Subquery(completed.values("completed_on")[:1]),
    )


def rules(authority: Authority) -> dict[str, Q]:
    """Return what each question finds, as the database asks it."""
    today = clock.today()
    late_assessment = today - dt.timedelta(days=authority.assessment_within_days)
    long_open = today - dt.timedelta(days=authority.drift_after_days)
    unassessed = Q(state__in=[State.INTENDED, State.ASSESSING], first_completed_on=None)
    return {
        "new": Q(recorded_at__gte=clock.now() - dt.timedelta(days=NEW_FOR_DAYS)),
        "no-lead": Q(state__in=[State.PLANNING, State.SUPPORTING], has_lead=False),
        "first-meeting": Q(first_completed_on__isnull=False, has_held=False) & ~Q(state=State.SUSPENDED),
        "waiting": Q(unanswered_since__isnull=False),
        "overdue": review_is_overdue(authority),
        "help": Q(help_asked_on__isnull=False),
        **({"look": Q(look_by__isnull=False)} if authority.checks_assessments else {}),
        "drifting": ~Q(state=State.SUSPENDED)
        & (Q(intended_on__lt=long_open) | (unassessed & Q(intended_on__lt=late_assessment))),
    }


def row_of(episode: Episode, question: str, authority: Authority) -> BoardRow:
    """Return an episode of a list with its children, who leads, and why it is here."""
    leads = episode.leads_now  # type: ignore[attr-defined]
    return BoardRow(
        episode=episode,
        children=[row.child for row in episode.children_now],  # type: ignore[attr-defined]
        lead=str(leads[0].practitioner) if leads else f"{episode.initiator} (started it)",
        why=why_here(episode, question, authority),
    )


def why_here(episode: Episode, question: str, authority: Authority) -> str:
    """Return in words why an episode stands in a question's list."""
    if question == "waiting":
        return f"Asked on {in_words(episode.unanswered_since)}"  # type: ignore[attr-defined]
    if question == "help":
        return f"Asked on {in_words(episode.help_asked_on)}"  # type: ignore[attr-defined]
    if question == "look":
        return f"To be looked at by {in_words(episode.look_by)}"  # type: ignore[attr-defined]
    if question == "overdue":
        due = review_due_on(episode, authority)
        return f"Review was due on {in_words(due)}" if due else ""
    if question == "first-meeting":
        return first_meeting_words(episode, authority)
    return f"Started on {in_words(episode.intended_on)}"


def first_meeting_words(episode: Episode, authority: Authority) -> str:
    """Return when the first meeting is planned or should be."""
    planned: dt.date | None = episode.first_planned_for  # type: ignore[attr-defined]
    if planned:
        return f"Planned for {in_words(planned)}"
    completed: dt.date = episode.first_completed_on  # type: ignore[attr-defined]
    due = completed + dt.timedelta(days=authority.first_meeting_within_days)
    verb = "was due" if due < clock.today() else "is due"
    return f"Not planned yet; {verb} by {in_words(due)}"
