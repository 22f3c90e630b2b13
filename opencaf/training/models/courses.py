"""Courses, the days on which they are held, and what goes with them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class CourseKind(models.TextChoices):
    """The three of the Worcestershire study, and any other."""

    BRIEFING = "briefing", "Briefing"
    PRACTITIONER = "practitioner", "Practitioner training"
    MANAGER = "manager", "Manager or supervisor training"
    OTHER = "other", "Other"


class Course(RecordedModel):
    """What people learn: its length, how long it holds, and what an authority asks it for.

    valid_months: None where it holds for ever. opens_records, lets_start, lets_lead: whether it is one of
    the courses that the authority takes for an account, for starting and for leading; any of them is enough.
    """

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=CourseKind.choices)
    length = models.CharField(max_length=60, blank=True)
    about = models.TextField(blank=True)
    seats = models.PositiveSmallIntegerField(default=20)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)
    opens_records = models.BooleanField(default=False)
    lets_start = models.BooleanField(default=False)
    lets_lead = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    class Privacy:
        personal = ()
        plain = (
            *RECORD_COLUMNS,
            "name",
            "kind",
            "length",
            "about",
            "seats",
            "valid_months",
            "opens_records",
            "lets_start",
            "lets_lead",
            "active",
        )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="course_name_is_unique_in_authority"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="course_has_a_seat"),
            models.CheckConstraint(
                condition=Q(valid_months=None) | Q(valid_months__gte=1), name="course_holds_a_month_or_more"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Material(RecordedModel):
    """Where something to read for a course is found."""

    course = AuthorityForeignKey(Course, related_name="materials")
    name = models.CharField(max_length=100)
    address = models.URLField(max_length=300)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "course", "name", "address")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Session(RecordedModel):
    """A course held on a day at a place, for so many people.

    changed: what was changed because of what people said afterwards.
    """

    course = AuthorityForeignKey(Course, related_name="sessions")
    held_on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    place = models.CharField(max_length=150)
    seats = models.PositiveSmallIntegerField()
    trainer = models.CharField(max_length=120, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_why = models.CharField(max_length=300, blank=True)
    attendance_taken_at = models.DateTimeField(null=True, blank=True)
    changed = models.TextField(blank=True)

    class Privacy:
        personal = ("trainer",)
        plain = (
            *RECORD_COLUMNS,
            "course",
            "held_on",
            "starts_at",
            "ends_at",
            "place",
            "seats",
            "called_off_at",
            "called_off_why",
            "attendance_taken_at",
            "changed",
        )

    class Meta:
        ordering = ["held_on", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="session_has_a_seat"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None) | ~Q(called_off_why=""), name="called_off_says_why"
            ),
        ]
        indexes = [models.Index(fields=["authority", "held_on"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.course_id} on {self.held_on:%-d %B %Y}"


class Booking(RecordedModel):
    """Somebody's place in a session, or their turn for one: who asked first comes first."""

    class State(models.TextChoices):
        BOOKED = "booked", "Has a place"
        WAITING = "waiting", "Waits for a place"
        CANCELLED = "cancelled", "Cancelled"

    session = AuthorityForeignKey(Session, related_name="bookings")
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="bookings")
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    state = models.CharField(max_length=9, choices=State.choices)

    class Privacy:
        personal = ("practitioner", "agency", "state")
        plain = (*RECORD_COLUMNS, "session")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "practitioner"],
                condition=~Q(state="cancelled"),
                name="one_booking_for_a_person_in_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.session_id}"


class Feedback(BelongsToAuthority):
    """What somebody said at the end of a session. It keeps no name, so nobody is found by what they said."""

    class Ready(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NO = "no", "No"

    session = AuthorityForeignKey(Session, related_name="feedback")
    useful = models.PositiveSmallIntegerField()
    ready = models.CharField(max_length=6, choices=Ready.choices)
    words = models.TextField(blank=True)

    class Privacy:
        personal = ("useful", "ready", "words")
        plain = ("id", "recorded_at", "authority", "session")

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(condition=Q(useful__gte=1, useful__lte=5), name="useful_is_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"Feedback on {self.session_id}"
