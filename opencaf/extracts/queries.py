"""Extracts that were made, whom a key stands for, and how many children are hidden from who asks."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import EpisodeChild
from opencaf.extracts.keys import IN_SQL
from opencaf.extracts.models import MadeExtract
from opencaf.people.models import Person

A_KEY = re.compile(r"K[0-9A-F]{19}")


class Hidden(NamedTuple):
    """How many children are shielded from who asks, and since when the last of them is."""

    children: int
    since: dt.datetime | None


def hidden_from_who_asks() -> Hidden:
    """Return how many children of the authority are shielded from who asks, whatever the window."""
    with connection.cursor() as cursor:
        cursor.execute("select children, since from extracts_hidden_children()")
        return Hidden(*cursor.fetchone())


def extracts_of(practitioner: Practitioner) -> QuerySet[MadeExtract]:
    """Return the extracts that were made in somebody's authority, the newest first."""
    made = MadeExtract.objects.filter(authority_id=practitioner.authority_id)
    return made.select_related("recorded_by").order_by("-recorded_at", "-id")


def extract_with(practitioner: Practitioner, made_id: uuid.UUID) -> MadeExtract | None:
    """Return an extract of somebody's authority, or None."""
    return extracts_of(practitioner).filter(pk=made_id).first()


def is_to_stop(made_id: uuid.UUID, turn: int) -> bool:
    """Whether somebody asked that an extract be made no further, or another job makes it."""
    wanted = MadeExtract.objects.filter(pk=made_id, turn=turn, stage=MadeExtract.Stage.MAKING)
    return not wanted.filter(is_to_stop=False).exists()


def child_with_key(practitioner: Practitioner, typed: str) -> uuid.UUID | None:
    """Return the child for whom an id of an extract stands, as far as somebody sees the child."""
    key = "".join(typed.split()).upper()
    if not A_KEY.fullmatch(key):
        return None
    in_a_case = EpisodeChild.objects.filter(child=OuterRef("pk"))
    children = Person.objects.visible_to(practitioner).filter(Exists(in_a_case))
    return children.extra(where=[f"{IN_SQL} = %s"], params=[key]).values_list("pk", flat=True).first()  # noqa: S610
