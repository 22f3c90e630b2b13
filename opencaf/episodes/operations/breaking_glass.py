"""Opening a record at once, judging that afterwards, and keeping it off the family's list for safety."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from opencaf.access.models import Basis, BrokenGlass, Emergency, Verdict
from opencaf.agencies.models import Practitioner
from opencaf.agencies.queries import addresses_of_privacy_officers
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.dates import in_words, working_days_after
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.jobs import tell_if_unjudged
from opencaf.episodes.operations.whole_record import open_whole_record
from opencaf.episodes.permissions import can_judge_glass, can_withhold_glass
from opencaf.outbox.operations import queue_message
from opencaf.outbox.wording import MailKind
from opencaf.people.models import Person
from opencaf.people.permissions import can_break_glass

OPEN_FOR = dt.timedelta(minutes=60)
LEAST_WORDS = 20
JUDGED_WITHIN = 5  # working days; then managers are told too


@all_or_nothing
def break_glass(*, child: Person, reason: str, words: str, by: Practitioner) -> BrokenGlass:
    """Let somebody read one child's record for an hour; the privacy officer is told, without a name."""
    require(can_break_glass(by, child))
    if reason not in Emergency.values:
        raise ValidationError({"reason": "Select why it cannot wait"})
    if len(words.strip()) < LEAST_WORDS:
        raise ValidationError({"words": f"Say in {LEAST_WORDS} characters or more what happened"})
    now = clock.now()
    broken = BrokenGlass.record(
        by=by,
        practitioner=by,
        child_id=child.id,
        reason=reason,
        words=words,
        broken_at=now,
        ends_at=now + OPEN_FOR,
        judge_by=working_days_after(clock.today(), JUDGED_WITHIN),
    )
    open_whole_record(child, to=by, basis=Basis.GLASS, ends_at=broken.ends_at)
    tell_privacy_officer(by)
    tell_if_unjudged.configure(schedule_at=morning_after(broken.judge_by)).defer(
        broken_id=str(broken.id), authority_id=str(by.authority_id)
    )
    trail.record(
        "glass_broken",
        subject_kind="child",
        subject_id=child.id,
        reason=reason,
        broken=broken.id,
        ends_at=broken.ends_at,
    )
    return broken


@all_or_nothing
def judge_glass(*, broken: BrokenGlass, verdict: str, words: str, by: Practitioner) -> None:
    """Say whether it was right, which closes it; who broke the glass reads the verdict and its words."""
    require(can_judge_glass(by, broken))
    locked = BrokenGlass.objects.select_for_update(of=("self",)).select_related("practitioner__user")
    judged = locked.get(pk=broken.pk)
    if judged.is_judged and judged.judged_on:
        raise ValidationError(f"This was judged already on {in_words(judged.judged_on)}.")
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": "Select what you make of it"})
    if not words.strip():
        raise ValidationError({"words": "Enter why you think so"})
    judged.verdict, judged.verdict_words = verdict, words
    judged.judged_on, judged.judged_by = clock.today(), by
    judged.save(update_fields=["verdict", "verdict_words", "judged_on", "judged_by"])
    if judged.practitioner.user:
        to = [judged.practitioner.user.email]
        queue_message(kind=MailKind.GLASS_JUDGED, to=to, authority_id=by.authority_id)
    trail.record("glass_judged", subject_kind="broken_glass", subject_id=judged.id, reason=verdict)


@all_or_nothing
def withhold_glass(*, broken: BrokenGlass, reason: str, by: Practitioner) -> None:
    """Leave it out of the family's list, since somebody would be in danger if it were read at home."""
    require(can_withhold_glass(by, broken))
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it would not be safe"})
    locked = BrokenGlass.objects.select_for_update().get(pk=broken.pk)
    locked.withheld_why, locked.withheld_on, locked.withheld_by = reason, clock.today(), by
    locked.save(update_fields=["withheld_why", "withheld_on", "withheld_by"])
    trail.record("glass_withheld", subject_kind="broken_glass", subject_id=locked.id)


@all_or_nothing
def show_glass(*, broken: BrokenGlass, by: Practitioner) -> None:
    """Let the family's list show it after all."""
    require(can_withhold_glass(by, broken))
    locked = BrokenGlass.objects.select_for_update().get(pk=broken.pk)
    locked.withheld_why, locked.withheld_on, locked.withheld_by = "", None, None
    locked.save(update_fields=["withheld_why", "withheld_on", "withheld_by"])
    trail.record("glass_shown_again", subject_kind="broken_glass", subject_id=locked.id)


def tell_privacy_officer(by: Practitioner) -> None:
    """Send the alert to the privacy officer or, where none is named, to everybody who audits."""
    to = addresses_of_privacy_officers(by.authority)
    queue_message(kind=MailKind.GLASS_BROKEN, to=to, authority_id=by.authority_id, path="oversight/glass/")


def morning_after(day: dt.date) -> dt.datetime:
    """Return the moment at which somebody is told that a day has passed: seven the next morning."""
    return clock.noon(day + dt.timedelta(days=1)) - dt.timedelta(hours=5)
