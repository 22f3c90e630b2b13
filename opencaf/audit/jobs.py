"""Sealing the trail each minute, and looking every night whether it is still what was sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from procrastinate.contrib.django import app

from opencaf.audit import ceilings, sealing, trail


@app.periodic(cron="* * * * *")
@app.task(name="seal_trail", queue="trail", queueing_lock="seal_trail")
def seal_trail(timestamp: int) -> None:
    """Seal what can be sealed and copy the seals to the anchor; a tick that comes late does no harm."""
    sealing.seal_trail()
    if settings.SEAL_ANCHOR:
        sealing.append_to_anchor(Path(settings.SEAL_ANCHOR))


@app.periodic(cron="20 2 * * *")
@app.task(name="verify_trail", queue="trail", queueing_lock="verify_trail")
def verify_trail(timestamp: int) -> None:
    """Look for the first fault; the answer is itself on the trail, where auditors read it."""
    note_check(sealing.find_fault(Path(settings.SEAL_ANCHOR) if settings.SEAL_ANCHOR else None))
    ceilings.forget_old_counts()


def note_check(fault: sealing.Fault | None) -> None:
    """Write on the trail what a check of the seals has found."""
    found: dict[str, Any] = (
        {"fault": fault.kind, "seal": fault.seal, "event": fault.event_id} if fault else {}
    )
    trail.record(
        "seals_checked",
        subject_kind="trail",
        reason="fault" if fault else "whole",
        seals=sealing.state().seals,
        **found,
    )
