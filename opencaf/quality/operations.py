"""Calling a finding right as it is, looking at it again, and keeping how many there are."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode
from opencaf.quality.catalogue import RULES
from opencaf.quality.models import Acceptance, MonthlyCount
from opencaf.quality.permissions import can_accept, can_see_quality
from opencaf.quality.queries import finding_about
from opencaf.quality.rules.rule import Rule


@all_or_nothing
def accept_finding(
    *, rule: Rule, episode: Episode, about_id: uuid.UUID, why: str, by: Practitioner
) -> Acceptance:
    """Call what a rule finds about a case, or a child in it, right as it is until the fact changes."""
    require(can_accept(by, episode))
    reason = " ".join(why.split())
    if not reason:
        raise ValidationError({"why": "Enter why it is right as it is"})
    found = finding_about(by, rule, episode, about_id)
    if found is None:
        raise ValidationError("This has been put right meanwhile. Go back to the list.")
    made = Acceptance.record(
        by=by, rule=rule.code, episode=episode, child_id=found.child_row_id, fact=found.digest, why=reason
    )
    record("finding_called_right", made)
    return made


@all_or_nothing
def take_acceptance_back(*, acceptance: Acceptance, by: Practitioner) -> None:
    """Let what was called right be looked at again: it is in the lists as long as its rule finds it."""
    require(can_accept(by, acceptance.episode))
    if acceptance.taken_back_at is not None:
        raise ValidationError("Somebody has taken this back already. Go back to the list.")
    acceptance.taken_back_at, acceptance.taken_back_by = clock.now(), by
    acceptance.save(update_fields=["taken_back_at", "taken_back_by"])
    record("finding_looked_at_again", acceptance)


def record(action: str, acceptance: Acceptance) -> None:
    """Write on the trail what was called right, or no longer is, by the code of its rule."""
    trail.record(
        action,
        subject_kind="finding",
        subject_id=acceptance.id,
        episode_id=acceptance.episode_id,
        reason=acceptance.rule,
    )


@all_or_nothing
def keep_counts(
    *, counts: Mapping[tuple[str, uuid.UUID | None], int], places: list[uuid.UUID | None], by: Practitioner
) -> None:
    """Keep how many findings each rule has in each place this month, noughts too; by the program itself.

    by: through whose eyes it was counted, which must be those of somebody who sees every case.
    """
    require(can_see_quality(by))
    if by.post.locality_id is not None:
        raise ValueError("Findings are counted for the whole authority, not for one locality")
    rows = [
        MonthlyCount(
            authority_id=by.authority_id,
            rule=code,
            month=clock.today().replace(day=1),
            locality_id=place,
            number=counts.get((code, place), 0),
        )
        for code in RULES
        for place in places
    ]
    MonthlyCount.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["authority", "month", "rule", "locality"],
        update_fields=["number", "counted_at"],
    )
    with acting_for(Asking(authority_id=by.authority_id)):
        trail.record("findings_counted", subject_kind="authority", subject_id=by.authority_id, rows=len(rows))
