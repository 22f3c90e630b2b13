"""Registers that were linked, by the operation that links them."""

from __future__ import annotations

from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.linkage.deciding import Decision
from opencaf.linkage.entries import Entry
from opencaf.linkage.model import shipped_model
from opencaf.linkage.models import RegisterLink
from opencaf.linkage.operations.linking import Found, link_register
from opencaf.people.models import Person

SAME = ("same", "same", "same", "same", "same", "missing", "missing")
TWIN = ("differs", "same", "same", "same", "same", "missing", "missing")
SYSTEM = "Social care index"


def found_pair(child: Person, entry: Entry, *, against: str = "", bits: float = 12.0) -> Found:
    """What comparing one entry with one child came to."""
    levels = TWIN if against == "given" else SAME
    return Found([child.id], [entry], [Decision(0, 0, bits, levels, against)], shipped_model())


def make_pair(
    child: Person, *, by: Practitioner, entry: str = "SC-1", against: str = "given", **values: Any
) -> RegisterLink:
    """A pair that waits to be judged; a link where nothing speaks against it."""
    values.setdefault("given_names", "Hibo")
    values.setdefault("family_name", "Nur")
    said = Entry(entry, born="2022-07-11", sex="F", postcode="ZD4 2QP", **values)
    link_register(system=SYSTEM, found=found_pair(child, said, against=against), by=by)
    return RegisterLink.objects.get(entry=entry, person=child)


def make_link(child: Person, *, by: Practitioner, entry: str = "SC-2") -> RegisterLink:
    """A certain link."""
    return make_pair(child, by=by, entry=entry, against="")
