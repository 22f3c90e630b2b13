"""What a request remembers is forgotten when a table on which it rests is written to."""

import inspect
import json
import re
import uuid
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from opencaf.agencies.models import Practitioner
from opencaf.core import asked
from opencaf.episodes.models import Episode
from tests.factories import make_episode

WORD = re.compile(r"\b[a-z_]+\b")


def names_of_reads() -> list[str]:
    import_module("opencaf.config.urls")
    return [read.__qualname__ for read, _ in asked.READS if read.__module__.startswith("opencaf.")]


def arguments_of(compose: Callable[..., Any], episode: Episode, *, wide: bool) -> list[Any]:
    """Return a value for each argument: an id that nothing has, a row, a wide or a narrow sight."""
    kinds = [parameter.annotation for parameter in inspect.signature(compose).parameters.values()]
    values: dict[str, Any] = {"bool": wide, "Episode": episode, "uuid.UUID": uuid.uuid4()}
    return [values[str(kind).removesuffix(" | None")] for kind in kinds]


def plan_of(queryset: Any) -> str:
    """Return PostgreSQL's plan of a read, with the conditions of the row policies, as text."""
    sql, params = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"explain (format json, verbose) {sql}", params)
        return json.dumps(cursor.fetchone()[0])


def functions_in_reach(text: str, sources: dict[str, str]) -> set[str]:
    """Return our functions that a text names, and those that they call."""
    found: set[str] = set()
    coming = set(WORD.findall(text)) & sources.keys()
    while coming:
        name = coming.pop()
        found.add(name)
        coming |= (set(WORD.findall(sources[name])) & sources.keys()) - found
    return found


def tables_read(queryset: Any) -> set[str]:
    """Return the tables that a read, its row policies and the functions that these call read."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        cursor.execute("select proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace")
        sources = dict(cursor.fetchall())
    plan = plan_of(queryset)
    text = " ".join([plan, *(sources[name] for name in functions_in_reach(plan, sources))])
    return set(WORD.findall(text)) & tables


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.mark.parametrize("name", names_of_reads())
def test_a_kept_answer_names_every_table_on_which_it_rests(name: str, episode: Episode) -> None:
    read, named = next(one for one in asked.READS if one[0].__qualname__ == name)
    compose = inspect.unwrap(read)

    found = {
        table
        for wide in (True, False)
        for table in tables_read(compose(*arguments_of(compose, episode, wide=wide)))
    }

    assert found == set(named)


def test_the_plan_tells_of_policies_and_of_what_their_functions_read(episode: Episode) -> None:
    found = tables_read(Episode.objects.filter(pk=episode.pk))

    assert {"episodes_episode", "access_accessgrant", "agencies_post"} <= found
