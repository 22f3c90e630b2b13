"""Who helps a family: the team, the lead professionals, and everybody a case knows already."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value

from opencaf.agencies.models import Agency, Post, Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.models import (
    Action,
    Assessment,
    Attendance,
    Coordination,
    Episode,
    EpisodeChild,
    LeadProfessional,
    ServiceInvolved,
    Story,
    TeamMember,
)
from opencaf.people.codes import Kinship
from opencaf.people.models import FamilyMember, Person, Relationship

Who = Practitioner | Person | Agency


@dataclass(frozen=True)
class Known:
    """Somebody a case knows: what they are in a word, and what tells them apart from others."""

    who: Who
    name: str
    what: str
    agency: str = ""
    in_team: bool = False
    attendance: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """What stands for them in a form."""
        return str(self.who.id)

    @property
    def in_words(self) -> str:
        """Name, and job with agency or place in the family."""
        return ", ".join(part for part in (self.name, self.what, self.agency) if part)


@dataclass(frozen=True)
class Circle:
    """The practitioners and the family members a case knows."""

    family: list[Known]
    practitioners: list[Known]

    @property
    def children(self) -> list[Person]:
        """The children the episode is about now."""
        people = [known.who for known in self.family]
        return [one for one in people if isinstance(one, Person) and one.is_child_now]  # type: ignore[attr-defined]

    @property
    def everybody(self) -> list[Known]:
        """The family first."""
        return [*self.family, *self.practitioners]

    def find(self, key: str) -> Any:
        """Return the person, practitioner or agency of a key; None for a key of nobody here."""
        return next((known.who for known in self.everybody if known.key == key), None)


def circle_of(episode: Episode, *, meeting_id: uuid.UUID | None = None) -> Circle:
    """Return everybody a case knows, with how they stand to one meeting of it where that is named."""
    return Circle(
        family=family_known(episode, meeting_id), practitioners=practitioners_known(episode, meeting_id)
    )


def family_known(episode: Episode, meeting_id: uuid.UUID | None = None) -> list[Known]:
    """Return the children, their kin and their family, children first."""
    return [
        Known(
            who=person,
            name=person.full_name,
            what=what_in_family(person),
            in_team=person.in_team,
            attendance=person.attendance or "",
            note=person.attendance_note or "",
        )
        for person in family_at(episode, meeting_id)
    ]


@composed_once
def family_at(episode: Episode, meeting_id: uuid.UUID | None) -> models.QuerySet[Any]:
    """The people of the family, whether they are in the team, and how they stand to one meeting."""
    return family_of(episode).annotate(
        in_team=models.Exists(of_team(episode).filter(person=OuterRef("pk"))),
        attendance=attendance_at(meeting_id, person=OuterRef("pk")),
        attendance_note=attendance_at(meeting_id, "note", person=OuterRef("pk")),
    )


def family_of(episode: Episode) -> models.QuerySet[Person]:
    """Return the people of the family: the children of the episode, their kin, and members of the family."""
    children = children_ids(episode)
    kinship = Relationship.objects.filter(of=OuterRef("pk"), to__in=children).order_by("id")
    place = EpisodeChild.objects.filter(episode=episode, child=OuterRef("pk"))
    found = Person.objects.filter(id__in=family_ids(episode), authority_id=episode.authority_id)
    return found.annotate(
        kinship=Subquery(kinship.values("kinship")[:1]),
        place=Subquery(place.values("position")[:1]),
        is_child_now=models.Exists(place.filter(left_on=None)),
    ).order_by(F("place").asc(nulls_last=True), "id")


def family_ids(episode: Episode) -> models.QuerySet[Any, Any]:
    """Return the ids of the people of the family, in no order; also as a subquery.

    One union, not conditions joined by OR: PostgreSQL would read every person for those.
    """
    children = children_ids(episode).order_by()
    belongs: list[models.QuerySet[Any, Any]] = [
        Relationship.objects.filter(to__in=children).values_list("of", flat=True),
        Relationship.objects.filter(of__in=children).values_list("to", flat=True),
    ]
    if episode.family_id:
        members = FamilyMember.objects.filter(family_id=episode.family_id, to_on=None)
        belongs.append(members.values_list("person", flat=True))
    return children.union(*belongs)


def children_ids(episode: Episode) -> models.QuerySet[EpisodeChild, uuid.UUID]:
    """Return the ids of the children an episode is about, as a subquery."""
    return EpisodeChild.objects.filter(episode=episode).values_list("child_id", flat=True)


def what_in_family(person: Person) -> str:
    """Return a person's place in the family in a word, as found by family_of."""
    if person.place is not None:  # type: ignore[attr-defined]
        return "child"
    kinship: str | None = person.kinship  # type: ignore[attr-defined]
    return Kinship(kinship).label.lower() if kinship else "family"


def practitioners_known(episode: Episode, meeting_id: uuid.UUID | None = None) -> list[Known]:
    """Return the practitioners who did anything in a case, team members first."""
    return [
        Known(
            who=practitioner,
            name=str(practitioner),
            what=practitioner.job_title or "",
            agency=practitioner.agency_name or "",
            in_team=practitioner.in_team,
            attendance=practitioner.attendance or "",
            note=practitioner.attendance_note or "",
        )
        for practitioner in practitioners_at(episode, meeting_id)
    ]


@composed_once
def practitioners_at(episode: Episode, meeting_id: uuid.UUID | None) -> models.QuerySet[Any]:
    """The practitioners a case knows, whether they are in the team, and how they stand to one meeting."""
    known = with_post(Practitioner.objects.filter(known_practitioners(episode)))
    theirs: models.QuerySet[Any] = known.annotate(
        in_team=models.Exists(of_team(episode).filter(practitioner=OuterRef("pk"))),
        attendance=attendance_at(meeting_id, practitioner=OuterRef("pk")),
        attendance_note=attendance_at(meeting_id, "note", practitioner=OuterRef("pk")),
    )
    return theirs.order_by("-in_team", "family_name", "given_name")


def known_practitioners(episode: Episode) -> Q:
    """Return the condition that a practitioner started, wrote, helped, came, leads or does something."""
    return (
        Q(id=episode.initiator_id)
        | Q(id__in=TeamMember.objects.filter(episode=episode).values("practitioner"))
        | Q(id__in=LeadProfessional.objects.filter(episode=episode).values("practitioner"))
        | Q(id__in=Attendance.objects.filter(meeting__episode=episode).values("practitioner"))
        | Q(id__in=Assessment.objects.filter(episode=episode).values("assessor"))
        | Q(id__in=Story.objects.filter(assessment__episode=episode).values("written_by"))
        | Q(id__in=ServiceInvolved.objects.filter(assessment__episode=episode).values("practitioner"))
        | Q(id__in=Action.objects.filter(outcome__episode=episode).values("owner"))
    )


def with_post(practitioners: models.QuerySet[Practitioner]) -> models.QuerySet[Any]:
    """Return practitioners with job_title and agency_name of their first post that has not ended."""
    post = Post.objects.filter(practitioner=OuterRef("pk"), ended_on=None).order_by("id")
    return practitioners.annotate(
        job_title=Subquery(post.values("job_title")[:1]),
        agency_name=Subquery(post.values("agency__name")[:1]),
    )


def of_team(episode: Episode) -> models.QuerySet[TeamMember]:
    """Return the members of the team now."""
    return TeamMember.objects.filter(episode=episode, left_on=None)


def attendance_at(meeting_id: uuid.UUID | None, column: str = "state", **who: Any) -> Subquery | Value:
    """Return how somebody stands to one meeting, as a subquery; nothing where no meeting is named."""
    if meeting_id is None:
        return Value("")
    lines = Attendance.objects.filter(meeting_id=meeting_id, **who)
    return Subquery(lines.values(column)[:1])


@dataclass(frozen=True)
class Helper:
    """One member of the team as pages show them."""

    member: TeamMember
    name: str
    role: str
    agency: str
    phone: str
    is_lead: bool
    works: bool = False

    @property
    def phone_href(self) -> str:
        """The link that rings them."""
        return f"tel:{self.phone.replace(' ', '')}" if self.phone else ""


def helpers_of(episode: Episode) -> list[Helper]:
    """Return everybody who is or was in the team, the lead professional first, those who left last."""
    return [as_helper(member) for member in members_of(episode)]


@composed_once
def members_of(episode: Episode) -> models.QuerySet[Any]:
    """The members of the team, now and before, with their job and whether they lead."""
    leading = LeadProfessional.objects.filter(
        episode=episode, ended_on=None, practitioner=OuterRef("practitioner")
    )
    working = Coordination.objects.filter(episode=episode, ended_on=None).filter(
        Q(practitioner=OuterRef("practitioner")) | Q(person=OuterRef("person"))
    )
    post = Post.objects.filter(practitioner=OuterRef("practitioner"), ended_on=None).order_by("id")
    members: models.QuerySet[Any] = episode.team_members.select_related("practitioner", "person", "agency")
    members = members.annotate(
        leads=models.Exists(leading),
        works=models.Exists(working),
        job_title=Subquery(post.values("job_title")[:1]),
    )
    return members.order_by(F("left_on").asc(nulls_first=True), "-leads", "-works", "joined_on", "id")


@composed_once
def member_to_open(episode: Episode, member_id: uuid.UUID) -> models.QuerySet[TeamMember]:
    """One member of the team, with who it is."""
    return episode.team_members.filter(pk=member_id).select_related("practitioner", "person")


def as_helper(member: Any) -> Helper:
    """Return a team member, as read by helpers_of, as pages show them."""
    return Helper(
        member=member,
        name=str(member.practitioner or member.person),
        role=member.role or member.job_title or ("family" if member.person else ""),
        agency=member.agency.name if member.agency else "",
        phone=member.practitioner.phone if member.practitioner else "",
        is_lead=member.leads and member.left_on is None,
        works=member.works and member.left_on is None,
    )


@composed_once
def leads_of(episode: Episode) -> models.QuerySet[Any]:
    """Who led and leads, the latest first, with the meeting and the steps of each handover."""
    steps = ArrayAgg(
        "handover_steps__text",
        filter=Q(handover_steps__isnull=False),
        order_by="handover_steps__position",
        default=Value([], output_field=ArrayField(models.TextField())),
    )
    leads = episode.lead_professionals.select_related("practitioner", "agency", "agreed_at")
    return leads.annotate(steps_done=steps).order_by("-started_on", "-id")
