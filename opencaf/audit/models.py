"""The trail of who did or saw what, and the old values of corrected fields."""

from django.db import models

from opencaf.core import clock
from opencaf.core.ids import new_id


class Event(models.Model):
    """One thing that somebody did or saw. Append-only: the web role may insert and not even read.

    Written through audit.trail only. It holds random ids, never names or words from a record.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    authority_id = models.UUIDField(null=True)
    practitioner_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    on_behalf_of_id = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)
    episode_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)

    class Privacy:
        personal = ("practitioner_id", "post_id", "on_behalf_of_id", "subject_id", "episode_id")
        plain = (
            "id",
            "at",
            "authority_id",
            "action",
            "subject_kind",
            "reason",
            "detail",
            "request_id",
        )

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "at"], name="event_by_subject"),
            models.Index(fields=["practitioner_id", "at"], name="event_by_practitioner"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_kind} {self.subject_id}"


class Correction(models.Model):
    """An old value that was put right: what it was, what it became, who did it, when and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    authority_id = models.UUIDField()
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    episode_id = models.UUIDField(null=True)
    field = models.CharField(max_length=60)
    old_value = models.TextField(blank=True)
    new_value = models.TextField(blank=True)
    reason = models.TextField()
    corrected_by_id = models.UUIDField()
    corrected_by_name = models.CharField(max_length=200)

    class Privacy:
        personal = (
            "record_id",
            "episode_id",
            "old_value",
            "new_value",
            "reason",
            "corrected_by_id",
            "corrected_by_name",
        )
        plain = ("id", "recorded_at", "authority_id", "record_kind", "field")

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "recorded_at"], name="correction_by_record"),
            models.Index(fields=["episode_id", "recorded_at"], name="correction_by_episode"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="correction_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.record_kind}.{self.field} {self.record_id}"
