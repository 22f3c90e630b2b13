"""What is made of what people say: themes, notes of interviews, and what was changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.voices.codes import Kind
from opencaf.voices.models.answers import Answer


class Theme(RecordedModel):
    """What free answers speak of, in the authority's own words."""

    name = models.CharField(max_length=80)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "name")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="theme_is_named_once"),
            models.CheckConstraint(condition=~Q(name=""), name="theme_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Coding(RecordedModel):
    """Somebody who read a free answer says that it speaks of a theme."""

    answer = AuthorityForeignKey(Answer, related_name="codings")
    theme = AuthorityForeignKey(Theme, related_name="codings")

    class Privacy:
        personal = ("answer", "theme")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "theme"], name="answer_has_a_theme_once")]

    def __str__(self) -> str:
        return f"{self.theme_id} in {self.answer_id}"


class Interview(RecordedModel):
    """Notes of a talk about the work, of no case and without names."""

    held_on = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    held_by = models.CharField(max_length=120)
    notes = models.TextField()
    may_be_quoted = models.BooleanField()

    class Privacy:
        personal = ("held_on", "kind", "held_by", "notes")
        plain = (*RECORD_COLUMNS, "may_be_quoted")

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(notes=""), name="interview_has_notes")]

    def __str__(self) -> str:
        return f"interview of {self.held_on}"


class SaidAndDone(RecordedModel):
    """What people said, and what the authority did about it; shown to all who answer or work here."""

    said = models.CharField(max_length=300)
    done = models.CharField(max_length=300)
    done_on = models.DateField()
    taken_down_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "said", "done", "done_on", "taken_down_on")

    class Meta:
        ordering = ["-done_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(said="") & ~Q(done=""), name="said_and_done_have_words")
        ]

    def __str__(self) -> str:
        return self.said
