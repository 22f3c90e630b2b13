"""Saved views of reports, the mails that say that one is ready, what months came to at first, and rates."""

from __future__ import annotations

import datetime as dt

from django.db import models

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, Practitioner, RecordedModel
from opencaf.core import clock
from opencaf.core.fields import AuthorityForeignKey
from opencaf.reports.periods import month_of, months_after

DAYS_OF_A_WEEK = 7


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views."""

    def visible_to(self, practitioner: Practitioner) -> SavedViewQuerySet:
        """Those of one's own, and those that are shared in the authority."""
        mine_or_shared = models.Q(recorded_by=practitioner) | models.Q(shared=True)
        return self.filter(mine_or_shared, authority_id=practitioner.authority_id)


class SavedView(RecordedModel):
    """How somebody divides a report, under a name: codes as they stand in its address, and no figure.

    Whoever recorded it has it; shared, everybody of the authority who opens the cases behind figures does.
    """

    report = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    choices = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Privacy:
        personal = ("name",)
        plain = (*RECORD_COLUMNS, "report", "choices", "shared")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["recorded_by", "name"], name="view_of_a_person_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ReadyMail(RecordedModel):
    """A mail to whoever recorded it, which says on its days that a saved view can be read; it names no view.

    on_day: of the week, from 1 for Monday, or of the month. told_on: the day of the last mail.
    """

    class Every(models.TextChoices):
        WEEK = "week", "Every week"
        MONTH = "month", "Every month"

    view = AuthorityForeignKey(SavedView, related_name="mails")
    every = models.CharField(max_length=5, choices=Every.choices)
    on_day = models.PositiveSmallIntegerField()
    told_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ("view",)
        plain = (*RECORD_COLUMNS, "every", "on_day", "told_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["view", "recorded_by"], name="view_is_mailed_to_a_person_once"),
            models.CheckConstraint(
                condition=models.Q(every="week", on_day__gte=1, on_day__lte=5)
                | models.Q(every="month", on_day__gte=1, on_day__lte=28),
                name="mail_comes_on_a_day_that_every_week_or_month_has",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_every_display()}, {self.on_day}"

    def due_on(self, today: dt.date) -> dt.date:
        """Return the last day, up to today, on which it comes."""
        if self.every == self.Every.WEEK:
            return today - dt.timedelta(days=(today.isoweekday() - self.on_day) % DAYS_OF_A_WEEK)
        day = today.replace(day=self.on_day)
        return day if day <= today else months_after(month_of(today), -1).replace(day=self.on_day)

    def is_due(self, today: dt.date) -> bool:
        """Whether a mail is to be written: its day has come since the last one, or since it was asked for."""
        asked_on = self.recorded_at.astimezone(clock.LONDON).date()
        return self.due_on(today) > (self.told_on or asked_on)


class MonthFigure(BelongsToAuthority):
    """What a month of a report came to when it was first counted after its end, and last night.

    The whole authority, undivided, without shielded records; none of a person or place.
    """

    report = models.CharField(max_length=40)
    month = models.DateField()
    first_number = models.PositiveIntegerField()
    first_on = models.DateField(default=clock.today)
    number = models.PositiveIntegerField()
    counted_on = models.DateField(default=clock.today)

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "authority",
            "report",
            "month",
            "first_number",
            "first_on",
            "number",
            "counted_on",
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "report", "month"], name="month_of_a_report_is_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} in {self.month:%B %Y}: {self.first_number}, then {self.number}"

    @property
    def more(self) -> int:
        """By how much it is larger now than when it was first counted."""
        return self.number - self.first_number


class ChildrenLiving(RecordedModel):
    """How many children aged 0 to 17 live in a locality, or in the whole authority, and who says so.

    year: that in which a financial year begins. The newest row of a year and a place is what is said now;
    without a number it takes back what was said.
    """

    year = models.PositiveSmallIntegerField()
    locality = AuthorityForeignKey("agencies.Locality", null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "year", "locality", "number", "source")

    def __str__(self) -> str:
        return f"{self.number} in {self.year}"
