"""Looking up a case by its reference and a practitioner by name; how often people may look."""

from __future__ import annotations

from opencaf.agencies.models import Authority
from opencaf.web.shared.forms import OperationForm, TextField, WholeNumberField

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


def as_they_are(authority: Authority) -> dict[str, int]:
    """Return the limits of an authority as first answers."""
    return {name: getattr(authority, name) for name in CeilingsForm.base_fields}
