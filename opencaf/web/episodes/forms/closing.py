"""The forms of closing and reopening."""

from __future__ import annotations

from typing import Any

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.codes import ONLY_IN_OLD_REGISTERS, ClosureReason, OutcomeLevel
from opencaf.web.episodes.forms.closing_asked import ClosingRowsForm
from opencaf.web.episodes.forms.closing_rows import by_id
from opencaf.web.episodes.forms.levels import LEVELS
from opencaf.web.shared.forms import DateField, OperationForm, RadiosField, SelectField, StoryField

ASKED_FIRST = ("closed_on", "meeting", "reason", "single_agency", "reason_words", "outcome_level")
ASKED_LAST = ("views_missing_why", "keeping_it_going", "look_back_on")


class CloseForm(ClosingRowsForm):
    """When, why, how far each outcome was met, what the family says, what remains.

    Three answers are needed, as the page says at its top; to mark all the others would drown them.
    """

    mark_optional = False

    closed_on = DateField(label="When does it close?", name="the date it closed", latest=clock.today)
    meeting = SelectField(label="Agreed at which meeting?", blank="Not at a meeting", required=False)
    reason = RadiosField(label="Why does it close?", missing="Select why it closes")
    single_agency = SelectField(label="Which agency carries on alone?", blank="None", required=False)
    reason_words = StoryField(label="Why, in your words", rows=3, required=False)
    outcome_level = RadiosField(
        label="How far were the goals met?",
        hint="Apart from the reason: a family may move away with every goal met",
        missing="Select how far the goals were met",
        choices=OutcomeLevel.choices,
    )
    level_of_need = RadiosField(label="Level of need now", choices=LEVELS, coerce=int, required=False)
    views_missing_why = StoryField(
        label="If a view is missing, why?",
        hint="Why somebody was not asked, or could not say",
        rows=2,
        required=False,
    )
    keeping_it_going = StoryField(
        label="What keeps it going?",
        hint="Who does what from now on, and whom to ring",
        rows=3,
        required=False,
    )
    look_back_on = DateField(
        label="When do we look back?",
        name="the date to look back",
        hint="A short call to ask how things are, often six months later",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_choices()
        self.order_fields(
            [*ASKED_FIRST, *(name for name in self.fields if name not in ASKED_LAST), *ASKED_LAST]
        )

    def offer_choices(self) -> None:
        """Offer the meetings, agencies and the authority's own reasons."""
        fields: Any = self.fields
        fields["meeting"].choices = [
            (str(one.id), f"{in_words(one.held_on)}, {one.purpose}")
            for one in self.facts.choices.meetings
            if one.held_on
        ]
        fields["single_agency"].choices = [(str(one.id), one.name) for one in self.facts.choices.agencies]
        reasons, hints = self.reasons()
        fields["reason"].choices, fields["reason"].hints = reasons, hints
        fields["reason"].reveals = {
            value: "single_agency"
            for value, _ in reasons
            if value.split(".")[0] == ClosureReason.NEEDS_MET_SINGLE_AGENCY
        }

    def reasons(self) -> tuple[list[tuple[str, str]], dict[str, str]]:
        """The authority's words, each with the shared reason as a hint; then shared reasons without one."""
        own = [(f"{one.reason}.{one.id}", one.name) for one in self.facts.choices.categories]
        hints = {
            f"{one.reason}.{one.id}": str(ClosureReason(one.reason).label)
            for one in self.facts.choices.categories
            if one.reason in ClosureReason.values
        }
        covered = {one.reason for one in self.facts.choices.categories} | set(ONLY_IN_OLD_REGISTERS)
        shared = [(value, str(label)) for value, label in ClosureReason.choices if value not in covered]
        return [*own, *shared], hints

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        given = self.cleaned_data
        reason, _, category = given["reason"].partition(".")
        plain = ("closed_on", "reason_words", "outcome_level", "level_of_need", "views_missing_why")
        return {
            **{name: given[name] for name in (*plain, "keeping_it_going", "look_back_on")},
            "reason": reason,
            "category": by_id(self.facts.choices.categories, category),
            "meeting": by_id(self.facts.choices.meetings, given["meeting"]),
            "single_agency": by_id(self.facts.choices.agencies, given["single_agency"]),
            "results": self.results(),
            "views": self.views(),
            "remaining": self.remaining(),
        }


class ReopenForm(OperationForm):
    """From when and why it goes on."""

    reopened_on = DateField(
        label="From which day does it go on?", name="the date it is reopened", latest=clock.today
    )
    reason = StoryField(label="Why is it reopened?", missing="Enter why it is reopened", rows=3)
