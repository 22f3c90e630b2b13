"""Time spent on a CAF: noted in the case, brought in from surveys, or estimated by a group.

Who answered is a respondent with a code; only the respondent's row knows whose code it is, and nothing
that analysts read asks for it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel, Sector
from opencaf.core.fields import AuthorityForeignKey
from opencaf.costing.models.catalogue import ProcessChoice


class TimeState(models.TextChoices):
    DONE = "done", "Done"
    NOT_DONE = "not_done", "Not done"
    MISSING = "missing", "Not known"


class Mode(models.TextChoices):
    EVENT_RECORD = "event_record", "Noted as it happened"
    SURVEY = "survey", "Survey"
    FOCUS_GROUP = "focus_group", "Estimate of a group"


class Respondent(RecordedModel):
    """Somebody (or a group) who tells how long things take, under a code."""

    code = models.CharField(max_length=12)
    practitioner = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    origin_digest = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=120)
    sector = models.CharField(max_length=30, choices=Sector.choices, default=Sector.UNKNOWN)

    class Privacy:
        personal = ("practitioner", "origin_digest")
        plain = (*RECORD_COLUMNS, "code", "role", "sector")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="respondent_has_a_code_of_their_own"),
            models.UniqueConstraint(
                fields=["practitioner"],
                condition=Q(practitioner__isnull=False),
                name="practitioner_answers_under_one_code",
            ),
            models.UniqueConstraint(
                fields=["authority", "origin_digest"],
                condition=~Q(origin_digest=""),
                name="name_in_a_file_has_one_code",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TimeEntry(RecordedModel):
    """What one respondent says of one activity: minutes, not done (a true nought), or not known."""

    respondent = AuthorityForeignKey(Respondent, related_name="entries")
    activity = models.CharField(max_length=12)
    process = models.CharField(max_length=20, choices=ProcessChoice.choices)
    role = models.CharField(max_length=120)
    sector = models.CharField(max_length=30, choices=Sector.choices, default=Sector.UNKNOWN)
    recording_system = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=TimeState.choices)
    minutes = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    low = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    most_likely = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    cases = models.PositiveSmallIntegerField(default=1)
    episode = AuthorityForeignKey("episodes.Episode", null=True, blank=True, related_name="+")
    need_group = models.CharField(max_length=60, blank=True)
    mode = models.CharField(max_length=14, choices=Mode.choices)
    happened_on = models.DateField(null=True, blank=True)
    line = AuthorityForeignKey("costing.ImportLine", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ("respondent", "episode", "happened_on", "minutes")
        plain = (
            *RECORD_COLUMNS,
            "activity",
            "process",
            "role",
            "sector",
            "recording_system",
            "state",
            "low",
            "most_likely",
            "high",
            "cases",
            "need_group",
            "mode",
            "line",
        )

    class Meta:
        verbose_name_plural = "time entries"
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state="done", minutes__isnull=False, low=None, most_likely=None, high=None)
                    | Q(state="done", minutes=None, low__isnull=False, most_likely__isnull=False)
                    & Q(high__isnull=False)
                    | ~Q(state="done") & Q(minutes=None, low=None, most_likely=None, high=None)
                ),
                name="time_has_minutes_or_three_estimates_only_when_done",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=0, minutes__lte=1440),
                name="minutes_fit_in_a_day",
            ),
            models.CheckConstraint(
                condition=Q(low=None)
                | Q(low__gte=0, high__lte=1440, low__lte=F("most_likely"), most_likely__lte=F("high")),
                name="estimates_stand_in_order",
            ),
            models.CheckConstraint(condition=Q(cases__gte=1), name="time_speaks_for_a_case_at_least"),
        ]
        indexes = [
            models.Index(fields=["episode", "happened_on"], name="time_by_episode"),
            models.Index(fields=["authority", "process"], name="time_by_process"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.state}"


class Stopwatch(RecordedModel):
    """A clock that somebody has started in a case; one runs at a time."""

    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="+")
    episode = AuthorityForeignKey("episodes.Episode", related_name="+")
    activity = models.CharField(max_length=12)
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("practitioner", "episode", "started_at", "stopped_at")
        plain = (*RECORD_COLUMNS, "activity")

    class Meta:
        verbose_name_plural = "stopwatches"
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner"],
                condition=Q(stopped_at=None),
                name="one_stopwatch_runs_for_a_practitioner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} since {self.started_at:%H:%M}"
