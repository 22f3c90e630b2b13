"""Looking up a case by its reference and a practitioner by name; how often people may look."""

from __future__ import annotations

from typing import Any

from opencaf.access.models import Verdict
from opencaf.agencies.models import Authority, Practitioner
from opencaf.web.shared.forms import (
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    WholeNumberField,
)

MOST = 10_000


class FindCaseForm(OperationForm):
    """Which case."""

    mark_optional = False

    reference = TextField(
        label="Reference of the case",
        name="the reference of the case",
        hint="It stands at the top of every page of a case and on its letters.",
        max_length=24,
        width=20,
        spellcheck=False,
        autocomplete="off",
    )


class FindPractitionerForm(OperationForm):
    """Whose looks."""

    mark_optional = False

    name = TextField(
        label="Name of the practitioner",
        name="the name of the practitioner",
        hint="Given name, family name or both.",
        spellcheck=False,
        autocomplete="off",
    )


class CeilingsForm(OperationForm):
    """How often one person may look before they are asked why."""

    mark_optional = False

    searches_an_hour = WholeNumberField(
        label="Searches for a child in an hour",
        name="the number of searches",
        min_value=1,
        max_value=MOST,
    )
    opens_an_hour = WholeNumberField(
        label="Records newly opened in an hour",
        name="the number of records",
        hint="A record that somebody opened earlier the same day does not count again.",
        min_value=1,
        max_value=MOST,
    )
    exports_a_day = WholeNumberField(
        label="Tables taken away in 24 hours",
        name="the number of tables",
        min_value=1,
        max_value=MOST,
    )


class JudgeForm(OperationForm):
    """What the privacy officer makes of an emergency look."""

    verdict = RadiosField(
        label="What do you make of it?", missing="Select what you make of it", choices=Verdict.choices
    )
    words = StoryField(
        label="Why?",
        name="why you think so",
        hint="Who opened the record reads this.",
        missing="Enter why you think so",
        rows=4,
    )


class PrivacyOfficerForm(OperationForm):
    """Who is told when a record is opened in an emergency."""

    practitioner = SelectField(
        label="Who is told?", name="who is told", missing="Select who is told", choices=[]
    )

    def __init__(self, *args: Any, auditors: dict[str, Practitioner], **values: Any) -> None:
        super().__init__(*args, **values)
        people = [(key, str(auditor)) for key, auditor in auditors.items()]
        self.fields["practitioner"].choices = [("", ""), *people]  # type: ignore[attr-defined]


def as_they_are(authority: Authority) -> dict[str, int]:
    """Return the limits of an authority as first answers."""
    return {name: getattr(authority, name) for name in CeilingsForm.base_fields}
