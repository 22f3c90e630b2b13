"""Long forms in sections, and the schools to choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from opencaf.agencies.models import Agency
from opencaf.people.codes import Ethnicity
from opencaf.web.shared.forms import GovukBoundField, OperationForm

OPEN: tuple[Any, ...] = (None, "", [], Ethnicity.NOBT, ("", "", ""))


@dataclass(frozen=True)
class Section:
    """Questions that belong together on a long page; what is folded opens when something in it is wrong."""

    title: str
    fields: list[GovukBoundField]
    is_folded: bool
    is_open: bool


class SectionedForm(OperationForm):
    """A long form in sections: (title, names of fields, whether it folds away)."""

    mark_optional = False
    sections: ClassVar[tuple[tuple[str, tuple[str, ...], bool], ...]] = ()

    def shown_sections(self) -> list[Section]:
        """Return the sections with those of their questions that this page asks."""
        revealed = self._revealed()
        shown = []
        for title, names, is_folded in self.sections:
            here = [name for name in names if name in self.fields]
            fields = [self._ours(self[name]) for name in here if name not in revealed]
            if fields:
                is_open = any(self[name].errors or self[name].value() not in OPEN for name in here)
                shown.append(Section(title, fields, is_folded, is_open))
        return shown


class Schools:
    """The schools to choose from, read only when they are shown or one was chosen."""

    def __init__(self, read: Callable[[], list[Agency]]) -> None:
        self.read = read

    @cached_property
    def by_id(self) -> dict[str, Agency]:
        """The schools by their ids, in their order."""
        return {str(school.id): school for school in self.read()}

    def choices(self) -> list[tuple[str, str]]:
        """Return them as the answers of a question."""
        return [(key, school.name) for key, school in self.by_id.items()]

    def find(self, chosen: str) -> Agency | None:
        """Return the one that was chosen; None where none was."""
        return self.by_id.get(chosen) if chosen else None
