"""Panels: when they sit, who sits on them, and which case has a turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from opencaf.agencies.models import MeetingKind, Practitioner
from opencaf.core.dates import in_words
from opencaf.episodes.models import Episode, Panel
from opencaf.episodes.queries.panels import case_with_number
from opencaf.web.episodes.forms.directory import DirectoryField, as_typed, find_by_name, look_in
from opencaf.web.episodes.forms.leading import lines_of
from opencaf.web.shared.forms import (
    DateField,
    OperationForm,
    RadiosField,
    StoryField,
    TextField,
    TimeField,
    WholeNumberField,
)


class ChangePanelForm(OperationForm):
    """When and where a panel sits, for how many children, and who sits on it."""

    mark_optional = False

    planned_for = DateField(label="Date", name="the date of the panel")
    starts_at = TimeField(label="Time it begins", name="the time it begins")
    minutes_each = WholeNumberField(
        label="Minutes for each child or family",
        name="the minutes for each",
        min_value=5,
        max_value=180,
        initial=15,
    )
    places = WholeNumberField(
        label="How many children or families at most",
        name="how many at most",
        min_value=1,
        max_value=30,
        initial=6,
    )
    place = TextField(label="Where", name="the place", required=False)
    chair = DirectoryField(
        label="Who chairs",
        hint="Their e-mail address or full name",
        required=True,
        missing="Enter who chairs the panel",
    )
    others = StoryField(
        label="Who else sits on it",
        hint="One a line: an e-mail address or full name. Being a member opens no record",
        rows=5,
        required=False,
    )

    def __init__(self, *args: Any, authority_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authority_id = authority_id
        look_in(authority_id, self)

    def clean_others(self) -> list[Practitioner]:
        """Return whom the lines stand for, each once."""
        field = DirectoryField(label="Members")
        field.authority_id = self.authority_id
        found = [find_by_name(field, line) for line in lines_of(self.cleaned_data["others"])]
        return list({one.id: one for one in found if isinstance(one, Practitioner)}.values())

    def clean(self) -> dict[str, Any]:
        """Call those who sit beside the chair what the panel calls them."""
        answers = super().clean() or {}
        others = answers.pop("others", [])
        return {**answers, "members": others}


class PlanPanelForm(ChangePanelForm):
    """A new panel, of a kind of meeting that the authority holds."""

    kind = RadiosField(label="What kind of meeting", missing="Select what kind of meeting it is")
    field_order = ["kind"]

    def __init__(self, *args: Any, kinds: Iterable[MeetingKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(kind.id): kind for kind in kinds}
        field: Any = self.fields["kind"]
        field.choices = [(key, kind.name) for key, kind in by_key.items()]
        field.coerce = by_key.get
        if len(by_key) == 1:
            field.initial = next(iter(by_key))


class CancelPanelForm(OperationForm):
    """Why a panel does not take place."""

    why_cancelled = StoryField(
        label="Why it does not take place", missing="Enter why the panel does not take place"
    )


class TakeOffForm(OperationForm):
    """Why a case is taken off a panel."""

    why_cancelled = StoryField(
        label="Why it is taken off", missing="Enter why the case is taken off the panel"
    )


class MoveTurnForm(OperationForm):
    """A button that lets a turn change places with its neighbour."""


class AddCaseForm(OperationForm):
    """Which case is put on a panel, by its number."""

    episode = TextField(label="Number of the case", name="the number of the case", width=10, max_length=40)

    def __init__(self, *args: Any, practitioner: Practitioner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practitioner = practitioner

    def clean_episode(self) -> Episode:
        """Return the case that has the number and is open to who types it."""
        typed = self.cleaned_data["episode"]
        found = case_with_number(typed, self.practitioner)
        if found is None:
            raise forms.ValidationError(
                f"No case that is open to you has the number {typed}. Check the number"
            )
        return found


class PutOnPanelForm(OperationForm):
    """Onto which of the panels to come a case is put."""

    panel = RadiosField(label="Which panel", missing="Select the panel")

    def __init__(self, *args: Any, panels: Sequence[Panel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(panel.id): panel for panel in panels}
        field: Any = self.fields["panel"]
        field.choices = [(key, in_one_line(panel)) for key, panel in by_key.items()]
        field.hints = {key: panel.place for key, panel in by_key.items() if panel.place}
        field.coerce = by_key.get


def in_one_line(panel: Panel) -> str:
    """Return when a panel sits, and of which kind it is."""
    return f"{in_words(panel.planned_for)}, {panel.starts_at:%H:%M}: {panel.kind.name}"


def known_of(panel: Panel, members: Iterable[Practitioner]) -> dict[str, Any]:
    """Return what stands in the form of a panel before it is changed."""
    return {
        "planned_for": panel.planned_for,
        "starts_at": panel.starts_at,
        "minutes_each": panel.minutes_each,
        "places": panel.places,
        "place": panel.place,
        "chair": as_typed(panel.chair),
        "others": "\n".join(as_typed(one) for one in members),
    }
