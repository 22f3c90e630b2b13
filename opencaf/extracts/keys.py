"""Keys that stand for records in files: 20 letters and figures, always the same, telling nothing.

They begin with a letter that no number has, so that no spreadsheet takes one for a number.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from django.core.exceptions import ValidationError

from opencaf.extracts.described import Filled

FIRST, REST = "K", 19
# The same in SQL, for finding which person a key stands for.
IN_SQL = f"'{FIRST}' || upper(left(encode(sha256(people_person.id::text::bytea), 'hex'), {REST}))"
NOT_GIVEN = "The file is not given. {problem} Tell the service’s team, with this sentence."


def key_of(*ids: uuid.UUID | str) -> str:
    """Return the key of a record, or of records that belong together."""
    return FIRST + sha256(" ".join(map(str, ids)).encode()).hexdigest()[:REST].upper()


def check_keys(tables: Iterable[Filled]) -> None:
    """Raise ValidationError where a key is missing or stands twice, or names a row that is not in the file."""
    found = {one.table.name: one for one in tables}
    keys = {name: keys_of(one) for name, one in found.items()}
    for name, one in found.items():
        for column, other in one.table.refers.items():
            place = one.table.heads.index(column)
            strange = {row[place] for row in one.rows if row[place]} - {key[0] for key in keys[other]}
            if strange:
                raise refused(f"{len(strange)} of {name}.{column} name no row of {other}.")


def keys_of(filled: Filled) -> set[tuple[str, ...]]:
    """Return the keys of a table's rows."""
    places = [filled.table.heads.index(column) for column in filled.table.key]
    keys = Counter(tuple(row[place] for place in places) for row in filled.rows)
    if any(not key[0] for key in keys):
        raise refused(f"A row of {filled.table.name} has no {filled.table.key[0]}.")
    if twice := sum(number > 1 for number in keys.values()):
        raise refused(f"{twice} keys of {filled.table.name} stand on more than one row.")
    return set(keys)


def refused(problem: str) -> ValidationError:
    """Return the refusal to give a file."""
    return ValidationError(NOT_GIVEN.format(problem=problem))
