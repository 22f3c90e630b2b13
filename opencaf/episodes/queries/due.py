"""When the next review is due: what the last meeting agreed, or else the authority's own interval."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.db.models import F, Q

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.episodes.states import State

REVIEW_DATES = ("has_held", "agreed_next_on", "closing_proposed", "has_planned", "led_since")


class HasReviewDates(Protocol):
    """A CAF read with its review dates, or the row that says where it stands."""

    has_held: bool
    agreed_next_on: dt.date | None
    led_since: dt.date | None


def with_review_dates(episodes: EpisodeQuerySet) -> EpisodeQuerySet:
    """Return episodes that know what their last meeting agreed, what is planned and who led since when."""
    return episodes.annotate(**{name: F(f"standings__{name}") for name in REVIEW_DATES})


def review_due_on(case: HasReviewDates, authority: Authority) -> dt.date | None:
    """Return the day by which a CAF should be looked back at."""
    if case.has_held:
        return case.agreed_next_on
    return case.led_since + dt.timedelta(days=authority.review_every_days) if case.led_since else None


def review_is_overdue(authority: Authority) -> Q:
    """Return the same rule for rows of where CAFs stand: the day has passed and no meeting lies ahead."""
    today = clock.today()
    latest_start = today - dt.timedelta(days=authority.review_every_days)
    agreed_date_passed = Q(has_held=True, agreed_next_on__lt=today)
    never_met = Q(has_held=False, led_since__lt=latest_start)
    nothing_ahead = Q(last_planned_for=None) | Q(last_planned_for__lt=today)
    return Q(state=State.SUPPORTING) & nothing_ahead & (agreed_date_passed | never_met)
