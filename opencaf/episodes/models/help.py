"""Asking a coordinator for help from inside the case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.episode import Episode


class HelpRequest(RecordedModel):
    """What somebody who works with a family asks the coordinator, and the answer; one waits at a time.

    element: the question of the form from which it was asked; nothing where it was asked from the case.
    """

    episode = AuthorityForeignKey(Episode, related_name="help_requests")
    asked_by = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    asked_on = models.DateField()
    question = models.TextField()
    element = models.CharField(max_length=60, blank=True)
    answered_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Privacy:
        personal = ("episode", "asked_by", "asked_on", "question", "answered_by", "answered_on", "answer")
        plain = (*RECORD_COLUMNS, "element")

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_on=None, answer="")
                | (Q(answered_by__isnull=False, answered_on__isnull=False) & ~Q(answer="")),
                name="answer_to_help_says_who_and_when",
            ),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(answered_on=None), name="one_question_for_help_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"question about {self.episode_id}"
