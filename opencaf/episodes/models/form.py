"""The assessment form as data: versions of a form, and its questions."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.elements import Domain


class AssessmentForm(BelongsToAuthority):
    """One version of an authority's assessment form; an old assessment keeps the form it was written on."""

    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    in_use_from = models.DateField()

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "version", "name", "in_use_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "version"], name="form_version_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Question(BelongsToAuthority):
    """One question of a form; the nineteen elements are questions with a concern mark above a story box."""

    form = AuthorityForeignKey(AssessmentForm, related_name="questions")
    code = models.CharField(max_length=60)
    domain = models.CharField(max_length=20, choices=Domain.choices)
    group = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    help_text = models.TextField(blank=True)
    fits_the_unborn = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "authority",
            "form",
            "code",
            "domain",
            "group",
            "name",
            "help_text",
            "fits_the_unborn",
            "position",
        )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["form", "code"], name="question_is_on_a_form_once")]

    def __str__(self) -> str:
        return self.name
