"""Reads who led and helped: professionals, their parts in the cases, and their agencies."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q

from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes.models import LeadProfessional, TeamMember
from opencaf.extracts.described import Filled, Window
from opencaf.extracts.keys import key_of
from opencaf.extracts.safeguarding import tables
from opencaf.extracts.scope import ChildInCase, PostsOf, known_day

LEAD, MEMBER = "LEAD PROFESSIONAL", "TEAM MEMBER"


class Part(NamedTuple):
    """Somebody's part in a case; the days as far as they are known and have come."""

    id: uuid.UUID
    episode_id: uuid.UUID
    practitioner_id: uuid.UUID
    role: str
    agency: Agency | None
    begun: dt.date | None
    ended: dt.date | None


@dataclass(frozen=True)
class Parts:
    """Who had which part in the cases in a window, and who led last."""

    all: list[Part]
    last_lead: dict[uuid.UUID, LeadProfessional]
    posts: PostsOf
    last_day: dt.date

    @classmethod
    def read(cls, children: list[ChildInCase], window: Window) -> Parts:
        """Read the parts in the cases of children."""
        ids = sorted({one.episode_id for one in children})
        led = LeadProfessional.objects.filter(episode_id__any_of=ids, started_on__lte=window.last)
        leads = list(led.select_related("agency").order_by("started_on", "id"))
        helped = TeamMember.objects.filter(
            Q(left_on=None) | Q(left_on__gte=window.first),
            episode_id__any_of=ids,
            joined_on__lte=window.last,
            practitioner__isnull=False,
        )
        members = list(helped.select_related("agency").order_by("joined_on", "id"))
        posts = PostsOf.read([*(one.practitioner_id for one in leads), *map(practitioner_of, members)])
        in_time = [one for one in leads if one.ended_on is None or one.ended_on >= window.first]
        parts = [part_of_lead(one, window) for one in in_time]
        parts += [part_of_member(one, posts, window) for one in members]
        return cls(parts, {one.episode_id: one for one in leads}, posts, window.last)


def practitioner_of(member: TeamMember) -> uuid.UUID:
    """Return which practitioner is in a team."""
    if member.practitioner_id is None:
        raise ValueError(f"{member.pk} is no practitioner")
    return member.practitioner_id


def part_of_lead(lead: LeadProfessional, window: Window) -> Part:
    """Return the part of somebody who leads."""
    ended = lead.ended_on if lead.ended_on and lead.ended_on <= window.last else None
    return Part(
        id=lead.pk,
        episode_id=lead.episode_id,
        practitioner_id=lead.practitioner_id,
        role=LEAD,
        agency=lead.agency,
        begun=known_day(lead.started_on, lead.started_accuracy),
        ended=known_day(ended, lead.ended_accuracy),
    )


def part_of_member(member: TeamMember, posts: PostsOf, window: Window) -> Part:
    """Return the part of somebody in the team."""
    who = practitioner_of(member)
    return Part(
        id=member.pk,
        episode_id=member.episode_id,
        practitioner_id=who,
        role=MEMBER,
        agency=member.agency or posts.agency_on(who, member.joined_on),
        begun=member.joined_on,
        ended=member.left_on if member.left_on and member.left_on <= window.last else None,
    )


def read_workers(parts: Parts, children: list[ChildInCase]) -> Iterator[Filled]:
    """Yield the tables of those who led and helped."""
    led = {one.practitioner_id for one in parts.last_lead.values()}
    people = sorted(led | {one.practitioner_id for one in parts.all})
    loads = Counter(
        parts.last_lead[one.episode_id].practitioner_id
        for one in children
        if one.is_open and is_leading(parts.last_lead.get(one.episode_id), parts.last_day)
    )
    practitioners = Practitioner.objects.filter(pk__any_of=people).order_by("id")
    yield tables.PROFESSIONALS.filled([professional_row(one, parts, loads[one.pk]) for one in practitioners])
    yield tables.INVOLVEMENTS.filled(list(involvement_rows(parts, children)))
    agencies = {one.agency.pk: one.agency for one in parts.all if one.agency}
    yield tables.DEPARTMENT.filled(
        [{"dept_team_id": key_of(one), "dept_team_name": agencies[one].name} for one in sorted(agencies)]
    )


def is_leading(lead: LeadProfessional | None, day: dt.date) -> bool:
    """Whether somebody still leads on a day."""
    return lead is not None and (lead.ended_on is None or lead.ended_on > day)


def professional_row(person: Practitioner, parts: Parts, load: int) -> dict[str, Any]:
    """Return the row of a professional."""
    post = parts.posts.on(person.pk, parts.last_day)
    return {
        "prof_professional_id": key_of(person.pk),
        "prof_professional_name": str(person),
        "prof_professional_job_title": post.job_title if post else "",
        "prof_professional_caseload": load,
        "prof_professional_department": post.agency.name if post else "",
    }


def involvement_rows(parts: Parts, children: list[ChildInCase]) -> Iterator[dict[str, Any]]:
    """Yield each part in a case, for each of its children."""
    by_case: dict[uuid.UUID, list[ChildInCase]] = defaultdict(list)
    for child in children:
        by_case[child.episode_id].append(child)
    for part in parts.all:
        for child in by_case[part.episode_id]:
            yield {
                "invo_involvements_id": key_of(part.id, child.id),
                "invo_professional_id": key_of(part.practitioner_id),
                "invo_professional_role_id": part.role,
                "invo_professional_team": key_of(part.agency.pk) if part.agency else "",
                "invo_involvement_start_date": part.begun,
                "invo_involvement_end_date": part.ended,
                "invo_person_id": key_of(child.child_id),
            }
