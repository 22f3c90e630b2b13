"""The assessment form as data: versions of a form, and its questions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.elements import OWN, Domain


class AssessmentForm(BelongsToAuthority):
    """One version of an authority's assessment form; an old assessment keeps the form it was written on.

    A version without a first day is being prepared: there is one at most, and nobody assesses on it.
    """

    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    in_use_from = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "version", "name", "in_use_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "version"], name="form_version_is_unique"),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(in_use_from=None), name="one_form_is_being_prepared"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Question(BelongsToAuthority):
    """One question of a form: an element or one of the authority's own, a concern mark above a story box.

    Beside its box stand what to think about (help_text), how to ask the child and both parents
    (ask_child, ask_parents), and an invented answer that shows how it can be written (example).
    """

    form = AuthorityForeignKey(AssessmentForm, related_name="questions")
    code = models.CharField(max_length=60)
    domain = models.CharField(max_length=20, choices=Domain.choices)
    group = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    help_text = models.TextField(blank=True)
    ask_child = models.TextField(blank=True)
    ask_parents = models.TextField(blank=True)
    example = models.TextField(blank=True)
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
            "ask_child",
            "ask_parents",
            "example",
            "fits_the_unborn",
            "position",
        )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["form", "code"], name="question_is_on_a_form_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_own(self) -> bool:
        """Whether the authority added it; the nineteen elements stand on every form."""
        return self.code.startswith(OWN)
