"""Writing examples, showing them and withdrawing them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.guidance.models import Example
from opencaf.guidance.operations.versions import refuse_unknown
from opencaf.guidance.permissions import can_write_guidance
from opencaf.guidance.queries.versions import questions_asked
from opencaf.guidance.shipped import SHIPPED


@all_or_nothing
def add_example(*, element: str, title: str, by: Practitioner, **values: Any) -> Example:
    """Add an example; values: age_band, text, why_good, origin, state."""
    require(can_write_guidance(by))
    refuse_unknown(element, by)
    refuse_second_title(title, by)
    example = Example.record(by=by, element=element, title=title.strip(), **values)
    trail.record("example_added", subject_kind="example", subject_id=example.id)
    return example


@all_or_nothing
def change_example(*, example: Example, element: str, title: str, by: Practitioner, **values: Any) -> Example:
    """Change an example, show it or withdraw it; one that is withdrawn stays with who writes them."""
    require(can_write_guidance(by))
    refuse_unknown(element, by)
    refuse_second_title(title, by, but=example)
    example.element, example.title = element, title.strip()
    for field, value in values.items():
        setattr(example, field, value)
    example.save(update_fields=["element", "title", *values])
    trail.record("example_changed", subject_kind="example", subject_id=example.id, state=example.state)
    return example


@all_or_nothing
def add_shipped_examples(*, by: Practitioner) -> list[Example]:
    """Add the examples that come with the program, and show them; those whose title stands already stay."""
    require(can_write_guidance(by))
    held = set(Example.objects.filter(authority_id=by.authority_id).values_list("title", flat=True))
    asked = {question.code for question in questions_asked(by.authority_id)}
    added = [
        Example.record(by=by, origin=Example.Origin.INVENTED, state=Example.State.SHOWN, **shipped._asdict())
        for shipped in SHIPPED
        if shipped.title not in held and shipped.element in asked
    ]
    trail.record(
        "examples_brought_in", subject_kind="authority", subject_id=by.authority_id, count=len(added)
    )
    return added


def refuse_second_title(title: str, by: Practitioner, *, but: Example | None = None) -> None:
    """Raise ValidationError for a title that another example has."""
    others = Example.objects.filter(authority_id=by.authority_id, title__iexact=title.strip())
    if any(one != but for one in others):
        raise ValidationError({"title": "Another example has this title. Enter another one"})
