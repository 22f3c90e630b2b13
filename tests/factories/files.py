"""Files of cases, made by the operation that keeps them."""

from __future__ import annotations

from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import CaseFile, Episode
from opencaf.episodes.operations.files import Sent, add_file
from tests.factories import DAY
from tests.files.making import picture


def make_file(episode: Episode, *, by: Practitioner, **values: Any) -> CaseFile:
    """A child's drawing; nothing but the least that it needs."""
    least: dict[str, Any] = {
        "file": Sent("house.png", picture("PNG")),
        "kind": "drawing",
        "title": "Our house",
        "description": "A house with a red half.",
        "whose": "child",
        "happened_on": DAY,
    }
    return add_file(episode=episode, by=by, **{**least, **values})
