"""Whether completed assessments are looked at, by whom and within which time."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import AssessmentChecker, Authority, Practitioner
from opencaf.agencies.permissions import can_set_up
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing

MOST_DAYS = 20
ASKED = ["assessments_checked_by", "check_within"]


@all_or_nothing
def set_checking(*, assessments_checked_by: str, check_within: int, by: Practitioner) -> Authority:
    """Say who looks at an assessment once it is complete, and within how many working days.

    It holds for what is completed from now on; what waits already goes on waiting for whom it was sent to.
    """
    require(can_set_up(by))
    if assessments_checked_by not in AssessmentChecker.values:
        raise ValidationError({"assessments_checked_by": "Select who looks at completed assessments"})
    if not 1 <= check_within <= MOST_DAYS:
        raise ValidationError({"check_within": f"Enter a number from 1 to {MOST_DAYS}"})
    authority = Authority.objects.select_for_update().get(pk=by.authority_id)
    authority.assessments_checked_by, authority.check_within = assessments_checked_by, check_within
    authority.save(update_fields=ASKED)
    asked = {name: getattr(authority, name) for name in ASKED}
    trail.record("checking_set", subject_kind="authority", subject_id=authority.id, **asked)
    return authority
