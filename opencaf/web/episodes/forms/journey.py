"""The filter of the journey: codes only, since it stands in the address."""

from __future__ import annotations

from opencaf.episodes.queries.journey import KINDS
from opencaf.web.shared.forms import CheckboxesField, OperationForm


class JourneyFilter(OperationForm):
    """Which kinds of events are shown."""

    mark_optional = False
    kind = CheckboxesField(label="Show only", choices=KINDS.items(), required=False)
