"""What a parent or young person marks themselves: who, about whom and when; then one mark an area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from opencaf.core import clock
from opencaf.episodes.concern import NOT_ASKED, Answer
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.own_marks import OwnOccasion
from opencaf.episodes.queries.team import Known
from opencaf.people.models import Person
from opencaf.web.episodes.forms.reviews import MARKS
from opencaf.web.episodes.forms.team import offer
from opencaf.web.shared.forms import DateField, HiddenField, OperationForm, SelectField


class WhoMarksForm(OperationForm):
    """Whose marks, about which child, on which occasion: ids only, since they stand in the address."""

    mark_optional = False
    who = SelectField(label="Who marks", missing="Select who marks")
    about = SelectField(label="About", missing="Select the child")
    occasion = SelectField(label="When", missing="Select when")

    def __init__(
        self,
        *args: Any,
        family: Sequence[Known],
        children: Sequence[Person],
        occasions: Sequence[OwnOccasion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["who"], family)
        self.by_key("about", {str(child.id): (child.first_name, child) for child in children})
        self.by_key("occasion", {one.key: (one.title, one) for one in occasions})

    def by_key(self, name: str, known: dict[str, tuple[str, Any]]) -> None:
        """Let a field choose among what is known; the answer is the thing itself. One alone is chosen."""
        field: Any = self.fields[name]
        field.choices = [(key, words) for key, (words, _) in known.items()]
        field.coerce = lambda key: known[key][1]
        if len(known) == 1:
            field.initial = next(iter(known))


class OwnMarksForm(OperationForm):
    """One mark for each area, in the form's order; what is left open was not asked."""

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        child: Person,
        occasion: OwnOccasion,
        standing: dict[str, Answer],
        hidden: Areas,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.child, self.occasion = child, occasion
        if occasion.is_open:
            self.fields["marked_on"] = DateField(
                label="When did they mark?",
                name="the date of the marks",
                latest=clock.today,
                initial=clock.today,
            )
        areas = [
            area
            for area in occasion.areas
            if (child.id, area.code) not in hidden and (occasion.is_open or area.code not in standing)
        ]
        self.open = [area.code for area in areas]
        for area in areas:
            self.add_mark(area.code, area.name, area.help_text, standing.get(area.code, NOT_ASKED))

    def add_mark(self, code: str, name: str, help_text: str, stands: Answer) -> None:
        """Add the mark of one area, and what the page showed for it."""
        key = f"mark-{code}-{self.child.id}"
        initial = "" if stands == NOT_ASKED else stands.code
        self.fields[key] = SelectField(
            label=name, hint=help_text, choices=MARKS, blank="Not asked", required=False, initial=initial
        )
        self.fields[f"seen-{key}"] = HiddenField(initial=stands.code)

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        day: dt.date = self.cleaned_data.get("marked_on") or self.occasion.on
        return {"marks": [self.mark_of(code) for code in self.open], "marked_on": day}

    def mark_of(self, code: str) -> MarkFor:
        """Return the mark of one area, with what the page showed."""
        key = f"mark-{code}-{self.child.id}"
        chosen = self.cleaned_data[key] or NOT_ASKED.code
        return MarkFor(self.child.id, code, chosen, self.cleaned_data[f"seen-{key}"])
