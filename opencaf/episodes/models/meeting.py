"""Multi-agency meetings and reviews."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.models.episode import Episode
from opencaf.episodes.models.panel import Panel


class Meeting(RecordedModel):
    """A meeting of the team around the child: a date is found, it is planned, then held or cancelled.

    A held one ends with a next date or a proposal to close, unless another system says neither. sequence:
    how often its invitation has changed, so that calendars know the newest. panel: the sitting at which it is
    one child's turn, at its place there.
    """

    class Status(models.TextChoices):
        FINDING = "finding", "Finding a date"
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    episode = AuthorityForeignKey(Episode, related_name="meetings")
    kind = AuthorityForeignKey("agencies.MeetingKind", related_name="+")
    purpose = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    planned_for = models.DateField(null=True, blank=True)
    planned_time = models.TimeField(null=True, blank=True)
    lasts_minutes = models.PositiveSmallIntegerField(default=60)
    sequence = models.PositiveSmallIntegerField(default=0)
    held_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    chair = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    chair_person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    minutes_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    notes = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)
    closing_proposed = models.BooleanField(default=False)
    why_cancelled = models.TextField(blank=True)
    why_without_family = models.TextField(blank=True)
    panel = AuthorityForeignKey(Panel, null=True, blank=True, related_name="turns")
    panel_position = models.PositiveSmallIntegerField(null=True, blank=True)

    class Privacy:
        personal = (
            "episode",
            "purpose",
            "planned_for",
            "planned_time",
            "held_on",
            "place",
            "chair",
            "chair_person",
            "minutes_by",
            "notes",
            "next_on",
            "closing_proposed",
            "why_cancelled",
            "why_without_family",
            "panel",
        )
        plain = (*RECORD_COLUMNS, "kind", "status", "lasts_minutes", "sequence", "panel_position")

    class Meta:
        ordering = ["held_on", "planned_for", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="held", held_on__isnull=False) | (~Q(status="held") & Q(held_on=None)),
                name="held_meeting_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="planned") | Q(planned_for__isnull=False),
                name="planned_meeting_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="held")
                | Q(next_on__isnull=False)
                | Q(closing_proposed=True)
                | Q(recorded_how="imported"),
                name="held_meeting_ends_with_next_date_or_closing",
            ),
            models.CheckConstraint(
                condition=Q(panel=None, panel_position=None)
                | Q(panel__isnull=False, panel_position__isnull=False),
                name="turn_has_its_place_on_the_panel",
            ),
            models.UniqueConstraint(
                fields=["panel", "panel_position"],
                condition=Q(status__in=["planned", "held"]),
                name="place_on_a_panel_is_taken_once",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "planned_for"], name="meeting_planned")]

    def __str__(self) -> str:
        return f"meeting of {self.episode_id}"


class Attendance(RecordedModel):
    """Who was asked to a meeting and whether they came, or what they sent instead.

    An agency that was asked and sent nobody, such as a surgery that did not reply, stands for itself.
    """

    meeting = AuthorityForeignKey(Meeting, related_name="attendances")
    practitioner = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=AttendanceState.choices)
    note = models.CharField(max_length=300, blank=True)
    update = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("meeting", "practitioner", "person", "agency", "state", "note", "update", "answered_at")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(practitioner__isnull=False, person=None, agency=None)
                | Q(practitioner=None, person__isnull=False, agency=None)
                | Q(practitioner=None, person=None, agency__isnull=False),
                name="attendance_names_one_person_or_agency",
            ),
            models.UniqueConstraint(
                fields=["meeting", "practitioner", "person", "agency"],
                nulls_distinct=False,
                name="attendance_is_noted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner_id or self.person_id or self.agency_id}: {self.state}"


class Decision(RecordedModel):
    """Something decided at a meeting, in plain words, and the action of the plan that came of it."""

    meeting = AuthorityForeignKey(Meeting, related_name="decisions")
    text = models.TextField()
    action = AuthorityForeignKey("episodes.Action", null=True, blank=True, related_name="decided_as")
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = ("meeting", "text", "action")
        plain = (*RECORD_COLUMNS, "position")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"decision of {self.meeting_id}"


class Review(RecordedModel):
    """The look back at a meeting: marks agreed anew and what changed."""

    episode = AuthorityForeignKey(Episode, related_name="reviews")
    meeting = AuthorityForeignKey(Meeting, related_name="reviews")
    reviewed_on = models.DateField()
    what_changed = models.TextField(blank=True)

    class Privacy:
        personal = ("episode", "meeting", "reviewed_on", "what_changed")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["reviewed_on", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting"], name="meeting_has_one_review")]

    def __str__(self) -> str:
        return f"review of {self.episode_id}"
