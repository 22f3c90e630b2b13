"""Extracts that somebody had made."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core.context import acting_for
from opencaf.extracts.catalogue import EXTRACTS
from opencaf.extracts.described import Way
from opencaf.extracts.jobs import make
from opencaf.extracts.making import make_file
from opencaf.extracts.models import MadeExtract, Purpose
from opencaf.extracts.operations import ask_for_extract
from opencaf.extracts.queries import hidden_from_who_asks
from opencaf.extracts.writing import Asked

LAST = dt.date(2026, 11, 2)


def file_of(code: str, by: Practitioner, way: str, *, last: dt.date = LAST) -> bytes:
    """The file of an extract whose window ends on a day, as somebody sees it."""
    extract = EXTRACTS[code]
    with acting_for(asking_as(by)):
        asked = Asked(
            extract=extract,
            window=extract.ending_on(last),
            way=Way(way),
            purpose=Purpose.INSPECTION,
            words="The visit of this week.",
            by=by,
            authority=by.authority,
            hidden=hidden_from_who_asks().children,
        )
        return make_file(asked).content


def ask(*, by: Practitioner, code: str = "annex-a-list-2", **values: Any) -> MadeExtract:
    """An extract that was asked for and is not made yet."""
    window = EXTRACTS[code].ending_on(LAST)
    asked = {"way": "csv", "purpose": "inspection", "words": "The visit of this week.", "window": window}
    with acting_for(asking_as(by)):
        return ask_for_extract(extract=code, by=by, **asked | values)


def make_extract(*, by: Practitioner, **values: Any) -> MadeExtract:
    """An extract that is ready."""
    made = ask(by=by, **values)
    with acting_for(asking_as(by)):
        make(made.id, made.turn, by)
        made.refresh_from_db()
    return made
