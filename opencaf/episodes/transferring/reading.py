"""Reading the rows of a package: every value must be what its column takes, every key must lead somewhere."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes.models import Question, TextVersion
from opencaf.episodes.text_names import person_in
from opencaf.episodes.transferring.archive import Package
from opencaf.episodes.transferring.sheets import NAMED, SHEETS, Row, Rows, Sheet
from opencaf.people.models import Person

MOST_ROWS = 50_000
NO_CASE = "The package holds no case with a child. Ask the sender for the package again"
OTHERS = ("writer", "agency")
ITS_OWN = ("id", "recorded_at")


def checked(package: Package) -> Rows:
    """Return the rows of every sheet, each judged, with every column. Raises ValidationError at the file."""
    rows: Rows = {sheet.name: package.sheet(sheet.name) for sheet in SHEETS}
    rows |= {name: package.sheet(name) for name in OTHERS}
    if sum(len(found) for found in rows.values()) > MOST_ROWS:
        raise refusal("all sheets", "more rows than a case can have")
    if len(rows["episode"]) != 1 or not rows["episode_child"]:
        raise ValidationError({"file": NO_CASE})
    known = ids_of(rows)
    for sheet in SHEETS:
        rows[sheet.name] = [filled(sheet, row) for row in rows[sheet.name]]
        for row in rows[sheet.name]:
            refuse_row(sheet, row, known)
    for row in rows["writer"]:
        refuse_named("writer", row, known)
    for row in rows["agency"]:
        refuse_named("agency", row, known)
    return rows


def filled(sheet: Sheet, row: Row) -> Row:
    """Return a row with what a column takes that is missing; one that takes nothing of itself is refused."""
    missing = [field for field in sheet.columns if field.name not in row and field.name not in ITS_OWN]
    return {**row, **{field.name: default_of(sheet, field) for field in missing}}


def default_of(sheet: Sheet, field: models.Field[Any, Any]) -> object:
    """Return what stands in a column of which a row says nothing."""
    if field.null:
        return None
    if field.related_model is None and (field.has_default() or field.blank):
        return field.get_default()
    raise refusal(sheet.name, f"nothing for {field.name}")


Known = dict[object, set[str]]


def ids_of(rows: Rows) -> Known:
    """Return the ids of the rows by their model; one that is no id, or stands twice, is refused."""
    found: Known = {}
    models_of = {sheet.name: sheet.model for sheet in SHEETS} | {"writer": Practitioner, "agency": Agency}
    for name, model in models_of.items():
        ids = [as_id(name, row.get("id")) for row in rows[name]]
        if len(set(ids)) < len(ids):
            raise refusal(name, "the same row twice")
        found[model] = set(ids)
    return found


def as_id(name: str, value: object) -> str:
    """Return an id as text, or refuse the sheet."""
    try:
        found = str(uuid.UUID(str(value)))
    except ValueError as wrong:
        raise refusal(name, "a row without an id") from wrong
    if found != value:
        raise refusal(name, "a row without an id")
    return found


def refuse_named(name: str, row: Row, known: Known) -> None:
    """Raise ValidationError for a writer or an agency that is not said as it must be."""
    texts = ("given_name", "family_name", "job_title", "agency") if name == "writer" else ("name",)
    if not all(isinstance(row.get(text), str) for text in texts):
        raise refusal(name, "a row without its words")
    if name == "writer" and row["agency"] not in known[Agency]:
        raise refusal(name, "an agency that is not in it")


def refuse_row(sheet: Sheet, row: Row, known: Known) -> None:
    """Raise ValidationError for a row with a value that its column does not take."""
    for field in sheet.columns:
        value = row.get(field.name)
        if value is None:
            if field.name in row and not field.null:
                raise refusal(sheet.name, f"nothing for {field.name}")
        elif field.related_model is None:
            value_for(sheet, field, value)
        elif field.related_model in NAMED[2:]:
            needs = ("code", "name") if field.related_model is Question else ("name",)
            if not isinstance(value, dict) or not all(isinstance(value.get(one), str) for one in needs):
                raise refusal(sheet.name, f"no name for {field.name}")
        elif not isinstance(value, str) or value not in known[field.related_model]:
            raise refusal(sheet.name, f"a {field.name} that is not in it")
    if sheet.model is TextVersion and (who := person_in(str(row.get("name")))) and who not in known[Person]:
        raise refusal(sheet.name, "somebody who is not in it")


def value_for(sheet: Sheet, field: models.Field[Any, Any], value: object) -> Any:
    """Return a value as its column takes it, or refuse the sheet."""
    is_text = isinstance(field, models.CharField | models.TextField)
    if not isinstance(value, bool | int | str) or (is_text and not isinstance(value, str)):
        raise refusal(sheet.name, f"no value for {field.name}")
    try:
        found = field.to_python(value)
        field.run_validators(found)
    except (ValidationError, TypeError, ValueError, OverflowError) as wrong:
        raise refusal(sheet.name, f"no value for {field.name}") from wrong
    if field.choices and found not in field.empty_values and found not in dict(field.flatchoices):
        raise refusal(sheet.name, f"an unknown code for {field.name}")
    return found


def refusal(sheet: str, what: str) -> ValidationError:
    """Return the sentence for a sheet that cannot be read."""
    return ValidationError(
        {"file": f"The package cannot be read: “{sheet}” has {what}. Nothing was added. Tell the sender"}
    )
