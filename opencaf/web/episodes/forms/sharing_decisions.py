"""A decision to share, or not to share, that does not rest on agreement."""

from __future__ import annotations

import uuid
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core import clock
from opencaf.episodes.codes import Article6, Article9, AskedFirst, SharingChoice
from opencaf.people.models import Person
from opencaf.web.episodes.forms.directory import DirectoryField, look_in
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    OperationForm,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    YesNoField,
)


class SharingDecisionForm(OperationForm):
    """What was decided, with whom, on what ground, who was asked and who was told."""

    decision = RadiosField(label="What was decided?", name="what was decided", choices=SharingChoice.choices)
    decided_on = DateField(
        label="Date of the decision",
        name="the date of the decision",
        latest=clock.today,
        initial=clock.today,
    )
    agency = SelectField(
        label="With which agency?", coerce=uuid.UUID, choices=[], required=False, blank="No agency"
    )
    person = SelectField(
        label="With whom of the family?", coerce=uuid.UUID, choices=[], required=False, blank="Nobody"
    )
    recipient = TextField(
        label="With whom else, or who there", hint="For example, the duty social worker.", required=False
    )
    about = CheckboxesField(
        label="About whom?", name="whom it is about", coerce=uuid.UUID, choices=[], required=False
    )
    items = StoryField(
        label="What is shared, or kept back?",
        hint="Only what bears on this; rarely everything.",
        missing="Enter what is shared, or kept back",
        rows=3,
    )
    ground = StoryField(
        label="On what ground?",
        hint="For example, likely harm to a child; a court order.",
        missing="Enter the ground",
        rows=2,
    )
    article_6 = SelectField(
        label="Lawful basis (article 6)", choices=Article6.choices, required=False, blank="Not said"
    )
    article_9 = SelectField(
        label="Condition (article 9)", choices=Article9.choices, required=False, blank="Not said"
    )
    asked = RadiosField(
        label="Were they asked first?",
        name="whether they were asked first",
        choices=AskedFirst.choices,
    )
    asked_words = StoryField(label="Who was asked and what they said, or why not", rows=2, required=False)
    family_told = YesNoField(label="Was the family told?", name="whether the family was told")
    family_told_words = StoryField(label="Who was told and how, or why not", rows=2, required=False)
    rationale = StoryField(
        label="Why was it decided so?",
        hint="What was weighed: the harm of sharing, and of not sharing.",
        missing="Enter why it was decided so",
        rows=4,
    )
    decided_by = DirectoryField(
        label="Who decided?", hint="Leave empty if you did; otherwise their e-mail address or full name."
    )
    advice_from = TextField(
        label="Who gave advice?",
        hint="For example, the named nurse or a solicitor.",
        max_length=300,
        required=False,
    )

    def __init__(
        self, *args: Any, agencies: list[Agency], family: list[Person], by: Practitioner, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {agency.id: agency for agency in agencies}
        self.family = {person.id: person for person in family}
        fields: dict[str, Any] = self.fields
        fields["agency"].choices = [(agency.id, agency.name) for agency in agencies]
        for name in ("person", "about"):
            fields[name].choices = [(person.id, person.full_name) for person in family]
        look_in(by.authority_id, self)

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        given = self.cleaned_data
        return {
            **given,
            "agency": self.agencies.get(given["agency"]),
            "person": self.family.get(given["person"]),
            "about": [self.family[person_id] for person_id in given["about"]],
        }
