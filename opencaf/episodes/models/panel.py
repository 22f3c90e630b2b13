"""Panels: one sitting at which several children have a turn each."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class Panel(RecordedModel):
    """A sitting of several agencies with places for several children; nothing of a child stands in it.

    Each child's turn is a meeting of the child's own case. sequence: how often its invitation has changed.
    """

    kind = AuthorityForeignKey("agencies.MeetingKind", related_name="+")
    planned_for = models.DateField()
    starts_at = models.TimeField()
    minutes_each = models.PositiveSmallIntegerField(default=15)
    places = models.PositiveSmallIntegerField(default=6)
    place = models.CharField(max_length=200, blank=True)
    chair = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    sequence = models.PositiveSmallIntegerField(default=0)
    cancelled = models.BooleanField(default=False)
    why_cancelled = models.TextField(blank=True)

    class Privacy:
        personal = ("why_cancelled",)
        plain = (
            *RECORD_COLUMNS,
            "kind",
            "planned_for",
            "starts_at",
            "minutes_each",
            "places",
            "place",
            "chair",
            "sequence",
            "cancelled",
        )

    class Meta:
        ordering = ["planned_for", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled=False, why_cancelled="") | (Q(cancelled=True) & ~Q(why_cancelled="")),
                name="cancelled_panel_says_why",
            ),
            models.CheckConstraint(
                condition=Q(minutes_each__gte=1, places__gte=1), name="panel_has_places_that_last"
            ),
        ]

    def __str__(self) -> str:
        return f"panel on {self.planned_for}"

    @property
    def lasts_minutes(self) -> int:
        """How long the whole sitting takes."""
        return self.places * self.minutes_each

    @property
    def ends_at(self) -> dt.time:
        """When the last place is over."""
        return self.time_of(self.places + 1)

    def time_of(self, position: int) -> dt.time:
        """When the turn at a place begins; the places are counted from one."""
        begins = dt.datetime.combine(self.planned_for, self.starts_at)
        return (begins + dt.timedelta(minutes=(position - 1) * self.minutes_each)).time()


class PanelMember(RecordedModel):
    """Somebody who sits on a panel; it opens no record to them."""

    panel = AuthorityForeignKey(Panel, related_name="members")
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "panel", "practitioner")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["panel", "practitioner"], name="panel_member_is_named_once")
        ]

    def __str__(self) -> str:
        return str(self.practitioner_id)
