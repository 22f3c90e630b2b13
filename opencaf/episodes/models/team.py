"""The team around the child and its lead professional."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.core.partial_dates import EXACT
from opencaf.episodes.models.episode import Episode


class LeadProfessional(RecordedModel):
    """Who leads, from a day until (not including) another; never two at once.

    Old registers say who led, mostly not since when: then the accuracy says that the days are not known.
    """

    episode = AuthorityForeignKey(Episode, related_name="lead_professionals")
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    started_on = models.DateField()
    started_accuracy = models.CharField(max_length=3, default=EXACT)
    ended_on = models.DateField(null=True, blank=True)
    ended_accuracy = models.CharField(max_length=3, default=EXACT)
    agreed_at = AuthorityForeignKey("episodes.Meeting", null=True, blank=True, related_name="+")
    chosen_by = models.CharField(max_length=200, blank=True)
    why_ended = models.TextField(blank=True)
    handover_note = models.TextField(blank=True)
    handover_met_on = models.DateField(null=True, blank=True)
    handover_present = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = (
            "episode",
            "practitioner",
            "agency",
            "started_on",
            "ended_on",
            "agreed_at",
            "chosen_by",
            "why_ended",
            "handover_note",
            "handover_met_on",
            "handover_present",
        )
        plain = (*RECORD_COLUMNS, "started_accuracy", "ended_accuracy")

    class Meta:
        ordering = ["started_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="lead_ends_after_beginning",
            ),
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(ended_on=None),
                name="one_lead_professional_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["practitioner", "ended_on"], name="lead_by_practitioner")]

    def __str__(self) -> str:
        return f"{self.practitioner_id} leads {self.episode_id}"


class HandoverStep(RecordedModel):
    """One line of a handover's checklist, as done."""

    lead = AuthorityForeignKey(LeadProfessional, related_name="handover_steps")
    text = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = ("lead", "text")
        plain = (*RECORD_COLUMNS, "position")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class TeamMember(RecordedModel):
    """Somebody in the team around the child: a practitioner, or a family member, from and to."""

    episode = AuthorityForeignKey(Episode, related_name="team_members")
    practitioner = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    role = models.CharField(max_length=120, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ("episode", "practitioner", "person", "agency", "role", "joined_on", "left_on")
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["joined_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practitioner__isnull=False, person=None)
                | Q(practitioner=None, person__isnull=False),
                name="team_member_is_a_practitioner_or_a_family_member",
            ),
            models.UniqueConstraint(
                fields=["episode", "practitioner", "person"],
                condition=Q(left_on=None),
                nulls_distinct=False,
                name="team_member_is_in_the_team_once",
            ),
        ]
        indexes = [models.Index(fields=["practitioner", "left_on"], name="team_by_practitioner")]

    def __str__(self) -> str:
        return f"{self.practitioner_id or self.person_id} in team of {self.episode_id}"
