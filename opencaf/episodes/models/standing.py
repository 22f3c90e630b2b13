"""Where a CAF stands today, in one row that the database keeps (docs/adr/0037)."""

from __future__ import annotations

from django.db import models

from opencaf.access.sight import Sight
from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.episode import Episode, in_sight
from opencaf.episodes.states import OPEN_STATES, State


class StandingQuerySet(models.QuerySet["Standing"]):
    """Where CAFs stand."""

    def within(self, sight: Sight) -> StandingQuerySet:
        """Those of the CAFs within somebody's sight."""
        return self.filter(in_sight(sight, key="episode_id"))

    def open(self) -> StandingQuerySet:
        """Those of the CAFs that are not closed."""
        return self.filter(state__in=OPEN_STATES)


class Standing(BelongsToAuthority):
    """What boards and My work ask of a CAF, kept by triggers from its meetings, leads, requests and versions.

    Nobody writes it but the database: what it says follows from the rows it is kept from, and is written anew
    whenever one of them changes.
    """

    episode = AuthorityForeignKey(Episode, on_delete=models.CASCADE, related_name="standings")
    locality = AuthorityForeignKey("agencies.Locality", null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices)
    intended_on = models.DateField()
    entered_at = models.DateTimeField()
    lead = AuthorityForeignKey("episodes.LeadProfessional", null=True, blank=True, related_name="+")
    leader = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    led_since = models.DateField(null=True, blank=True)
    has_held = models.BooleanField()
    agreed_next_on = models.DateField(null=True, blank=True)
    closing_proposed = models.BooleanField()
    has_planned = models.BooleanField()
    first_planned_for = models.DateField(null=True, blank=True)
    last_planned_for = models.DateField(null=True, blank=True)
    first_completed_on = models.DateField(null=True, blank=True)
    unanswered_since = models.DateField(null=True, blank=True)
    offered_on = models.DateField(null=True, blank=True)
    step_since = models.DateField(null=True, blank=True)
    moving_since = models.DateField(null=True, blank=True)
    help_asked_on = models.DateField(null=True, blank=True)
    look_by = models.DateField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Privacy:
        personal = (
            "episode",
            "locality",
            "intended_on",
            "entered_at",
            "lead",
            "leader",
            "led_since",
            "agreed_next_on",
            "first_planned_for",
            "last_planned_for",
            "first_completed_on",
            "unanswered_since",
            "offered_on",
            "step_since",
            "moving_since",
            "help_asked_on",
            "look_by",
        )
        plain = (
            "id",
            "recorded_at",
            "authority",
            "state",
            "has_held",
            "closing_proposed",
            "has_planned",
        )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode"], name="case_stands_somewhere_once")]
        indexes = [models.Index(fields=["authority", "state"], name="standing_by_state")]

    def __str__(self) -> str:
        return f"where {self.episode_id} stands"
