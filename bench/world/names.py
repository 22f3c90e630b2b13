"""Invented names of many sounds, with the codes by which the program files them."""

from __future__ import annotations

from itertools import product

from bench.world.inserting import Connection, keep_rows
from opencaf.people.name_keys import code

STARTS = [
    *["Ar", "Bel", "Cor", "Dan", "El", "Far", "Gar", "Hol", "Is", "Jan", "Kel", "Lam", "Mar"],
    *["Nor", "Or", "Pen", "Quil", "Ros", "Sal", "Tam", "Ul", "Ver", "Wes", "Yar", "Zan"],
]
MIDDLES = ["", "de", "ki", "lo", "man", "ri", "ste", "va"]
ENDS = [
    *["by", "den", "field", "gate", "ham", "ley", "low", "more"],
    *["ney", "port", "rick", "shaw", "son", "ton", "well", "worth"],
]
GIVEN_ENDS = ["a", "an", "el", "en", "ia", "ie", "in", "is", "na", "o", "on", "ra"]


def keep_names(connection: Connection) -> None:
    """Keep numbered family and given names in temporary tables; the numbers run from 0."""
    families = ["".join(parts) for parts in product(STARTS, MIDDLES, ENDS)]
    given = ["".join(parts) for parts in product(STARTS, GIVEN_ENDS)]
    for table, names in (("family_name", families), ("given_name", given)):
        rows = ((n, name, name.lower(), code(name.lower())) for n, name in enumerate(names))
        keep_rows(connection, table, ["n bigint", "name text", "plain text", "code text"], rows)


def of(table: str, number: str) -> str:
    """Return the SQL of a join that gives each row one of the names."""
    return f"join {table} on {table}.n = ({number}) % (select count(*) from {table})"
