"""Who somebody is at work."""

from __future__ import annotations

import json
import uuid
from typing import Any, TypeVar

from django.db import connection, models

from opencaf.agencies.models import Agency, Authority, Post, Practitioner
from opencaf.core.composed import composed_once

M = TypeVar("M", bound=models.Model)

WHO = "select agencies_who_is_asking(%s, %s)"


def practitioner_of_user(user_id: uuid.UUID, wanted_post_id: uuid.UUID | None = None) -> Practitioner | None:
    """Return who a user is at work, wearing the wanted post or the first live one; None without a post.

    Read through one database function, since nothing of an authority is seen before it is known who asks.
    """
    with connection.cursor() as cursor:
        cursor.execute(WHO, [user_id, wanted_post_id])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return None
    found: dict[str, dict[str, Any]] = row[0] if isinstance(row[0], dict) else json.loads(row[0])
    authority = from_row(Authority, found["authority"])
    agency = from_row(Agency, found["agency"], authority=authority)
    practitioner = from_row(Practitioner, found["practitioner"], authority=authority)
    return practitioner.wearing(
        from_row(Post, found["post"], authority=authority, agency=agency, practitioner=practitioner)
    )


@composed_once
def live_posts(practitioner: Practitioner) -> models.QuerySet[Post]:
    """The posts that somebody holds now, in the order in which they took them."""
    held = practitioner.posts.filter(ended_on=None, agency__active=True)
    return held.select_related("agency").order_by("id")


def from_row(model: type[M], row: dict[str, Any], **related: models.Model) -> M:
    """Return a model made of a row that PostgreSQL gave as JSON."""
    names = [field.attname for field in model._meta.concrete_fields]
    values = [field.to_python(row[str(field.column)]) for field in model._meta.concrete_fields]
    made = model.from_db("default", names, values)
    for name, value in related.items():
        setattr(made, name, value)
    return made
