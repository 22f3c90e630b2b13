"""Ongoing support: contacts and notes, and requests to services with every date of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import NEED_TAGS, ContactKind, RequestDecision
from opencaf.episodes.models.episode import Episode


class ContactNote(RecordedModel):
    """A contact or note: when it happened (recorded_at says when it was written)."""

    episode = AuthorityForeignKey(Episode, related_name="contact_notes")
    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    happened_on = models.DateField()
    practitioner = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    with_whom = models.CharField(max_length=300, blank=True)
    text = models.TextField()

    class Privacy:
        personal = ("episode", "kind", "happened_on", "practitioner", "with_whom", "text")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["-happened_on", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} for {self.episode_id}"


class ServiceRequest(RecordedModel):
    """A request to a service: asked (the telephone call), sent, decided, started, ended."""

    episode = AuthorityForeignKey(Episode, related_name="service_requests")
    service = AuthorityForeignKey("directory.Service", null=True, blank=True, related_name="+")
    service_name = models.CharField(max_length=200)
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    asked_on = models.DateField()
    asked_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    asked_by_person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    need = models.CharField(max_length=40, blank=True, choices=list(NEED_TAGS.items()))
    reason = models.TextField(blank=True)
    consent_note = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_what = models.TextField(blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    delivered = models.TextField(blank=True)
    sessions_given = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_given = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    recalled_on = models.DateField(null=True, blank=True)
    recalled_why = models.TextField(blank=True)
    unmet_need = models.TextField(blank=True)
    unmet_recorded_on = models.DateField(null=True, blank=True)
    review_asked = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = (
            "episode",
            "service",
            "service_name",
            "agency",
            "asked_on",
            "asked_by",
            "asked_by_person",
            "need",
            "reason",
            "consent_note",
            "sent_on",
            "sent_what",
            "started_on",
            "ended_on",
            "delivered",
            "sessions_given",
            "hours_given",
            "recalled_on",
            "recalled_why",
            "unmet_need",
            "unmet_recorded_on",
            "review_asked",
        )
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=F("asked_on")),
                name="request_is_sent_after_asking",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on__isnull=False, ended_on__gte=F("started_on")),
                name="service_ends_after_it_started",
            ),
            models.CheckConstraint(
                condition=Q(recalled_on=None, recalled_why="")
                | Q(recalled_on__gte=F("asked_on"), started_on=None) & ~Q(recalled_why=""),
                name="recalled_request_says_why_and_never_started",
            ),
        ]

    def __str__(self) -> str:
        return f"request of {self.episode_id}"


class MissingService(RecordedModel):
    """A service that a family needs and that nobody gives: counted where services are planned."""

    episode = AuthorityForeignKey(Episode, related_name="missing_services")
    need = models.CharField(max_length=40, choices=list(NEED_TAGS.items()))
    wanted = models.TextField()
    noted_on = models.DateField()
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_why = models.TextField(blank=True)

    class Privacy:
        personal = ("episode", "need", "wanted", "noted_on", "taken_back_on", "taken_back_why")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["-noted_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_on=None, taken_back_why="")
                | Q(taken_back_on__isnull=False) & ~Q(taken_back_why=""),
                name="missing_service_taken_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need} of {self.episode_id}"


class ServiceRequestChild(RecordedModel):
    """A child (or family member) for whom a service is asked."""

    request = AuthorityForeignKey(ServiceRequest, related_name="children")
    child = AuthorityForeignKey("people.Person", related_name="+")

    class Privacy:
        personal = ("request", "child")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "child"], name="request_names_a_child_once")
        ]

    def __str__(self) -> str:
        return f"{self.request_id} for {self.child_id}"


class ServiceDecision(RecordedModel):
    """What a service decided, and when; a later one stands beside the earlier."""

    request = AuthorityForeignKey(ServiceRequest, related_name="decisions")
    decision = models.CharField(max_length=10, choices=RequestDecision.choices)
    decided_on = models.DateField()
    waits_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Privacy:
        personal = ("request", "decision", "decided_on", "waits_weeks", "reason")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["decided_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(waits_weeks=None) | Q(decision="waiting"),
                name="only_a_waiting_list_says_how_long",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} for {self.request_id}"
