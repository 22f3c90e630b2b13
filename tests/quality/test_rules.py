"""Each rule finds the case in which its mistake was planted, and nothing in the case beside it."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.operations.shielding import shield_record
from opencaf.people.models import Household
from opencaf.people.operations.sealing import seal_part
from opencaf.quality.catalogue import RULES
from opencaf.quality.queries import Finding, cases_for, counts_now, together
from tests.quality.world import MISTAKES, clean_case
from tests.reports.world import World

ActingAs = Callable[[Practitioner], AbstractContextManager[None]]


def findings(by: Practitioner) -> list[Finding]:
    """Everything that is found, rule by rule."""
    rows = together(list(RULES.values()), cases_for(by), by.authority)
    return [Finding(*row) for row in rows]


def cases_found(by: Practitioner) -> dict[str, set[uuid.UUID]]:
    """The cases that each rule finds."""
    found: dict[str, set[uuid.UUID]] = {}
    for finding in findings(by):
        found.setdefault(finding.code, set()).add(finding.episode_id)
    return found


def test_every_rule_has_its_mistake() -> None:
    assert set(MISTAKES) == set(RULES)
    assert len(RULES) >= 24


def test_nothing_is_found_in_a_clean_case(coordinator: Practitioner) -> None:
    clean_case(World(coordinator))

    assert findings(coordinator) == []


@pytest.mark.parametrize("code", sorted(MISTAKES))
def test_a_rule_finds_its_mistake_and_nothing_in_the_case_beside_it(
    coordinator: Practitioner, code: str
) -> None:
    world = World(coordinator)
    clean, wrong = clean_case(world), clean_case(world)

    MISTAKES[code](wrong)

    found = cases_found(coordinator)
    assert wrong.episode.id in found[code]
    assert all(clean.episode.id not in cases for cases in found.values())


@pytest.mark.parametrize("code", sorted(MISTAKES))
def test_what_is_listed_is_what_is_counted(coordinator: Practitioner, code: str) -> None:
    world = World(coordinator)
    for _ in range(2):
        MISTAKES[code](clean_case(world))

    listed = findings(coordinator)

    assert Counter(finding.code for finding in listed) == counts_now(coordinator)
    assert len({(finding.code, finding.about_id) for finding in listed}) == len(listed)
    assert all(finding.since for finding in listed if finding.code == code)


def test_a_shielded_child_is_never_found_not_even_for_who_is_on_its_list(
    coordinator: Practitioner, acting_as: ActingAs
) -> None:
    case = clean_case(World(coordinator))
    for code in ("no-ethnicity", "no-lead"):
        MISTAKES[code](case)

    with acting_as(coordinator):
        assert len(findings(coordinator)) == 2
        shield_record(child=case.child, why="staff", words="Hers.", readers=[], by=coordinator)

        assert findings(coordinator) == []


def test_a_sealed_address_is_not_looked_at(coordinator: Practitioner, acting_as: ActingAs) -> None:
    case = clean_case(World(coordinator))
    MISTAKES["odd-postcode"](case)

    with acting_as(coordinator):
        home = Household.objects.get(pk=case.home.pk)
        seal_part(record=home, why="refuge", words="Hiding.", readers=[], through=case.child, by=coordinator)

        assert findings(coordinator) == []


def test_a_stranger_finds_nothing(coordinator: Practitioner, dave: Practitioner) -> None:
    MISTAKES["no-ethnicity"](clean_case(World(coordinator)))

    assert findings(dave) == []
