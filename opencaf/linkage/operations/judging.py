"""Judging a doubtful pair, and taking a link away again."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.linkage.models import WORDS, LinkState, RegisterLink
from opencaf.linkage.permissions import can_link_registers
from opencaf.people.codes import Scheme
from opencaf.people.models import Identifier

VERDICTS = (LinkState.SAME, LinkState.NOT_SAME)
ANOTHER_CHOSEN = "Another child was judged to be the same."
JUDGED_BEFORE = "Somebody has judged this already. Look at what they decided."


@all_or_nothing
def judge_pair(*, link: RegisterLink, verdict: str, why: str = "", by: Practitioner) -> RegisterLink:
    """Say whether a child and an entry of a register are the same; the register's words go.

    Where they are the same the child bears the entry's number, and the entry's other pairs are not the same.
    """
    require(can_link_registers(by))
    if verdict not in VERDICTS:
        raise ValidationError({"verdict": "Select whether they are the same child"})
    of_entry = {one.pk: one for one in locked(link)}
    held = of_entry[link.pk]
    if not held.is_waiting:
        raise ValidationError(JUDGED_BEFORE)
    others = [one for one in of_entry.values() if one is not held]
    if verdict == LinkState.SAME:
        if any(one.is_linked for one in others):
            raise ValidationError(
                "This entry is linked with another child. Remove that link first, with the reason."
            )
        give_number(held, by)
        for other in others:
            if other.is_waiting:
                close(other, LinkState.NOT_SAME, ANOTHER_CHOSEN, by)
    close(held, verdict, why, by)
    trail.record(
        "register_pair_judged",
        subject_kind="child",
        subject_id=held.person_id,
        link=str(held.id),
        verdict=verdict,
    )
    return held


@all_or_nothing
def remove_link(*, link: RegisterLink, why: str, by: Practitioner) -> RegisterLink:
    """Take a link away with the reason: the child bears the number no more, and the pair is not put again."""
    require(can_link_registers(by))
    if not why.strip():
        raise ValidationError({"why": "Enter why the link is removed"})
    held = next(one for one in locked(link) if one.pk == link.pk)
    if not held.is_linked:
        raise ValidationError("This link has been removed already.")
    number = held.identifier
    held.identifier = None
    close(held, LinkState.REMOVED, why, by)
    if number:
        number.delete()
    trail.record("register_link_removed", subject_kind="child", subject_id=held.person_id, link=str(held.id))
    return held


def locked(link: RegisterLink) -> list[RegisterLink]:
    """Return the pairs of an entry, locked until the end."""
    rows = RegisterLink.objects.select_for_update(of=("self",)).filter(
        register=link.register_id, entry=link.entry
    )
    return list(rows.order_by("id"))


def give_number(link: RegisterLink, by: Practitioner) -> None:
    """Write the number of the register's system among those of the child."""
    link.identifier = Identifier.record(
        by=by,
        person_id=link.person_id,
        scheme=Scheme.OTHER,
        system=link.register.system,
        value=link.entry,
    )


def close(link: RegisterLink, state: str, why: str, by: Practitioner) -> None:
    """Write what became of a pair; the register's words are kept no longer."""
    link.state, link.judged_why = state, why.strip()
    link.judged_on, link.judged_by = clock.today(), by
    for name in WORDS:
        setattr(link, name, "")
    link.save()
