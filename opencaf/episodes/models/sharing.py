"""Decisions to share, or not to share, that do not rest on the family's agreement."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import Article6, Article9, AskedFirst, SharingChoice
from opencaf.episodes.models.episode import Episode


class SharingDecision(RecordedModel):
    """To share something with somebody, or not to: on what ground, by whom, and whether the family knows.

    Recorded either way (golden rule 7 of the 2024 advice on information sharing). It opens no page to
    anybody: what is shared under it is handed over apart.
    """

    episode = AuthorityForeignKey(Episode, related_name="sharing_decisions")
    decided_on = models.DateField()
    decision = models.CharField(max_length=10, choices=SharingChoice.choices)
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    recipient = models.CharField(max_length=300, blank=True)
    items = models.TextField()
    ground = models.TextField()
    article_6 = models.CharField(max_length=20, choices=Article6.choices, blank=True)
    article_9 = models.CharField(max_length=24, choices=Article9.choices, blank=True)
    rationale = models.TextField()
    decided_by = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    advice_from = models.CharField(max_length=300, blank=True)
    asked = models.CharField(max_length=10, choices=AskedFirst.choices)
    asked_words = models.TextField(blank=True)
    family_told = models.BooleanField()
    family_told_words = models.TextField(blank=True)

    class Privacy:
        personal = (
            "episode",
            "decided_on",
            "decision",
            "agency",
            "person",
            "recipient",
            "items",
            "ground",
            "article_6",
            "article_9",
            "rationale",
            "decided_by",
            "advice_from",
            "asked",
            "asked_words",
            "family_told",
            "family_told_words",
        )
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["decided_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(person__isnull=False) | ~Q(recipient=""),
                name="sharing_decision_says_with_whom",
            ),
            models.CheckConstraint(
                condition=Q(family_told=True) | ~Q(family_told_words=""),
                name="family_not_told_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(asked="not_asked") | ~Q(asked_words=""),
                name="nobody_asked_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} on {self.decided_on}"


class SharingDecisionPerson(RecordedModel):
    """Somebody whom a decision is about."""

    decision = AuthorityForeignKey(SharingDecision, related_name="people")
    person = AuthorityForeignKey("people.Person", related_name="+")

    class Privacy:
        personal = ("decision", "person")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "person"], name="decision_names_a_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} about {self.person_id}"
