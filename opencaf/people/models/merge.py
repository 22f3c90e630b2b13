"""One record made of two: proposed, approved by somebody else, and what has to be put back to undo it."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.people.models.person import Person


class Merge(RecordedModel):
    """The record that is kept takes over everything of the other, which stays, empty, and leads to it.

    takes: the groups of values that are taken from the other record. leaves: ids of rows that are wrong or
    said twice, and stay with it. lets_in: who sees the other record and goes on seeing the one record.
    The rows are moved by a function of the database, which asks for the second person itself (ADR 0026).
    """

    class State(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed", "Waits for a second person"
        REFUSED = "refused", "Refused"
        MERGED = "merged", "Merged"
        UNDONE = "undone", "Undone"

    keeping = AuthorityForeignKey(Person, related_name="+")
    losing = AuthorityForeignKey(Person, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    why = models.TextField()
    known = models.CharField(max_length=64)
    takes = models.JSONField(default=list, blank=True)
    leaves = models.JSONField(default=list, blank=True)
    lets_in = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    answer_words = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    undone_why = models.TextField(blank=True)

    class Privacy:
        personal = (
            "keeping",
            "losing",
            "why",
            "known",
            "takes",
            "leaves",
            "lets_in",
            "answered_by",
            "answer_words",
            "undone_by",
            "undone_why",
        )
        plain = (*RECORD_COLUMNS, "state", "answered_at", "undone_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["losing"],
                condition=Q(state__in=["proposed", "merged"]),
                name="record_is_merged_into_one_other",
            ),
            models.CheckConstraint(
                condition=~Q(keeping=F("losing")), name="nobody_is_merged_with_themselves"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "refused"]) | ~Q(answered_by=F("recorded_by")),
                name="merge_is_approved_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", answered_at=None, answered_by=None)
                | (~Q(state="proposed") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="answered_merge_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False, undone_by__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None, undone_by=None)),
                name="undone_merge_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.losing_id} into {self.keeping_id}"


class MergedRow(BelongsToAuthority):
    """What a merge did with one row: the database's functions write and read these.

    until: when access that the merge ended would have ended by itself.
    """

    class Done(models.TextChoices):
        """What was done."""

        MOVED = "moved", "Hangs on the record that was kept"
        SECOND = "second", "The same: a second open case, with the reason"
        LEFT = "left", "Stayed: it would have been said twice"
        ENDED = "ended", "Ended: somebody who does not go on seeing it"
        ADDED = "added", "Written by the merge"

    merge = AuthorityForeignKey(Merge, related_name="rows")
    kind = models.CharField(max_length=63)
    part = models.CharField(max_length=63)
    row_id = models.UUIDField()
    done = models.CharField(max_length=6, choices=Done.choices)
    until = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("merge", "row_id")
        plain = ("id", "recorded_at", "authority", "kind", "part", "done", "until")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "kind", "part", "row_id"], name="row_is_moved_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"


class MergedValue(BelongsToAuthority):
    """A value of the kept record that a merge replaced, and by what."""

    merge = AuthorityForeignKey(Merge, related_name="values")
    field = models.CharField(max_length=63)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Privacy:
        personal = ("merge", "before", "after")
        plain = ("id", "recorded_at", "authority", "field")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merge", "field"], name="value_is_replaced_once_by_a_merge"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.merge_id}"
