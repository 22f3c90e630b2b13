"""What somebody notes of their time in a case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from opencaf.core import clock
from opencaf.costing.queries.catalogue import Catalogue
from opencaf.web.shared.forms import (
    DateField,
    NumberField,
    OperationForm,
    RadiosField,
    SelectField,
    TextField,
)

ROLE_HINT = "The role you worked in. It is kept with your times, under a code and not your name"


class StartForm(OperationForm):
    """What is being done now."""

    mark_optional = False
    activity = SelectField(label="What are you doing?", name="what you are doing")

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("activity", catalogue.choices)


class StopForm(OperationForm):
    """In which role it was done."""

    mark_optional = False
    role = TextField(label="Your role", name="your role", hint=ROLE_HINT, max_length=120)


class NoteTimeForm(OperationForm):
    """What was done, when, and how long it took."""

    mark_optional = False
    activity = SelectField(label="What did you do?", name="what you did")
    happened_on = DateField(label="When?", name="the day you did it", latest=clock.today)
    done = RadiosField(
        label="How long did it take?",
        name="how long it took",
        choices=[("minutes", "Some minutes"), ("not_done", "It was not done in this case")],
        reveals={"minutes": "minutes"},
        initial="minutes",
    )
    minutes = NumberField(
        label="Minutes",
        name="minutes",
        required=False,
        decimal_places=0,
        min_value=Decimal(0),
        max_value=Decimal(1_440),
    )
    role = TextField(label="Your role", name="your role", hint=ROLE_HINT, max_length=120)

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("activity", catalogue.choices)

    def clean(self) -> dict[str, Any]:
        """Ask for the minutes where something was done."""
        said = super().clean() or self.cleaned_data
        if said.get("done") == "minutes" and said.get("minutes") is None and "minutes" not in self.errors:
            self.add_error("minutes", "Enter how many minutes it took")
        return said

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        said = dict(self.cleaned_data)
        done = said.pop("done")
        return {**said, "minutes": said["minutes"] if done == "minutes" else None}


class CorrectTimeForm(OperationForm):
    """The right minutes and why."""

    mark_optional = False
    minutes = NumberField(
        label="The right minutes",
        name="the right minutes",
        decimal_places=0,
        min_value=Decimal(0),
        max_value=Decimal(1_440),
    )
    reason = TextField(
        label="Why is it corrected?",
        name="why it is corrected",
        hint="For example: typing mistake",
        max_length=300,
    )
