"""Agreement of the family: to assess and store, and, apart from it, to share with named agencies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import ConsentCapacity, ConsentKind, ConsentMethod, Share
from opencaf.episodes.models.episode import Episode


class Consent(RecordedModel):
    """One answer, given or refused, by one person on one day, in their words.

    An answer that replaces an earlier one ends it whole; one that changes it speaks for the agencies it
    names and leaves the others as they were.
    """

    episode = AuthorityForeignKey(Episode, related_name="consents")
    kind = models.CharField(max_length=10, choices=ConsentKind.choices)
    given = models.BooleanField()
    answered_on = models.DateField()
    given_by = AuthorityForeignKey("people.Person", related_name="+")
    capacity = models.CharField(max_length=30, choices=ConsentCapacity.choices)
    capacity_words = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=20, choices=ConsentMethod.choices)
    method_words = models.CharField(max_length=200, blank=True)
    explained_by = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    words = models.TextField(blank=True)
    partial = models.BooleanField(default=False)
    review_by = models.DateField(null=True, blank=True)
    why_now = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    what_next = models.TextField(blank=True)
    replaces = AuthorityForeignKey("self", null=True, blank=True, related_name="replaced_by")
    changes = AuthorityForeignKey("self", null=True, blank=True, related_name="changed_by")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_words = models.TextField(blank=True)
    competence_judged_by = AuthorityForeignKey(
        "agencies.Practitioner", null=True, blank=True, related_name="+"
    )
    competence_judged_on = models.DateField(null=True, blank=True)
    competence_view = models.CharField(max_length=60, blank=True)
    competence_because = models.TextField(blank=True)

    class Privacy:
        personal = (
            "episode",
            "kind",
            "given",
            "answered_on",
            "given_by",
            "capacity",
            "capacity_words",
            "method",
            "method_words",
            "explained_by",
            "words",
            "partial",
            "review_by",
            "why_now",
            "purpose",
            "what_next",
            "replaces",
            "changes",
            "withdrawn_on",
            "withdrawal_words",
            "competence_judged_by",
            "competence_judged_on",
            "competence_view",
            "competence_because",
        )
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["answered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(given=True),
                name="only_given_consent_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(competence_judged_by=None, competence_judged_on=None)
                | Q(competence_judged_by__isnull=False, competence_judged_on__isnull=False),
                name="competence_judgement_has_judge_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {'given' if self.given else 'refused'}"


class ConsentChild(RecordedModel):
    """A child whom a consent covers; none named means every child of the episode."""

    consent = AuthorityForeignKey(Consent, related_name="children")
    child = AuthorityForeignKey("people.Person", related_name="+")

    class Privacy:
        personal = ("consent", "child")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consent", "child"], name="consent_names_a_child_once")
        ]

    def __str__(self) -> str:
        return f"{self.consent_id} for {self.child_id}"


class ConsentAgency(RecordedModel):
    """What one agency may see under a consent to share: everything, a part, nothing; why, in plain words."""

    consent = AuthorityForeignKey(Consent, related_name="agencies")
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    share = models.CharField(max_length=12, choices=Share.choices)
    left_out = models.TextField(blank=True)
    why = models.TextField(blank=True)
    people_words = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ("consent", "agency", "share", "left_out", "why", "people_words")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consent", "agency"], name="consent_names_an_agency_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.share}"


class ConsentContributor(RecordedModel):
    """Somebody who may write boxes before there is an agreement to share."""

    consent = AuthorityForeignKey(Consent, related_name="contributors")
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")

    class Privacy:
        personal = ("consent", "practitioner")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "practitioner"], name="consent_names_a_contributor_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner_id} may contribute"
