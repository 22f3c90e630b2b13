"""Inviting to meetings: offering days, moving one, asking more people, handing a link on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opencaf.episodes.models import DateOffer
from opencaf.web.episodes.forms.meetings import InvitingForm, MeetingForm
from opencaf.web.shared.forms import (
    DateField,
    EmailField,
    OperationForm,
    RadiosField,
    SelectField,
    TextField,
    TimeField,
)
from opencaf.web.shared.invited import day_and_time

LENGTHS = [
    ("30", "30 minutes"),
    ("45", "45 minutes"),
    ("60", "1 hour"),
    ("90", "1 hour 30 minutes"),
    ("120", "2 hours"),
]
MOST_OFFERS = 5


def length_field() -> SelectField:
    """Return the question how long a meeting is."""
    return SelectField(label="How long", name="how long it is", choices=LENGTHS, coerce=int, initial="60")


class OfferDatesForm(InvitingForm, MeetingForm):
    """Several days to choose among, and who is asked."""

    lasts_minutes = length_field()

    def add_fields(self) -> None:
        super().add_fields()
        for number in range(1, MOST_OFFERS + 1):
            asked = number <= 2
            self.fields[f"day_{number}"] = DateField(
                label=f"Day {number}", name=f"day {number}", required=asked
            )
            self.fields[f"time_{number}"] = TimeField(
                label=f"Time on day {number}", name=f"the time on day {number}", required=False
            )

    def clean(self) -> dict[str, Any]:
        """Gather the days that are offered."""
        answers = super().clean()
        pairs = [
            (answers.pop(f"day_{number}", None), answers.pop(f"time_{number}", None))
            for number in range(1, MOST_OFFERS + 1)
        ]
        return {**answers, "offers": [(day, time) for day, time in pairs if day]}


class MoveForm(OperationForm):
    """Another day, time or place."""

    planned_for = DateField(label="Date", name="the date of the meeting")
    planned_time = TimeField(label="Time", name="the time", required=False)
    lasts_minutes = length_field()
    place = TextField(label="Where", name="the place", required=False)


class InviteOthersForm(InvitingForm):
    """Who is invited besides."""


class ChooseDateForm(OperationForm):
    """One of the days that were offered."""

    offer = RadiosField(label="Which day", missing="Select the day of the meeting")

    def __init__(self, *args: Any, offers: Sequence[tuple[DateOffer, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["offer"]
        by_key = {str(offer.id): offer for offer, _ in offers}
        field.choices = [(key, day_and_time(offer.on_day, offer.at_time)) for key, offer in by_key.items()]
        field.hints = {str(offer.id): hint for offer, hint in offers if hint}
        field.coerce = by_key.get


class GiveLinkForm(OperationForm):
    """Where a link goes by mail; nowhere, where somebody hands it on."""

    to = EmailField(
        label="E-mail address",
        hint="Leave this empty to hand the link on yourself: the next page shows it once",
        required=False,
    )
