"""What is asked about an extract: its days, kind of file and purpose; and whom an ID stands for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from opencaf.core import clock
from opencaf.extracts.described import Extract, Way
from opencaf.extracts.models import Purpose
from opencaf.web.shared.forms import DateField, OperationForm, RadiosField, TextField

WAYS = {
    Way.CSV: "CSV: the list alone",
    Way.XLSX: "XLSX: with its definition and limits",
    Way.ZIP: "ZIP: a file of CSV for each table, with a manifest",
}
LONGEST_WORDS = 300


class AskForm(OperationForm):
    """What is asked before an extract is made."""

    from_on = DateField(label="From", name="the first day", latest=clock.today)
    to_on = DateField(label="To", name="the last day", hint="Today or a day in the past", latest=clock.today)
    way = RadiosField(label="Kind of file", name="the kind of file", missing="Select the kind of file")
    purpose = RadiosField(label="What is it for?", missing="Select what it is for", choices=Purpose.choices)
    words = TextField(
        label="Say more: which one, and who gets the file",
        name="what the file is for",
        hint="No names of children or parents. It stays with the extract; all who make extracts read it.",
        max_length=LONGEST_WORDS,
    )

    def __init__(self, *args: Any, extract: Extract, **kwargs: Any) -> None:
        window = extract.ending_on(clock.today())
        kwargs.setdefault(
            "initial", {"from_on": window.first, "to_on": window.last, "way": extract.ways[0].value}
        )
        super().__init__(*args, **kwargs)
        self.fields["from_on"].help_text = reach_in_words(extract)
        self.choose_among("way", [(one.value, WAYS[one]) for one in extract.ways])


class FindForm(OperationForm):
    """The ID of a child in a file."""

    key = TextField(
        label="ID from the file",
        hint="K and 19 letters and figures, from the column Child Unique ID or pers_person_id",
        missing="Enter the ID from the file",
        width=30,
        spellcheck=False,
        max_length=60,
    )


def reach_in_words(extract: Extract) -> str:
    """Return how far back the window of an extract may reach."""
    far = f"{extract.months // 12} years" if extract.months > 12 else f"{extract.months} months"
    return f"At most {far} before the last day"


def window_words(first: dt.date, last: dt.date) -> str:
    """Return a window in words."""
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
