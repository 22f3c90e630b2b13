"""What auditors read, in words: seals, alerts, and what a practitioner looked at. No word of a record."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opencaf.agencies.models import SignedOffAlert
from opencaf.agencies.queries import Alert
from opencaf.audit.sealing import Check, Fault, TrailState
from opencaf.episodes.queries.looks import LookBy
from opencaf.web.shared.looks import LISTED, part_of

ALERTS_OF = dt.timedelta(days=30)
COUNTED = {"search": "searches in an hour", "open": "records in an hour", "export": "tables in a day"}


@dataclass(frozen=True)
class Sentence:
    """A sentence about the seals, and whether it is an alarm."""

    text: str
    is_alarm: bool = False


@dataclass(frozen=True)
class ShownAlert:
    """One alert: when, who, and what happened."""

    at: dt.datetime
    who: str
    what: str
    practitioner_id: str
    id: uuid.UUID
    signed_off: SignedOffAlert | None


@dataclass(frozen=True)
class DoneOn:
    """What somebody did on a day, a sentence each."""

    on: dt.date
    lines: list[str]


def sentences_of(state: TrailState, check: Check | None, *, is_anchored: bool) -> list[Sentence]:
    """Return how the seals stand."""
    return [unsealed_sentence(state), check_sentence(check), anchor_sentence(is_anchored)]


def unsealed_sentence(state: TrailState) -> Sentence:
    """Return whether sealing keeps up."""
    if not state.unsealed:
        return Sentence("Every row is sealed.")
    minutes = int(state.unsealed_for().total_seconds() // 60)
    rows = "1 row is" if state.unsealed == 1 else f"{state.unsealed:,} rows are"
    age = "less than a minute" if minutes < 1 else "1 minute" if minutes == 1 else f"{minutes:,} minutes"
    text = f"{rows} not sealed yet; the oldest is {age} old."
    if state.is_overdue:
        return Sentence(f"{text} Sealing has stopped or is held up: tell your help desk now.", is_alarm=True)
    return Sentence(text)


def check_sentence(check: Check | None) -> Sentence:
    """Return what the nightly look over all seals found."""
    if check is None:
        return Sentence("The seals have not been verified yet; that is done each night.")
    if check.is_whole:
        return Sentence(f"All {check.detail.get('seals', 0):,} seals held when they were last verified.")
    return Sentence(
        f"{fault_words(check.detail)} Tell your help desk and keep the anchor safe.", is_alarm=True
    )


def fault_words(detail: dict[str, object]) -> str:
    """Return what a check found to be wrong."""
    seal = detail.get("seal")
    number = int(str(seal)) if seal is not None else None
    return str(Fault(str(detail["fault"]), number, detail.get("event")))  # type: ignore[arg-type]


def anchor_sentence(is_anchored: bool) -> Sentence:
    """Return whether seals are kept outside the database too."""
    if is_anchored:
        return Sentence("Each seal is also kept in a file outside the database.")
    return Sentence(
        "Seals are kept in the database alone: whoever owns it could write them all anew. "
        "Ask your help desk to set an anchor.",
        is_alarm=True,
    )


def shown_alerts(alerts: Iterable[Alert], signed: Mapping[uuid.UUID, SignedOffAlert]) -> list[ShownAlert]:
    """Return alerts as the page shows them."""
    return [
        ShownAlert(
            at=alert.at,
            who=", ".join(word for word in (alert.name, alert.agency) if word) or "The trail",
            what=alert_words(alert),
            practitioner_id=str(alert.practitioner_id or ""),
            id=alert.id,
            signed_off=signed.get(alert.id),
        )
        for alert in alerts
    ]


def alert_words(alert: Alert) -> str:
    """Return what an alert is about."""
    if alert.action == "seals_checked":
        return fault_words(alert.detail)
    if alert.action == "opened_by_night":
        return "Opened a record between 10pm and 6am."
    counted = COUNTED.get(alert.reason, alert.reason)
    if alert.action == "refused":
        return f"Stopped at the limit of {counted}."
    return f"Half of the limit reached: {alert.detail.get('count')} of {alert.detail.get('most')} {counted}."


def days_done(looks: Iterable[LookBy]) -> list[DoneOn]:
    """Return what a practitioner did by day."""
    days: dict[dt.date, list[str]] = {}
    for look in looks:
        days.setdefault(look.day, []).append(done_words(look))
    return [DoneOn(on, lines) for on, lines in days.items()]


def done_words(look: LookBy) -> str:
    """Return one thing that somebody did, with case references and never a name."""
    times = "" if look.times == 1 else f", {look.times} times"
    if look.action in ("searched", "looked_before_writing"):
        return f"Searched for a child{times}; {shown_words(look.ids_shown, 'child', 'children')} shown"
    if look.action == "listed":
        cases = shown_words(look.ids_shown, "case", "cases")
        return f"Had {LISTED.get(look.subject_kind, 'a list')}{times}; {cases} shown"
    if look.action == "downloaded":
        return f"Took a table away{times}"
    if look.action == "refused":
        return (
            f"Was stopped at a limit{times}"
            if look.subject_kind == "ceiling"
            else f"Was refused a page{times}"
        )
    if look.action == "ceiling_half_reached":
        return f"Reached half of the limit of {COUNTED.get(look.reason, look.reason)}"
    part = part_of(look.page)
    whose = f"{look.references}: " if look.references else ""
    return f"{whose}{part or READ.get(look.subject_kind, 'a page')}{times}"


READ = {"report": "a report", "board": "the coordinator’s board", "oversight": "oversight pages"}


def shown_words(count: int, one: str, many: str) -> str:
    """Return how many were shown."""
    return f"1 {one}" if count == 1 else f"{count} {many}"
