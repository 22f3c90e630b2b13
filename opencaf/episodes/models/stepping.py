"""Stepping up to children's social care and down from it: one path of dated steps."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.codes import StepAnswer, StepDirection
from opencaf.episodes.models.assessment import Assessment
from opencaf.episodes.models.episode import Episode
from opencaf.episodes.models.meeting import Meeting
from opencaf.episodes.models.sharing import SharingDecision


class ThresholdStep(RecordedModel):
    """A step up to social care, with its packet, answer and feedback, or a step down from it.

    agency: to whom, or by whom. What social care sends back is answered once; what is sent again is a step
    of its own, after the one it follows. meeting: what goes with a step up; of a step down, the last
    child-in-need meeting, which is the first team meeting.
    """

    episode = AuthorityForeignKey(Episode, related_name="threshold_steps")
    direction = models.CharField(max_length=4, choices=StepDirection.choices)
    agency = AuthorityForeignKey("agencies.Agency", related_name="+")
    decided_on = models.DateField()
    decided_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    what_happened = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    again_after = AuthorityForeignKey("self", null=True, blank=True, related_name="sent_again")
    assessment = AuthorityForeignKey(Assessment, null=True, blank=True, related_name="+")
    with_plan = models.BooleanField(default=False)
    meeting = AuthorityForeignKey(Meeting, null=True, blank=True, related_name="+")
    sharing_decision = AuthorityForeignKey(SharingDecision, null=True, blank=True, related_name="+")
    handed_over = models.TextField(blank=True)
    answer = models.CharField(max_length=16, choices=StepAnswer.choices, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer_reason = models.TextField(blank=True)
    feedback = models.TextField(blank=True)
    fed_back_on = models.DateField(null=True, blank=True)
    would_have_helped = models.TextField(blank=True)
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_why = models.TextField(blank=True)
    taken_back_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = (
            "episode",
            "direction",
            "agency",
            "decided_on",
            "decided_by",
            "reason",
            "what_happened",
            "sent_on",
            "sent_by",
            "again_after",
            "assessment",
            "with_plan",
            "meeting",
            "sharing_decision",
            "handed_over",
            "answer",
            "answered_on",
            "answer_reason",
            "feedback",
            "fed_back_on",
            "would_have_helped",
            "taken_back_on",
            "taken_back_why",
            "taken_back_by",
        )
        plain = RECORD_COLUMNS

    class Meta:
        ordering = ["decided_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="up", sent_on__gte=F("decided_on"), sent_by__isnull=False)
                | Q(direction="down", sent_on=None, sent_by=None, answer="", fed_back_on=None),
                name="step_up_is_sent_and_step_down_is_not",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_on__gte=F("sent_on")),
                name="answer_to_a_step_up_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(fed_back_on=None, feedback="") | Q(fed_back_on__gte=F("sent_on")),
                name="feedback_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on=None, taken_back_by=None, taken_back_why="")
                | (Q(taken_back_on__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_why="")),
                name="step_taken_back_says_why_and_by_whom",
            ),
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(direction="up", answer="", taken_back_on=None),
                name="one_step_up_waits_for_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.direction} of {self.episode_id}"

    @property
    def is_up(self) -> bool:
        """Whether social care is asked, rather than hands back."""
        return self.direction == StepDirection.UP

    @property
    def is_waiting(self) -> bool:
        """Whether social care has not answered a step up."""
        return self.is_up and not self.answer and self.taken_back_on is None


class ThresholdStepPerson(RecordedModel):
    """Somebody of the family who agreed to a step, or did not."""

    step = AuthorityForeignKey(ThresholdStep, related_name="people")
    person = AuthorityForeignKey("people.Person", related_name="+")
    agreed = models.BooleanField()

    class Privacy:
        personal = ("step", "person", "agreed")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "person"], name="step_names_a_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} about {self.step_id}"


class SocialCareNumber(RecordedModel):
    """Social care's own number of the case, for coordinators and social care alone.

    It stands in a table of its own, so that the database shows it to nobody else who works with the case.
    """

    step = AuthorityForeignKey(ThresholdStep, related_name="social_care_numbers")
    number = models.CharField(max_length=200)

    class Privacy:
        personal = ("step", "number")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step"], name="step_has_one_social_care_number"),
        ]

    def __str__(self) -> str:
        return f"number for {self.step_id}"
