"""The forms of the directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opencaf.agencies.models import Agency
from opencaf.core import clock
from opencaf.directory.models import Service
from opencaf.directory.open_referral.reading import MOST_BYTES
from opencaf.episodes.codes import NEED_TAGS
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    JsonFileField,
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    WholeNumberField,
)

ONE_A_LINE = "One place a line: name; address; postcode"
OLDEST = 150


class ServiceForm(OperationForm):
    """What is said of a service."""

    name = TextField(label="Name of the service", missing="Enter the name of the service")
    description = StoryField(label="What is it?", hint="As a family would be told", rows=4, required=False)
    age_from = WholeNumberField(
        label="Youngest age", min_value=0, max_value=OLDEST, width=3, suffix="years", required=False
    )
    age_to = WholeNumberField(
        label="Oldest age", min_value=0, max_value=OLDEST, width=3, suffix="years", required=False
    )
    eligibility = StoryField(label="Who can have it?", rows=3, required=False)
    needs = CheckboxesField(
        label="Kinds of need it helps with", choices=list(NEED_TAGS.items()), required=False
    )
    cost = TextField(label="What does it cost?", required=False)
    locations = StoryField(label="Where is it given?", hint=ONE_A_LINE, rows=3, required=False)
    times = TextField(label="When is it given?", required=False)
    languages = TextField(label="Languages", hint="With commas between them", required=False)
    phone = TextField(label="Telephone", max_length=100, required=False)
    email = TextField(label="E-mail", max_length=254, required=False)
    website = TextField(label="Website", required=False)
    checked_on = DateField(
        label="When was this last checked?",
        name="the day this was last checked",
        latest=clock.today,
        required=False,
    )

    def answers(self) -> dict[str, Any]:
        """The answers as the operations take them."""
        details = {name: value for name, value in self.cleaned_data.items() if name not in ("name", "agency")}
        details["locations"] = places_from(details["locations"])
        return {"name": self.cleaned_data["name"], "details": details}


class AddServiceForm(ServiceForm):
    """The same, with who gives it."""

    agency = SelectField(
        label="Which agency gives it?", blank="Choose one", missing="Select the agency of the service"
    )
    field_order = ["name", "agency"]

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.id): agency for agency in agencies}
        self.choose_among("agency", [(key, agency.name) for key, agency in self.agencies.items()])

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return {**super().answers(), "agency": self.agencies[self.cleaned_data["agency"]]}


class WaitingForm(OperationForm):
    """How long people wait, and how many places are free."""

    weeks = WholeNumberField(
        label="Waiting time", min_value=0, max_value=520, width=3, suffix="weeks", required=False
    )
    words = TextField(
        label="What else is there to say?",
        hint="For example: shorter for under fives",
        max_length=300,
        required=False,
    )
    places_free = WholeNumberField(label="Free places", min_value=0, max_value=9999, width=4, required=False)
    as_of = DateField(
        label="On which day was this so?",
        name="the day on which this was so",
        latest=clock.today,
    )


class RetireForm(OperationForm):
    """Why a service leaves the list."""

    why = StoryField(
        label="Why is it taken off the list?", rows=3, missing="Enter why it is taken off the list"
    )


class FeedForm(OperationForm):
    """A feed, and whether it is only tried."""

    file = JsonFileField(
        label="Feed of Open Referral UK 3.0",
        hint="A file of JSON",
        missing="Choose a feed",
        most_bytes=MOST_BYTES,
    )
    name = TextField(
        label="Name of the feed",
        hint="The same each time, so that services that left it are found. For example: county",
        max_length=80,
        missing="Enter a name for the feed",
    )
    way = RadiosField(
        label="What should happen?",
        choices=[("try", "Only say what would happen"), ("do", "Bring it in")],
        missing="Select what should happen",
    )


def places_from(text: str) -> list[dict[str, str]]:
    """Return the places that lines say: name; address; postcode."""
    found = []
    for line in text.splitlines():
        name, address, postcode, *_ = [part.strip() for part in f"{line};;".split(";")]
        if name or address or postcode:
            found.append({"name": name, "address": address, "postcode": postcode})
    return found


def as_typed(service: Service) -> dict[str, Any]:
    """Return what a form that changes a service starts with."""
    kept = {name: getattr(service, name) for name in ServiceForm.base_fields if name != "locations"}
    places = (f"{one['name']}; {one['address']}; {one['postcode']}" for one in service.locations)
    return {**kept, "locations": "\n".join(places)}
