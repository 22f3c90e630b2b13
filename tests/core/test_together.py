"""What an operation does happens together, with one savepoint for all that it calls."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencaf.agencies.models import Agency, Authority
from opencaf.core.together import all_or_nothing, at_the_end, together
from tests.factories import AgencyFactory


class RefusedError(Exception):
    """Stands for any refusal."""


@all_or_nothing
def found(name: str, *, refuse: bool = False) -> None:
    AgencyFactory(name=name)
    if refuse:
        raise RefusedError


@all_or_nothing
def found_two(*, refuse_second: bool) -> None:
    found("Elm House")
    found("Oak House", refuse=refuse_second)


def savepoints(queries: CaptureQueriesContext) -> int:
    return sum(query["sql"].startswith("SAVEPOINT") for query in queries)


def test_a_refusal_inside_undoes_what_was_done_before_it(authority: Authority) -> None:
    with pytest.raises(RefusedError):
        found_two(refuse_second=True)

    assert not Agency.objects.filter(name__in=["Elm House", "Oak House"]).exists()


def test_what_came_before_the_block_stays(authority: Authority) -> None:
    found("Ash House")

    with pytest.raises(RefusedError):
        found("Elm House", refuse=True)

    assert list(Agency.objects.filter(name__endswith="House").values_list("name", flat=True)) == ["Ash House"]


def test_one_operation_within_another_has_no_savepoint_of_its_own(authority: Authority) -> None:
    with CaptureQueriesContext(connection) as alone, together():
        found("Ash House")
    with CaptureQueriesContext(connection) as queries:
        found_two(refuse_second=False)

    assert savepoints(alone) == savepoints(queries) == 1


def test_after_a_refusal_the_next_block_has_its_savepoint_again(authority: Authority) -> None:
    with pytest.raises(RefusedError):
        found_two(refuse_second=True)

    with CaptureQueriesContext(connection) as queries:
        found("Elm House")

    assert savepoints(queries) == 1


def test_what_is_gathered_is_written_once_at_the_end_of_the_outermost_block(authority: Authority) -> None:
    written: list[list[int]] = []

    with together():
        at_the_end(written.append, 1)
        with together():
            at_the_end(written.append, 2)
        assert written == []

    assert written == [[1, 2]]


def test_what_is_gathered_is_written_at_once_outside_a_block_and_never_after_a_refusal(
    authority: Authority,
) -> None:
    written: list[list[int]] = []

    @all_or_nothing
    def refuse() -> None:
        at_the_end(written.append, 2)
        raise RefusedError

    at_the_end(written.append, 1)
    with pytest.raises(RefusedError):
        refuse()

    assert written == [[1]]
