"""What waits for one practitioner: the rows of My work."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat, JSONObject

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.access.queries import episode_ids_of
from opencaf.access.sight import Sight, sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.episodes.models import (
    Action,
    Assessment,
    Consent,
    Episode,
    EpisodeChild,
    LeadOffer,
    LeadProfessional,
    Meeting,
    ThresholdStep,
    Transfer,
)
from opencaf.episodes.queries.besides import CaseReceived, OfferToLead, PanelSoon, besides
from opencaf.episodes.queries.due import with_review_dates
from opencaf.episodes.queries.quality import (
    look_as_object,
    looks_for_others,
    sent_back_to,
    waiting_for,
    whose_looks,
)
from opencaf.episodes.queries.requests_received import RequestReceived
from opencaf.episodes.queries.stepping import step_waits
from opencaf.episodes.queries.work_rows import (
    SOON,
    WorkRow,
    action_row,
    ages_in,
    drafts_in,
    looks_in,
    meeting_row,
    moves_in,
    offers_in,
    reviews_in,
    steps_in,
    talks_in,
)
from opencaf.episodes.queries.work_services import (
    NEWS_LASTS,
    answers_in,
    declined_in,
    news_in,
    waiting_requests,
)
from opencaf.people.models import Person

MOST_ROWS = 50
MOST_CASES = 200
HELPS = (Basis.INITIATED, Basis.ASSESSOR, Basis.LEAD, Basis.TEAM)


@dataclass
class Work:
    """Everything of one practitioner's day, with the children by episode."""

    looks: list[WorkRow] = field(default_factory=list)
    drafts: list[WorkRow] = field(default_factory=list)
    meetings: list[WorkRow] = field(default_factory=list)
    actions: list[WorkRow] = field(default_factory=list)
    reviews: list[WorkRow] = field(default_factory=list)
    talks: list[WorkRow] = field(default_factory=list)
    answers: list[WorkRow] = field(default_factory=list)
    declined: list[WorkRow] = field(default_factory=list)
    news: list[WorkRow] = field(default_factory=list)
    steps: list[WorkRow] = field(default_factory=list)
    ages: list[WorkRow] = field(default_factory=list)
    offers: list[OfferToLead] = field(default_factory=list)
    panels: list[PanelSoon] = field(default_factory=list)
    received: list[CaseReceived] = field(default_factory=list)
    requests: list[RequestReceived] = field(default_factory=list)
    leading: list[Episode] = field(default_factory=list)
    helping: list[Episode] = field(default_factory=list)
    children: dict[uuid.UUID, list[Person]] = field(default_factory=dict)

    @property
    def rows(self) -> list[WorkRow]:
        """Everything that waits."""
        return [
            *self.looks,
            *self.drafts,
            *self.meetings,
            *self.actions,
            *self.reviews,
            *self.talks,
            *self.declined,
            *self.news,
            *self.ages,
            *self.answers,
            *self.steps,
        ]

    @property
    def episode_ids(self) -> set[uuid.UUID]:
        """Every case that is shown."""
        return {episode.id for episode in (*(row.episode for row in self.rows), *self.leading, *self.helping)}

    @property
    def needs(self) -> int:
        """How many things wait for this person to do something: an answer waits for somebody else."""
        asked = len(self.offers) + sum(not one.is_answered for one in self.requests)
        return sum(not row.waits_for_others for row in self.rows) + asked


def work_of(practitioner: Practitioner) -> Work:
    """Return what waits for a practitioner, in the cases they have a part in."""
    sight = sight_of(practitioner)
    since = clock.today() - NEWS_LASTS
    cases = cases_of(*sight, practitioner, looks_for_others(practitioner), whose_looks(practitioner), since)
    asked = besides(practitioner)
    work = Work(
        looks=[row for case in cases for row in looks_in(case)],
        drafts=[row for case in cases for row in drafts_in(case, practitioner)],
        meetings=[
            meeting_row(meeting) for meeting in meetings_until(*sight, practitioner.id, clock.today() + SOON)
        ],
        actions=[action_row(action) for action in actions_of(*sight, practitioner.id)],
        reviews=[row for case in cases for row in reviews_in(case, practitioner)],
        declined=[row for case in cases for row in declined_in(case)],
        news=[row for case in cases for row in news_in(case)],
        answers=[row for case in cases for row in (*answers_in(case), *offers_in(case), *moves_in(case))],
        steps=[row for case in cases for row in steps_in(case, practitioner)],
        offers=asked.offers,
        panels=asked.panels,
        received=asked.received,
        requests=asked.requests,
        leading=[case for case in cases if case.i_lead],
        helping=[case for case in cases if case.i_help and not case.i_lead],
    )
    work.children = children_of(work.episode_ids | {offer.episode_id for offer in work.offers})
    work.ages = [
        row
        for case in work.leading
        for row in ages_in(case, work.children.get(case.id, []), practitioner.authority)
    ]
    work.talks = [row for case in work.leading for row in talks_in(case, work.children.get(case.id, []))]
    return work


@composed_once
def cases_of(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    practitioner: Practitioner,
    looks: bool,
    agency_id: uuid.UUID | None,
    since: dt.date,
) -> QuerySet[Any]:
    """The open episodes in sight that a practitioner has a live part in, with what their day asks of them.

    looks: with those whose assessment waits for them, as a manager of the agency or as a coordinator;
    since: the day from which what a service began or ended is news.
    """
    sight = Sight(authority_id, granted_to_id, locality_id, sees_all)
    here = {"episode": OuterRef("pk")}
    assessments = Assessment.objects.filter(**here)
    own_drafts = assessments.filter(
        Q(assessor=practitioner) | Q(recorded_by=practitioner), state=Assessment.State.DRAFT
    )
    grants = AccessGrant.objects.live().filter(
        practitioner=practitioner, episode_id=OuterRef("pk"), basis__in=HELPS, level__gte=Level.FULL
    )
    ids: QuerySet[Any, Any] = episode_ids_of(practitioner.id)
    if looks:
        ids = ids.union(waiting_for(practitioner, agency_id).values("episode_id"))
    mine = Episode.objects.within(sight).open().filter(id__in=ids)
    if looks:
        mine = mine.annotate(look=look_as_object(practitioner, agency_id))
    return (
        with_review_dates(mine)
        .annotate(
            i_lead=Exists(LeadProfessional.objects.filter(**here, practitioner=practitioner, ended_on=None)),
            i_help=Exists(grants),
            draft_started_on=Subquery(own_drafts.values("started_on")[:1]),
            has_assessment=Exists(assessments),
            sent_back=sent_back_to(practitioner),
            answers_given=answers_given(),
            waiting_requests=waiting_requests(practitioner, since),
            waiting_steps=waiting_steps(practitioner),
            waiting_offers=waiting_offers(practitioner),
            waiting_transfer=waiting_transfer(practitioner),
        )
        .order_by("intended_on", "id")[:MOST_CASES]
    )


def answers_given() -> ArraySubquery:
    """Return the answers of the family about agreement, as far as the next conversation depends on them."""
    answers = Consent.objects.filter(episode=OuterRef("pk")).order_by()
    stands = Case(
        When(given=True, withdrawn_on=None, replaced_by=None, then=Value(value=True)),
        default=Value(value=False),
    )
    told = JSONObject(kind="kind", by="given_by_id", on="answered_on", again="review_by", stands=stands)
    return ArraySubquery(answers.values(json=told))


@composed_once
def meetings_until(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    practitioner_id: uuid.UUID,
    day: dt.date,
) -> QuerySet[Meeting]:
    """The meetings planned until a day, also those that have passed and wait to be written up."""
    sight = Sight(authority_id, granted_to_id, locality_id, sees_all)
    mine = Episode.objects.within(sight).open().filter(id__in=episode_ids_of(practitioner_id))
    planned = Meeting.objects.filter(episode__in=mine, status=Meeting.Status.PLANNED, planned_for__lte=day)
    ordered = planned.select_related("episode", "kind").order_by("planned_for", "planned_time", "id")
    return ordered[:MOST_ROWS]


@composed_once
def actions_of(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    practitioner_id: uuid.UUID,
) -> QuerySet[Action]:
    """The open actions that a practitioner said they would do, the longest overdue first."""
    visible = Episode.objects.within(Sight(authority_id, granted_to_id, locality_id, sees_all)).open()
    actions = Action.objects.filter(owner_id=practitioner_id, closed_on=None, outcome__episode__in=visible)
    return actions.select_related("outcome__episode").order_by("due_on", "id")[:MOST_ROWS]


def waiting_steps(practitioner: Practitioner) -> ArraySubquery:
    """Return the steps to and from social care that wait, sent by this person or in a case they lead."""
    leads = LeadProfessional.objects.filter(practitioner=practitioner, ended_on=None)
    mine = (
        Q(sent_by=practitioner) | Q(recorded_by=practitioner) | Q(episode_id__in=leads.values("episode_id"))
    )
    steps = ThresholdStep.objects.filter(mine, step_waits(), episode=OuterRef("pk"))
    told = JSONObject(
        direction="direction", agency="agency__name", sent_on="sent_on", on="decided_on", answer="answer"
    )
    return ArraySubquery(steps.order_by("decided_on", "id").values(json=told))


def waiting_offers(practitioner: Practitioner) -> ArraySubquery:
    """Return the offer of the lead that this person made and that waits for an answer."""
    offers = LeadOffer.objects.filter(episode=OuterRef("pk"), offered_by=practitioner, answer="")
    name = Concat("practitioner__given_name", Value(" "), "practitioner__family_name")
    return ArraySubquery(offers.values(json=JSONObject(name=name, on="offered_on")))


def waiting_transfer(practitioner: Practitioner) -> Subquery:
    """Return the move to another authority that waits, prepared by this person or in a case they lead."""
    leads = LeadProfessional.objects.filter(practitioner=practitioner, ended_on=None)
    mine = Q(recorded_by=practitioner) | Q(episode_id__in=leads.values("episode_id"))
    waiting = Transfer.objects.filter(
        mine, episode=OuterRef("pk"), state__in=[Transfer.State.PREPARED, Transfer.State.SENT]
    )
    return Subquery(waiting.values(json=JSONObject(to="to_name", on="prepared_on", sent="sent_on"))[:1])


def children_of(episode_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Person]]:
    """Return the children of episodes, in their order."""
    found: dict[uuid.UUID, list[Person]] = {}
    for row in children_in(list(episode_ids)):
        found.setdefault(row.episode_id, []).append(row.child)
    return found


@composed_once
def children_in(episode_ids: list[uuid.UUID]) -> QuerySet[EpisodeChild]:
    """The children that some episodes are about now, in their order."""
    rows = EpisodeChild.objects.filter(episode_id__any_of=episode_ids, left_on=None)
    return rows.select_related("child").order_by("position", "id")
