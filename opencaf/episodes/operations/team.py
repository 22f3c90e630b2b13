"""The team around the child: joining and leaving, with the access that follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError

from opencaf.access.models import Basis
from opencaf.access.operations import end_access, grant_access
from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Coordination, Episode, LeadProfessional, TeamMember
from opencaf.episodes.operations.withholding import write_withheld
from opencaf.episodes.permissions import can_write
from opencaf.episodes.queries.team import children_ids, family_ids
from opencaf.people.models import Person


@all_or_nothing
def join_team(
    *, episode: Episode, who: Practitioner | Person, joined_on: dt.date, role: str = "", by: Practitioner
) -> TeamMember:
    """Take a practitioner or a family member into the team; a practitioner can see the case from now on."""
    require(can_write(by, episode))
    refuse_future("joined_on", joined_on, "The date of joining")
    refuse_before(
        "joined_on", joined_on, "The date of joining", earliest=episode.intended_on, event="when it began"
    )
    if is_in_team(episode, who):
        raise ValidationError({"who": f"{who} is in the team already"})
    if isinstance(who, Person):
        refuse_strangers("who", [who], episode)
    member = take_into_team(episode, who, on=joined_on, role=role, by=by)
    trail.record("team_joined", subject_kind="team_member", subject_id=member.id, episode_id=episode.id)
    return member


@all_or_nothing
def leave_team(*, member: TeamMember, left_on: dt.date, by: Practitioner) -> TeamMember:
    """Let somebody leave the team; what the team's access showed them ends."""
    require(can_write(by, member.episode))
    if member.left_on:
        raise ValidationError({"left_on": "This person has left the team already"})
    refuse_future("left_on", left_on, "The date of leaving")
    refuse_before(
        "left_on", left_on, "The date of leaving", earliest=member.joined_on, event="when they joined"
    )
    leads = LeadProfessional.objects.filter(episode=member.episode, ended_on=None)
    if member.practitioner_id and leads.filter(practitioner=member.practitioner_id).exists():
        title = by.authority.lead_title
        raise ValidationError({"left_on": f"Hand over first: this person is the {title}"})
    work = Coordination.objects.filter(episode=member.episode, ended_on=None)
    if member.practitioner_id and work.filter(practitioner=member.practitioner_id).exists():
        raise ValidationError({"left_on": "Say first until when they did the work: this person coordinates"})
    take_out_of_team(member, on=left_on, by=by)
    trail.record("team_left", subject_kind="team_member", subject_id=member.id, episode_id=member.episode_id)
    return member


def is_in_team(episode: Episode, who: Practitioner | Person) -> bool:
    """Whether somebody is in the team now."""
    now = TeamMember.objects.filter(episode=episode, left_on=None)
    return (now.filter(person=who) if isinstance(who, Person) else now.filter(practitioner=who)).exists()


def take_into_team(
    episode: Episode,
    who: Practitioner | Person,
    *,
    on: dt.date,
    child_ids: Sequence[UUID] = (),
    role: str = "",
    by: Practitioner,
) -> TeamMember:
    """Write the row of a new member, after the grant that lets a practitioner see the case.

    child_ids are the episode's children, where they have been read already.
    """
    if isinstance(who, Person):
        return TeamMember.record(by=by, episode=episode, person=who, joined_on=on, role=role)
    child_ids = child_ids or list(children_ids(episode))
    grant_access(to=who, child_ids=child_ids, episode_id=episode.id, basis=Basis.TEAM, by=by)
    write_withheld(episode=episode, by=by)
    return TeamMember.record(
        by=by, episode=episode, practitioner=who, agency=who.agency, joined_on=on, role=role
    )


def take_all_into_team(
    episode: Episode, joining: Sequence[Practitioner | Person], on: dt.date, by: Practitioner
) -> None:
    """Write the rows of several new members: the family's in one statement."""
    family = [who for who in joining if isinstance(who, Person)]
    TeamMember.objects.bulk_create(
        TeamMember(**signed(by), episode=episode, person=who, joined_on=on) for who in family
    )
    for who in joining:
        if not isinstance(who, Person):
            take_into_team(episode, who, on=on, by=by)


def take_out_of_team(member: TeamMember, *, on: dt.date, by: Practitioner) -> None:
    """Write the day somebody left and end what the team's access showed them."""
    member.left_on = on
    member.save(update_fields=["left_on"])
    if member.practitioner:
        end_access(of=member.practitioner, episode_id=member.episode_id, basis=Basis.TEAM, by=by)


def refuse_strangers(field: str, people: Iterable[Person | None], episode: Episode) -> None:
    """Raise ValidationError at the field for somebody who does not belong to the family."""
    ids: set[UUID] = {person.id for person in people if person}
    if ids and ids - set(family_ids(episode)):
        raise ValidationError({field: "Select somebody who belongs to this family"})
