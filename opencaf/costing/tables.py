"""Reading what somebody entered into typed tables; whatever does not fit is named in a sentence.

A table's fields carry their meaning and unit, which `--schema` prints.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from opencaf.costing.catalogue import PROCESS_OF_CODE
from opencaf.costing.findings import Finding, RefusedError

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FINANCIAL_YEAR = re.compile(r"\d{4}/\d{2}")
LARGEST, SMALLEST = Decimal("1e12"), Decimal("1e-12")
KIND_WORDS = {
    "decimal": "a number",
    "int": "a whole number",
    "bool": "true or false",
    "string": "words",
    "list": "a list",
    "dict": "a table of names and values",
    "model": "a table of names and values",
    "enum": "one of the words that --schema lists",
    "literal": "one of the words that --schema lists",
}


class Table(BaseModel):
    """A row or table as it is entered; names that it does not know are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def told(meaning: str, unit: str = "", **limits: Any) -> Any:
    """Describe a field: what it means, in which unit, within which limits."""
    return Field(description=meaning, json_schema_extra={"unit": unit} if unit else None, **limits)


def read_number(value: object) -> object:
    """Return a number as a decimal; a truth value or a number with commas is none."""
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, int | str) and not isinstance(value, bool):
        number = number_from(str(value).strip().removeprefix("£"))
    else:
        raise PydanticCustomError("number", "must be a number, such as 22 or 26.25")
    if not number.is_finite():
        raise PydanticCustomError("number", "must be a number, such as 22 or 26.25")
    if abs(number) >= LARGEST or 0 < abs(number) < SMALLEST:
        raise PydanticCustomError(
            "number", "must be nought or a number between 0.000000000001 and 1,000,000,000,000"
        )
    return number


def number_from(text: str) -> Decimal:
    """Return the decimal number that a text is."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise PydanticCustomError("number", "must be a number, such as 22 or 26.25") from None


def read_day(value: object) -> object:
    """Return a day from a text such as 2011-02-25."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and ISO_DAY.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            raise PydanticCustomError("day", "must be a day that the calendar has") from None
    raise PydanticCustomError("day", "must be a day written as 2011-02-25")


def read_financial_year(value: object) -> object:
    """Return a financial year such as 2010/11, refusing 2010/12."""
    text = str(value).strip()
    if FINANCIAL_YEAR.fullmatch(text) and int(text[5:]) == (int(text[:4]) + 1) % 100:
        return text
    raise PydanticCustomError("year", "must be a financial year written as 2010/11")


def read_process(value: object) -> object:
    """Return a process by its name or by its code, such as P3a."""
    return PROCESS_OF_CODE.get(value, value) if isinstance(value, str) else value


Number = Annotated[Decimal, BeforeValidator(read_number)]
Day = Annotated[date, BeforeValidator(read_day)]
FinancialYear = Annotated[str, BeforeValidator(read_financial_year)]
ProcessName = Annotated[str, BeforeValidator(read_process)]

T = TypeVar("T", bound=Table)


def read(kind: type[T], entered: object) -> T:
    """Return what was entered as a typed table, or refuse it naming each figure at fault."""
    try:
        return kind.model_validate(entered)
    except ValidationError as refused:
        details = refused.errors(include_url=False)
        raise RefusedError([finding_from(detail) for detail in details]) from None


def finding_from(detail: ErrorDetails) -> Finding:
    """Return one of pydantic's remarks in our words."""
    where = place_of(detail["loc"])
    kind = detail["type"]
    code = kind if re.fullmatch(r"E\d\d", kind) else "E00"
    return Finding(code, where, sentence_for(kind, detail))


def place_of(loc: tuple[int | str, ...]) -> str:
    """Return where a figure stands, such as events[3].on. Lists count from 1, as people do."""
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        elif not part.startswith(("function-", "lax-", "constrained-")):
            text += f".{part}" if text else part
    return text


def sentence_for(kind: str, detail: ErrorDetails) -> str:
    """Return what to do about one of pydantic's remarks."""
    context = detail.get("ctx", {})
    if kind == "missing":
        return "Enter this figure; --schema says what it means."
    if kind == "extra_forbidden":
        return "Take this out or correct its name; --schema lists the names."
    if kind in {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}:
        words = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
        [(limit, value)] = context.items()
        return f"It must be {words[limit]} {value}, not {detail['input']}."
    if kind in {"enum", "literal_error"}:
        return f"It must be {context['expected']}, not {shown(detail['input'])}."
    if kind in {"number", "day", "year"} or re.fullmatch(r"E\d\d", kind):
        return f"It {detail['msg']}, not {shown(detail['input'])}."
    if kind in {"too_short", "string_too_short"}:
        return "Enter at least one."
    expected = KIND_WORDS.get(kind.removesuffix("_type").removesuffix("_parsing"), "what --schema describes")
    return f"It must be {expected}, not {shown(detail['input'])}."


def shown(value: object) -> str:
    """Return a short form of what was entered."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
