"""Filing everybody anew, in bulk: after people were loaded, or when what is filed of a name has changed.

Runs on a connection of the tables' owner, who sees every authority, and in one transaction: searches wait
meanwhile. Rows are written in the order of birth dates, so that those of one day stand together.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg

from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.people.codes import Kinship
from opencaf.people.name_keys import plain_postcode
from opencaf.people.operations.search_names import Filing, code_of, filings
from opencaf.people.queries.circle import PARENTS
from opencaf.people.queries.rarity import EVERYBODY
from opencaf.people.spelling import MOST_LETTERS, spelling_keys

Connection = psycopg.Connection[Any]
Word = tuple[uuid.UUID, str]

AT_ONCE = 5_000
BRINGS_UP = [str(kind) for kind in PARENTS if kind != Kinship.PARENTS_PARTNER]
# Whoever was filed stays a child or an adult; of the others, who is grown up or brings somebody up is none.
EVERYBODY_FILED = """
    select person.id, person.authority_id, person.shielded, coalesce(person.born_on, person.expected_on),
           coalesce(before.is_child, not (
               coalesce(person.born_on < %(grown)s, false)
               or exists (select from people_relationship kin
                          where kin.of_id = person.id and kin.kinship = any(%(brings_up)s)))),
           person.given_names, person.family_name
    from people_person person left join filed_before before on before.person_id = person.id
    where person.merged_into_id is null
    order by coalesce(person.born_on, person.expected_on), person.id
"""
FILED_BEFORE = """
    create temporary table filed_before on commit drop as
    select person_id, bool_or(is_child) as is_child from people_searchname group by person_id
"""
OTHER_NAMES = "select person_id, given_names, family_name from people_personname where person_id = any(%s)"
POSTCODES = """
    select stay.person_id, household.postcode from people_householdmember stay
    join people_household household on household.id = stay.household_id and not household.sealed
    where stay.person_id = any(%s) and (stay.to_on is null or stay.to_on > %s)
"""
# Keys and indexes are quicker made once over all rows than kept row by row.
SLOW_TO_KEEP = """
    select format('alter table %%s drop constraint %%I', conrelid::regclass, conname),
           format('alter table %%s add constraint %%I %%s',
                  conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint where contype = 'f' and conrelid::regclass::text = any(%(tables)s)
    union all
    select format('drop index %%I', indexname), indexdef from pg_indexes
    where schemaname = 'public' and tablename::text = any(%(tables)s) and indexname not in (
        select conname from pg_constraint where contype in ('p', 'u'))
"""
TABLES = ["people_searchname", "people_nameword"]
FILED = (
    "copy people_searchname (id, recorded_at, authority_id, person_id, is_child, shielded, day, given,"
    " family, given_code, family_code, given_letters, family_letters, postcode) from stdin"
)
WORDS = "copy people_nameword (id, recorded_at, authority_id, key, word, code, given, family) from stdin"


def file_everybody(connection: Connection) -> int:
    """Write anew the rows by which people are found, and the dictionary of names. Returns how many rows."""
    with connection.transaction():
        connection.execute(FILED_BEFORE)
        slow = connection.execute(SLOW_TO_KEEP, {"tables": TABLES}).fetchall()
        connection.execute("truncate people_searchname, people_nameword")
        for drop, _ in slow:
            connection.execute(drop.encode())
        given: Counter[Word] = Counter()
        family: Counter[Word] = Counter()
        count = sum(file_some(connection, rows, given, family) for rows in everybody(connection))
        write_words(connection, given, family)
        for _, make_again in slow:
            connection.execute(make_again.encode())
    connection.execute("analyze people_searchname, people_nameword")
    return count


def everybody(connection: Connection) -> Iterator[list[Any]]:
    """Give everybody, some at a time, by date of birth."""
    today = clock.today()
    asked = {"grown": today.replace(year=today.year - 25, day=1), "brings_up": BRINGS_UP}
    with connection.cursor(name="everybody") as cursor:
        cursor.execute(EVERYBODY_FILED, asked)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows


def file_some(
    connection: Connection, rows: Sequence[Any], given: Counter[Word], family: Counter[Word]
) -> int:
    """File some people, counting the words of children's names. Returns how many rows were written."""
    ids = [row[0] for row in rows]
    names = by_person(connection.execute(OTHER_NAMES, [ids]))
    homes = by_person(connection.execute(POSTCODES, [ids, clock.today()]))
    now, count = clock.now(), 0
    with connection.cursor() as cursor, cursor.copy(FILED) as copy:
        for person_id, here, shielded, day, is_child, given_names, family_name in rows:
            filed = filings(
                given_names,
                family_name,
                names.get(person_id, ()),
                [plain_postcode(one) for (one,) in homes.get(person_id, ())],
            )
            for one in filed:
                copy.write_row((new_id(), now, here, person_id, is_child, shielded, day, *one))
            count += len(filed)
            count_words(here, filed, given, family, by=is_child)
    return count


def by_person(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    """Return rows by the person who stands first in them."""
    found: dict[uuid.UUID, list[Any]] = {}
    for person_id, *values in rows:
        found.setdefault(person_id, []).append(tuple(values))
    return found


def count_words(
    here: uuid.UUID, filed: Sequence[Filing], given: Counter[Word], family: Counter[Word], *, by: int
) -> None:
    """Count the words of one person's names, once each; an adult's stand in the dictionary with nothing."""
    for word in {one.given for one in filed if one.given}:
        given[here, word] += by
    for word in {one.family for one in filed if one.family}:
        family[here, word] += by
    given[here, EVERYBODY] += by


def write_words(connection: Connection, given: Counter[Word], family: Counter[Word]) -> None:
    """Write the dictionary of names: each word under each of its keys, with how many children bear it."""
    now = clock.now()
    with connection.cursor() as cursor, cursor.copy(WORDS) as copy:
        for here, word in sorted({*given, *family}):
            if len(word) > MOST_LETTERS:
                continue
            for key in spelling_keys(word):
                bearers = (given[here, word], family[here, word])
                copy.write_row((new_id(), now, here, key, word, code_of(word), *bearers))
