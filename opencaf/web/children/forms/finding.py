"""Looking for a child, and starting a record where there is none."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.people.one_box import taken_apart
from opencaf.people.operations.finding import Hit, find_children
from opencaf.people.operations.finding_elsewhere import Elsewhere, find_elsewhere
from opencaf.people.sought import Sought
from opencaf.web.shared.forms import HiddenField, OperationForm, PartialDateField, TextField, TypedDate

BOXES = ("born_day", "born_month", "born_year")
WORDS = ("name", "postcode", "address", "phone", "nhs_number", "upn", "parent_name", "school")


class FindForm(OperationForm):
    """What somebody remembers of a child. Posted, never in an address."""

    mark_optional = False

    name = TextField(
        label="Name",
        hint=(
            "In any order and any spelling. Nicknames and earlier names count. In a hurry, type all you know "
            "here: a date of birth, a postcode, a telephone or NHS number too."
        ),
        max_length=300,
        required=False,
        spellcheck=False,
        autocomplete="off",
    )
    born = PartialDateField(
        label="Date of birth, or the date a baby is expected",
        name="the date of birth",
        hint="For example, 27 3 2016. The year alone, or month and year, will do.",
        required=False,
    )
    postcode = TextField(label="Postcode", max_length=20, width=10, required=False, spellcheck=False)
    parent_name = TextField(
        label="Name of a parent or carer", max_length=300, required=False, spellcheck=False
    )
    address = TextField(
        label="House number and street",
        hint="For example, 8 Mill Lane",
        max_length=300,
        required=False,
        spellcheck=False,
        autocomplete="off",
    )
    phone = TextField(
        label="Telephone number of the child or of a parent or carer",
        max_length=30,
        width=20,
        required=False,
        spellcheck=False,
        autocomplete="off",
    )
    nhs_number = TextField(
        label="NHS number", max_length=30, width=20, required=False, inputmode="numeric", spellcheck=False
    )
    upn = TextField(
        label="Unique pupil number (UPN)", max_length=30, width=20, required=False, spellcheck=False
    )
    identifier = TextField(
        label="Number in another system", max_length=60, width=20, required=False, spellcheck=False
    )
    school = TextField(label="Nursery, school or college", required=False)

    main_fields = ("name", "born")
    more_fields = (
        *("postcode", "address", "parent_name", "phone"),
        *("school", "nhs_number", "upn", "identifier"),
    )

    @property
    def main(self) -> list[Any]:
        """The questions that are always shown."""
        return [self[name] for name in self.main_fields]

    @property
    def more(self) -> list[Any]:
        """The questions that fold away."""
        return [self[name] for name in self.more_fields]

    @property
    def more_is_open(self) -> bool:
        """Whether something was typed, or is wrong, in what folds away."""
        return any(self.data.get(name) or self[name].errors for name in self.more_fields)

    def look(self, *, by: Practitioner) -> list[Hit] | None:
        """Return who was found, or None where the search was refused. Looking twice is looking twice."""
        try:
            return find_children(sought=self.sought(), by=by)
        except ValidationError as refusal:
            self.refuse(refusal)
            return None

    def look_elsewhere(self, *, by: Practitioner) -> list[Elsewhere] | None:
        """Return which other authorities know a child like this, or None where the question was refused."""
        try:
            return find_elsewhere(sought=self.sought(), by=by)
        except ValidationError as refusal:
            self.refuse(refusal)
            return None

    def sought(self) -> Sought:
        """Return what was typed."""
        return Sought(**self.cleaned_data)

    def again(self) -> dict[str, str]:
        """Return what was typed as it is asked once more, elsewhere."""
        return {name: self.data.get(name, "") for name in (*WORDS, "identifier", *BOXES)}

    def typed(self) -> dict[str, str]:
        """Return what was typed as it travels on to the page that starts a record."""
        return {f"sought_{name}": self.data.get(name, "") for name in (*WORDS, *BOXES)}


class ElsewhereForm(OperationForm):
    """Carries what was looked for to other authorities, so that nobody types it twice."""

    name = HiddenField(max_length=300)
    born_day = HiddenField(max_length=20)
    born_month = HiddenField(max_length=20)
    born_year = HiddenField(max_length=20)
    postcode = HiddenField()
    address = HiddenField(max_length=300)
    phone = HiddenField()
    nhs_number = HiddenField()
    upn = HiddenField()
    identifier = HiddenField()
    parent_name = HiddenField(max_length=300)
    school = HiddenField()


class StartRecordForm(OperationForm):
    """Carries what was looked for to the page that adds a child, so that nobody types it twice."""

    sought_name = HiddenField(max_length=300)
    sought_born_day = HiddenField(max_length=20)
    sought_born_month = HiddenField(max_length=20)
    sought_born_year = HiddenField(max_length=20)
    sought_postcode = HiddenField()
    sought_address = HiddenField(max_length=300)
    sought_phone = HiddenField()
    sought_nhs_number = HiddenField()
    sought_upn = HiddenField()
    sought_parent_name = HiddenField(max_length=300)
    sought_school = HiddenField()


def from_search(data: Any) -> dict[str, Any]:
    """Return first answers for the page that adds a child, out of what was looked for."""
    box = taken_apart(str(data.get("sought_name", ""))[:300])
    words = box.words.replace(",", " ").split()
    boxes = TypedDate(*(str(data.get(f"sought_{name}", ""))[:20] for name in BOXES))
    return {
        "given_names": " ".join(words[:-1]) if len(words) > 1 else " ".join(words),
        "family_name": words[-1] if len(words) > 1 else "",
        "birth": "born" if any(boxes) or box.born else None,
        "born_on": boxes if any(boxes) else box.born,
        "postcode": data.get("sought_postcode") or box.postcode,
        "line1": data.get("sought_address", ""),
        "mobile": data.get("sought_phone") or box.phone,
        "nhs_number": data.get("sought_nhs_number") or box.nhs_number,
        "upn": data.get("sought_upn") or box.upn,
        "school_name": data.get("sought_school", ""),
    }
