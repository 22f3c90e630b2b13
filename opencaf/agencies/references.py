"""Giving out references, one after another, without two cases ever getting the same."""

from __future__ import annotations

from django.db import connection

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.references import make_reference

NEXT = """
insert into agencies_referencecounter (id, recorded_at, authority_id, year, last) values (%s, %s, %s, %s, 1)
on conflict (authority_id, year) do update set last = agencies_referencecounter.last + 1
returning last
"""

NEXT_OF_MANY = """
insert into agencies_referencecounter (id, recorded_at, authority_id, year, last) values (%s, %s, %s, %s, %s)
on conflict (authority_id, year) do update set last = agencies_referencecounter.last + %s
returning last
"""


def next_reference(authority: Authority, year: int) -> str:
    """Return the authority's next reference of a year; its counter is locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [new_id(), clock.now(), authority.id, year])
        (number,) = cursor.fetchone()
    return make_reference(authority.code, year, number)


def next_references(authority: Authority, year: int, count: int) -> int:
    """Give out so many numbers of a year at once, and return the first of them."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_OF_MANY, [new_id(), clock.now(), authority.id, year, count, count])
        (last,) = cursor.fetchone()
    return int(last) - count + 1
