"""Around the lead professional: the lead offered and answered, and who does the work without the title."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.episode import Episode
from opencaf.episodes.models.team import LeadProfessional


class LeadOffer(RecordedModel):
    """The lead of a case, offered to a practitioner, who accepts or declines; one waits at a time.

    The offered one sees this row without seeing the case (docs/adr/0034). Where somebody leads at the time,
    why_changed says why they hand over, and handover_note what the next one must know.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        TAKEN_BACK = "taken_back", "Taken back"
        OVERTAKEN = "overtaken", "Settled in another way"

    episode = AuthorityForeignKey(Episode, related_name="lead_offers")
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    offered_by = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    offered_on = models.DateField()
    words = models.TextField(blank=True)
    why_changed = models.TextField(blank=True)
    handover_note = models.TextField(blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    lead = AuthorityForeignKey(LeadProfessional, null=True, blank=True, related_name="offers")

    class Privacy:
        personal = (
            "episode",
            "practitioner",
            "offered_by",
            "offered_on",
            "words",
            "why_changed",
            "handover_note",
            "answer",
            "answered_on",
            "answered_by",
            "reason",
            "lead",
        )
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["offered_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(answer=""), name="one_offer_of_the_lead_waits"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answered_by=None, reason="")
                | (
                    ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_on__gte=F("offered_on"))
                    & (Q(answer="accepted") | ~Q(reason=""))
                ),
                name="answer_to_an_offer_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(answer="accepted", lead__isnull=False) | (~Q(answer="accepted") & Q(lead=None)),
                name="accepted_offer_has_its_lead",
            ),
        ]
        indexes = [models.Index(fields=["practitioner", "answer"], name="offer_by_practitioner")]

    def __str__(self) -> str:
        return f"lead of {self.episode_id} offered to {self.practitioner_id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.answer

    @property
    def is_handover(self) -> bool:
        """Whether somebody leads and hands over when it is accepted."""
        return bool(self.why_changed)


class Coordination(RecordedModel):
    """Who does the lead professional's work without the title, from a day until (not including) another.

    A practitioner, or a member of the family where they chose to do it themselves.
    """

    episode = AuthorityForeignKey(Episode, related_name="coordinations")
    practitioner = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    person = AuthorityForeignKey("people.Person", null=True, blank=True, related_name="+")
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    why = models.TextField()
    chosen_by = models.CharField(max_length=200, blank=True)
    why_ended = models.TextField(blank=True)

    class Privacy:
        personal = (
            "episode",
            "practitioner",
            "person",
            "agency",
            "started_on",
            "ended_on",
            "why",
            "chosen_by",
            "why_ended",
        )
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["started_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(practitioner__isnull=False, person=None)
                | Q(practitioner=None, person__isnull=False),
                name="work_is_done_by_a_practitioner_or_a_family_member",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="work_without_the_title_says_why"),
            models.CheckConstraint(
                condition=Q(ended_on=None, why_ended="")
                | (Q(ended_on__gte=F("started_on")) & ~Q(why_ended="")),
                name="end_of_the_work_says_when_and_why",
            ),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(ended_on=None), name="one_does_the_work_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["practitioner", "ended_on"], name="work_by_practitioner")]

    def __str__(self) -> str:
        return f"{self.practitioner_id or self.person_id} does the work in {self.episode_id}"

    @property
    def who(self) -> str:
        """The name of who does the work."""
        return str(self.practitioner or self.person)
