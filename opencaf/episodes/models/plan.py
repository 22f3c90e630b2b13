"""The plan: outcomes in the family's words, and actions with who and by when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import ActionStatus, OutcomeStatus
from opencaf.episodes.models.episode import Episode


class Outcome(RecordedModel):
    """What should be different, worded by the family, with how it will be measured."""

    episode = AuthorityForeignKey(Episode, related_name="outcomes")
    wording = models.TextField()
    whose_words = models.CharField(max_length=200, blank=True)
    measure = models.TextField(blank=True)
    agreed_on = models.DateField()
    target_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=OutcomeStatus.choices, default=OutcomeStatus.OPEN)
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = (
            "episode",
            "wording",
            "whose_words",
            "measure",
            "agreed_on",
            "target_on",
            "status",
        )
        plain = (*RECORD_COLUMNS, "position")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"outcome of {self.episode_id}"


class OutcomeChild(RecordedModel):
    """A child for whom an outcome is wanted."""

    outcome = AuthorityForeignKey(Outcome, related_name="children")
    child = AuthorityForeignKey("people.Person", related_name="+")

    class Privacy:
        personal = ("outcome", "child")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "child"], name="outcome_names_a_child_once")
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} for {self.child_id}"


class OutcomeTie(RecordedModel):
    """Ties an outcome to an element of the assessment or to a need tag, so that story and figures meet."""

    class Kind(models.TextChoices):
        ELEMENT = "element", "Element"
        NEED_TAG = "need_tag", "Need"

    outcome = AuthorityForeignKey(Outcome, related_name="ties")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=60)

    class Privacy:
        personal = ("outcome", "code")
        plain = (*RECORD_COLUMNS, "kind")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "kind", "code"], name="outcome_is_tied_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Action(RecordedModel):
    """Something that somebody will do by a day."""

    outcome = AuthorityForeignKey(Outcome, related_name="actions")
    what = models.TextField()
    owner = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    owner_person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    owner_words = models.CharField(max_length=200, blank=True)
    agreed_at = AuthorityForeignKey("episodes.Meeting", null=True, blank=True, related_name="+")
    agreed_on = models.DateField()
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=ActionStatus.choices, default=ActionStatus.AGREED)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    handed_to = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = (
            "outcome",
            "what",
            "owner",
            "owner_person",
            "owner_words",
            "agreed_at",
            "agreed_on",
            "due_on",
            "status",
            "closed_on",
            "reason",
            "handed_to",
        )
        plain = (*RECORD_COLUMNS, "position")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(owner_person__isnull=False) | ~Q(owner_words=""),
                name="action_has_owner",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["agreed", "in_progress"], closed_on=None)
                | Q(status__in=["done", "not_done", "cancelled"], closed_on__isnull=False),
                name="closed_action_has_date_and_open_one_has_none",
            ),
        ]
        indexes = [models.Index(fields=["owner", "closed_on", "due_on"], name="action_by_owner")]

    def __str__(self) -> str:
        return f"action of {self.outcome_id}"


class ActionProgress(RecordedModel):
    """A line of progress on an action, by whoever says it."""

    action = AuthorityForeignKey(Action, related_name="progress")
    said_on = models.DateField()
    said_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    said_by_person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    text = models.TextField()

    class Privacy:
        personal = ("action", "said_on", "said_by", "said_by_person", "text")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["said_on", "id"]

    def __str__(self) -> str:
        return f"progress on {self.action_id}"
