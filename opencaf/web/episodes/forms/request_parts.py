"""The forms on which is chosen what goes to a service with a request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from opencaf.core import clock
from opencaf.episodes.models import ServiceRequestPart
from opencaf.episodes.queries.request_parts import Offered
from opencaf.web.shared.forms import CheckboxesField, DateField, OperationForm, StoryField

Kind = ServiceRequestPart.Kind
FIELDS = {Kind.ELEMENT: "elements", Kind.OUTCOME: "outcomes", Kind.VIEW: "views"}


class PartsForm(OperationForm):
    """Which parts go, beside what always goes; a kind of which nothing can go is not asked for."""

    elements = CheckboxesField(
        label="Parts of the assessment",
        hint="Of each goes the story, the family’s words and the mark",
        required=False,
    )
    outcomes = CheckboxesField(label="Outcomes of the plan", required=False)
    views = CheckboxesField(label="What the family said", required=False)

    def __init__(self, *args: Any, offered: Offered, ticked: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = set(ticked)
        fields: Any = self.fields
        for kind, name in FIELDS.items():
            choices = offered.of(kind)
            if not choices:
                del fields[name]
                continue
            fields[name].choices = [(one.key, one.name) for one in choices]
            fields[name].hints = {one.key: one.hint for one in choices if one.hint}
            self.initial[name] = [one.key for one in choices if one.key in keys]

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        given = dict(self.cleaned_data)
        return {"parts": [key for name in FIELDS.values() for key in given.pop(name, [])], **given}


class SendForm(PartsForm):
    """When a request goes, and what goes with it."""

    field_order = ("sent_on", "elements", "outcomes", "views", "sent_what", "consent_note")

    sent_on = DateField(label="When was it sent?", name="the date the request was sent", latest=clock.today)
    sent_what = StoryField(
        label="What was sent?",
        hint="What went on paper or was told besides. For example: one letter",
        rows=3,
        required=False,
    )
    consent_note = StoryField(
        label="What the family agreed to for this request",
        rows=3,
        hint="Needed unless the family has agreed to share with this agency",
        required=False,
    )
