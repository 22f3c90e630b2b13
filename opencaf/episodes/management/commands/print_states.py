"""Prints docs/states.md from episodes/states.py: `manage.py print_states > docs/states.md`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from opencaf.episodes.states import OWNERS, STEPS, State

INTRODUCTION = """# States of an episode

Printed by `manage.py print_states` from opencaf/episodes/states.py; do not edit.
An episode begins as *{first}*. `Episode.move_to` refuses every step that is not in this table.
"""


class Command(BaseCommand):
    """Prints the states, whose turn it is in each, and which may follow."""

    help = "Print the states of an episode as Markdown"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(states_page())


def states_page() -> str:
    """Return the page: an introduction, the table and the diagram."""
    introduction = INTRODUCTION.format(first=State.INTENDED.label)
    return "\n".join([introduction, *table(), "", *diagram()])


def table() -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| state | stored as | whose turn it is | may become |"
    yield "|---|---|---|---|"
    for state in State:
        after = "; ".join(later.label for later in in_order(STEPS[state]))
        yield f"| {state.label} | `{state.value}` | {OWNERS[state]} | {after} |"


def diagram() -> Iterator[str]:
    """Yield the lines of the diagram."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in State:
        yield f"    {state.value}: {state.label}"
    yield f"    [*] --> {State.INTENDED.value}"
    for state in State:
        for later in in_order(STEPS[state]):
            yield f"    {state.value} --> {later.value}"
    yield "```"


def in_order(states: set[State]) -> list[State]:
    """Return states in the order of an episode's life."""
    return [state for state in State if state in states]
