"""The social care duty team opens the content of a record: never without a ground, and not for long."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.access.models import Basis, DutyGround, Ground
from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.operations.whole_record import open_whole_record, tell_who_leads
from opencaf.outbox.wording import MailKind
from opencaf.people.models import Person
from opencaf.people.permissions import can_write_down_ground

OPEN_FOR = dt.timedelta(days=3)  # as long as it may take to decide what happens next; then a new ground
LEAST_WORDS = 20


@all_or_nothing
def write_down_ground(*, child: Person, ground: str, words: str, by: Practitioner) -> DutyGround:
    """Let somebody of the duty team read a child's record for three days, on a ground in their own words."""
    require(can_write_down_ground(by, child))
    if ground not in Ground.values:
        raise ValidationError({"ground": "Select the ground"})
    if len(words.strip()) < LEAST_WORDS:
        raise ValidationError({"words": f"Say in {LEAST_WORDS} characters or more what you need it for"})
    now = clock.now()
    noted = DutyGround.record(
        by=by,
        practitioner=by,
        child_id=child.id,
        ground=ground,
        words=words,
        began_at=now,
        ends_at=now + OPEN_FOR,
    )
    open_whole_record(child, to=by, basis=Basis.DUTY, ends_at=noted.ends_at)
    tell_who_leads(child, MailKind.DUTY_OPENED, by)
    trail.record(
        "duty_ground_recorded",
        subject_kind="child",
        subject_id=child.id,
        reason=ground,
        noted=noted.id,
        ends_at=noted.ends_at,
    )
    return noted
