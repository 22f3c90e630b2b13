"""Every state can be reached and left, has an owner, and stands in the documentation as it is."""

from pathlib import Path

import pytest
from django.core.management import call_command

from opencaf.episodes.management.commands.print_states import states_page
from opencaf.episodes.states import OPEN_STATES, OWNERS, STEPS, State

PAGE = Path(__file__).resolve().parents[2] / "docs" / "states.md"


def test_the_page_says_what_the_code_says() -> None:
    assert PAGE.read_text() == states_page() + "\n", "Run: manage.py print_states > docs/states.md"


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("print_states")

    assert capsys.readouterr().out == PAGE.read_text()


def test_every_state_can_be_reached_from_the_intention() -> None:
    assert reachable(State.INTENDED, STEPS) == set(State)


def test_a_state_that_nothing_leads_to_would_be_found() -> None:
    cut_off = {state: after - {State.SUSPENDED} for state, after in STEPS.items()}

    assert reachable(State.INTENDED, cut_off) == set(State) - {State.SUSPENDED}


def test_every_state_has_an_owner_and_a_way_out() -> None:
    assert set(OWNERS) == set(State)
    assert all(OWNERS.values())
    assert all(STEPS[state] for state in State)


def test_every_open_episode_can_be_closed() -> None:
    assert set(OPEN_STATES) == set(State) - {State.CLOSED}
    assert all(State.CLOSED in STEPS[state] for state in OPEN_STATES)


def reachable(start: State, steps: dict[State, set[State]]) -> set[State]:
    found, grown = {start}, {start}
    while grown:
        grown = {later for state in grown for later in steps[state]} - found
        found |= grown
    return found
