"""Guidance and examples, made by the operations that make them."""

from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.guidance.models import Example, GuidanceVersion
from opencaf.guidance.operations.examples import add_example
from opencaf.guidance.operations.versions import save_guidance

ELEMENT = "general_health"


def make_guidance(
    text: str = "Ask what the family is proud of.",
    *,
    by: Practitioner,
    element: str = ELEMENT,
    shown: bool = True,
) -> GuidanceVersion:
    """A version about a question."""
    return save_guidance(element=element, text=text, is_shown=shown, by=by)


def make_example(title: str = "A check that was missed", *, by: Practitioner, **values: Any) -> Example:
    """An example that is shown."""
    usual = {
        "element": ELEMENT,
        "age_band": "under_5",
        "text": "Aged 2. The check was missed when the family moved.",
        "why_good": "It says why.",
        "origin": "invented",
        "state": "shown",
    }
    return add_example(title=title, by=by, **{**usual, **values})
