"""Asking to see a record that one has found, and the answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.access.models.grants import Level
from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class AccessRequest(RecordedModel):
    """Somebody who found a child's record asks to see it; who leads the case gives access or says why not.

    child_id and episode_id are ids without foreign keys, as in a grant. Without an episode it is about the
    child's own record, and asks who recorded it.
    """

    class Answer(models.TextChoices):
        """What was answered."""

        GIVEN = "given", "Access was given"
        REFUSED = "refused", "Access was refused"

    asked_by = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    asked_of = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    child_id = models.UUIDField()
    episode_id = models.UUIDField(null=True, blank=True)
    purpose = models.TextField()
    asked_on = models.DateField()
    answer_by = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices, null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = (
            "asked_by",
            "asked_of",
            "child_id",
            "episode_id",
            "purpose",
            "answered_by",
            "reason",
            "ended_by",
        )
        plain = (
            *RECORD_COLUMNS,
            "asked_on",
            "answer_by",
            "answer",
            "answered_on",
            "level",
            "until",
            "ended_on",
        )

    class Meta:
        indexes = [
            models.Index(fields=["episode_id", "answer"], name="access_request_by_episode"),
            models.Index(
                fields=["authority", "asked_on", "id"], condition=Q(answer=""), name="access_request_waiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "child_id"],
                condition=Q(answer=""),
                name="one_open_access_request_for_a_child",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answered_by=None)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="answered_access_request_says_when_and_who",
            ),
            models.CheckConstraint(
                condition=~Q(answer="given") | Q(until__isnull=False), name="access_given_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(answer="refused") | ~Q(reason=""), name="access_refused_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None)
                | Q(answer="given", ended_on__isnull=False, ended_by__isnull=False),
                name="access_ended_early_was_given_and_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"asked on {self.asked_on}"

    @property
    def is_summary(self) -> bool:
        """Whether only the summary was given."""
        return self.level == Level.SUMMARY
