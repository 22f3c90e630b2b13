"""What is stale: it was so once, and nobody has looked since."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Greatest

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.episodes.codes import ActionStatus
from opencaf.episodes.models import (
    Action,
    ActionProgress,
    Assessment,
    Consent,
    ContactNote,
    Meeting,
    ServiceRequest,
    Suspension,
)
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.episodes.states import State
from opencaf.quality.rules.rule import (
    WHO_LEADS,
    WHO_LOOKS_AFTER,
    WHO_WORKS,
    Kind,
    Rule,
    as_text,
    children_of,
    days_ago,
    since,
)

HALF_A_YEAR, A_QUARTER, FOUR_WEEKS, TWO_WEEKS = 182, 91, 28, 14
OPEN_ACTIONS = (ActionStatus.AGREED, ActionStatus.IN_PROGRESS)


def silent(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases that do not rest, in which nothing happened for half a year that somebody wrote down.

    Those in which something did are left out by the cheapest sign of it; the last day is read for the others.
    """
    limit = days_ago(HALF_A_YEAR)
    written = [
        (ContactNote.objects.filter(episode=OuterRef("pk")), "happened_on"),
        (Meeting.objects.filter(episode=OuterRef("pk")), "held_on"),
        (ActionProgress.objects.filter(action__outcome__episode=OuterRef("pk")), "said_on"),
        (ServiceRequest.objects.filter(episode=OuterRef("pk")), "asked_on"),
        (Consent.objects.filter(episode=OuterRef("pk")), "answered_on"),
    ]
    stood = ("standings__first_completed_on", "standings__led_since")
    found = cases.open().exclude(state=State.SUSPENDED)
    found = found.filter(
        *(Q(**{day: None}) | Q(**{f"{day}__lt": limit}) for day in stood),
        *(~Exists(rows.filter(**{f"{day}__gte": limit})) for rows, day in written),
        intended_on__lt=limit,
    )
    last = Greatest(F("intended_on"), *(F(day) for day in stood), *(last_of(*one) for one in written))
    return since(found, last, fact=last)


def last_of(rows: QuerySet[Any], day: str) -> Subquery:
    """Return the last day in a column of a case's rows, as SQL; none where there is none."""
    known = rows.filter(**{f"{day}__isnull": False}).order_by(f"-{day}", "-id")
    return Subquery(known.values(day)[:1], output_field=DateField())


def unborn_for_long(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Babies who were expected more than four weeks ago."""
    rows = children_of(cases).filter(child__expected_on__lt=days_ago(FOUR_WEEKS), child__born_on=None)
    return rows.annotate(since=F("child__expected_on"), fact=as_text("child__expected_on"))


def resting_for_long(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Cases that have rested for more than half a year."""
    resting = Suspension.objects.filter(
        episode=OuterRef("pk"), ended_on=None, started_on__lt=days_ago(HALF_A_YEAR)
    )
    begun = Subquery(resting.values("started_on")[:1])
    return since(cases.filter(Exists(resting), state=State.SUSPENDED), begun, fact=begun)


def review_missed(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Supported cases whose review was due a quarter of a year ago, with nothing planned since."""
    nothing_ahead = Q(standings__last_planned_for=None) | Q(standings__last_planned_for__lt=clock.today())
    agreed = Q(standings__has_held=True, standings__agreed_next_on__lt=days_ago(A_QUARTER))
    first = days_ago(A_QUARTER + authority.review_every_days)
    never = Q(standings__has_held=False, standings__led_since__lt=first)
    found = cases.filter(nothing_ahead, agreed | never, state=State.SUPPORTING)
    rows = since(found, "standings__agreed_next_on", "standings__led_since")
    found_since: QuerySet[Any] = rows.annotate(fact=as_text(F("since")))
    return found_since


def meeting_untold(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases with a meeting planned for a day two weeks ago or more, of which nobody says what became."""
    past = Meeting.objects.filter(
        episode=OuterRef("pk"), status=Meeting.Status.PLANNED, planned_for__lt=days_ago(TWO_WEEKS)
    ).order_by("planned_for", "id")
    first = past[:1]
    return since(
        cases.open().filter(Exists(past)),
        Subquery(first.values("planned_for")),
        fact=Subquery(first.values("id")),
        record=Subquery(first.values("id")),
    )


def draft_for_long(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases whose assessment has been a draft for twice the time in which it should be complete."""
    drafts = Assessment.objects.filter(
        episode=OuterRef("pk"),
        state=Assessment.State.DRAFT,
        started_on__lt=days_ago(2 * authority.assessment_within_days),
    )
    begun = Subquery(drafts.values("started_on")[:1])
    return since(cases.open().filter(Exists(drafts)), begun, fact=begun)


def actions_overdue(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases with actions that were due a quarter of a year ago, and how many those are."""
    late = Action.objects.filter(
        outcome__episode=OuterRef("pk"), status__in=OPEN_ACTIONS, due_on__lt=days_ago(A_QUARTER)
    )
    number = late.order_by().values("outcome__episode").annotate(number=Count("pk")).values("number")
    return since(
        cases.open().filter(Exists(late)),
        Subquery(late.order_by("due_on", "id").values("due_on")[:1]),
        fact=Subquery(number),
    )


def unanswered(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases in which a service was asked a quarter of a year ago and has not answered."""
    found = cases.open().filter(standings__unanswered_since__lt=days_ago(A_QUARTER))
    return since(found, "standings__unanswered_since", fact=F("standings__unanswered_since"))


def step_unanswered(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases sent to or from social care four weeks ago of which nobody says what became."""
    found = cases.open().filter(standings__step_since__lt=days_ago(FOUR_WEEKS))
    return since(found, "standings__step_since", fact=F("standings__step_since"))


def agreement_to_renew(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases with a live agreement whose day for asking again has passed, and no later answer."""
    later = Consent.objects.filter(
        episode=OuterRef("episode"), kind=OuterRef("kind"), answered_on__gt=OuterRef("answered_on")
    )
    due = Consent.objects.filter(
        ~Exists(later),
        episode=OuterRef("pk"),
        given=True,
        withdrawn_on=None,
        replaced_by=None,
        review_by__lt=clock.today(),
    ).order_by("review_by", "id")
    first = Subquery(due.values("review_by")[:1])
    return since(cases.open().filter(Exists(due)), Cast(first, DateField()), fact=first)


RULES = (
    Rule(
        "silent", Kind.STALE, "Nothing written for six months",
        "Was anything written in each open {caf} in six months: a note, meeting, request, answer or news?",
        "Either the family is left alone, or the help is not written down.",
        WHO_LEADS, "Write down what happened last, plan a meeting, or close it.",
        silent, shows="Last entry {fact}",
    ),
    Rule(
        "unborn-for-long", Kind.STALE, "Expected more than four weeks ago",
        "Was the birth of each expected baby written down?",
        "A born child without a name or date is not found by a health visitor.",
        WHO_WORKS, "Record the birth, or what became of the pregnancy.",
        unborn_for_long, of_children=True, shows="Expected {fact}",
    ),
    Rule(
        "resting-for-long", Kind.STALE, "Suspended for more than six months",
        "Does social care still work with the family?",
        "A {caf} at rest has no {lead}, and nobody notices when social care ends.",
        WHO_LOOKS_AFTER, "Ask social care; take it up again, or close it.",
        resting_for_long, shows="Suspended {fact}",
    ),
    Rule(
        "review-missed", Kind.STALE, "Review three months overdue",
        "Was each supported {caf} looked back at when it was due?",
        "Without a review nobody knows whether the plan helps.",
        WHO_LEADS, "Hold the review, or write down the one that was held.",
        review_missed, shows="Due {fact}",
    ),
    Rule(
        "meeting-untold", Kind.STALE, "Planned meeting, and no word of it since",
        "Was each planned meeting noted as held or cancelled within two weeks?",
        "It counts as ahead, so that a review that is due is not called.",
        WHO_LEADS, "Write down what was agreed, or cancel it.",
        meeting_untold,
    ),
    Rule(
        "draft-for-long", Kind.STALE, "Assessment unfinished for long",
        "Was each assessment completed within {assessed_within} days, or twice that at most?",
        "The family waits for help that only follows from it.",
        WHO_WORKS, "Complete it, with blank boxes where nothing is known.",
        draft_for_long, shows="Begun {fact}",
    ),
    Rule(
        "actions-overdue", Kind.STALE, "Actions three months overdue",
        "Was each action done, or given another date?",
        "A plan that nobody follows up tells the family that it does not matter.",
        WHO_LEADS, "Close the action, or correct the day it is due.",
        actions_overdue, shows="Number of actions: {fact}",
    ),
    Rule(
        "unanswered", Kind.STALE, "Service silent for three months",
        "Did every service that was asked answer?",
        "The family thinks that help is coming.",
        WHO_LEADS, "Ask the service, and write down what it says.",
        unanswered, shows="Asked {fact}",
    ),
    Rule(
        "step-unanswered", Kind.STALE, "Step to social care without an end",
        "Did every step to or from social care get its decision, feedback or meeting within four weeks?",
        "In the gap between the two nobody holds the family.",
        WHO_LEADS, "Ask social care, and write down what they decided.",
        step_unanswered, shows="Decided {fact}",
    ),
    Rule(
        "agreement-to-renew", Kind.STALE, "Agreement to be asked for again",
        "Was the family asked again on the day that was agreed with them?",
        "They were promised that they would be.",
        WHO_WORKS, "Talk with the family, and write down what they say now.",
        agreement_to_renew, shows="To be asked by {fact}",
    ),
)  # fmt: skip
