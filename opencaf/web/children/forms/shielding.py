"""Shielding a record, naming who may know of it, and lifting the shield."""

from __future__ import annotations

from opencaf.access.models import WhyShielded
from opencaf.web.children.forms.sealing import ReadersForm
from opencaf.web.shared.forms import OperationForm, PeopleField, RadiosField, StoryField

WHO = PeopleField(
    label="Who else may know of it?",
    hint="You always do. Name everybody who works with the family; nobody else finds or sees the record.",
    choices=[],
    required=False,
)


class ShieldReadersForm(ReadersForm):
    """Who besides oneself may know of a shielded record."""

    readers = WHO


class ShieldForm(ReadersForm):
    """Why nobody else may know of a record."""

    why = RadiosField(
        label="Why may nobody else know of it?",
        missing="Select why nobody else may know of it",
        choices=WhyShielded.choices,
    )
    words = StoryField(
        label="What do those on the list have to know?",
        name="what those on the list have to know",
        missing="Enter what those on the list have to know",
        rows=3,
    )
    readers = WHO
    field_order = ("why", "words", "readers")


class LiftForm(OperationForm):
    """Why a record need not be shielded any more."""

    reason = StoryField(
        label="Why need it not be shielded any more?",
        name="why it need not be shielded any more",
        hint="From then on the child is found in searches, and whoever has a reason sees the record.",
        missing="Enter why it need not be shielded any more",
        rows=3,
    )


class SeenForm(OperationForm):
    """Noting that alerts were looked into."""
