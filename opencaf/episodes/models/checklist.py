"""The optional pre-assessment checklist: five questions and what follows."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import ChecklistAnswer, ChecklistDecision, ChecklistQuestion
from opencaf.episodes.models.episode import Episode


class Checklist(RecordedModel):
    """A checklist filled in on a day, or why it was left out; kept apart from the assessment."""

    episode = AuthorityForeignKey(Episode, related_name="checklists")
    child = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    filled_in_on = models.DateField()
    filled_in_by = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    extra_services = models.TextField(blank=True)
    own_service_enough = models.BooleanField(null=True, blank=True)
    caf_would_help = models.BooleanField(null=True, blank=True)
    decision = models.CharField(max_length=30, choices=ChecklistDecision.choices, blank=True)
    why_not_used = models.TextField(blank=True)

    class Privacy:
        personal = (
            "episode",
            "child",
            "filled_in_on",
            "filled_in_by",
            "extra_services",
            "own_service_enough",
            "caf_would_help",
            "decision",
            "why_not_used",
        )
        plain = RECORD_COLUMNS

    def __str__(self) -> str:
        return f"checklist of {self.episode_id}"


class ChecklistEntry(RecordedModel):
    """One of the five answers."""

    checklist = AuthorityForeignKey(Checklist, related_name="entries")
    question = models.CharField(max_length=30, choices=ChecklistQuestion.choices)
    answer = models.CharField(max_length=10, choices=ChecklistAnswer.choices, blank=True)
    comment = models.TextField(blank=True)

    class Privacy:
        personal = ("checklist", "answer", "comment")
        plain = (*RECORD_COLUMNS, "question")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "question"], name="checklist_question_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"
