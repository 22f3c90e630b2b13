"""What is asked about a register: its file, and what its columns and words mean."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.exceptions import ValidationError
from pydantic import ValidationError as WrongShape

from opencaf.people.codes import Ethnicity, Sex
from opencaf.registers.mapping import Mapping
from opencaf.registers.models import WaitingRegister
from opencaf.web.shared.forms import (
    JsonFileField,
    OperationForm,
    RegisterFileField,
    SelectField,
    TextField,
)

FIELDS = (
    ("caf_number", "Number of the CAF"),
    ("child_name", "Name of the child, all of it"),
    ("family_name", "Family name"),
    ("given_names", "Given names"),
    ("dob", "Date of birth, or expected date"),
    ("sex", "Sex"),
    ("ethnicity", "Ethnic origin"),
    ("address", "Address"),
    ("postcode", "Postcode"),
    ("social_care_ref", "Number at social care"),
    ("nhs_number", "NHS number"),
    ("upn", "UPN (unique pupil number)"),
    ("school", "School or nursery"),
    ("parents", "Parents or carers"),
    ("phone", "Telephone"),
    ("locality", "Area"),
    ("initiator", "Who did the CAF"),
    ("agency", "Agency of whoever did it"),
    ("initiator_and_agency", "Who did it, and their agency"),
    ("needs", "What is needed"),
    ("consent", "Consent"),
    ("started_on", "Day it began"),
    ("completed_on", "Day the form was complete"),
    ("panel_on", "Day of the panel"),
    ("lead_professional", "Lead professional"),
    ("lp_agency", "Agency of the lead professional"),
    *((f"tac_{number}", f"Team around the child, meeting {number}") for number in range(1, 13)),
    ("review_due_on", "Day the next review is due"),
    ("closed_on", "Day it closed"),
    ("closure", "Outcome, or reason for closing"),
    ("notes", "Notes"),
    ("entered_by", "Who typed the row"),
    ("age", "Age: worked out anew from the date of birth"),
    ("leave", "Leave it: keep it as it was typed"),
)
MEANINGS = {
    "sexes": "Which sex does “{word}” mean?",
    "ethnicities": "What does “{word}” mean as an ethnic origin?",
    "endings": "How did it end where the register says “{word}”?",
    "settings": "Which agency or school is “{word}”?",
    "workers": "Who is “{word}”?",
}
# Outcomes in words that are understood wherever a register uses them.
ENDINGS = (
    ("Needs met", "Needs met"),
    ("Needs met by single agency", "One agency goes on alone"),
    ("Stepped up to social care", "Stepped up to social care"),
    ("Consent withdrawn", "Consent withdrawn"),
    ("Declined", "Declined at the offer"),
    ("No further action", "It did not go ahead"),
    ("Disengaged", "The family could not be reached any more"),
    ("Moved out of area", "Moved out of the area"),
    ("Adult services", "Went on to adult services"),
    ("Reached age limit", "Too old"),
    ("Duplicate", "Merged with another, or entered twice"),
    ("Opened in error", "Opened in error"),
    ("Child died", "The child died"),
    ("Ongoing", "It runs on"),
    ("Carried forward", "Carried forward to another sheet"),
)
CHOICES = {"sexes": Sex.choices, "ethnicities": Ethnicity.choices, "endings": ENDINGS}
HINTS = {"settings": "Its full name", "workers": "Their full name"}
STAYS_OPEN = "Left open"
NO_DAY = "The day up to which the register goes must be a date such as 2011-03-31"
WRONG_MAPPING = "The mapping is wrong at “{place}”. Take one away from this page, and change that"


class ChooseForm(OperationForm):
    """A register, and the code list that came with it."""

    file = RegisterFileField(
        label="The register",
        hint="A workbook (.xlsx or .ods) or a CSV file, up to 20 MB",
        missing="Choose the register",
    )
    codes = RegisterFileField(
        label="Its code list",
        hint="Only where the register has one row an event and codes instead of words: a CSV file",
        required=False,
    )


class UnderstoodForm(OperationForm):
    """What each column means, and what words mean that were not understood; or a mapping instead."""

    mark_optional = False

    last_updated = TextField(
        label="Up to which day does the register go?",
        name="the day up to which the register goes",
        hint="Only if it was read wrongly, as 2011-03-31",
        max_length=10,
        required=False,
    )
    month_first = TextField(
        label="Who typed the month before the day?",
        hint="Their initials as they stand in the register, with commas between them",
        max_length=200,
        required=False,
    )
    given = JsonFileField(
        label="A mapping that was taken away from another register",
        hint="A file of JSON. It counts instead of the answers above",
        required=False,
    )

    def __init__(self, *args: Any, waiting: WaitingRegister, **values: Any) -> None:
        super().__init__(*args, **values)
        self.before = Mapping.model_validate(waiting.mapping)
        self.columns: dict[str, tuple[str, str]] = {}
        self.words: dict[str, tuple[str, str]] = {}
        self.initial["last_updated"] = self.before.last_updated
        self.initial["month_first"] = ", ".join(self.before.month_first)
        self.is_events = bool(waiting.understood.get("is_events"))
        self.sheets = [self.sheet(one) for one in waiting.understood.get("sheets", [])]
        self.unknown_words = [
            self.word(part, word, count)
            for part, found in waiting.understood.get("words", {}).items()
            for word, count in found
        ]

    def sheet(self, sheet: dict[str, Any]) -> dict[str, Any]:
        """Add a question for each column of a sheet; the same heading is asked about once.

        Columns of a register with one row an event are told by their headings alone.
        """
        fields: list[str] = []
        for column in [] if self.is_events else sheet["columns"]:
            heading = column["heading"]
            if heading not in {known for known, _ in self.columns.values()}:
                name = f"column_{len(self.columns)}"
                self.columns[name] = (heading, column["field"])
                known = column["field"] in dict(FIELDS) or not column["field"]
                choices = FIELDS if known else (*FIELDS, (column["field"], column["field"]))
                examples = ", ".join(f"“{one}”" for one in column["examples"]) or "Nothing"
                self.fields[name] = SelectField(
                    label=heading,
                    hint=f"Such as {examples}" if column["examples"] else "Nothing stands in it",
                    blank="Not understood: kept as it was typed",
                    choices=choices,
                    required=False,
                )
                self.initial[name] = column["field"]
                fields.append(name)
        return {**sheet, "fields": fields}

    def word(self, part: str, word: str, count: int) -> str:
        """Add a question for a word that was not understood; return the name of its field."""
        name = f"word_{len(self.words)}"
        self.words[name] = (part, word)
        said: str = getattr(self.before, part).get(word, "")
        label, hint = MEANINGS[part].format(word=word), f"In {count:,} row{'' if count == 1 else 's'}"
        if part in CHOICES:
            known = [*CHOICES[part]]
            choices = known if not said or said in dict(known) else [*known, (said, said)]
            self.fields[name] = SelectField(
                label=label, hint=hint, blank=STAYS_OPEN, choices=choices, required=False
            )
        else:
            hint = f"{hint}. {HINTS[part]}"
            self.fields[name] = TextField(label=label, hint=hint, max_length=200, required=False)
        self.initial[name] = said
        return name

    @property
    def shown_sheets(self) -> list[dict[str, Any]]:
        """The sheets with their questions."""
        return [{**one, "groups": [self[name] for name in one["fields"]]} for one in self.sheets]

    @property
    def shown_words(self) -> list[Any]:
        """The questions about words."""
        return [self[name] for name in self.unknown_words]

    def clean_last_updated(self) -> str:
        """Refuse what is no day."""
        typed = str(self.cleaned_data["last_updated"])
        if typed:
            refuse_no_day(typed)
        return typed

    def clean_given(self) -> Mapping | None:
        """Read a mapping that is given instead of answers."""
        text = self.cleaned_data["given"]
        if not text:
            return None
        try:
            found = Mapping.model_validate(json.loads(text))
        except json.JSONDecodeError:
            raise ValidationError("The mapping must be a file of JSON, as it is taken away here") from None
        except WrongShape as wrong:
            place = ".".join(str(part) for part in wrong.errors()[0]["loc"])
            raise ValidationError(WRONG_MAPPING.format(place=place)) from None
        if found.last_updated:
            refuse_no_day(found.last_updated)
        return found

    def mapping(self) -> Mapping:
        """Return what everything means by these answers; what was guessed and left so stays a guess."""
        answers = self.cleaned_data
        if answers["given"]:
            return Mapping.model_validate(answers["given"])
        found = self.before.model_copy(deep=True)
        for name, (heading, guessed) in self.columns.items():
            if answers[name] != guessed:
                found.columns[heading] = answers[name] or "leave"
        for name, (part, word) in self.words.items():
            if answers[name]:
                getattr(found, part)[word] = answers[name]
        found.last_updated = answers["last_updated"]
        found.month_first = [one.strip() for one in answers["month_first"].split(",") if one.strip()]
        return found


def refuse_no_day(typed: str) -> None:
    """Raise ValidationError for what is no day written as 2011-03-31."""
    try:
        dt.date.fromisoformat(typed)
    except ValueError:
        raise ValidationError(
            "The day up to which the register goes must be a date such as 2011-03-31"
        ) from None
