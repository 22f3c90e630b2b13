"""What the concern map shows: codes only, since they stand in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opencaf.episodes.queries.concern_map import ConcernMap
from opencaf.people.models import Person
from opencaf.web.shared.forms import OperationForm, SelectField


class ConcernMapFilter(OperationForm):
    """Which child, whose marks, and which two occasions; what is left open has its words in the list."""

    mark_optional = False

    def __init__(self, *args: Any, found: ConcernMap, children: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = list(children)
        start, *later = [(one.key, one.words) for one in found.occasions]
        everybody, *voices = [(voice.key, voice.words) for voice in found.voices]
        names = [(str(one.id), one.first_name) for one in children]
        self.offer("child", "Child", "All children", names if len(names) > 1 else [])
        self.offer("whose", "Whose marks", everybody[1], voices)
        self.offer("first", "First occasion", start[1], later)
        now = "As it stands now: the last mark of each area"
        self.offer("second", "Second occasion", now, [start, *later] if later else [])

    def offer(self, name: str, label: str, blank: str, choices: Sequence[tuple[str, str]]) -> None:
        """Add a list, where there is something to choose."""
        if choices:
            self.fields[name] = SelectField(label=label, blank=blank, choices=choices, required=False)

    def children_chosen(self) -> list[Person]:
        """The children that are shown; all, unless one was chosen."""
        key = self.answer("child")
        return [one for one in self.children if key in ("", str(one.id))]

    def answer(self, name: str) -> str:
        """What was chosen, or nothing where nothing valid was."""
        return str(getattr(self, "cleaned_data", {}).get(name) or "")
