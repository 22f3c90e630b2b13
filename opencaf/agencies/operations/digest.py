"""Choosing how often the mail comes that says that something waits."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Digest, Practitioner
from opencaf.agencies.permissions import can_choose_digest
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing


@all_or_nothing
def choose_digest(*, practitioner: Practitioner, digest: str, by: Practitioner) -> Practitioner:
    """Let the digest of somebody come daily, weekly or never."""
    require(can_choose_digest(by, practitioner))
    if digest not in Digest.values:
        raise ValidationError({"digest": "Select how often the mail comes"})
    practitioner.digest = Digest(digest)
    practitioner.save(update_fields=["digest"])
    trail.record("digest_chosen", subject_kind="practitioner", subject_id=practitioner.id, reason=digest)
    return practitioner
