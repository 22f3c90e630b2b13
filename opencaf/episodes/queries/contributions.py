"""Who was asked to write for an assessment, what they wrote, and what the asked one sees."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core import clock
from opencaf.core.composed import composed_once
from opencaf.episodes.models import (
    Assessment,
    Contribution,
    ContributionBox,
    ContributionChild,
    Episode,
)
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.consent import agencies_in_answers, answers_with_agencies
from opencaf.people.models import Person

ASKED_ABOUT = "select box_id, child_id, given_names, family_name, told from episodes_asked_about(%s)"


@dataclass
class AskedBox:
    """One box to fill in: its element, the children by first name, and what is told there already."""

    box: ContributionBox
    children: list[str]
    told: list[str]


def contributions_to(assessment: Assessment) -> list[Contribution]:
    """Return everybody who was asked for a version, the first asked first."""
    return asked_for(assessment)


@composed_once
def asked_for(assessment: Assessment) -> QuerySet[Contribution]:
    """The contributions to a version with their children's names and their elements."""
    here = OuterRef("pk")
    children = ContributionChild.objects.filter(contribution=here).order_by("recorded_at", "id")
    boxes = ContributionBox.objects.filter(contribution=here).order_by("question__position")
    return (
        Contribution.objects.filter(assessment=assessment)
        .select_related("practitioner", "recorded_by")
        .annotate(
            about=ArraySubquery(children.values(one=JSONObject(id="child_id", given="child__given_names"))),
            elements=ArraySubquery(boxes.values("question__name")),
        )
        .order_by("asked_on", "id")
    )


def contribution_with(episode: Episode, contribution_id: uuid.UUID) -> list[Contribution]:
    """Return a contribution of an episode by its id; nothing for another one."""
    found = list(
        episode.contributions.select_related("practitioner", "recorded_by", "assessment").filter(
            pk=contribution_id
        )
    )
    for one in found:
        one.episode = episode
    return found


def contribution_asked_of(practitioner: Practitioner, contribution_id: uuid.UUID) -> list[Contribution]:
    """Return what somebody themselves was asked, by its id, whether they may still answer or not."""
    mine = Contribution.objects.filter(practitioner=practitioner, pk=contribution_id)
    return list(mine.select_related("recorded_by"))


def boxes_asked_of(contribution: Contribution) -> list[AskedBox]:
    """Return the boxes that the asked one may fill in; none once their time is over.

    Reads past the wall: who is asked does not see the case.
    """
    with connection.cursor() as cursor:
        cursor.execute(ASKED_ABOUT, [contribution.id])
        rows = cursor.fetchall()
    found = {box.id: AskedBox(box, [], []) for box in boxes_in(contribution.id)}
    for box_id, _, given_names, family_name, told in rows:
        found[box_id].children.append(first_word(given_names) or family_name)
        found[box_id].told = [text for text in told if text] or found[box_id].told
    return [one for one in found.values() if one.children]


def boxes_typed_for(contribution: Contribution, hidden: Areas) -> list[AskedBox]:
    """Return the boxes for somebody who works with the family and types what the asked one says."""
    children = children_in(contribution.id)
    found = []
    for box in boxes_in(contribution.id):
        seen = [child for child in children if (child.id, box.question.code) not in hidden]
        if len(seen) == len(children):
            found.append(AskedBox(box, [child.first_name for child in seen], []))
    return found


def agencies_to_ask(episode: Episode, children: Iterable[Person]) -> list[Agency]:
    """Return the agencies with which the family shares, by name, knowing their names alone."""
    consents = answers_with_agencies(episode)
    shared = agencies_in_answers(consents, frozenset(child.id for child in children))
    named = {row.agency_id: row.agency for consent in consents for row in consent.agencies.all()}
    return sorted((named[agency_id] for agency_id in shared), key=str)


@composed_once
def boxes_in(contribution_id: uuid.UUID) -> QuerySet[ContributionBox]:
    """The boxes of a contribution in the form's order."""
    boxes = ContributionBox.objects.filter(contribution_id=contribution_id)
    return boxes.select_related("question").order_by("question__position")


def children_in(contribution_id: uuid.UUID) -> list[Person]:
    """Return the children about whom a contribution is."""
    rows = ContributionChild.objects.filter(contribution_id=contribution_id).select_related("child")
    return [row.child for row in rows.order_by("recorded_at", "id")]


def waiting_for(practitioner: Practitioner) -> list[Contribution]:
    """Return what somebody is asked to write, and what others wrote for them or did not write in time."""
    return waiting_contributions(practitioner.id, clock.today())


@composed_once
def waiting_contributions(practitioner_id: uuid.UUID, day: dt.date) -> QuerySet[Contribution]:
    """The contributions that wait for somebody to write, to read or to remind."""
    asked = Q(practitioner_id=practitioner_id, sent_on=None, ended_on=None, answer_by__gte=day)
    theirs = Q(recorded_by_id=practitioner_id)
    to_read = theirs & Q(sent_on__isnull=False, read_on=None)
    overdue = theirs & Q(sent_on=None, ended_on=None, answer_by__lt=day)
    rows = Contribution.objects.filter(asked | to_read | overdue)
    return rows.select_related("practitioner", "recorded_by").order_by("answer_by", "id")[:50]


def first_word(names: str) -> str:
    """Return what to call a child in a sentence."""
    return names.split(" ")[0] if names else ""
