"""When the next review is due: what the last meeting agreed, or else the authority's own interval."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, Subquery

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.episodes.models import Episode, LeadProfessional, Meeting
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.episodes.states import State


def with_review_dates(episodes: EpisodeQuerySet) -> EpisodeQuerySet:
    """Return episodes that know what their last meeting agreed, what is planned and who led since when."""
    of_episode = Meeting.objects.filter(episode=OuterRef("pk"))
    held = of_episode.filter(status=Meeting.Status.HELD).order_by("-held_on", "-id")
    planned = of_episode.filter(status=Meeting.Status.PLANNED)
    leads = LeadProfessional.objects.filter(episode=OuterRef("pk")).order_by("started_on", "id")
    return episodes.annotate(
        has_held=Exists(held),
        agreed_next_on=Subquery(held.values("next_on")[:1]),
        closing_proposed=Subquery(held.values("closing_proposed")[:1]),
        has_planned=Exists(planned),
        has_planned_ahead=Exists(planned.filter(planned_for__gte=clock.today())),
        led_since=Subquery(leads.values("started_on")[:1]),
    )


def review_due_on(episode: Episode, authority: Authority) -> dt.date | None:
    """Return the day by which an episode (read with its review dates) should be looked back at."""
    if episode.has_held:  # type: ignore[attr-defined]
        return episode.agreed_next_on  # type: ignore[attr-defined,no-any-return]
    led_since: dt.date | None = episode.led_since  # type: ignore[attr-defined]
    return led_since + dt.timedelta(days=authority.review_every_days) if led_since else None


def review_is_overdue(authority: Authority) -> Q:
    """Return the same rule for the database: the day has passed and no meeting lies ahead."""
    today = clock.today()
    latest_start = today - dt.timedelta(days=authority.review_every_days)
    agreed_date_passed = Q(has_held=True, agreed_next_on__lt=today)
    never_met = Q(has_held=False, led_since__lt=latest_start)
    return Q(state=State.SUPPORTING, has_planned_ahead=False) & (agreed_date_passed | never_met)
