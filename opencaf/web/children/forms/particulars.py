"""Another name, a way to reach somebody, a number, a school; and putting each of them right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opencaf.agencies.models import Agency, RecordedModel
from opencaf.people.codes import Kinship, Scheme
from opencaf.people.models import ContactPoint, PersonName
from opencaf.people.operations.correcting import CORRECTABLE
from opencaf.web.children.forms.person import YES_NO, as_yes_no, yes_no_word
from opencaf.web.children.forms.sections import Schools
from opencaf.web.shared.forms import (
    DateField,
    OperationForm,
    RadiosField,
    SelectField,
    TextField,
)

BESIDE, INSTEAD = "beside", "instead"


class FromToForm(OperationForm):
    """Something that goes on from a day to another, as far as they are known."""

    from_on = DateField(label="From", name="the first day", required=False)
    to_on = DateField(label="Until", name="the last day", required=False)


class NameForm(FromToForm):
    """Another name."""

    kind = RadiosField(
        label="What kind of name?",
        choices=PersonName.Kind.choices,
        missing="Select what kind of name it is",
    )
    given_names = TextField(label="Given names", spellcheck=False, required=False)
    family_name = TextField(label="Family name", spellcheck=False, required=False)
    source = TextField(label="Who or what says so", max_length=100, required=False)

    field_order = ("kind", "given_names", "family_name")


class ContactForm(OperationForm):
    """A telephone number or an e-mail address."""

    kind = RadiosField(
        label="What is it?", choices=ContactPoint.Kind.choices, missing="Select what kind of number it is"
    )
    value = TextField(
        label="Number or address", name="the number or address", max_length=254, spellcheck=False
    )
    note = TextField(label="Note", hint="For example, after four; her aunt’s telephone", required=False)


class IdentifierForm(FromToForm):
    """A number that another system knows the person by."""

    scheme = RadiosField(
        label="Which number?",
        choices=Scheme.choices,
        reveals={Scheme.OTHER: "system"},
        missing="Select which number it is",
    )
    system = TextField(
        label="Name of the system", name="the name of the system", max_length=100, required=False
    )
    value = TextField(label="Number", name="the number", max_length=60, spellcheck=False)

    field_order = ("scheme", "system", "value")


class PlaceForm(OperationForm):
    """A school of the authority, or a place by its name."""

    agency = SelectField(
        label="Nursery, school or college",
        name="the school",
        blank="Not in the list",
        choices=(),
        required=False,
    )
    name = TextField(
        label="Its name, if it is not in the list", name="its name", max_length=150, required=False
    )
    note = TextField(label="Note", max_length=300, required=False)

    def __init__(self, *args: Any, schools: Callable[[], list[Agency]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = Schools(schools)
        choosing: Any = self.fields["agency"]
        choosing.choices = self.schools.choices

    def place(self) -> dict[str, Any]:
        """Return the place: an agency where one was chosen, otherwise its name."""
        agency = self.schools.find(self.cleaned_data["agency"])
        return {"agency": agency, "name": "" if agency else self.cleaned_data["name"]}


class SchoolForm(PlaceForm):
    """A school, instead of the one before or beside it."""

    before = RadiosField(
        label="And the place before?",
        choices=((INSTEAD, "It ends on the first day here"), (BESIDE, "It goes on, or there was none")),
        initial=BESIDE,
    )
    from_on = DateField(label="First day", name="the first day", required=False)
    to_on = DateField(label="Last day", name="the last day", hint="Only if it is over", required=False)

    field_order = ("agency", "name", "from_on", "to_on", "before", "note")

    def clean(self) -> dict[str, Any]:
        """Ask for the first day when it ends the place before."""
        answers = super().clean() or self.cleaned_data
        if (
            answers.get("before") == INSTEAD
            and answers.get("from_on") is None
            and "from_on" not in self.errors
        ):
            self.add_error("from_on", "Enter the first day: the place before ends on it")
        return answers


class CorrectForm(OperationForm):
    """One particular as it stands, to be filled in or put right."""

    reason = TextField(
        label="Why it is put right",
        name="why it is put right",
        hint="Needed only where something else stood there. The old words stay readable.",
        max_length=300,
        required=False,
    )

    def __init__(
        self, *args: Any, record: RecordedModel, schools: Callable[[], list[Agency]], **kwargs: Any
    ) -> None:
        names = CORRECTABLE[type(record)]
        initial = {name: shown(record, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        reason = self.fields.pop("reason")
        for name in names:
            self.fields[name] = question(type(record), name)
        self.fields["reason"] = reason
        self.schools = Schools(schools)
        if "agency" in self.fields:
            choosing: Any = self.fields["agency"]
            choosing.choices = self.schools.choices

    def values(self) -> dict[str, Any]:
        """Return the answers without the reason, a school as the agency it is."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        if "agency" in values:
            values["agency"] = self.schools.find(values["agency"])
        return values


def shown(record: RecordedModel, name: str) -> Any:
    """Return how a value stands in the form."""
    if name == "agency":
        return str(record.agency_id) if record.agency_id else ""  # type: ignore[attr-defined]
    value = getattr(record, name)
    return yes_no_word(value) if name == "parental_responsibility" else value


def question(model: type[RecordedModel], name: str) -> Any:
    """Return the question for one field of a particular."""
    if name in ("from_on", "to_on"):
        label = "From" if name == "from_on" else "Until"
        return DateField(
            label=label, name=f"the {'first' if name == 'from_on' else 'last'} day", required=False
        )
    if name in ("kind", "kinship"):
        choices = Kinship.choices if name == "kinship" else model.Kind.choices  # type: ignore[attr-defined]
        return SelectField(label="Kind" if name == "kind" else "How they are related", choices=choices)
    if name == "parental_responsibility":
        return RadiosField(label="Parental responsibility", choices=YES_NO, coerce=as_yes_no, required=False)
    if name == "agency":
        return SelectField(
            label="Nursery, school or college", blank="Not in the list", choices=(), required=False
        )
    longest = model._meta.get_field(name).max_length or 200  # type: ignore[union-attr]
    return TextField(label=LABELS[name], max_length=longest, required=False)


LABELS = {
    "given_names": "Given names",
    "family_name": "Family name",
    "source": "Who or what says so",
    "value": "Number or address",
    "note": "Note",
    "system": "Name of the system",
    "name": "Name",
    "line1": "Address line 1",
    "line2": "Address line 2",
    "city": "Town or city",
    "postcode": "Postcode",
    "tenure": "What kind of home",
    "role": "Who they are in the family",
}
