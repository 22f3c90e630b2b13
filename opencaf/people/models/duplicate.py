"""Two records that may be of one person, and what was judged of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey
from opencaf.people.models.person import Person


class DuplicatePair(BelongsToAuthority):
    """Two records that the search for duplicates found alike, with why.

    known: a hash of what was compared. While it is the same, a pair that was judged stays judged.
    """

    class State(models.TextChoices):
        """What was made of it."""

        OPEN = "open", "Waits to be judged"
        NOT_SAME = "not_same", "Not the same person"

    first = AuthorityForeignKey(Person, related_name="+")
    second = AuthorityForeignKey(Person, related_name="+")
    score = models.FloatField()
    reasons = models.TextField(blank=True)
    doubts = models.TextField(blank=True)
    known = models.CharField(max_length=64)
    found_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    judged_on = models.DateField(null=True, blank=True)
    judged_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    judged_why = models.TextField(blank=True)

    class Privacy:
        personal = ("first", "second", "reasons", "doubts", "known", "judged_by", "judged_why")
        plain = ("id", "recorded_at", "authority", "score", "found_on", "state", "judged_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Least("first", "second"), Greatest("first", "second"), name="two_records_are_paired_once"
            ),
            models.CheckConstraint(condition=~Q(first=F("second")), name="nobody_is_their_own_duplicate"),
            models.CheckConstraint(
                condition=Q(state="open", judged_on=None, judged_by=None, judged_why="")
                | (Q(state="not_same", judged_on__isnull=False, judged_by__isnull=False) & ~Q(judged_why="")),
                name="judged_pair_says_when_why_and_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "-score"], condition=Q(state="open"), name="pair_to_judge")
        ]

    def __str__(self) -> str:
        return f"{self.first_id} may be {self.second_id}"
