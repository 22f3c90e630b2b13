"""Who was trained: people by name, and numbers from old lists that name nobody."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.agencies.models.agency import AgencyType, Sector
from opencaf.core.fields import AuthorityForeignKey
from opencaf.training.models.courses import Course, Session


class TrainingAttendance(RecordedModel):
    """Somebody took part in a course on a day, from the agency for which they worked then.

    is_first: of those of this person in this course the earliest, so that people are counted once.
    """

    course = AuthorityForeignKey(Course, related_name="attendances")
    session = AuthorityForeignKey(Session, null=True, blank=True, related_name="attendances")
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="trainings")
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    attended_on = models.DateField()
    is_first = models.BooleanField(default=True)
    gave_feedback = models.BooleanField(default=False)

    class Privacy:
        personal = ("practitioner", "agency", "attended_on", "gave_feedback")
        plain = (*RECORD_COLUMNS, "course", "session", "is_first")

    class Meta:
        ordering = ["-attended_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "course", "attended_on"], name="person_attends_a_course_once_a_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "course", "attended_on", "agency"],
                condition=Q(is_first=True),
                name="people_by_course_and_day",
            ),
            models.Index(fields=["session"], name="attendance_by_session"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} on {self.attended_on:%-d %B %Y}"


class CountedAttendance(RecordedModel):
    """How many people of one agency or kind of agency had been trained up to a day, as an old list says.

    A standing, never an addition: the next standing of the course takes its place. label: as it was printed.
    """

    course = AuthorityForeignKey(Course, related_name="counted")
    counted_on = models.DateField()
    label = models.CharField(max_length=150)
    kind = models.CharField(max_length=40, choices=AgencyType.choices, default=AgencyType.UNKNOWN)
    sector = models.CharField(max_length=30, choices=Sector.choices, default=Sector.UNKNOWN)
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    locality = AuthorityForeignKey("agencies.Locality", null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()

    class Privacy:
        personal = ()
        plain = (
            *RECORD_COLUMNS,
            "course",
            "counted_on",
            "label",
            "kind",
            "sector",
            "agency",
            "locality",
            "number",
        )

    class Meta:
        ordering = ["counted_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "counted_on", "label", "locality"],
                nulls_distinct=False,
                name="one_count_of_a_line_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.number}"


class AttendanceList(RecordedModel):
    """A list that somebody sent and that waits until they say who the unknown names are.

    rows: as they were read. They are emptied when the list is brought in or thrown away.
    """

    name = models.CharField(max_length=150)
    rows = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("rows", "name")
        plain = (*RECORD_COLUMNS, "ended_at")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at=None) | Q(rows=[]), name="ended_list_keeps_no_rows"),
        ]

    def __str__(self) -> str:
        return f"List of {self.recorded_at:%-d %B %Y}"
