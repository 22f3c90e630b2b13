"""Asking whether another authority of this database knows a child: that it does, and whom to ring."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies import ceilings
from opencaf.agencies.models import Practitioner
from opencaf.core.partial_dates import EXACT
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.people.comparable import make_comparable
from opencaf.people.date_likeness import turned
from opencaf.people.matching import Wanted
from opencaf.people.name_keys import codes
from opencaf.people.operations.finding import fingerprint
from opencaf.people.permissions import can_find
from opencaf.people.queries.existence import rows_of
from opencaf.people.sought import Sought

LEAST_OF_A_POSTCODE = 5
LEAST_OF_A_NUMBER = 6
KNOWN_ELSEWHERE = "people_known_elsewhere(%s::text[], %s::date[], %s::text[], %s::text[])"


@dataclass(frozen=True)
class Elsewhere:
    """An authority that knows a child who may be meant, its telephone, and what agrees."""

    authority: str
    phone: str
    agrees: str


@all_or_nothing
def find_elsewhere(*, sought: Sought, by: Practitioner) -> list[Elsewhere]:
    """Return which other authorities know a child like this. Nothing of the record is told, not even a name.

    The trail of the other authority keeps who was told, and of which child.
    """
    require(can_find(by))
    wanted = make_comparable(sought)
    refuse_too_little(wanted)
    ceilings.record_search("looked_elsewhere", by=by, subject_kind="search", terms=fingerprint(sought))
    words = codes(wanted.words) if names_both(wanted) else []
    asked = [words, days_of(wanted), postcodes_of(wanted), numbers_of(wanted)]
    return [Elsewhere(*row) for row in rows_of(KNOWN_ELSEWHERE, [*asked])]


def refuse_too_little(wanted: Wanted) -> None:
    """Raise ValidationError where a child cannot be told by what was typed, with what to add."""
    has = {
        "the given and the family name": names_both(wanted),
        "the full date of birth": bool(days_of(wanted)),
        "the full postcode": bool(postcodes_of(wanted)),
    }
    if numbers_of(wanted) or sum(has.values()) > 1:
        return
    more = [what for what, is_there in has.items() if not is_there]
    also = "also " if any(has.values()) else "two of "
    either = f"{', '.join(more[:-1])} or {more[-1]}"
    raise ValidationError(
        {
            "name": "Many children bear one name in the whole country. To look in other authorities, enter "
            f"{also}{either}, or an NHS number, UPN or number of another system"
        }
    )


def names_both(wanted: Wanted) -> bool:
    """Whether a given and a family name were typed."""
    return len(wanted.words) > 1


def days_of(wanted: Wanted) -> list[object]:
    """Return the day typed, and with day and month changed over; nothing where it is known in part."""
    if wanted.born and wanted.born.accuracy == EXACT:
        return list(dict.fromkeys([wanted.born.day, turned(wanted.born.day)]))
    return [wanted.expected_on] if wanted.expected_on else []


def postcodes_of(wanted: Wanted) -> list[str]:
    """Return the postcode, where it is whole."""
    return [wanted.postcode] if len(wanted.postcode) >= LEAST_OF_A_POSTCODE else []


def numbers_of(wanted: Wanted) -> list[str]:
    """Return the numbers typed that are long enough to be one child's."""
    return [number for number in wanted.numbers if len(number) >= LEAST_OF_A_NUMBER][:3]
