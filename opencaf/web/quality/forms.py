"""What the pages of data quality ask: which cases of a list, and why something is right as it is."""

from __future__ import annotations

from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.agencies.queries import agencies_of, localities_of
from opencaf.web.shared.forms import OperationForm, SelectField, StoryField


class QualityFilter(OperationForm):
    """Which cases a list shows."""

    mark_optional = False

    agency = SelectField(
        label="Agency", hint="Of who leads, or of who started it.", required=False, blank="All agencies"
    )
    locality = SelectField(label="Locality", required=False, blank="All localities")

    def __init__(self, chosen: Any, *, practitioner: Practitioner) -> None:
        super().__init__({name: chosen[name] for name in ("agency", "locality") if name in chosen})
        authority_id = practitioner.authority_id
        self.choose_among("agency", [(str(one.id), one.name) for one in agencies_of(authority_id)])
        places = [(str(one.id), one.name) for one in localities_of(authority_id)]
        self.choose_among("locality", [*places, ("none", "No locality")])

    @property
    def codes(self) -> dict[str, str]:
        """The choice as it stands in an address."""
        return {name: str(self.cleaned_data[name]) for name in self.fields if self.cleaned_data[name]}


class AcceptForm(OperationForm):
    """Why a finding is right as it is."""

    why = StoryField(
        label="Why is it right as it is?",
        name="why it is right as it is",
        hint="Such as: The registrar confirmed that 1 January is the day. Others who see this case read it.",
    )
