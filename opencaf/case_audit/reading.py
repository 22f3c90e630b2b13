"""A sampled case, read once with the eyes of whoever draws it: for its paper, and for what is seen of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from opencaf.access.models import AccessGrant
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import (
    Action,
    Assessment,
    Attendance,
    Consent,
    Episode,
    FamilyView,
    LeadProfessional,
    Outcome,
    Review,
    Story,
    TeamMember,
)
from opencaf.episodes.queries.team import family_of
from opencaf.people.models import ContactPoint, HouseholdMember, Person


@dataclass(frozen=True)
class CaseRead:
    """A case with what an audit looks at. children: first the children of the case, then their family."""

    episode: Episode
    children: list[Person]
    family: list[Person]
    assessment: Assessment | None
    stories: list[Story]
    outcomes: list[Outcome]
    reviews: list[Review]
    attendances: list[Attendance]
    views: list[FamilyView]
    consents: list[Consent]
    leads: list[LeadProfessional]
    homes: list[HouseholdMember]
    phones: list[ContactPoint]

    @property
    def actions(self) -> list[Action]:
        """Every action of the plan."""
        return [action for outcome in self.outcomes for action in outcome.actions.all()]

    @property
    def review(self) -> Review | None:
        """The last review."""
        return self.reviews[-1] if self.reviews else None

    def said_at(self, whose: str, *, review: Review | None) -> list[FamilyView]:
        """What a child or parents said at the last review, or else at another time."""
        return [
            view
            for view in self.views
            if view.whose == whose and (view.review_id == review.pk if review else view.review_id is None)
        ]

    def week(self, day: dt.date | None) -> str:
        """Return a day by the weeks since the case began, so that it tells no date."""
        if day is None:
            return ""
        if day < self.episode.intended_on:
            return "before it began"
        return f"week {(day - self.episode.intended_on).days // 7 + 1}"


def read_case(episode: Episode) -> CaseRead:
    """Return a case with what an audit looks at."""
    rows = {"episode": episode}
    assessments = Assessment.objects.filter(**rows).select_related("assessor")
    assessment = assessments.exclude(state="draft").order_by("-version").first() or assessments.first()
    children = [row.child for row in episode.episode_children.select_related("child")]
    family = [one for one in family_of(episode).prefetch_related("names") if one not in children]
    reviews = list(Review.objects.filter(**rows).select_related("meeting"))
    everybody = [*children, *family]
    return CaseRead(
        episode=episode,
        children=children,
        family=family,
        assessment=assessment,
        stories=list(
            Story.objects.filter(assessment=assessment)
            .select_related("question")
            .prefetch_related("children__child")
            .order_by("question__position", "id")
        ),
        outcomes=list(
            Outcome.objects.filter(**rows).prefetch_related(
                "actions__progress", "actions__owner", "children__child"
            )
        ),
        reviews=reviews,
        attendances=list(Attendance.objects.filter(meeting__episode=episode).select_related("practitioner")),
        views=list(FamilyView.objects.filter(**rows)),
        consents=list(Consent.objects.filter(**rows)),
        leads=list(LeadProfessional.objects.filter(**rows).order_by("started_on", "id")),
        homes=list(HouseholdMember.objects.filter(person__in=everybody).select_related("household")),
        phones=list(ContactPoint.objects.filter(person__in=everybody)),
    )


def involved_in(episodes: Iterable[Episode]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return who ever had to do with each case: opened it, wrote, led, came, or owns an action."""
    by_id = {episode.pk: episode for episode in episodes}
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for episode in by_id.values():
        found[episode.pk] |= {episode.initiator_id, *filter(None, [episode.recorded_by_id])}
    of_cases = Q(episode_id__in=by_id)
    reads = (
        AccessGrant.objects.filter(of_cases).values_list("episode_id", "practitioner_id"),
        LeadProfessional.objects.filter(of_cases).values_list("episode_id", "practitioner_id"),
        TeamMember.objects.filter(of_cases).values_list("episode_id", "practitioner_id"),
        Assessment.objects.filter(of_cases).values_list("episode_id", "assessor_id"),
        Consent.objects.filter(of_cases).values_list("episode_id", "explained_by_id"),
        Attendance.objects.filter(meeting__episode__in=by_id).values_list(
            "meeting__episode_id", "practitioner_id"
        ),
        Action.objects.filter(outcome__episode__in=by_id).values_list("outcome__episode_id", "owner_id"),
        Story.objects.filter(assessment__episode__in=by_id).values_list(
            "assessment__episode_id", "written_by_id"
        ),
        Story.objects.filter(assessment__episode__in=by_id).values_list(
            "assessment__episode_id", "typed_by_id"
        ),
    )
    for read in reads:
        for episode_id, practitioner_id in read:
            if episode_id and practitioner_id:
                found[episode_id].add(practitioner_id)
    return found


def workers_of(case: CaseRead) -> list[Practitioner]:
    """Return everybody at work whose name may stand in a case."""
    ids = involved_in([case.episode])[case.episode.pk]
    return list(Practitioner.objects.filter(pk__in=ids))
