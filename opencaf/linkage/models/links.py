"""Registers that were linked, and each link or question with its evidence."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.linkage.comparisons import BY_NAME
from opencaf.linkage.deciding import WHY_NOT_CERTAIN
from opencaf.people.models import Identifier, Person

# What a register says of somebody, kept only while a person has to judge whether it is the same child.
WORDS = ("given_names", "family_name", "other_names", "born", "sex", "postcode", "nhs_number", "upn")


class Register(RecordedModel):
    """A register of another system that was linked with the authority's people, once or again and again."""

    system = models.CharField(max_length=100)
    linked_at = models.DateTimeField()
    entries = models.PositiveIntegerField(default=0)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "system", "linked_at", "entries")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "system"], name="register_has_a_name_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.system


class LinkState(models.TextChoices):
    """What became of a pair of a child and an entry."""

    MADE = "made", "Linked by the program"
    WAITING = "waiting", "To be judged"
    SAME = "same", "Judged to be the same child"
    NOT_SAME = "not_same", "Judged not to be the same child"
    REMOVED = "removed", "The link was removed"


LINKED = (LinkState.MADE, LinkState.SAME)


class RegisterLink(RecordedModel):
    """A child and an entry of a register that are linked, or may be the same, with what speaks for it.

    levels: a list of what was compared, the level of agreement and its bits. by_weights: the version of the
    learnt weights, 0 for the shipped ones. A link puts the entry's id among the child's numbers.
    """

    register = AuthorityForeignKey(Register, related_name="links")
    person = AuthorityForeignKey(Person, related_name="register_links")
    entry = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=LinkState.choices)
    bits = models.FloatField()
    probability = models.FloatField()
    levels = models.JSONField()
    against = models.CharField(max_length=10, blank=True)
    by_weights = models.PositiveIntegerField(default=0)
    given_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    other_names = models.CharField(max_length=410, blank=True)
    born = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    nhs_number = models.CharField(max_length=20, blank=True)
    upn = models.CharField(max_length=20, blank=True)
    identifier = AuthorityForeignKey(Identifier, null=True, blank=True, related_name="+")
    judged_on = models.DateField(null=True, blank=True)
    judged_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    judged_why = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ("person", "entry", "levels", "against", *WORDS, "identifier", "judged_why")
        plain = (
            *RECORD_COLUMNS,
            "register",
            "state",
            "bits",
            "probability",
            "by_weights",
            "judged_on",
            "judged_by",
        )

    class Meta:
        indexes = [
            models.Index(
                fields=["authority", "-bits"], condition=Q(state=LinkState.WAITING), name="link_to_judge"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "entry", "person"], name="child_and_entry_are_paired_once"
            ),
            models.UniqueConstraint(
                fields=["register", "entry"],
                condition=Q(state__in=LINKED),
                name="entry_is_linked_with_one_child",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LINKED, identifier__isnull=False)
                | (~Q(state__in=LINKED) & Q(identifier=None)),
                name="link_has_its_number_and_nothing_else_has",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(LinkState.MADE, LinkState.WAITING), judged_on=None, judged_by=None)
                | (
                    ~Q(state__in=(LinkState.MADE, LinkState.WAITING))
                    & Q(judged_on__isnull=False, judged_by__isnull=False)
                ),
                name="judged_pair_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state=LinkState.WAITING) | Q(**dict.fromkeys(WORDS, "")),
                name="words_of_a_register_are_kept_to_be_judged_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.person_id}"

    @property
    def is_linked(self) -> bool:
        """Whether the child bears the entry's number now."""
        return self.state in LINKED

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to judge."""
        return self.state == LinkState.WAITING

    @property
    def why_asked(self) -> str:
        """Why the program did not make the link itself."""
        return WHY_NOT_CERTAIN.get(self.against, "")

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """Return what was compared, in words, with its bits."""
        return [
            {"label": BY_NAME[name].label, "words": BY_NAME[name].words_for(level), "bits": bits}
            for name, level, bits in self.levels
            if name in BY_NAME
        ]

    @property
    def other_bits(self) -> float:
        """Return what how rare the names are, and how many children there are, adds to the levels."""
        return round(float(self.bits) - sum(float(bits) for _, _, bits in self.levels), 1)
