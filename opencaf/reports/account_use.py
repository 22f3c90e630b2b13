"""Who can sign in today where they work, and when one of them last did."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from opencaf.agencies.models import Post, Practitioner
from opencaf.core import clock


@dataclass
class Accounts:
    """The people of a group who can sign in, and the last day on which one of them did."""

    who: set[uuid.UUID] = field(default_factory=set)
    seen_on: dt.date | None = None


def accounts_of(practitioner: Practitioner, label_of: Callable[[uuid.UUID], str]) -> dict[str, Accounts]:
    """Return the accounts of each group of agencies; somebody with two posts in a group is one."""
    posts = Post.objects.filter(
        authority_id=practitioner.authority_id, ended_on=None, practitioner__user__is_active=True
    )
    found: dict[str, Accounts] = defaultdict(Accounts)
    columns = ("agency_id", "practitioner_id", "practitioner__user__last_login")
    for agency_id, who, seen_at in posts.order_by().values_list(*columns):
        group = found[label_of(agency_id)]
        group.who.add(who)
        if seen_at:
            day = seen_at.astimezone(clock.LONDON).date()
            group.seen_on = max(group.seen_on or day, day)
    return found
