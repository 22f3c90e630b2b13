"""Figures of so many CAFs that no page can wait for them: a job works them out for who asked."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey


class Figure(models.TextChoices):
    YEAR = "year", "What the CAFs of a year cost"
    DEMAND = "demand", "What came in the last twelve months"


class Stage(models.TextChoices):
    WAITING = "waiting", "Waiting for its turn"
    READING = "reading", "Reading the dates"
    COSTING = "costing", "Working out the figures"
    DONE = "done", "Done"
    FAILED = "failed", "Stopped by an error"


class Reckoning(BelongsToAuthority):
    """One figure as somebody asked for it: how far the work is, and the answer as of the day it was read.

    Figures count the CAFs that somebody may count, so that everybody has their own; a new asking takes
    the place of the one before. chosen: what was chosen, in codes. answer: the figure as JSON.
    """

    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    post = AuthorityForeignKey("agencies.Post", related_name="+")
    figure = models.CharField(max_length=10, choices=Figure.choices)
    chosen = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WAITING)
    stage_at = models.DateTimeField()
    answer = models.JSONField(null=True, blank=True)

    class Privacy:
        personal = ("practitioner", "post", "answer")
        plain = ("id", "recorded_at", "authority", "figure", "chosen", "stage", "stage_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "post", "figure", "chosen"], name="figure_is_worked_out_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.chosen}"
