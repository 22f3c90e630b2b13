"""Significant events in the family's life: added, put right, removed and put back, each with its reason."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.audit.corrections import keep_correction
from opencaf.core import clock
from opencaf.core.dates import refuse_future
from opencaf.core.partial_dates import PartialDate, check_accuracy
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import ChronologyEvent, ChronologyPerson, Episode
from opencaf.episodes.permissions import can_correct, can_write
from opencaf.episodes.queries.chronology import Event, event_seen, is_kept_back
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.episodes.reads import children_now
from opencaf.people.models import Person

KEPT_BACK = (
    "The family leaves this out for your agency, so you cannot write about it. "
    "Ask somebody who sees it, or the coordinator, to write it"
)
GONE = "This event is not in the chronology any more"


@dataclass(frozen=True)
class EventWords:
    """What an event says: when it happened, what, who says so, about whom, and of which part it tells."""

    happened: PartialDate
    text: str
    source: str = ""
    people: Sequence[Person] = ()
    element: str = ""

    @property
    def names(self) -> str:
        """Whom it is about, as a correction keeps it."""
        return ", ".join(person.full_name for person in self.people)


@all_or_nothing
def add_event(*, episode: Episode, words: EventWords, by: Practitioner) -> ChronologyEvent:
    """Add an event to the chronology of a case."""
    require(can_write(by, episode))
    refuse_event(words, episode, by)
    event = ChronologyEvent.record(
        by=by,
        episode=episode,
        happened_on=words.happened.day,
        happened_accuracy=words.happened.accuracy,
        text=words.text,
        source=words.source,
        element=words.element,
    )
    name_people(event, words.people, by)
    record_on_trail("event_added", event)
    return event


@all_or_nothing
def correct_event(
    *, episode: Episode, event_id: uuid.UUID, words: EventWords, reason: str, by: Practitioner
) -> ChronologyEvent:
    """Put an event right; what it said before stays readable with the reason."""
    require(can_correct(by, episode))
    event = find_event(episode, event_id, by)
    refuse_event(words, episode, by)
    changed = changes(event, words)
    if not changed:
        raise ValidationError("Change something of the event, or leave it as it is")
    for name, (was, now) in changed.items():
        keep_correction(
            event.row,
            name,
            was=was,
            now=now,
            reason=reason,
            corrected_by_id=by.id,
            corrected_by_name=str(by),
            episode_id=episode.id,
        )
    rewrite(event, words, by)
    record_on_trail("event_corrected", event.row, fields=sorted(changed))
    return event.row


@all_or_nothing
def remove_event(*, episode: Episode, event_id: uuid.UUID, reason: str, by: Practitioner) -> None:
    """Take an event out of the chronology; it stays in the record with the reason."""
    require(can_correct(by, episode))
    event = find_event(episode, event_id, by).row
    event.removed_on, event.removed_by, event.removed_why = clock.today(), by, reason
    event.save(update_fields=["removed_on", "removed_by", "removed_why"])
    record_on_trail("event_removed", event)


@all_or_nothing
def put_back_event(*, episode: Episode, event_id: uuid.UUID, by: Practitioner) -> None:
    """Put an event back that was removed; that it was removed, and why, stays readable."""
    require(can_correct(by, episode))
    event = find_event(episode, event_id, by, removed=True).row
    keep_correction(
        event,
        "removed_why",
        was=f"removed: {event.removed_why}",
        now="",
        reason="put back",
        corrected_by_id=by.id,
        corrected_by_name=str(by),
        episode_id=episode.id,
    )
    event.removed_on, event.removed_by, event.removed_why = None, None, ""
    event.save(update_fields=["removed_on", "removed_by", "removed_why"])
    record_on_trail("event_put_back", event)


def find_event(episode: Episode, event_id: uuid.UUID, by: Practitioner, *, removed: bool = False) -> Event:
    """Return an event that somebody sees, locked; raises ValidationError where it does not stand there."""
    list(ChronologyEvent.objects.select_for_update().filter(pk=event_id, episode=episode).values("id"))
    hidden = withheld_from(by, episode)
    event = event_seen(episode, event_id, children_of(episode), hidden=hidden)
    if event is None or bool(event.row.removed_on) != removed:
        raise ValidationError("This event stands in the chronology already" if removed else GONE)
    return event


def children_of(episode: Episode) -> list[uuid.UUID]:
    """Return the children of a case now."""
    return [row.child_id for row in children_now(episode.id)]


def refuse_event(words: EventWords, episode: Episode, by: Practitioner) -> None:
    """Raise ValidationError for an event to come, of no known part, or that its writer could not see."""
    check_accuracy(words.happened.accuracy)
    refuse_future("happened", words.happened.earliest, "The date it happened")
    if words.element and words.element not in form_areas().codes:
        raise ValidationError({"element": "Select a part of the assessment from the list"})
    hidden = withheld_from(by, episode)
    child_ids = children_of(episode) if hidden else []
    named = [person.id for person in words.people if person.id in {child_id for child_id, _ in hidden}]
    if is_kept_back(named, words.element, child_ids, hidden):
        raise ValidationError({"people": KEPT_BACK})


def changes(event: Event, words: EventWords) -> dict[str, tuple[str, str]]:
    """Return what an event says otherwise from now on: by field what it was and what it is."""
    row, areas = event.row, form_areas()
    before = EventWords(row.happened, row.text, row.source, event.people, row.element)
    said = {
        "happened_on": (str(before.happened), str(words.happened)),
        "text": (before.text, words.text),
        "source": (before.source, words.source),
        "element": (areas.name(before.element), areas.name(words.element)),
    }
    changed = {name: pair for name, pair in said.items() if pair[0] != pair[1]}
    if {one.id for one in before.people} != {one.id for one in words.people}:
        changed["people"] = (before.names, words.names)
    return changed


def rewrite(event: Event, words: EventWords, by: Practitioner) -> None:
    """Let an event say this."""
    row = event.row
    row.happened_on, row.happened_accuracy = words.happened.day, words.happened.accuracy
    row.text, row.source, row.element = words.text, words.source, words.element
    row.save(update_fields=["happened_on", "happened_accuracy", "text", "source", "element"])
    wanted, held = {one.id for one in words.people}, {one.id for one in event.people}
    ChronologyPerson.objects.filter(event=row, person__in=held - wanted).delete()
    name_people(row, [one for one in words.people if one.id not in held], by)


def name_people(event: ChronologyEvent, people: Sequence[Person], by: Practitioner) -> None:
    """Say whom an event is about."""
    ChronologyPerson.objects.bulk_create(
        ChronologyPerson(**signed(by), event=event, person=person) for person in people
    )


def record_on_trail(action: str, event: ChronologyEvent, **detail: Any) -> None:
    """Write on the trail what was done with an event, never what it says."""
    trail.record(
        action, subject_kind="chronology", subject_id=event.id, episode_id=event.episode_id, **detail
    )
