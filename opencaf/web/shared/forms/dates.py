"""Dates in three boxes, and times of day. What was typed stays in its box when it is refused."""

import datetime
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms

from opencaf.core.partial_dates import EXACT, MONTH_KNOWN, YEAR_KNOWN, PartialDate
from opencaf.web.shared.forms.bound import GovukBoundField
from opencaf.web.shared.forms.cleaning import typed
from opencaf.web.shared.forms.field import PlainField, with_defaults
from opencaf.web.shared.forms.text import TextField
from opencaf.web.shared.forms.wording import joined
from opencaf.web.shared.markup import shown_date, shown_time

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST = datetime.date(1900, 1, 1)
UNKNOWN_DAY = "15"  # never the 1st, so that such dates stand out
UNKNOWN_MONTH = "6"
LATEST = datetime.date(2100, 12, 31)
LONGEST_NUMBER = 4

Bound = datetime.date | Callable[[], datetime.date]


class TypedDate(NamedTuple):
    """What stands in the three boxes."""

    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def missing(self) -> list[str]:
        return [part for part in PARTS if not getattr(self, part)]


class DateBoxes(forms.Widget):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedDate:
        parts = (typed(data.get(f"{name}_{part}") or "") for part in PARTS)
        return TypedDate(*(str(part) for part in parts))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)


class DateField(PlainField):
    """Three boxes named <field>_day, <field>_month and <field>_year; the answer is a date.

    earliest, latest: dates, or functions that give them when the form is sent.
    """

    component = "date-input"
    has_fieldset = True

    def __init__(
        self,
        *,
        earliest: Bound = EARLIEST,
        latest: Bound = LATEST,
        birthday: bool = False,
        **kwargs: Any,
    ) -> None:
        hint = "For example, 27 3 2025"
        super().__init__(**with_defaults(kwargs, widget=DateBoxes, hint=hint))
        self.earliest = earliest
        self.latest = latest
        self.birthday = birthday

    def prepare_value(self, value: Any) -> TypedDate:
        if isinstance(value, datetime.date):
            return TypedDate(str(value.day), str(value.month), str(value.year))
        return value if isinstance(value, TypedDate) else TypedDate()

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)

    def to_python(self, value: Any) -> datetime.date | None:
        boxes = TypedDate(*(part.strip() for part in self.prepare_value(value)))
        if len(boxes.missing) == len(PARTS):
            return None
        if boxes.missing:
            raise self._refusal(f"must include a {joined(boxes.missing)}", boxes.missing)
        return self._within_bounds(self._real_date(boxes))

    def _real_date(self, boxes: TypedDate) -> datetime.date:
        numbers = [as_number(boxes.day), as_month(boxes.month), as_number(boxes.year)]
        wrong = [part for part, number in zip(PARTS, numbers, strict=True) if number is None]
        if "year" not in wrong and len(boxes.year) != 4:
            raise self._refusal("must have a year of 4 numbers, like 2025", ["year"])
        if wrong:
            raise self._refusal("must be a real date", wrong)
        day, month, year = (number or 0 for number in numbers)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            wrong = ["month"] if not 1 <= month <= 12 else ["day"]
            raise self._refusal("must be a real date", wrong) from None

    def _within_bounds(self, day: datetime.date) -> datetime.date:
        earliest, latest = as_date(self.earliest), as_date(self.latest)
        if day < earliest:
            raise self._refusal(f"must be {shown_date(earliest)} or later", list(PARTS))
        if day > latest:
            raise self._refusal(f"must be {shown_date(latest)} or earlier", list(PARTS))
        return day

    def _refusal(self, what: str, parts: list[str]) -> forms.ValidationError:
        return forms.ValidationError(f"{self.subject} {what}", code="date", params={"parts": parts})

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        boxes = self.prepare_value(bound.value())
        wrong = bound.wrong_parts or (list(PARTS) if bound.errors else [])
        return {
            "id": bound.auto_id,
            "items": [self._box(bound, part, boxes, is_wrong=part in wrong) for part in PARTS],
        }

    def _box(self, bound: GovukBoundField, part: str, boxes: TypedDate, *, is_wrong: bool) -> dict[str, Any]:
        width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
        return {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "value": getattr(boxes, part),
            "classes": f"{width} govuk-input--error" if is_wrong else width,
            "autocomplete": f"bday-{part}" if self.birthday else None,
        }

    def first_input_id(self, bound: GovukBoundField) -> str:
        part = (bound.wrong_parts or ["day"])[0]
        return f"{bound.auto_id}_{part}"


class PartialDateField(DateField):
    """A date of which the day, or the day and the month, may be unknown."""

    def __init__(self, **kwargs: Any) -> None:
        hint = "For example, 27 3 2025. Leave out the day or the month if they are not known."
        super().__init__(**with_defaults(kwargs, hint=hint))

    def to_python(self, value: Any) -> Any:
        boxes = TypedDate(*(part.strip() for part in self.prepare_value(value)))
        accuracy = {("day",): MONTH_KNOWN, ("day", "month"): YEAR_KNOWN}.get(tuple(boxes.missing))
        if accuracy is None:
            whole = super().to_python(boxes)
            return PartialDate(whole, EXACT) if whole else None
        known = boxes._replace(day=UNKNOWN_DAY, month=boxes.month or UNKNOWN_MONTH)
        day = super().to_python(known)
        return PartialDate(day, accuracy) if day else None

    def prepare_value(self, value: Any) -> TypedDate:
        if not isinstance(value, PartialDate):
            return super().prepare_value(value)
        boxes = super().prepare_value(value.day)
        if value.accuracy == YEAR_KNOWN:
            return TypedDate(year=boxes.year)
        return boxes._replace(day="") if value.accuracy == MONTH_KNOWN else boxes


class TimeField(TextField):
    """A time of day, as people write it: 2pm, 2:30pm, 14:30, noon."""

    def __init__(self, **kwargs: Any) -> None:
        hint = "For example, 9:30am or 2pm"
        super().__init__(**with_defaults(kwargs, width=10, hint=hint, max_length=20))

    def prepare_value(self, value: Any) -> Any:
        return shown_time(value) if isinstance(value, datetime.time) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        moment = as_time(text)
        if moment is None:
            raise forms.ValidationError(f"{self.subject} must be a time, like 9:30am or 2pm")
        return moment


def as_number(text: str) -> int | None:
    """A number of a date: one that goes on for ever is none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def as_month(text: str) -> int | None:
    """A number, or a month's name or its first three letters."""
    word = text.casefold().rstrip(".")
    for number, start in enumerate(MONTHS, start=1):
        if word.startswith(start) and datetime.date(2000, number, 1).strftime("%B").casefold().startswith(
            word
        ):
            return number
    return as_number(text)


def as_date(bound: Bound) -> datetime.date:
    return bound() if callable(bound) else bound


def as_time(text: str) -> datetime.time | None:
    words = re.sub(r"[\s.]", "", text.casefold()).replace("midday", "noon")
    if words in ("noon", "midnight"):
        return datetime.time(12 if words == "noon" else 0)
    found = re.fullmatch(r"(\d{1,2})(?::?(\d{2}))?(am|pm)?", words.replace(".", ":"))
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if (half and not 1 <= hour <= 12) or (not half and found[2] is None):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None
