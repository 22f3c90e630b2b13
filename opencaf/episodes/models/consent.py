"""Agreement of the family: to assess and store, and, apart from it, to share with named agencies."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import Article6, ConsentCapacity, ConsentKind, ConsentMethod, Parts, Share
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
    lawful_basis = models.CharField(max_length=20, choices=Article6.choices, blank=True)
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

    # whose access ended with this answer, as the operation that changed it found
    access_ended_of: frozenset[uuid.UUID] = frozenset()

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
            "lawful_basis",
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
    """What one agency may see under a consent to share: everything, a part, nothing; why, in plain words.

    A part names its elements (parts says how), or the children it is about, or both; what it names decides
    what is seen. left_out says it in the family's words.
    """

    consent = AuthorityForeignKey(Consent, related_name="agencies")
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    share = models.CharField(max_length=12, choices=Share.choices)
    parts = models.CharField(max_length=6, choices=Parts.choices, blank=True)
    left_out = models.TextField(blank=True)
    why = models.TextField(blank=True)
    people_words = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ("consent", "agency", "share", "parts", "left_out", "why", "people_words")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consent", "agency"], name="consent_names_an_agency_once"),
            models.CheckConstraint(
                condition=Q(share="part") | Q(parts=""), name="only_a_part_names_its_elements"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.share}"


class ConsentAgencyElement(RecordedModel):
    """An element that an agency alone may see, or all but which it may see."""

    answer = AuthorityForeignKey(ConsentAgency, related_name="elements")
    element = models.CharField(max_length=60)

    class Privacy:
        personal = ("answer", "element")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "element"], name="answer_names_an_element_once")
        ]

    def __str__(self) -> str:
        return f"{self.element} of {self.answer_id}"


class ConsentAgencyChild(RecordedModel):
    """A child about whom alone an agency may see something; none named means every child of the answer."""

    answer = AuthorityForeignKey(ConsentAgency, related_name="children")
    child = AuthorityForeignKey("people.Person", related_name="+")

    class Privacy:
        personal = ("answer", "child")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "child"], name="answer_names_a_child_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} about {self.child_id}"


class PersonLeftOut(RecordedModel):
    """A member of the family who may not see something; without elements, nothing at all."""

    consent = AuthorityForeignKey(Consent, related_name="people_left_out")
    person = AuthorityForeignKey("people.Person", related_name="+")
    why = models.TextField(blank=True)

    class Privacy:
        personal = ("consent", "person", "why")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consent", "person"], name="consent_leaves_a_person_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} left out of {self.consent_id}"


class PersonLeftOutElement(RecordedModel):
    """An element that somebody of the family may not see."""

    left_out = AuthorityForeignKey(PersonLeftOut, related_name="elements")
    element = models.CharField(max_length=60)

    class Privacy:
        personal = ("left_out", "element")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left_out", "element"], name="element_is_left_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.element} of {self.left_out_id}"


class Withheld(RecordedModel):
    """One element of one child that one agency may not see now, as it follows from the answers.

    Written anew by every operation that changes an answer, the children or whose agency reads; never by hand.
    """

    episode = AuthorityForeignKey(Episode, related_name="withheld")
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    child = AuthorityForeignKey("people.Person", related_name="+")
    element = models.CharField(max_length=60)

    class Privacy:
        personal = ("episode", "agency", "child", "element")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "agency", "child", "element"], name="part_is_withheld_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element} of {self.child_id} from {self.agency_id}"


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
