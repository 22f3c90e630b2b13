"""What people have said about pairs, from which weights are learnt.

Standing links and pairs that were judged the same show how records of one child differ. Judgements about
pairs of records here (a work list of duplicates) belong here too: one more function that gives JudgedPair
rows, added to judged_pairs.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from opencaf.linkage.learning import JudgedPair
from opencaf.linkage.models import LINKED, LinkState, RegisterLink

UNSURE = (LinkState.SAME, LinkState.NOT_SAME, LinkState.REMOVED)


def judged_pairs(authority_id: uuid.UUID) -> list[JudgedPair]:
    """Return every pair of an authority of which it is known whether it is one child."""
    return list(of_registers(authority_id))


def of_registers(authority_id: uuid.UUID) -> Iterable[JudgedPair]:
    """Give the pairs of registers."""
    rows = RegisterLink.objects.filter(authority_id=authority_id).exclude(state=LinkState.WAITING)
    for levels, probability, state in rows.values_list("levels", "probability", "state"):
        said = {name: level for name, level, _ in levels}
        yield JudgedPair(said, probability, state in LINKED, state in UNSURE)
