"""An episode: one CAF from intention to closure, for one or more children."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from opencaf.access.queries import episode_ids_of
from opencaf.access.sight import Sight, sight_of
from opencaf.agencies.models import RECORD_COLUMNS, Practitioner, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.core.partial_dates import EXACT, PartialDate
from opencaf.episodes.states import OPEN_STATES, State, may_follow


class EpisodeQuerySet(models.QuerySet["Episode"]):
    """Episodes."""

    def visible_to(self, practitioner: Practitioner) -> EpisodeQuerySet:
        """Episodes this person has a live professional reason to see: a grant, or the care of a locality."""
        return self.within(sight_of(practitioner))

    def within(self, sight: Sight) -> EpisodeQuerySet:
        """Episodes within somebody's sight."""
        return self.filter(in_sight(sight, key="id"))

    def open(self) -> EpisodeQuerySet:
        """Episodes that are not closed."""
        return self.filter(state__in=OPEN_STATES)


def in_sight(sight: Sight, *, key: str) -> Q:
    """Return what makes a case visible, over rows that hold its id in a column, and its locality."""
    mine = Q(authority_id=sight.authority_id)
    if sight.granted_to_id is None:
        return mine
    granted = Q((f"{key}__in", episode_ids_of(sight.granted_to_id)))
    if not sight.sees_all:
        return mine & granted
    return mine & (granted | Q(locality_id=sight.locality_id) | Q(locality=None))


class Episode(RecordedModel):
    """One CAF. Dates of steps are fields of their own; the state follows from the steps.

    Old registers do not know every day: the accuracy (core.partial_dates) says what is known of it.
    """

    reference = models.CharField(max_length=24)
    family = AuthorityForeignKey("people.Family", null=True, blank=True, related_name="episodes")
    locality = AuthorityForeignKey("agencies.Locality", null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.INTENDED)
    intended_on = models.DateField()
    intended_accuracy = models.CharField(max_length=3, default=EXACT)
    initiator = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    initiating_agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    why = models.TextField()
    told = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_accuracy = models.CharField(max_length=3, default=EXACT)
    shielded = models.BooleanField(default=False)

    objects = EpisodeQuerySet.as_manager()

    class Privacy:
        personal = ("reference", "family", "initiator", "why", "told", "intended_on", "closed_on", "shielded")
        plain = (
            *RECORD_COLUMNS,
            "locality",
            "state",
            "initiating_agency",
            "intended_accuracy",
            "closed_accuracy",
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "reference"], name="reference_is_unique_in_authority"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on=None)),
                name="closed_episode_has_date_and_open_one_has_none",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("intended_on")),
                name="episode_closes_after_it_was_intended",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "state", "intended_on"], name="episode_by_state"),
            models.Index(fields=["authority", "intended_on"], name="episode_by_intention"),
            models.Index(fields=["initiator"], name="episode_by_initiator"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether the episode has not been closed."""
        return self.state in OPEN_STATES

    @property
    def intended(self) -> PartialDate:
        """The day of the intention with what is known of it."""
        return PartialDate(self.intended_on, self.intended_accuracy)

    @property
    def closed(self) -> PartialDate | None:
        """The day of closing with what is known of it."""
        return PartialDate(self.closed_on, self.closed_accuracy) if self.closed_on else None

    def move_to(self, state: str, *, closed_on: dt.date | None = None) -> None:
        """Take the next step, or refuse one that may not follow; saves the episode."""
        if not may_follow(self.state, state):
            before, after = self.get_state_display().lower(), State(state).label.lower()
            raise ValidationError(
                f"This step cannot be taken: the case is now “{before}” and cannot become “{after}”."
            )
        self.state = state
        self.closed_on, self.closed_accuracy = closed_on, EXACT
        self.save(update_fields=["state", "closed_on", "closed_accuracy"])


class EpisodeChild(RecordedModel):
    """A child whom an episode is about, from and to.

    is_open follows the episode (and the child's own leaving), so that one partial index can say that
    a child has one open episode; a reason for a second one lifts it.
    """

    episode = AuthorityForeignKey(Episode, related_name="episode_children")
    child = AuthorityForeignKey("people.Person", related_name="episodes_as_child")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    is_open = models.BooleanField(default=True)
    second_open_reason = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = ("episode", "child", "joined_on", "left_on", "second_open_reason")
        plain = (*RECORD_COLUMNS, "is_open", "position")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "child"], name="child_is_in_an_episode_once"),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(is_open=True, second_open_reason=""),
                name="one_open_episode_per_child",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="child_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.episode_id}"


class RecordCheck(RecordedModel):
    """The look whether a record exists, made before anything is written."""

    episode = AuthorityForeignKey(Episode, related_name="record_checks")
    checked_on = models.DateField()
    searched_for = models.TextField(blank=True)
    found = models.TextField(blank=True)
    then = models.TextField(blank=True)

    class Privacy:
        personal = ("episode", "checked_on", "searched_for", "found", "then")
        plain = RECORD_COLUMNS

    def __str__(self) -> str:
        return f"record check for {self.episode_id}"


class LevelOfNeed(RecordedModel):
    """The level of need (1 universal to 4 statutory) agreed on a day."""

    episode = AuthorityForeignKey(Episode, related_name="levels")
    level = models.PositiveSmallIntegerField()
    decided_on = models.DateField()
    decided_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Privacy:
        personal = ("episode", "level", "decided_on", "decided_by", "reason")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["decided_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="level_of_need_is_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"level {self.level}"


class Suspension(RecordedModel):
    """A time in which the episode rests, usually because social care has taken over."""

    episode = AuthorityForeignKey(Episode, related_name="suspensions")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reason = models.TextField()

    class Privacy:
        personal = ("episode", "started_on", "ended_on", "reason")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["started_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(ended_on=None), name="one_running_suspension"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="suspension_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"suspension of {self.episode_id}"
