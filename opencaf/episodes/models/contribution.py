"""What somebody is asked to write for an assessment: words beside the assessor's, never over them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.assessment import Assessment
from opencaf.episodes.models.episode import Episode
from opencaf.episodes.models.form import Question


class Contribution(RecordedModel):
    """A practitioner is asked about some elements of some children, until a day.

    The asked one sees these rows without seeing the case (docs/adr/0024).
    """

    class Ended(models.TextChoices):
        WITHDRAWN = "withdrawn", "The question was withdrawn"
        COMPLETED = "completed", "The assessment was completed"

    episode = AuthorityForeignKey(Episode, related_name="contributions")
    assessment = AuthorityForeignKey(Assessment, related_name="contributions")
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    question = models.TextField(blank=True)
    asked_on = models.DateField()
    answer_by = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=10, choices=Ended.choices, blank=True)

    class Privacy:
        personal = (
            "episode",
            "assessment",
            "practitioner",
            "question",
            "asked_on",
            "answer_by",
            "reminded_on",
            "note",
            "sent_on",
            "read_on",
            "ended_on",
        )
        plain = (*RECORD_COLUMNS, "ended_why")

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "practitioner"],
                condition=Q(ended_on=None),
                name="somebody_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("asked_on")), name="answer_is_due_after_it_was_asked"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_why="") | Q(ended_on__isnull=False) & ~Q(ended_why=""),
                name="ended_contribution_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"contribution to {self.assessment_id}"


class ContributionChild(RecordedModel):
    """A child about whom somebody is asked."""

    contribution = AuthorityForeignKey(Contribution, related_name="children")
    child = AuthorityForeignKey("people.Person", related_name="+")

    class Privacy:
        personal = ("contribution", "child")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "child"], name="contribution_names_a_child_once")
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} about {self.child_id}"


class ContributionBox(RecordedModel):
    """One element in the words of who was asked; together with its children, what can be left out."""

    contribution = AuthorityForeignKey(Contribution, related_name="boxes")
    question = AuthorityForeignKey(Question, related_name="+")
    text = models.TextField(blank=True)
    change_count = models.PositiveIntegerField(default=0)

    class Privacy:
        personal = ("contribution", "text")
        plain = (*RECORD_COLUMNS, "question", "change_count")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "question"], name="contribution_has_a_box_for_an_element_once"
            )
        ]

    def __str__(self) -> str:
        return f"box of {self.contribution_id}"


class ContributionVersion(RecordedModel):
    """What a box of a contribution said after a save; whoever recorded it saved it."""

    box = AuthorityForeignKey(ContributionBox, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Privacy:
        personal = ("box", "text")
        plain = (*RECORD_COLUMNS, "number")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "number"], name="contribution_version_is_numbered_once")
        ]

    def __str__(self) -> str:
        return f"save {self.number} of {self.box_id}"
