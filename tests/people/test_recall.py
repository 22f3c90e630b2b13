"""The floor of the search: of invented children with mistakes nobody tuned on, how many must be found.

The figures of larger worlds are those of `python -m bench.finding` (docs/benchmarks.md).
"""

import uuid
from collections.abc import Sequence

import pytest
from django.core.exceptions import ValidationError

from bench.finding import judging
from bench.finding.giving import line_of
from bench.finding.kinds import Question, Usable, questions
from bench.finding.people import people
from opencaf.agencies.models import Authority, Practitioner
from opencaf.episodes.operations.finding import find_by_details
from opencaf.people.given import GivenPerson
from opencaf.people.operations.loading import load_people

CHILDREN, OF_EACH = 600, 2
FLOOR_WITH_TWO_USABLE = 0.99
FLOOR_OF_OTHERS = 0.96
FLOOR_OF_FIRST_PLACE = 0.95


@pytest.fixture
def asker(authority: Authority, dave: Practitioner) -> Practitioner:
    """Somebody whose authority lets them search as often as can be set."""
    Authority.objects.filter(id=authority.id).update(searches_an_hour=32_000)
    return Practitioner.objects.get(id=dave.id)


def places(asked: Sequence[Question], ids: dict[str, uuid.UUID], by: Practitioner) -> list[int]:
    """At which place each child stands, from 1; 0 for one who is not found."""
    found = []
    for question in asked:
        details = {key: value for key, value in question.asked.items() if value}
        try:
            hits = [hit.child for hit in find_by_details(details=details, by=by)]
        except ValidationError:
            hits = []
        wanted = ids[f"C-{question.child}"]
        found.append(hits.index(wanted) + 1 if wanted in hits else 0)
    return found


def test_whoever_is_there_is_found_whatever_was_typed(coordinator: Practitioner, asker: Practitioner) -> None:
    children = [child for child in people(CHILDREN, seed=41) if child.is_there]
    lines = [GivenPerson.model_validate(line_of(child)) for child in children]
    ids = load_people(batches=[lines], system="Invented", by=coordinator)
    asked, _ = questions(judging.KINDS, children, of_each=OF_EACH, seed=judging.SEED)

    found = places(asked, ids, asker)

    two = [place for place, one in zip(found, asked, strict=True) if one.usable is Usable.TWO]
    other = [place for place, one in zip(found, asked, strict=True) if one.usable is Usable.OTHER]
    lost = [one for place, one in zip(found, asked, strict=True) if not place]
    assert share(two) >= FLOOR_WITH_TWO_USABLE, lost
    assert share(other) >= FLOOR_OF_OTHERS, lost
    assert sum(place == 1 for place in two + other) / len(two + other) >= FLOOR_OF_FIRST_PLACE


def share(found: Sequence[int]) -> float:
    """The share of those who stand among the first ten."""
    return sum(1 <= place <= 10 for place in found) / len(found)
