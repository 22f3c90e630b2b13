"""CAFs of a register as cases: begin and end, who began and led, meetings, the completed form, notes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from opencaf.agencies.models import MeetingKind
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.partial_dates import EXACT, NOT_KNOWN, PartialDate
from opencaf.core.references import make_reference
from opencaf.episodes.codes import ClosureReason, ContactKind, OutcomeLevel
from opencaf.episodes.models import (
    Assessment,
    AssessmentForm,
    Closure,
    ContactNote,
    Episode,
    EpisodeChild,
    LeadProfessional,
    Meeting,
)
from opencaf.episodes.queries.forms import form_asked_on
from opencaf.episodes.states import State
from opencaf.registers.interpreting.readings import Reading
from opencaf.registers.writing.days import CaseDays, days_of
from opencaf.registers.writing.rows import Rows
from opencaf.registers.writing.told import value_of
from opencaf.registers.writing.workers import Workers

TEAM, PANEL = "tac", "panel"
NOT_HELD = "The register says that it was not held."
FAMILY_ABSENT = "The register says that the family did not come."
UNTIL_WHEN = "The register names who led before, not until when."
HAS_LEFT = "The register says that they have left."
TWICE_OPEN = "The register has two CAFs of this child open."
AS_IT_STOOD = "Note of the register, which says no day. It stood there on {day}: {note}"
NOTE_OF_A_FORM = "received"


class Cases:
    """Adds CAFs to a portion."""

    def __init__(self, rows: Rows, workers: Workers, *, register: str, up_to: dt.date) -> None:
        self.rows, self.workers, self.register, self.up_to = rows, workers, register, up_to
        authority_id = rows.by.authority_id
        kinds = list(MeetingKind.objects.filter(authority_id=authority_id).order_by("position"))
        self.kinds = {kind.code: kind.id for kind in kinds}
        self.any_kind = next((kind.id for kind in kinds), None)
        form: AssessmentForm | None = form_asked_on(clock.today(), authority_id)
        self.form_id = form.id if form else None
        self.code = rows.by.authority.code
        self.open: set[uuid.UUID] = set()

    def add_case(self, readings: Sequence[Reading], children: Sequence[uuid.UUID], number: int) -> uuid.UUID:
        """Add a CAF by its rows, the one that counts most first; number: of its year, as was given out."""
        values = whole_of(readings)
        days = days_of(values, self.up_to)
        case_id = new_id()
        agency_id = self.workers.agency(values.get("agency"))
        initiator_id = self.workers.worker(str(value_of(values, "initiator") or ""), agency_id)
        self.add_meetings(case_id, days)
        led = self.add_leads(case_id, readings, values, days, agency_id)
        self.add_form(case_id, days, initiator_id)
        before = state_of(days, has_lead=led)
        state = State.CLOSED if days.closed else before
        if days.closed:
            self.add_closure(case_id, values, days.closed, before)
        self.add_notes(case_id, readings, values)
        self.rows.add(
            Episode,
            id=case_id,
            reference=make_reference(self.code, days.intended.day.year, number),
            locality_id=self.workers.locality(value_of(values, "locality")),
            state=state,
            intended_on=days.intended.day,
            intended_accuracy=days.intended.accuracy,
            initiator_id=initiator_id,
            initiating_agency_id=agency_id,
            why=str(value_of(values, "needs") or ""),
            told=f"Old register {self.register}, {readings[0].place}"[:200],
            closed_on=days.closed.day if days.closed else None,
            closed_accuracy=days.closed.accuracy if days.closed else EXACT,
        )
        self.add_children(case_id, children, days.intended.day, is_open=state != State.CLOSED)
        return case_id

    def add_children(
        self, case_id: uuid.UUID, children: Sequence[uuid.UUID], joined_on: dt.date, *, is_open: bool
    ) -> None:
        """Say which children a case is about; of a child with two open CAFs the second says why."""
        for position, child_id in enumerate(children):
            reason = TWICE_OPEN if is_open and child_id in self.open else ""
            if is_open:
                self.open.add(child_id)
            self.rows.add(
                EpisodeChild,
                episode_id=case_id,
                child_id=child_id,
                joined_on=joined_on,
                is_open=is_open,
                second_open_reason=reason,
                position=position,
            )

    def add_meetings(self, case_id: uuid.UUID, days: CaseDays) -> None:
        """Add the meetings; each that was held leads to the next one, the last to the review that is due."""
        held = sorted(one.day for one in days.meetings if one.day)
        for one in days.meetings:
            is_held, kind = one.status == Meeting.Status.HELD, PANEL if one.is_panel else TEAM
            following = [day for day in [*held, days.review_due_on] if day and one.day and day > one.day]
            self.rows.add(
                Meeting,
                episode_id=case_id,
                kind_id=self.kinds.get(kind, self.any_kind),
                purpose="Panel" if one.is_panel and PANEL not in self.kinds else "",
                status=one.status,
                planned_for=None if is_held else one.day,
                held_on=one.day if is_held else None,
                next_on=min(following, default=None) if is_held else None,
                why_cancelled=NOT_HELD if one.status == Meeting.Status.CANCELLED else "",
                why_without_family="" if one.came else FAMILY_ABSENT,
            )

    def add_leads(
        self,
        case_id: uuid.UUID,
        readings: Sequence[Reading],
        values: dict[str, Any],
        days: CaseDays,
        agency_id: uuid.UUID,
    ) -> bool:
        """Add who leads and who led before; whether somebody leads now."""
        said = values.get("lead_professional", {})
        name = said.get("value")
        if not name:
            return False
        own = self.workers.agency(values["lp_agency"]) if value_of(values, "lp_agency") else None
        lead_agency = own or (
            agency_id if name == value_of(values, "initiator") else self.workers.agency(None)
        )
        since = led_since(readings, days)
        until = PartialDate(since.day, NOT_KNOWN)
        for before in said.get("previous", ()):
            self.add_lead(case_id, before["value"], self.workers.agency(None), None, until, UNTIL_WHEN)
        has_left = any(flag["code"] == "lead_professional_left" for one in readings for flag in one.flags)
        ended = days.closed or (PartialDate(max(self.up_to, since.day), NOT_KNOWN) if has_left else None)
        self.add_lead(case_id, name, lead_agency, since, ended, HAS_LEFT if has_left else "")
        return ended is None

    def add_lead(
        self,
        case_id: uuid.UUID,
        name: str,
        agency_id: uuid.UUID,
        since: PartialDate | None,
        ended: PartialDate | None,
        why_ended: str,
    ) -> None:
        """Add somebody who led; since is not known of who led before."""
        begun = since or PartialDate((ended or PartialDate(self.up_to)).day, NOT_KNOWN)
        self.rows.add(
            LeadProfessional,
            episode_id=case_id,
            practitioner_id=self.workers.worker(str(name), agency_id),
            agency_id=agency_id,
            started_on=begun.day,
            started_accuracy=begun.accuracy,
            ended_on=max(ended.day, begun.day) if ended else None,
            ended_accuracy=ended.accuracy if ended else EXACT,
            why_ended=why_ended,
        )

    def add_form(self, case_id: uuid.UUID, days: CaseDays, assessor_id: uuid.UUID) -> None:
        """Add the completed form, of which the register has the day alone."""
        if days.completed_on and self.form_id:
            self.rows.add(
                Assessment,
                episode_id=case_id,
                form_id=self.form_id,
                state=Assessment.State.COMPLETED,
                started_on=min(days.intended.day, days.completed_on),
                completed_on=days.completed_on,
                assessor_id=assessor_id,
            )

    def add_closure(
        self, case_id: uuid.UUID, values: dict[str, Any], closed: PartialDate, before: str
    ) -> None:
        """Add how a case ended; the register does not say how far its outcomes were met."""
        said = values.get("closure", {})
        reason = said.get("value")
        if reason not in ClosureReason.values:
            refused = said.get("category") == ClosureReason.NO_FURTHER_ACTION
            reason = ClosureReason.NO_FURTHER_ACTION if refused else ClosureReason.NOT_STATED
        self.rows.add(
            Closure,
            episode_id=case_id,
            closed_on=closed.day,
            state_before=before,
            reason=reason,
            outcome_level=OutcomeLevel.NOT_ASSESSED,
        )

    def add_notes(self, case_id: uuid.UUID, readings: Sequence[Reading], values: dict[str, Any]) -> None:
        """Add the notes, each on its day where the register has one."""
        events = [one for one in readings if "event" in one.values]
        for one in events:
            event = one.values["event"]
            on = event.get("on") or event.get("entered_on")
            if event.get("text") and event.get("kind") != NOTE_OF_A_FORM and on:
                self.add_note(case_id, dt.date.fromisoformat(on), event["text"])
        said = dict.fromkeys(note for one in readings if (note := value_of(one.values, "notes")))
        for note in () if events else said:
            words = AS_IT_STOOD.format(day=f"{self.up_to.day} {self.up_to:%B %Y}", note=note)
            self.add_note(case_id, self.up_to, words)

    def add_note(self, case_id: uuid.UUID, day: dt.date, text: str) -> None:
        """Add a note."""
        self.rows.add(ContactNote, episode_id=case_id, kind=ContactKind.NOTE, happened_on=day, text=text)


def whole_of(readings: Sequence[Reading]) -> dict[str, Any]:
    """Return the values of a case: those of its first row, filled up from the others."""
    found: dict[str, Any] = {}
    for reading in readings:
        for name, said in reading.values.items():
            if name not in found or (found[name].get("value") is None and not found[name].get("state")):
                found[name] = said
    return found


def year_of(readings: Sequence[Reading], up_to: dt.date) -> int:
    """Return the year from which a case has its reference."""
    return days_of(whole_of(readings), up_to).intended.day.year


def led_since(readings: Sequence[Reading], days: CaseDays) -> PartialDate:
    """Return since when somebody leads: as an event says, else from the start at the earliest."""
    told = [
        one.values["event"]["on"]
        for one in readings
        if one.values.get("event", {}).get("kind") in ("lead", "lead_changed")
        and one.values["event"].get("on")
    ]
    if told:
        return PartialDate(dt.date.fromisoformat(max(told)))
    return PartialDate(days.intended.day, NOT_KNOWN)


def state_of(days: CaseDays, *, has_lead: bool) -> State:
    """Return how far an open case is."""
    if has_lead or any(one.status == "held" and not one.is_panel for one in days.meetings):
        return State.SUPPORTING
    return State.PLANNING if days.completed_on else State.INTENDED
