"""The forms of the chronology: an event, its correction, its removal."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from opencaf.episodes.operations.chronology import EventWords
from opencaf.episodes.queries.chronology import Event
from opencaf.episodes.queries.chronology_known import KnownEvent
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.team import Known
from opencaf.people.models import Person
from opencaf.web.shared.forms import (
    OperationForm,
    PartialDateField,
    PeopleField,
    SelectField,
    StoryField,
    TextField,
)


class EventForm(OperationForm):
    """When it happened, what, who says so, and whom it is about."""

    happened = PartialDateField(
        label="When did it happen?",
        name="the date it happened",
        hint="The day it happened, not the day you write it. For example, 27 3 2019. "
        "Leave out the day or the month if nobody knows them.",
    )
    text = StoryField(
        label="What happened?",
        hint="In a sentence or two, in words that the family would use too",
        missing="Enter what happened",
        rows=3,
    )
    source = TextField(
        label="Who or what says so?",
        hint="For example, his mother, the red book, or a letter from the clinic",
        required=False,
    )
    people = PeopleField(
        label="Whom is it about?",
        hint="Leave this empty if it is about the whole family. Where the family leaves a child out for an "
        "agency, people there do not see an event that names the child.",
        required=False,
        coerce=uuid.UUID,
    )
    element = SelectField(
        label="Does it tell of one part of the assessment?",
        hint="Where the family leaves that part out for an agency, people there do not see the event.",
        blank="No, of none in particular",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        family: Sequence[Known],
        event: Event | None = None,
        known: KnownEvent | None = None,
        **kwargs: Any,
    ) -> None:
        if event:
            kwargs["initial"] = before(event)
        elif known:
            kwargs["initial"] = as_known(known)
        super().__init__(*args, **kwargs)
        self.known: dict[str, Any] = {str(one.id): one for one in event.people} if event else {}
        self.known |= {known.key: known.who for known in family}
        what = {known.key: known.what for known in family}
        fields: Any = self.fields
        fields["people"].choices = [(key, self.known[key].full_name) for key in {**what, **self.known}]
        fields["people"].hints = what
        fields["element"].choices = form_areas().choices_with(event.row.element if event else "")

    def words(self) -> EventWords:
        """What the event says."""
        answers = self.cleaned_data
        return EventWords(
            happened=answers["happened"],
            text=answers["text"],
            source=answers["source"],
            people=self.chosen(answers["people"]),
            element=answers["element"],
        )

    def chosen(self, ids: Sequence[uuid.UUID]) -> list[Person]:
        """Return the people of these ids."""
        return [self.known[str(one)] for one in ids]


class CorrectEventForm(EventForm):
    """The event as it should be, with why it is corrected."""

    reason = StoryField(
        label="Why is it corrected?",
        hint="For example: typing mistake; the clinic gave another date",
        missing="Enter why it is corrected",
        rows=2,
    )


class RemoveEventForm(OperationForm):
    """Why an event is taken out."""

    reason = StoryField(
        label="Why is it removed?",
        hint="For example: it belongs to another family; the family asked for it",
        missing="Enter why it is removed",
        rows=2,
    )


def before(event: Event) -> dict[str, Any]:
    """Return what an event says now, as the form holds it."""
    return {
        "happened": event.happened,
        "text": event.row.text,
        "source": event.row.source,
        "people": [person.id for person in event.people],
        "element": event.row.element,
    }


def as_known(known: KnownEvent) -> dict[str, Any]:
    """Return what the record knows, as the form holds it."""
    return {
        "happened": known.happened,
        "text": known.text,
        "source": known.source,
        "people": [known.person.id],
    }
