"""Closing and reopening, and what the family says about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import ClosureReason, MarkState, OutcomeLevel, OutcomeStatus
from opencaf.episodes.models.episode import Episode
from opencaf.episodes.states import State


class Closure(RecordedModel):
    """How an episode closed: the reason and, apart from it, how far the outcomes were met."""

    episode = AuthorityForeignKey(Episode, related_name="closures")
    meeting = AuthorityForeignKey("episodes.Meeting", null=True, blank=True, related_name="+")
    closed_on = models.DateField()
    state_before = models.CharField(max_length=12, choices=State.choices)
    reason = models.CharField(max_length=40, choices=ClosureReason.choices)
    category = AuthorityForeignKey("agencies.ClosureCategory", null=True, blank=True, related_name="+")
    reason_words = models.TextField(blank=True)
    outcome_level = models.CharField(max_length=14, choices=OutcomeLevel.choices)
    level_of_need = models.PositiveSmallIntegerField(null=True, blank=True)
    single_agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    keeping_it_going = models.TextField(blank=True)
    look_back_on = models.DateField(null=True, blank=True)
    views_missing_why = models.TextField(blank=True)
    reopened_on = models.DateField(null=True, blank=True)
    reopened_reason = models.TextField(blank=True)

    class Privacy:
        personal = (
            "episode",
            "meeting",
            "closed_on",
            "reason",
            "category",
            "reason_words",
            "outcome_level",
            "level_of_need",
            "single_agency",
            "keeping_it_going",
            "look_back_on",
            "views_missing_why",
            "reopened_on",
            "reopened_reason",
        )
        plain = (*RECORD_COLUMNS, "state_before")

    class Meta:
        ordering = ["closed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(reopened_on=None),
                name="episode_is_closed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reopened_on=None, reopened_reason="")
                | (Q(reopened_on__isnull=False) & ~Q(reopened_reason="")),
                name="reopening_has_date_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"closure of {self.episode_id}"


class ClosureResult(RecordedModel):
    """How far one outcome was met for one child and element.

    The highest mark stood between start and end, where that was worse than both, as who closes says.
    """

    closure = AuthorityForeignKey(Closure, related_name="results")
    outcome = AuthorityForeignKey("episodes.Outcome", null=True, blank=True, related_name="+")
    child = AuthorityForeignKey("people.Person", related_name="+")
    element = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, choices=OutcomeStatus.choices)
    mark_at_start = models.PositiveSmallIntegerField(null=True, blank=True)
    state_at_start = models.CharField(max_length=12, choices=MarkState.choices, blank=True)
    mark_at_end = models.PositiveSmallIntegerField(null=True, blank=True)
    state_at_end = models.CharField(max_length=12, choices=MarkState.choices, blank=True)
    highest_mark = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Privacy:
        personal = (
            "closure",
            "outcome",
            "child",
            "element",
            "status",
            "mark_at_start",
            "state_at_start",
            "highest_mark",
            "mark_at_end",
            "state_at_end",
            "text",
        )
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["closure", "outcome", "child", "element"],
                nulls_distinct=False,
                name="result_is_stated_once_for_outcome_child_and_element",
            ),
            models.CheckConstraint(
                condition=Q(highest_mark=None)
                | (
                    Q(highest_mark__lte=5)
                    & (Q(mark_at_start=None) | Q(highest_mark__gte=F("mark_at_start")))
                    & (Q(mark_at_end=None) | Q(highest_mark__gte=F("mark_at_end")))
                ),
                name="highest_mark_is_not_below_start_or_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} for {self.child_id}"


class RemainingNeed(RecordedModel):
    """What is still needed after closing, and who holds it."""

    closure = AuthorityForeignKey(Closure, related_name="remaining_needs")
    need = models.CharField(max_length=300)
    held_by = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ("closure", "need", "held_by")
        plain = RECORD_COLUMNS

    def __str__(self) -> str:
        return f"remaining need of {self.closure_id}"


class FamilyView(RecordedModel):
    """What a child, parent or carer says, in their own words, on an occasion; or why they were not asked."""

    class Whose(models.TextChoices):
        CHILD = "child", "Child or young person"
        PARENT = "parent", "Parent or carer"

    episode = AuthorityForeignKey(Episode, related_name="family_views")
    assessment = AuthorityForeignKey(
        "episodes.Assessment", null=True, blank=True, related_name="family_views"
    )
    review = AuthorityForeignKey("episodes.Review", null=True, blank=True, related_name="family_views")
    closure = AuthorityForeignKey(Closure, null=True, blank=True, related_name="family_views")
    whose = models.CharField(max_length=8, choices=Whose.choices)
    person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    said_on = models.DateField()
    text = models.TextField(blank=True)
    not_asked_why = models.TextField(blank=True)

    class Privacy:
        personal = (
            "episode",
            "assessment",
            "review",
            "closure",
            "whose",
            "person",
            "said_on",
            "text",
            "not_asked_why",
        )
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["said_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="", not_asked_why=""), name="view_has_words_or_why_not"),
        ]

    def __str__(self) -> str:
        return f"view of {self.whose} on {self.episode_id}"
