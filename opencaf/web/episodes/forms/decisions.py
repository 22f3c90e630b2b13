"""Decisions of a meeting on their way into the plan: what for, who, by when; the words are there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.episodes.models import Decision, Outcome
from opencaf.episodes.operations.decisions import Undertaking
from opencaf.web.episodes.forms.directory import DirectoryField
from opencaf.web.episodes.forms.team import ChoosingForm, offer
from opencaf.web.shared.forms import DateField, SelectField, StoryField


@dataclass(frozen=True)
class DecisionRow:
    """The fields of one decision, for the template."""

    number: int
    text: str
    fields: list[Any]


class DecisionsForm(ChoosingForm):
    """Each decision with the questions that make it an action; left open it stays a decision."""

    def __init__(
        self, *args: Any, decisions: Sequence[Decision], outcomes: Sequence[Outcome], **kwargs: Any
    ) -> None:
        self.decisions = decisions
        self.outcomes = {str(outcome.id): outcome for outcome in outcomes}
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        for decision in self.decisions:
            key = decision.id
            self.fields[f"outcome_{key}"] = SelectField(
                label="What is it for?",
                required=False,
                blank="It is no action",
                choices=[(value, outcome.wording[:120]) for value, outcome in self.outcomes.items()],
                coerce=self.outcomes.get,
            )
            self.fields[f"what_{key}"] = StoryField(
                label="What will be done", initial=decision.text, rows=2, required=False
            )
            self.fields[f"owner_{key}"] = SelectField(label="Who will do it", required=False)
            offer(self.fields[f"owner_{key}"], self.circle.everybody)
            self.fields[f"else_{key}"] = DirectoryField(
                label="Or somebody who is not in the list", hint="A name, or in words", keep_words=True
            )
            self.fields[f"due_on_{key}"] = DateField(
                label="By when", name="the date it is due", required=False
            )

    def rows(self) -> list[DecisionRow]:
        """The fields of each decision."""
        names = ("outcome", "what", "owner", "else", "due_on")
        return [
            DecisionRow(number, decision.text, [self[f"{name}_{decision.id}"] for name in names])
            for number, decision in enumerate(self.decisions, start=1)
        ]

    def clean(self) -> dict[str, Any]:
        """Gather what somebody undertook."""
        answers = super().clean()
        found = [self.undertaking(answers, decision) for decision in self.decisions]
        return {"undertakings": [one for one in found if one]}

    def undertaking(self, answers: dict[str, Any], decision: Decision) -> Undertaking | None:
        """One decision as answered; None where it is no action."""
        key = decision.id
        outcome, due_on = answers.get(f"outcome_{key}"), answers.get(f"due_on_{key}")
        who = answers.get(f"else_{key}") or answers.get(f"owner_{key}")
        if outcome is None:
            if due_on or who:
                self.add_error(f"outcome_{key}", "Select what this is for")
            return None
        if due_on is None:
            if f"due_on_{key}" not in self.errors:
                self.add_error(f"due_on_{key}", "Enter the date it is due")
            return None
        words = who if isinstance(who, str) else ""
        return Undertaking(
            decision=decision,
            outcome=outcome,
            what=answers.get(f"what_{key}") or "",
            due_on=due_on,
            owner=None if words else who,
            owner_words=words,
        )
