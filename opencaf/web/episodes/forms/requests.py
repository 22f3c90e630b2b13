"""The forms of a request to a service, one a step."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core import clock
from opencaf.directory.models import Service
from opencaf.episodes.codes import NEED_TAGS, RequestDecision
from opencaf.episodes.queries.team import Circle
from opencaf.people.models import Person
from opencaf.web.shared.forms import (
    DateField,
    NumberField,
    OperationForm,
    PeopleField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    WholeNumberField,
)


class RequestForm(OperationForm):
    """Which service, of whom, for whom, who asked and when."""

    service = SelectField(
        label="Service", blank="Another service", hint="Choose one, or name it below", required=False
    )
    service_name = TextField(label="Name of the service, if it is not in the list", required=False)
    agency = SelectField(
        label="Agency",
        blank="The agency of the chosen service",
        hint="Only needed when the service is not in the list",
        required=False,
    )
    people = PeopleField(
        label="Whom is it for?",
        name="whom the service is for",
        missing="Select whom the service is for",
        coerce=uuid.UUID,
    )
    asked_on = DateField(
        label="When was the service asked?",
        name="the date the service was asked",
        hint="The day of the telephone call, for example 27 3 2025",
        latest=clock.today,
    )
    asked_by = SelectField(label="Who asked?", blank="I did", required=False)
    need = SelectField(
        label="Which kind of need is it for?",
        hint="So that needs which nobody meets can be counted",
        choices=list(NEED_TAGS.items()),
        blank="Not said",
        required=False,
    )
    reason = StoryField(label="Why this service?", required=False)
    consent_note = StoryField(
        label="What the family agreed to for this request",
        rows=3,
        hint="Needed before anything is sent, unless the family has agreed to share with this agency",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        circle: Circle,
        agencies: Sequence[Agency],
        services: Sequence[Service],
        chosen: Service | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.circle, self.chosen = circle, chosen
        self.agencies = {str(agency.id): agency for agency in agencies}
        self.services = {str(service.id): service for service in services}
        fields: Any = self.fields
        fields["agency"].choices = [(key, agency.name) for key, agency in self.agencies.items()]
        fields["service"].choices = [
            (key, f"{service.name}, {service.agency.name}") for key, service in self.services.items()
        ]
        if chosen:
            for name in ("service", "service_name", "agency"):
                del fields[name]
        elif not services:
            del fields["service"]
            fields["service_name"].label = "Name of the service"
            fields["agency"].blank, fields["agency"].help_text = "Choose one", ""
        fields["people"].choices = [(known.key, known.name) for known in circle.family]
        fields["people"].hints = {known.key: known.what for known in circle.family}
        fields["asked_by"].choices = [(known.key, known.in_words) for known in circle.everybody]

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        if self.chosen is None and not answers.get("service"):
            if not answers.get("service_name") and "service_name" not in self.errors:
                self.add_error("service_name", "Choose a service, or enter its name")
            if not answers.get("agency") and "agency" not in self.errors:
                self.add_error("agency", "Select the agency of the service")
        return answers

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        given = dict(self.cleaned_data)
        service = self.chosen or self.services.get(given.pop("service", ""))
        asked_by = self.circle.find(given["asked_by"])
        chosen = set(given["people"])
        return {
            **given,
            "service": service,
            "service_name": given.get("service_name") or (service.name if service else ""),
            "agency": self.agencies.get(given.get("agency", "")) or (service.agency if service else None),
            "people": [known.who for known in self.circle.family if known.who.id in chosen],
            "asked_by": asked_by if isinstance(asked_by, Practitioner) else None,
            "asked_by_person": asked_by if isinstance(asked_by, Person) else None,
        }


class DecideForm(OperationForm):
    """What the service decided."""

    decision = RadiosField(
        label="What did the service decide?",
        missing="Select the decision",
        choices=RequestDecision.choices,
        reveals={RequestDecision.WAITING: "waits_weeks"},
    )
    waits_weeks = WholeNumberField(
        label="About how many weeks does it take?", min_value=0, max_value=520, width=3, required=False
    )
    decided_on = DateField(label="When?", name="the date of the decision", latest=clock.today)
    reason = StoryField(label="The reason they gave", rows=3, required=False)


class StartForm(OperationForm):
    """When the service began."""

    started_on = DateField(
        label="When did the service start?", name="the date the service started", latest=clock.today
    )


class DeliverForm(OperationForm):
    """What the service gave, and when it ended."""

    delivered = StoryField(
        label="What has the service given?",
        hint="For example: eight sessions offered, seven attended",
        missing="Enter what the service has given",
        rows=3,
    )
    sessions_given = WholeNumberField(
        label="How many sessions?", min_value=0, max_value=9999, width=4, required=False
    )
    hours_given = NumberField(
        label="How many hours?", decimal_places=2, min_value=0, max_value=9999, required=False
    )
    ended_on = DateField(
        label="When did it end?",
        name="the date the service ended",
        hint="Leave this empty if it carries on. For example, 27 3 2025",
        latest=clock.today,
        required=False,
    )


class UnmetForm(OperationForm):
    """What nobody gives."""

    need = StoryField(
        label="What is still needed?",
        hint="In plain words: it is counted when services are planned",
        missing="Enter what is still needed",
        rows=3,
    )
    recorded_on = DateField(label="From which day was this known?", name="the date", latest=clock.today)
    review_asked = TextField(
        label="Was the decision questioned?",
        hint="For example: yes, upheld on 20 January 2026",
        required=False,
    )


class RecallForm(OperationForm):
    """Why a request is no longer wanted."""

    recalled_on = DateField(
        label="When was it recalled?", name="the date it was recalled", latest=clock.today
    )
    why = StoryField(label="Why is it recalled?", missing="Enter why the request is recalled", rows=3)


class TakeBackRecallForm(OperationForm):
    """Why a recall is taken back."""

    why = StoryField(label="Why is it taken back?", missing="Enter why the recall is taken back", rows=3)


class MissingForm(OperationForm):
    """What nobody gives."""

    need = SelectField(
        label="Which kind of need is it?",
        choices=list(NEED_TAGS.items()),
        blank="Choose one",
        missing="Select the kind of need",
    )
    wanted = StoryField(
        label="What is needed?",
        hint="In plain words: it is counted when services are planned",
        missing="Enter what is needed",
        rows=3,
    )
    noted_on = DateField(label="From which day was this known?", name="the date", latest=clock.today)


class TakeBackMissingForm(OperationForm):
    """Why it was a mistake."""

    why = StoryField(label="Why is it taken back?", missing="Enter why it is taken back", rows=3)
