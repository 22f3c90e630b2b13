"""The coordinator's board: one question a column, counted in one query, each with its list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from opencaf.access.sight import sight_of
from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words, working_days_after
from opencaf.episodes.models import Episode, EpisodeChild, Standing
from opencaf.episodes.models.standing import StandingQuerySet
from opencaf.episodes.queries.due import review_due_on, review_is_overdue
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
        Question(
            "offer",
            "Asked to lead, no answer",
            f"Asked more than {authority.answer_offer_within} working days ago to be {authority.lead_title}",
        ),
        Question(
            "social-care",
            "To and from social care",
            "Sent without a decision or feedback yet, or handed back without a first meeting",
        ),
        Question("overdue", "Overdue review", "The agreed date has passed and no meeting is planned"),
        Question("help", "Asks for help", "Somebody asked you a question that waits for an answer"),
        Question("moving", "Moving to another authority", "Prepared or sent, and not answered yet"),
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
    found = standings_for(practitioner).aggregate(
        **{code.replace("-", "_"): Count("pk", filter=rule) for code, rule in filters.items()}
    )
    return {code: found[code.replace("-", "_")] for code in filters}


def found_by(practitioner: Practitioner, question: str) -> StandingQuerySet:
    """Return where the episodes stand that a question finds, the longest open first; the newest for "new"."""
    found = standings_for(practitioner).filter(rules(practitioner.authority)[question])
    order = ["-entered_at", "-episode_id"] if question == "new" else ["intended_on", "episode_id"]
    return with_cases(found).select_related("leader").order_by(*order)


def with_cases(standings: StandingQuerySet) -> StandingQuerySet:
    """Return where cases stand with each case, who began it, and its children now."""
    cases = Episode.objects.select_related("initiator", "initiating_agency")
    children = EpisodeChild.objects.filter(left_on=None).select_related("child")
    return standings.prefetch_related(
        Prefetch("episode", queryset=cases),
        Prefetch("episode__episode_children", queryset=children, to_attr="children_now"),
    )


def standings_for(practitioner: Practitioner) -> StandingQuerySet:
    """Return where the open episodes in this person's care stand."""
    return Standing.objects.within(sight_of(practitioner)).open()


def rules(authority: Authority) -> dict[str, Q]:
    """Return what each question finds, of where episodes stand."""
    today = clock.today()
    late_assessment = today - dt.timedelta(days=authority.assessment_within_days)
    long_open = today - dt.timedelta(days=authority.drift_after_days)
    unassessed = Q(state__in=[State.INTENDED, State.ASSESSING], first_completed_on=None)
    return {
        "new": Q(entered_at__gte=clock.now() - dt.timedelta(days=NEW_FOR_DAYS)),
        "no-lead": Q(state__in=[State.PLANNING, State.SUPPORTING], lead=None),
        "first-meeting": Q(first_completed_on__isnull=False, has_held=False) & ~Q(state=State.SUSPENDED),
        "waiting": Q(unanswered_since__isnull=False),
        "offer": Q(offered_on__lt=offers_are_late_before(authority)),
        "social-care": Q(step_since__isnull=False),
        "overdue": review_is_overdue(authority),
        "help": Q(help_asked_on__isnull=False),
        "moving": Q(moving_since__isnull=False),
        **({"look": Q(look_by__isnull=False)} if authority.checks_assessments else {}),
        "drifting": ~Q(state=State.SUSPENDED)
        & (Q(intended_on__lt=long_open) | (unassessed & Q(intended_on__lt=late_assessment))),
    }


def offers_are_late_before(authority: Authority) -> dt.date:
    """Return the first day since which an offer may still wait for its answer."""
    day = clock.today()
    while working_days_after(day - dt.timedelta(days=1), authority.answer_offer_within) >= clock.today():
        day -= dt.timedelta(days=1)
    return day


def row_of(standing: Standing, question: str, authority: Authority) -> BoardRow:
    """Return an episode of a list with its children, who leads, and why it is here."""
    episode = standing.episode
    return BoardRow(
        episode=episode,
        children=[row.child for row in episode.children_now],
        lead=str(standing.leader) if standing.leader else f"{episode.initiator} (started it)",
        why=why_here(standing, question, authority),
    )


def why_here(standing: Standing, question: str, authority: Authority) -> str:
    """Return in words why an episode stands in a question's list."""
    if question == "first-meeting":
        return first_meeting_words(standing, authority)
    reasons = {
        "waiting": ("Asked on", standing.unanswered_since),
        "offer": ("Asked on", standing.offered_on),
        "social-care": ("Decided on", standing.step_since),
        "moving": ("Prepared on", standing.moving_since),
        "help": ("Asked on", standing.help_asked_on),
        "look": ("To be looked at by", standing.look_by),
        "overdue": ("Review was due on", review_due_on(standing, authority)),
    }
    words, day = reasons.get(question, ("Started on", standing.intended_on))
    return f"{words} {in_words(day)}" if day else ""


def first_meeting_words(standing: Standing, authority: Authority) -> str:
    """Return when the first meeting is planned or should be."""
    if standing.first_planned_for:
        return f"Planned for {in_words(standing.first_planned_for)}"
    if standing.first_completed_on is None:
        return ""
    due = standing.first_completed_on + dt.timedelta(days=authority.first_meeting_within_days)
    verb = "was due" if due < clock.today() else "is due"
    return f"Not planned yet; {verb} by {in_words(due)}"
