"""Reading a feed: files of JSON, each a list of services or a page of the interface's `/services`.

What cannot be read at all is refused whole; a service that is not as it should be is rejected by itself,
with one sentence that says which and why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from pydantic import ValidationError as ShapeError

from opencaf.directory.open_referral import shapes
from opencaf.directory.open_referral.shapes import Record

MEGABYTE = 1_000_000
MOST_BYTES = 120 * MEGABYTE
VERSION = "HSDS-UK-3.0"
LIST_NAMES = ("contents", "services")
OLDEST = 150
KINDS = {
    "missing": "is missing",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "int_type": "must be a number",
    "float_type": "must be a number",
    "list_type": "must be a list",
    "model_type": "must be a record",
    "dict_type": "must be a record",
    "string_too_long": "is too long",
    "value_error": "must be a day such as 2026-03-27",
}


@dataclass
class Feed:
    """What was read: services as they came, and a sentence for each that was rejected."""

    services: list[Record] = field(default_factory=list)
    rejects: list[str] = field(default_factory=list)


def files_at(place: Path) -> list[Path]:
    """Return the file, or every .json file of the folder in the order of names."""
    if place.is_dir():
        found = sorted(place.glob("*.json"))
        if not found:
            raise ValidationError("There is no .json file in that folder.")
        return found
    if not place.exists():
        raise ValidationError("There is no file at that place. Check the name.")
    return [place]


def read_files(places: Sequence[Path]) -> Feed:
    """Return what the files of a feed say together."""
    size = sum(place.stat().st_size for place in places)
    refuse_size(size)
    return read_texts(place.read_bytes() for place in places)


def refuse_size(size: int) -> None:
    """Raise ValidationError for more than can be read at once."""
    if size > MOST_BYTES:
        raise ValidationError(
            f"The feed is larger than {MOST_BYTES // MEGABYTE} MB. Divide it into several and try again."
        )


def read_texts(texts: Iterable[bytes | str]) -> Feed:
    """Return what the texts of a feed's files say together."""
    feed, raw = Feed(), []
    organisations: dict[str, Record] = {}
    for text in texts:
        services, named = parts_of(decoded(text))
        raw += services
        organisations |= named
    seen: set[str] = set()
    for place, one in enumerate(raw, start=1):
        fault = fault_of(one, organisations, seen)
        if fault:
            feed.rejects.append(f"Service {place}{named_in(one)}: {fault}.")
        else:
            feed.services.append(one)
    return feed


def decoded(text: bytes | str) -> Any:
    """Return what a text of JSON says; ValidationError where it is none."""
    try:
        return json.loads(text, parse_constant=refuse_constant)
    except UnicodeDecodeError:
        raise ValidationError("The file must be text in the encoding UTF-8.") from None
    except RecursionError:
        raise ValidationError("The file nests records too deep to be read.") from None
    except ValueError as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ValidationError(
            f"The file is not JSON{line}. Choose the feed as it was downloaded and try again."
        ) from None


def refuse_constant(word: str) -> None:
    """Raise ValueError for what is no number of JSON."""
    raise ValueError(word)


def parts_of(read: Any) -> tuple[list[Any], dict[str, Record]]:
    """Return the services of a file and the organisations it lists beside them, by id."""
    if isinstance(read, list):
        return read, {}
    if not isinstance(read, dict):
        raise ValidationError("The file holds no list of services. Choose a feed of Open Referral UK 3.0.")
    refuse_version(read.get("version"))
    beside = read.get("organizations")
    organisations = (
        {str(one["id"]): one for one in beside if isinstance(one, dict) and "id" in one}
        if isinstance(beside, list)
        else {}
    )
    for name in LIST_NAMES:
        if isinstance(read.get(name), list):
            return read[name], organisations
    if organisations:
        return [], organisations
    if "status" in read and "name" in read:
        return [read], {}
    raise ValidationError("The file holds no list of services. Choose a feed of Open Referral UK 3.0.")


def refuse_version(version: Any) -> None:
    """Raise ValidationError for another version of the standard."""
    if version is not None and "3.0" not in str(version):
        raise ValidationError(
            f"The feed says that it is version {str(version)[:40]}. Only Open Referral UK 3.0 can be read."
        )


def fault_of(one: Any, organisations: dict[str, Record], seen: set[str]) -> str:
    """Return what is wrong with a service, or nothing; give it its organisation from beside it."""
    if not isinstance(one, dict):
        return "it is not a record"
    if one.get("organization") is None and str(one.get("organization_id", "")) in organisations:
        one["organization"] = organisations[str(one["organization_id"])]
    try:
        read = shapes.Service.model_validate(one)
    except ShapeError as error:
        return in_a_sentence(error)
    return fault_between(read, seen) or fault_of_letters(one)


def fault_between(read: shapes.Service, seen: set[str]) -> str:
    """Return what does not fit together in a service, or with the ones before it."""
    if read.id in seen:
        return "another service of this feed has the same id"
    seen.add(read.id)
    if read.organization is None:
        return "it does not say which organisation gives it"
    young, old = read.minimum_age, read.maximum_age
    if any(age is not None and not 0 <= age <= OLDEST for age in (young, old)):
        return f"its ages must lie between 0 and {OLDEST}"
    if young is not None and old is not None and old < young:
        return f"its highest age, {old:g}, is below its lowest, {young:g}"
    return ""


def fault_of_letters(one: Record) -> str:
    """Return what no database can keep: letters that are none."""
    text = json.dumps(one)
    if "\\u0000" in text:
        return "it holds letters that cannot be kept (U+0000)"
    if "\\ud" in text:
        try:
            json.dumps(one, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return "it holds half of a letter, which cannot be kept"
    return ""


def in_a_sentence(error: ShapeError) -> str:
    """Return the first thing that is wrong with a record's shape, in words."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = " ".join(str(part + 1) if isinstance(part, int) else part for part in spoken(first["loc"]))
    if first["type"] == "literal_error":
        return f"{where} must be {first['ctx']['expected'].replace(chr(39), '')}"
    return f"{where} {KINDS.get(first['type'], 'is not as Open Referral UK 3.0 says')}"


def spoken(place: Iterable[Any]) -> Iterator[Any]:
    """Yield where something is, without what only a choice between kinds of number adds."""
    return (part for part in place if part not in ("int", "float"))


def named_in(one: Any) -> str:
    """Return the id of a service for a sentence, where it has one."""
    if isinstance(one, dict) and isinstance(one.get("id"), str) and one["id"]:
        return f" (id {one['id'][:60]})"
    return ""
