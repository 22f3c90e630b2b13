"""The chronology: significant events in the family's life, in order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.core.partial_dates import EXACT, PartialDate
from opencaf.episodes.models.episode import Episode


class ChronologyEvent(RecordedModel):
    """A significant event, on its own day or month or year; recorded_at says when it was written.

    The element is the part of the assessment that it tells of, where it tells of one. An event that was
    removed stays here with the reason, and can be put back.
    """

    episode = AuthorityForeignKey(Episode, related_name="chronology")
    happened_on = models.DateField()
    happened_accuracy = models.CharField(max_length=3, default=EXACT)
    text = models.TextField()
    source = models.CharField(max_length=200, blank=True)
    element = models.CharField(max_length=60, blank=True)
    removed_on = models.DateField(null=True, blank=True)
    removed_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    removed_why = models.TextField(blank=True)

    class Privacy:
        personal = (
            "episode",
            "happened_on",
            "happened_accuracy",
            "text",
            "source",
            "removed_on",
            "removed_by",
            "removed_why",
        )
        plain = (*RECORD_COLUMNS, "element")

    class Meta:
        ordering = ["happened_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="event_says_what_happened"),
            models.CheckConstraint(
                condition=Q(removed_on=None, removed_by=None, removed_why="")
                | (Q(removed_on__isnull=False, removed_by__isnull=False) & ~Q(removed_why="")),
                name="removed_event_says_when_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"event of {self.episode_id}"

    @property
    def happened(self) -> PartialDate:
        """The day with what is known of it."""
        return PartialDate(self.happened_on, self.happened_accuracy)


class ChronologyPerson(RecordedModel):
    """A child or grown-up of the family whom an event is about."""

    event = AuthorityForeignKey(ChronologyEvent, related_name="people")
    person = AuthorityForeignKey("people.Person", related_name="+")

    class Privacy:
        personal = ("event", "person")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="event_names_a_person_once")]

    def __str__(self) -> str:
        return f"{self.event_id} about {self.person_id}"
