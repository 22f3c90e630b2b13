"""What waits for one practitioner: the rows of My work."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils.text import Truncator

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.access.queries import episode_ids_of
from opencaf.access.sight import Sight, sight_of
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.core.dates import in_words
from opencaf.episodes.consent_talk import Said, next_talk
from opencaf.episodes.models import (
    Action,
    Assessment,
    Consent,
    Episode,
    EpisodeChild,
    LeadProfessional,
    Meeting,
    ServiceRequest,
)
from opencaf.episodes.queries.due import review_due_on, with_review_dates
from opencaf.episodes.states import State
from opencaf.people.models import Person

SOON = dt.timedelta(days=14)
MOST_ROWS = 50
MOST_CASES = 200
HELPS = (Basis.INITIATED, Basis.ASSESSOR, Basis.LEAD, Basis.TEAM)


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
}


@dataclass(frozen=True)
class WorkRow:
    """One thing that waits: its kind says where it is done, and how it goes away."""

    kind: str
    episode: Episode
    what: str
    why: str
    when: str
    is_late: bool = False

    @property
    def goes_when(self) -> str:
        """How this row goes away, in a sentence."""
        return GOES_WHEN[self.kind]


@dataclass
class Work:
    """Everything of one practitioner's day, with the children by episode."""

    drafts: list[WorkRow] = field(default_factory=list)
    meetings: list[WorkRow] = field(default_factory=list)
    actions: list[WorkRow] = field(default_factory=list)
    reviews: list[WorkRow] = field(default_factory=list)
    talks: list[WorkRow] = field(default_factory=list)
    answers: list[WorkRow] = field(default_factory=list)
    leading: list[Episode] = field(default_factory=list)
    helping: list[Episode] = field(default_factory=list)
    children: dict[uuid.UUID, list[Person]] = field(default_factory=dict)

    @property
    def rows(self) -> list[WorkRow]:
        """Everything that waits."""
        return [
            *self.drafts,
            *self.meetings,
            *self.actions,
            *self.reviews,
            *self.talks,
            *self.answers,
        ]

    @property
    def episode_ids(self) -> set[uuid.UUID]:
        """Every case that is shown."""
        return {episode.id for episode in (*(row.episode for row in self.rows), *self.leading, *self.helping)}

    @property
    def needs(self) -> int:
        """How many things wait for this person to do something: an answer waits for somebody else."""
        return len(self.rows) - len(self.answers)


def work_of(practitioner: Practitioner) -> Work:
    """Return what waits for a practitioner, in the cases they have a part in."""
    sight = sight_of(practitioner)
    cases = cases_of(*sight, practitioner)
    work = Work(
        drafts=[row for case in cases for row in drafts_in(case, practitioner)],
        meetings=[
            meeting_row(meeting) for meeting in meetings_until(*sight, practitioner.id, clock.today() + SOON)
        ],
        actions=[action_row(action) for action in actions_of(*sight, practitioner.id)],
        reviews=[row for case in cases for row in reviews_in(case, practitioner)],
        answers=[row for case in cases for row in answers_in(case)],
        leading=[case for case in cases if case.i_lead],
        helping=[case for case in cases if case.i_help and not case.i_lead],
    )
    work.children = children_of(work.episode_ids)
    work.talks = [row for case in work.leading for row in talks_in(case, work.children.get(case.id, []))]
    return work


@composed_once
def cases_of(
    authority_id: uuid.UUID,
    granted_to_id: uuid.UUID | None,
    locality_id: uuid.UUID | None,
    sees_all: bool,
    practitioner: Practitioner,
) -> QuerySet[Any]:
    """The open episodes in sight that a practitioner has a live part in, with what their day asks of them."""
    sight = Sight(authority_id, granted_to_id, locality_id, sees_all)
    here = {"episode": OuterRef("pk")}
    assessments = Assessment.objects.filter(**here)
    own_drafts = assessments.filter(
        Q(assessor=practitioner) | Q(recorded_by=practitioner), state=Assessment.State.DRAFT
    )
    grants = AccessGrant.objects.live().filter(
        practitioner=practitioner, episode_id=OuterRef("pk"), basis__in=HELPS, level__gte=Level.FULL
    )
    mine = Episode.objects.within(sight).open().filter(id__in=episode_ids_of(practitioner.id))
    return (
        with_review_dates(mine)
        .annotate(
            i_lead=Exists(LeadProfessional.objects.filter(**here, practitioner=practitioner, ended_on=None)),
            i_help=Exists(grants),
            draft_started_on=Subquery(own_drafts.values("started_on")[:1]),
            has_assessment=Exists(assessments),
            answers_given=answers_given(),
            waiting_requests=waiting_requests(practitioner),
        )
        .order_by("intended_on", "id")[:MOST_CASES]
    )


def drafts_in(case: Any, practitioner: Practitioner) -> list[WorkRow]:
    """Return the draft that somebody left in a case, or the intention that waits for an assessment."""
    short = practitioner.authority.short_name
    if case.draft_started_on:
        since = f"Begun on {in_words(case.draft_started_on)}"
        return [WorkRow("draft", case, "Assessment being written", "You write it", since)]
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


def answers_given() -> ArraySubquery:
    """Return the answers of the family about agreement, as far as the next conversation depends on them."""
    answers = Consent.objects.filter(episode=OuterRef("pk")).order_by()
    stands = Case(
        When(given=True, withdrawn_on=None, replaced_by=None, then=Value(value=True)),
        default=Value(value=False),
    )
    told = JSONObject(kind="kind", by="given_by_id", on="answered_on", again="review_by", stands=stands)
    return ArraySubquery(answers.values(json=told))


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


def meeting_row(meeting: Meeting) -> WorkRow:
    """Return the row of a planned meeting."""
    day = meeting.planned_for or clock.today()
    has_passed = day < clock.today()
    why = "It has passed: say whether it was held" if has_passed else "You work with this family"
    time = f", {meeting.planned_time:%H:%M}" if meeting.planned_time else ""
    what = f"{meeting.kind.name}, {meeting.place}" if meeting.place else meeting.kind.name
    return WorkRow("meeting", meeting.episode, what, why, f"{in_words(day)}{time}", is_late=has_passed)


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


def waiting_requests(practitioner: Practitioner) -> ArraySubquery:
    """Return what was sent to services without an answer, asked by this person or in a case they lead."""
    leads = LeadProfessional.objects.filter(practitioner=practitioner, ended_on=None)
    mine = (
        Q(asked_by=practitioner) | Q(recorded_by=practitioner) | Q(episode_id__in=leads.values("episode_id"))
    )
    waiting = ServiceRequest.objects.filter(
        mine, episode=OuterRef("pk"), sent_on__isnull=False, decisions=None
    )
    told = JSONObject(service="service_name", agency="agency__name", sent_on="sent_on")
    return ArraySubquery(waiting.order_by("sent_on", "id").values(json=told))


def answers_in(case: Any) -> list[WorkRow]:
    """Return the requests of a case that wait for an answer."""
    return [
        WorkRow(
            "answer",
            case,
            f"{request['service']} ({request['agency']})",
            "No answer has been noted",
            f"Sent on {in_words(dt.date.fromisoformat(request['sent_on']))}",
        )
        for request in case.waiting_requests
    ]


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


def due_words(day: dt.date) -> str:
    """Return a day by which something should be done, without shouting."""
    return f"Was due {in_words(day)}" if day < clock.today() else f"By {in_words(day)}"
