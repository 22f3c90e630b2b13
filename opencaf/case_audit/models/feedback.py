"""What an audit tells those who wrote: what was good first; their answer, and the look after three months."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.case_audit.models.rounds import SampledCase
from opencaf.core.fields import AuthorityForeignKey


class Theme(RecordedModel):
    """Something that audits find again and again, in the authority's own words."""

    name = models.CharField(max_length=100)
    stopped_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "name", "stopped_on")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="theme_has_its_own_name")]

    def __str__(self) -> str:
        return self.name


class Feedback(RecordedModel):
    """Feedback about one case to who wrote its assessment and who leads it. It holds no score."""

    sampled = AuthorityForeignKey(SampledCase, related_name="feedback")
    episode = AuthorityForeignKey("episodes.Episode", related_name="+")
    assessor = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    lead = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    good = models.TextField()
    better = models.TextField(blank=True)
    given_on = models.DateField()
    look_again_on = models.DateField()
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)
    replied_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    found_again = models.TextField(blank=True)
    looked_on = models.DateField(null=True, blank=True)
    looked_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Privacy:
        personal = (
            "sampled",
            "episode",
            "assessor",
            "lead",
            "good",
            "better",
            "given_on",
            "look_again_on",
            "reply",
            "replied_on",
            "replied_by",
            "found_again",
            "looked_on",
            "looked_by",
        )
        plain = RECORD_COLUMNS

    class Meta:
        verbose_name_plural = "feedback"
        ordering = ["look_again_on", "id"]
        indexes = [
            models.Index(fields=["episode"], name="audit_feedback_by_episode"),
            models.Index(fields=["assessor"], name="feedback_by_assessor"),
            models.Index(fields=["lead"], name="audit_feedback_by_lead"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sampled"], name="case_gets_feedback_once_a_round"),
            models.CheckConstraint(condition=~Q(good=""), name="feedback_says_what_was_good"),
            models.CheckConstraint(
                condition=Q(reply="", replied_on=None, replied_by=None)
                | (~Q(reply="") & Q(replied_on__isnull=False, replied_by__isnull=False)),
                name="reply_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(found_again="", looked_on=None, looked_by=None)
                | (~Q(found_again="") & Q(looked_on__isnull=False, looked_by__isnull=False)),
                name="second_look_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"Feedback of {self.given_on}"


class FeedbackTheme(RecordedModel):
    """A theme that was found in a case."""

    feedback = AuthorityForeignKey(Feedback, related_name="themes")
    theme = AuthorityForeignKey(Theme, related_name="found")

    class Privacy:
        personal = ("feedback",)
        plain = (*RECORD_COLUMNS, "theme")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feedback", "theme"], name="theme_is_found_in_a_case_once")
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} in {self.feedback_id}"
