"""What those who are invited to a meeting do without signing in: answer, say when they can, send words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.meeting import Attendance, Meeting


class MeetingLink(RecordedModel):
    """A link of one invited person; what is kept is only a digest of its secret.

    It answers until the meeting is over, and takes words once.
    """

    attendance = AuthorityForeignKey(Attendance, related_name="links")
    secret_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Privacy:
        personal = ("attendance",)
        plain = (*RECORD_COLUMNS, "secret_digest", "expires_at")

    def __str__(self) -> str:
        return f"link of {self.attendance_id}"


class WordsBefore(RecordedModel):
    """What somebody wrote before a meeting in answer to its three questions, through their link, once."""

    attendance = AuthorityForeignKey(Attendance, related_name="words_before")
    going_well = models.TextField(blank=True)
    worries = models.TextField(blank=True)
    wishes = models.TextField(blank=True)

    class Privacy:
        personal = ("attendance", "going_well", "worries", "wishes")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attendance"], name="somebody_contributes_to_a_meeting_once"),
            models.CheckConstraint(
                condition=~Q(going_well="", worries="", wishes=""), name="words_before_are_words"
            ),
        ]

    def __str__(self) -> str:
        return f"words of {self.attendance_id}"


class DateOffer(RecordedModel):
    """A day, perhaps with a time, at which a meeting could be."""

    meeting = AuthorityForeignKey(Meeting, related_name="date_offers")
    on_day = models.DateField()
    at_time = models.TimeField(null=True, blank=True)

    class Privacy:
        personal = ("meeting", "on_day", "at_time")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["on_day", "at_time", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "on_day", "at_time"],
                nulls_distinct=False,
                name="a_date_is_offered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on_day}"


class DateAnswer(RecordedModel):
    """Whether somebody can come at a day that was offered."""

    class Can(models.TextChoices):
        YES = "yes", "Can come"
        IF_NEEDED = "if_needed", "If it has to be"
        NO = "no", "Cannot come"

    offer = AuthorityForeignKey(DateOffer, related_name="answers")
    attendance = AuthorityForeignKey(Attendance, related_name="date_answers")
    can = models.CharField(max_length=10, choices=Can.choices)

    class Privacy:
        personal = ("offer", "attendance", "can")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "attendance"], name="a_date_is_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.can}"
