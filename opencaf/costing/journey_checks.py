"""What stands against costing a child's events: order, overlaps, gaps, days that cannot be."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from opencaf.costing.calendar_months import Span
from opencaf.costing.catalogue import EVENT_PROCESSES, MEETING_SUBTYPES
from opencaf.costing.findings import Findings
from opencaf.costing.journeys import STEPS_WITHOUT_COST, WINDOW_WITHOUT_LIMITS, CostInput, Event, LeadSpell

MUST_NOT_COME_AFTER = [
    ("intention", "assessment"),
    ("assessment", "initial_tac"),
    ("consent", "initial_tac"),
    ("initial_tac", "subsequent_tac"),
]
ONCE = {"intention": "E09", "initial_tac": "E08", "close": "E08"}


@dataclass
class Journey:
    """One CAF of one child: its dated events in order, and its lead professionals."""

    child: str
    case: str
    events: list[Event] = field(default_factory=list)
    spells: list[LeadSpell] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.child} ({self.case})" if self.case else self.child

    def first(self, process: str) -> date | None:
        """Return the first day of a process."""
        return min(self.days(process), default=None)

    def days(self, process: str) -> list[date]:
        """Return the days of a process."""
        return [event.on for event in self.events if event.process == process and event.on]

    @property
    def opened_on(self) -> date | None:
        return min((event.on for event in self.events if event.on), default=None)

    @property
    def closed_on(self) -> date | None:
        return self.first("close")

    @property
    def support_starts_on(self) -> date | None:
        """The day the lead professional was agreed: the first meeting, else the first spell."""
        return self.first("initial_tac") or min((spell.starts_on for spell in self.spells), default=None)


def journeys_of(given: CostInput) -> list[Journey]:
    """Return each CAF with its events sorted by day."""
    found: dict[tuple[str, str], Journey] = {}
    for event in given.events:
        journey = found.setdefault((event.child, event.case), Journey(event.child, event.case))
        journey.events.append(event)
    for spell in given.lead_spells:
        journey = found.setdefault((spell.child, spell.case), Journey(spell.child, spell.case))
        journey.spells.append(spell)
    for journey in found.values():
        journey.events.sort(key=order_of)
        journey.spells.sort(key=lambda spell: (spell.starts_on, spell.ends_on or date.max, spell.role))
    return sorted(found.values(), key=lambda journey: (journey.child, journey.case))


def order_of(event: Event) -> tuple[date, str, str, str]:
    """Return what events are sorted by, so that the order of entry makes no difference."""
    return event.on or date.max, event.process, event.role, event.agency


def check_events(given: CostInput, findings: Findings) -> None:
    """Refuse events that cannot be understood on their own."""
    for place, event in enumerate(given.events, 1):
        where = f"events[{place}]"
        if event.process not in EVENT_PROCESSES and event.process not in STEPS_WITHOUT_COST:
            named = ", ".join([*sorted(EVENT_PROCESSES), *STEPS_WITHOUT_COST])
            findings.add("E13", f"{where}.process", f"{event.process} is no event; use one of {named}.")
        if event.subtype and event.subtype.lower() not in MEETING_SUBTYPES:
            named = ", ".join(MEETING_SUBTYPES)
            findings.add(
                "E13", f"{where}.subtype", f"{event.subtype} is no kind of meeting; use one of {named}."
            )
        if (event.shared or event.shared_between) and not event.sibling_group:
            sentence = "Name the sibling group of this shared meeting, so that its cost can be split."
            findings.add("E14", f"{where}.sibling_group", sentence)
        check_extract(event.on, given.extract_on, f"{where}.on", findings)
    for place, spell in enumerate(given.lead_spells, 1):
        check_extract(spell.starts_on, given.extract_on, f"lead_spells[{place}].starts_on", findings)
        if spell.ends_on and spell.ends_on < spell.starts_on:
            sentence = (
                f"The spell ends on {spell.ends_on}, before it starts on {spell.starts_on}: correct one."
            )
            findings.add("E10", f"lead_spells[{place}]", sentence)
    for place, use in enumerate(given.services, 1):
        check_extract(use.on, given.extract_on, f"services[{place}].on", findings)


def check_extract(day: date | None, extract_on: date | None, where: str, findings: Findings) -> None:
    """Refuse a day after the data were taken."""
    if day and extract_on and day > extract_on:
        sentence = f"{day} is after {extract_on}, when the data were taken: correct the date, or extract_on."
        findings.add("E12", where, sentence)


def check_journeys(journeys: list[Journey], given: CostInput, findings: Findings) -> None:
    """Refuse journeys that cannot have been so."""
    for journey in journeys:
        check_order(journey, findings)
        if journey.closed_on is None and journey.support_starts_on and end_of_open_case(given) is None:
            sentence = (
                f"{journey.name} is not closed: give extract_on, the day the data were taken, or window_to, so that its "
                "support ends somewhere."
            )
            findings.add("E00", "extract_on", sentence)
    findings.refuse()
    for journey in journeys:
        check_spells(journey, given, findings)
    check_open_twice(journeys, findings)


def check_order(journey: Journey, findings: Findings) -> None:
    """Refuse events in an order that the process does not have."""
    counted = Counter(event.process for event in journey.events)
    for process, code in ONCE.items():
        if counted[process] > 1:
            sentence = (
                f"{journey.name} has {counted[process]} events {process}; tell its CAFs apart with case."
            )
            findings.add(code, "events", sentence)
    for earlier, later in MUST_NOT_COME_AFTER:
        before, after = journey.first(earlier), journey.first(later)
        if before and after and before > after:
            sentence = f"{journey.name}: {later} on {after} comes before {earlier} on {before}; correct one of the dates."
            findings.add("E08", "events", sentence)
    check_closing(journey, findings)
    check_steps(journey, findings)


def check_steps(journey: Journey, findings: Findings) -> None:
    """Refuse two steps up without one down between them, and a step down out of support that ran."""
    start, days = journey.support_starts_on, defaultdict(list)
    for event in journey.events:
        if event.on and event.process in ("step_up", "step_down"):
            days[event.on].append(event.process)
    is_up: bool | None = None
    for place, (on, steps) in enumerate(sorted(days.items())):
        ran = is_up is False or (place == 0 and start is not None and on > start)
        if steps == ["step_up"] and is_up:
            sentence = (
                f"{journey.name}: step_up on {on} follows another step_up: enter the step_down between them."
            )
            findings.add("E08", "events", sentence)
        if steps == ["step_down"] and ran:
            sentence = f"{journey.name}: step_down on {on} comes without a step_up before it: enter that."
            findings.add("E08", "events", sentence)
        is_up = None if len(steps) > 1 else steps == ["step_up"]  # of one day nobody knows which came first


def check_closing(journey: Journey, findings: Findings) -> None:
    """Refuse a closing that comes before support or before another event."""
    closed, supported = journey.closed_on, journey.support_starts_on
    if closed is None:
        return
    if supported and closed < supported:
        sentence = f"{journey.name} closed on {closed}, before its support began on {supported}; correct one."
        findings.add("E11", "events", sentence)
    for event in journey.events:
        is_start = event.on == supported and event.process == "initial_tac"
        if event.on and event.on > closed and not is_start:
            sentence = (
                f"{journey.name}: {event.process} on {event.on} comes after closing on {closed}; correct one."
            )
            findings.add("E08", "events", sentence)


def check_open_twice(journeys: list[Journey], findings: Findings) -> None:
    """Refuse two CAFs of one child that are open on the same days."""
    of_child: dict[str, list[Journey]] = defaultdict(list)
    for journey in journeys:
        if journey.opened_on:
            of_child[journey.child].append(journey)
    for child, several in of_child.items():
        several.sort(key=lambda journey: journey.opened_on or date.max)
        for before, after in pairwise(several):
            opened = after.opened_on or date.max
            if before.closed_on is None or before.closed_on > opened:
                sentence = (
                    f"{child} has two open CAFs: {before.case or 'the one without a name'} is not closed when "
                    f"{after.case or 'the one without a name'} opens on {opened}. Close one, or join them."
                )
                findings.add("E09", "events", sentence)


def end_of_open_case(given: CostInput) -> date | None:
    """Return where a case that is not closed ends: with the window or with the data."""
    return min((day for day in (given.window_to, given.extract_on) if day), default=None)


def support_ends_on(journey: Journey, given: CostInput) -> date:
    """Return the first day without support."""
    return journey.closed_on or end_of_open_case(given) or WINDOW_WITHOUT_LIMITS[1]


def supported_spans(journey: Journey, given: CostInput) -> list[Span]:
    """Return the days that support lasts: from the first meeting to closing, less what social care led."""
    start = journey.support_starts_on
    if start is None:
        return []
    end = support_ends_on(journey, given)
    spans, running = [], start
    is_running = True
    for event in journey.events:
        if event.on is None or event.process not in {"step_up", "step_down"}:
            continue
        if event.process == "step_up" and is_running and not event.lead_professional_stays:
            spans.append(Span(running, min(event.on, end)))
            is_running = False
        elif event.process == "step_down" and not is_running:
            running, is_running = max(event.on, start), True
    if is_running:
        spans.append(Span(running, end))
    return [span for span in spans if span.days]


def check_spells(journey: Journey, given: CostInput, findings: Findings) -> None:
    """Refuse lead professionals who overlap, leave a gap, or serve outside the support."""
    if not journey.spells:
        return
    end = support_ends_on(journey, given)
    covered = [
        Span(spell.starts_on, min(spell.ends_on or end, WINDOW_WITHOUT_LIMITS[1])) for spell in journey.spells
    ]
    covered = [span for span in covered if span.days]
    for before, after in pairwise(covered):
        if before.ends_on > after.starts_on:
            sentence = (
                f"{journey.name} has two lead professionals from {after.starts_on} to "
                f"{min(before.ends_on, after.ends_on)}: end one spell where the next begins."
            )
            findings.add("E10", "lead_spells", sentence)
    for gap in gaps(supported_spans(journey, given), covered):
        sentence = (
            f"{journey.name} has no lead professional from {gap.starts_on} to {gap.ends_on - timedelta(days=1)}: add the "
            "spell, or step_up and step_down if social care led then."
        )
        findings.add("E10", "lead_spells", sentence)
    check_outside(journey, covered, given, findings)


def check_outside(journey: Journey, covered: list[Span], given: CostInput, findings: Findings) -> None:
    """Refuse spells before the first meeting or after closing."""
    start = journey.support_starts_on
    if start and covered and covered[0].starts_on < start:
        sentence = f"{journey.name} has a lead professional on {covered[0].starts_on}, before the first meeting on {start}."
        findings.add("E10", "lead_spells", f"{sentence} Correct one of the dates.")
    closed = journey.closed_on
    if closed and covered and covered[-1].ends_on > closed:
        sentence = (
            f"{journey.name} has a lead professional until {covered[-1].ends_on}, after closing on {closed}."
        )
        findings.add("E10", "lead_spells", f"{sentence} End the spell where the CAF closed.")


def gaps(wanted: list[Span], covered: list[Span]) -> list[Span]:
    """Return the days that are wanted and that no span covers."""
    found = []
    for span in wanted:
        day = span.starts_on
        for other in covered:
            if other.ends_on <= day or other.starts_on >= span.ends_on:
                continue
            if other.starts_on > day:
                found.append(Span(day, other.starts_on))
            day = max(day, other.ends_on)
        if day < span.ends_on:
            found.append(Span(day, span.ends_on))
    return found
