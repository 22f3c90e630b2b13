"""Annex A, list 1: contacts with children's social care, as far as they began here."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from opencaf.agencies.models import Practitioner
from opencaf.episodes.codes import StepAnswer, StepDirection
from opencaf.episodes.models import Episode, EpisodeChild, ThresholdStep
from opencaf.extracts.annex_a import CHILD, by_child_and_day, child_columns, in_figures
from opencaf.extracts.code_sets import ANNEX_A_SOURCE, source_of
from opencaf.extracts.described import Column, Extract, Filled, Table, Way, Window
from opencaf.extracts.scope import PostsOf, people_by_id

TABLE = Table(
    name="List 1",
    one_row_for="each child, day and source of a contact",
    columns=(
        *CHILD,
        Column(
            "Date of Contact",
            "The day on which the case was sent to social care.",
            codes="dd/mm/yyyy",
        ),
        Column(
            "Contact Source",
            "Who sent it.",
            "By the kind of agency of whoever sent it. An agency whose kind says no more than its sector gets the sector’s code.",
            codes="; ".join(ANNEX_A_SOURCE.values()),
        ),
    ),
    key=("Child Unique ID", "Date of Contact", "Contact Source"),
)


class Contact(NamedTuple):
    """A child whose case was sent to social care."""

    step_id: uuid.UUID
    child_id: uuid.UUID
    sent_on: dt.date
    source: str
    answer: str
    answered_on: dt.date | None


def read(by: Practitioner, window: Window) -> Iterator[Filled]:
    """Yield the list: cases sent to social care in the window, for each child who belonged to them then."""
    contacts = contacts_in(by, window)
    people = people_by_id(one.child_id for one in contacts)
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in contacts:
        if person := people.get(one.child_id):
            row = child_columns(person, window) | {
                "Date of Contact": in_figures(one.sent_on),
                "Contact Source": ANNEX_A_SOURCE[one.source],
            }
            rows[row["Child Unique ID"], row["Date of Contact"], row["Contact Source"]] = row
    in_order = sorted(rows, key=lambda key: (*by_child_and_day(key[:2]), key[2]))
    yield TABLE.filled([rows[key] for key in in_order])


def contacts_in(by: Practitioner, window: Window) -> list[Contact]:
    """Return the children of cases that were sent to social care on a day of a window."""
    sent = ThresholdStep.objects.filter(
        episode__in=Episode.objects.visible_to(by),
        direction=StepDirection.UP,
        sent_on__gte=window.first,
        sent_on__lte=window.last,
        taken_back_on=None,
    )
    steps = list(sent.order_by("sent_on", "id"))
    posts = PostsOf.read(step.sent_by_id for step in steps if step.sent_by_id)
    children: dict[uuid.UUID, list[EpisodeChild]] = {}
    rows = EpisodeChild.objects.filter(episode_id__any_of=sorted({step.episode_id for step in steps}))
    for row in rows.order_by("position", "id"):
        children.setdefault(row.episode_id, []).append(row)
    return [
        contact_of(step, row.child_id, posts, window)
        for step in steps
        for row in children.get(step.episode_id, [])
        if step.sent_on
        and row.joined_on <= step.sent_on
        and (row.left_on is None or row.left_on >= step.sent_on)
    ]


def contact_of(step: ThresholdStep, child_id: uuid.UUID, posts: PostsOf, window: Window) -> Contact:
    """Return a contact; an answer after the window has not come yet."""
    if step.sent_on is None or step.sent_by_id is None:
        raise ValueError(f"Step {step.pk} was not sent")
    agency = posts.agency_on(step.sent_by_id, step.sent_on)
    is_answered = bool(step.answered_on and step.answered_on <= window.last)
    return Contact(
        step_id=step.pk,
        child_id=child_id,
        sent_on=step.sent_on,
        source=source_of(agency.kind, agency.sector) if agency else "10",
        answer=StepAnswer(step.answer).label if is_answered else "",
        answered_on=step.answered_on if is_answered else None,
    )


EXTRACT = Extract(
    code="annex-a-list-1",
    title="Annex A, list 1: contacts",
    hint="Cases that were sent to social care from here, in the seven columns that inspectors ask for.",
    what_for="Inspection of children’s services (ILACS), as a part of the list that social care’s own system gives.",
    who_is_in=("Each child of a {caf} that was sent to social care in the window, on the day it was sent.",),
    limits=(
        "Only contacts that began as a step up from a {caf} are held here. Contacts by telephone, from the public and straight to the front door are in social care’s own system: put the two lists together, and do not give this one alone.",
        "What was sent by mistake and taken back is left out.",
        "A contact about three children is three rows.",
    ),
    tables=(TABLE,),
    ways=(Way.CSV, Way.XLSX),
    months=6,
    read=read,
)
