"""The form of another assessment that is taken over."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from opencaf.core import clock
from opencaf.episodes.queries.team import Known
from opencaf.web.shared.forms import DateField, OperationForm, PeopleField, TextField


class ReusedForm(OperationForm):
    """What it was, of which day, and who of the family agreed."""

    what = TextField(
        label="Which assessment is taken over?",
        hint="For example, the single assessment by children’s social care, or the nursery’s own",
        missing="Enter which assessment is taken over",
        max_length=300,
    )
    made_on = DateField(
        label="Of which day is it?", name="the date of the other assessment", latest=clock.today
    )
    agreed_by = PeopleField(
        label="Who of the family agreed to take it over?",
        missing="Select who of the family agreed to take it over",
        coerce=uuid.UUID,
    )

    def __init__(self, *args: Any, family: Sequence[Known], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.family = {known.key: known for known in family}
        fields: Any = self.fields
        fields["agreed_by"].choices = [(key, known.name) for key, known in self.family.items()]
        fields["agreed_by"].hints = {key: known.what for key, known in self.family.items()}

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        people = [self.family[str(one)].who for one in self.cleaned_data["agreed_by"]]
        return {**self.cleaned_data, "agreed_by": people}
