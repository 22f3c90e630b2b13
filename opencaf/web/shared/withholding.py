"""Keeping an emergency look off the family's list, asked in the case and in the privacy officer's queue."""

from __future__ import annotations

from typing import Any

from opencaf.access.models import BrokenGlass
from opencaf.agencies.models import Practitioner
from opencaf.episodes.operations.breaking_glass import show_glass, withhold_glass
from opencaf.web.shared.forms import OperationForm, StoryField


class WithholdForm(OperationForm):
    """Why the family's list must not show it."""

    reason = StoryField(
        label="Why would it not be safe if the family’s list showed this?",
        name="why it would not be safe",
        hint="For example: somebody at home would learn that the police asked.",
        missing="Enter why it would not be safe",
        rows=3,
    )

    def apply_to(self, broken: BrokenGlass, by: Practitioner) -> None:
        """Keep it off the list."""
        self.apply(withhold_glass, broken=broken, reason=self.cleaned_data["reason"], by=by)


class ShowForm(OperationForm):
    """Letting the family's list show it again."""

    def apply_to(self, broken: BrokenGlass, by: Practitioner) -> None:
        """Let the list show it."""
        self.apply(show_glass, broken=broken, by=by)


def withholding_form(typed: Any, broken: BrokenGlass) -> WithholdForm | ShowForm:
    """Return the form that changes what the family's list shows."""
    return ShowForm(typed) if broken.withheld_on else WithholdForm(typed)
