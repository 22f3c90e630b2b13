"""Whom an authority asks what they think, at which moment of which case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.voices.codes import Kind, Moment, Outcome
from opencaf.voices.models.questionnaires import Questionnaire


class Asked(RecordedModel):
    """Somebody is asked what they think, once, at a moment of a case; it says whether they did, never what.

    secret_digest: of the link that was last given out; expires_on: the last day on which it works.
    """

    episode = AuthorityForeignKey("episodes.Episode", related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    moment = models.CharField(max_length=18, choices=Moment.choices)
    questionnaire = AuthorityForeignKey(Questionnaire, related_name="+")
    child = AuthorityForeignKey("episodes.EpisodeChild", null=True, blank=True, related_name="+")
    practitioner = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    secret_digest = models.CharField(max_length=64, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    class Privacy:
        personal = ("episode", "child", "practitioner", "secret_digest", "outcome")
        plain = (*RECORD_COLUMNS, "kind", "moment", "questionnaire", "expires_on")

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "moment", "kind", "child", "practitioner"],
                nulls_distinct=False,
                name="somebody_is_asked_once_at_a_moment",
            ),
            models.UniqueConstraint(
                fields=["secret_digest"], condition=~Q(secret_digest=""), name="link_is_one_persons"
            ),
            models.CheckConstraint(
                condition=Q(secret_digest="") | Q(expires_on__isnull=False), name="link_to_answers_ends"
            ),
        ]
        indexes = [models.Index(fields=["authority", "outcome"], name="asked_by_outcome")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.episode_id} at {self.moment}"
