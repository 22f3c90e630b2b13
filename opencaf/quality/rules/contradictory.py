"""What contradicts itself: two entries that cannot both be right."""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from opencaf.agencies.models import Authority, Post, Sector
from opencaf.core import clock
from opencaf.episodes.codes import ConsentKind
from opencaf.episodes.models import (
    Consent,
    EpisodeChild,
    Meeting,
    ServiceRequest,
    SharingDecision,
    TeamMember,
)
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.people.models import Schooling
from opencaf.quality.rules.rule import (
    BEGUN,
    WHO_LEADS,
    WHO_LOOKS_AFTER,
    WHO_WORKS,
    Hand,
    Kind,
    Rule,
    as_text,
    children_of,
    since,
)


def closed_but_planned(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Closed cases with a meeting that is still to come."""
    ahead = Meeting.objects.filter(
        episode=OuterRef("pk"), status=Meeting.Status.PLANNED, planned_for__gte=clock.today()
    ).order_by("planned_for", "id")
    first = ahead[:1]
    return since(
        cases.filter(Exists(ahead), state="closed"),
        "closed_on",
        fact=Subquery(first.values("planned_for")),
        record=Subquery(first.values("id")),
    )


def lead_at_stopped_agency(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases led from an agency that is stopped."""
    found = cases.open().filter(standings__lead__agency__active=False)
    stopped = Coalesce(
        "standings__lead__agency__stopped_at__date", "standings__led_since", output_field=DateField()
    )
    return since(found, stopped, fact=F("standings__lead__agency__name"))


def lead_has_left(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases led by somebody whose posts have all ended."""
    posts = Post.objects.filter(practitioner=OuterRef("standings__leader"))
    found = cases.open().filter(
        ~Exists(posts.filter(ended_on=None)), Exists(posts), standings__leader__isnull=False
    )
    ended = Subquery(posts.order_by("-ended_on").values("ended_on")[:1], output_field=DateField())
    return since(found, ended, fact=ended)


def member_has_left(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases with somebody in the team whose posts have all ended."""
    posts = Post.objects.filter(practitioner=OuterRef("practitioner"))
    gone = TeamMember.objects.filter(
        ~Exists(posts.filter(ended_on=None)),
        Exists(posts),
        episode=OuterRef("pk"),
        left_on=None,
        practitioner__isnull=False,
    ).order_by("joined_on", "id")
    first = gone[:1]
    return since(
        cases.open().filter(Exists(gone)),
        "intended_on",
        fact=Subquery(first.values("practitioner_id")),
        record=Subquery(first.values("id")),
    )


def another_school(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children at a school that is known, in a case whose team has schools, and none of its children's."""
    team = TeamMember.objects.filter(
        episode=OuterRef("episode_id"), left_on=None, agency__sector=Sector.SCHOOLS
    )
    school = Schooling.objects.filter(
        person=OuterRef("child_id"), to_on=None, sealed=False, agency__sector=Sector.SCHOOLS
    ).order_by("-from_on", "-id")
    of_the_case = Schooling.objects.filter(
        person__episodes_as_child__episode=OuterRef("episode_id"),
        person__episodes_as_child__is_open=True,
        to_on=None,
        agency=OuterRef("agency"),
    )
    rows = children_of(cases).filter(Exists(school), Exists(team), ~Exists(team.filter(Exists(of_the_case))))
    return rows.annotate(fact=as_text(Subquery(school.values("agency__name")[:1])))


def two_cases(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children who are in another open case as well."""
    other = EpisodeChild.objects.filter(child=OuterRef("child_id"), is_open=True).exclude(pk=OuterRef("pk"))
    first = Subquery(other.order_by("joined_on", "id").values("episode__reference")[:1])
    return children_of(cases).filter(Exists(other)).annotate(fact=as_text(first))


def last_answer(kind: str) -> QuerySet[Consent]:
    """Return the last answer of a kind about the case of the row around it, refused or taken back."""
    later = Consent.objects.filter(episode=OuterRef("episode"), kind=kind).filter(
        Q(answered_on__gt=OuterRef("answered_on"))
        | Q(answered_on=OuterRef("answered_on"), recorded_at__gt=OuterRef("recorded_at"))
    )
    refused = Q(given=False) | Q(withdrawn_on__isnull=False)
    return Consent.objects.filter(refused, ~Exists(later), episode=OuterRef("pk"), kind=kind)


def refused_but_shared(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases in which something went to a service after the family refused to share, without a ground."""
    refusal = last_answer(ConsentKind.SHARE)
    no_longer = Coalesce("withdrawn_on", "answered_on")
    sent = ServiceRequest.objects.filter(
        episode=OuterRef("episode"), sent_on__gt=OuterRef("no_longer_on"), recalled_on=None
    )
    decided = SharingDecision.objects.filter(episode=OuterRef("pk"), decision="share")
    shared = refusal.annotate(no_longer_on=no_longer).filter(Exists(sent))
    day = Subquery(shared.values("no_longer_on")[:1])
    return since(cases.open().filter(Exists(shared), ~Exists(decided)), day, fact=day)


def refused_but_going_on(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Cases that go on although the family's last answer to the assessment is no."""
    refusal = last_answer(ConsentKind.ASSESS).annotate(no_longer_on=Coalesce("withdrawn_on", "answered_on"))
    day = Subquery(refusal.values("no_longer_on")[:1])
    return since(cases.filter(Exists(refusal), state__in=BEGUN), day, fact=day)


def died(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children who have died, in an open case."""
    rows = children_of(cases).filter(child__died_on__isnull=False)
    return rows.annotate(since=F("child__died_on"), fact=as_text("child__died_on"))


def about_nobody(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases that every child has left."""
    children = EpisodeChild.objects.filter(episode=OuterRef("pk"))
    found = cases.open().filter(~Exists(children.filter(left_on=None)), Exists(children))
    left = Subquery(children.order_by("-left_on").values("left_on")[:1], output_field=DateField())
    return since(found, left, fact=left)


RULES = (
    Rule(
        "closed-but-planned", Kind.CONTRADICTORY, "Closed, with a meeting to come",
        "Has every closed {caf} no meeting ahead?",
        "People travel to a meeting that nobody holds.",
        WHO_LOOKS_AFTER, "Reopen it, or cancel the meeting.",
        closed_but_planned, shows="Meeting {fact}",
    ),
    Rule(
        "lead-at-stopped-agency", Kind.CONTRADICTORY, "{lead} at an agency that is stopped",
        "Does everybody who leads work for an agency that is there?",
        "Nobody signs in for a stopped agency: the family has nobody.",
        (Hand.COORDINATOR, Hand.ADMINISTRATOR), "Note who leads now.",
        lead_at_stopped_agency, shows="{fact}",
    ),
    Rule(
        "lead-has-left", Kind.CONTRADICTORY, "{lead} who has left",
        "Has everybody who leads a post?",
        "Nobody answers when the family rings.",
        (Hand.COORDINATOR, Hand.ADMINISTRATOR), "Note who leads now, or give a post back that ended wrongly.",
        lead_has_left, shows="Left {fact}",
    ),
    Rule(
        "member-has-left", Kind.CONTRADICTORY, "Somebody in the team who has left",
        "Has everybody in a team a post?",
        "They are invited and do not come; the family waits for their word.",
        WHO_LEADS, "Note that they left the team, and who comes instead.",
        member_has_left,
    ),
    Rule(
        "another-school", Kind.CONTRADICTORY, "Another school than the {caf}’s",
        "Does the school in the team belong to one of the children?",
        "After a move the old school still reads, and the new one knows nothing.",
        WHO_WORKS, "Correct the child’s school, or the team.",
        another_school, of_children=True, shows="Goes to {fact}",
    ),
    Rule(
        "two-cases", Kind.CONTRADICTORY, "Two open {caf}s for one child",
        "Is each child in one open {caf}?",
        "Two plans for one family, and neither knows of the other.",
        WHO_LOOKS_AFTER, "Close one of them as joined to the other, or say that both are needed.",
        two_cases, of_children=True, shows="Also {fact}",
    ),
    Rule(
        "refused-but-shared", Kind.CONTRADICTORY, "Shared although the family said no",
        "Was nothing sent to a service after the family refused to share, unless a ground was decided?",
        "It breaks what the family was promised, and perhaps the law.",
        WHO_LEADS, "Recall the request, write down the family’s answer, or the ground of sharing.",
        refused_but_shared, shows="Refused {fact}",
    ),
    Rule(
        "refused-but-going-on", Kind.CONTRADICTORY, "Going on although the family said no",
        "Does each {caf} go on with the agreement of the family?",
        "A {caf} is a choice of the family.",
        WHO_WORKS, "Close it, or write down that they agreed after all.",
        refused_but_going_on, shows="Refused {fact}",
    ),
    Rule(
        "died", Kind.CONTRADICTORY, "Child who has died, in an open {caf}",
        "Is nobody in an open {caf} noted as having died?",
        "A letter about the child reaches a family in mourning.",
        WHO_LEADS, "Close it, or put the child’s record right.",
        died, of_children=True, shows="Died {fact}",
    ),
    Rule(
        "about-nobody", Kind.CONTRADICTORY, "Open, and about nobody",
        "Is each open {caf} about a child?",
        "It counts as open, and nobody is helped by it.",
        WHO_LOOKS_AFTER, "Close it, or correct the day on which the child left.",
        about_nobody, shows="Last child left {fact}",
    ),
)  # fmt: skip
