"""Examples, as somebody looks for them."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from opencaf.guidance.models import Example


def examples_in(
    authority_id: uuid.UUID, *, element: str = "", age_band: str = "", shown_only: bool = True
) -> QuerySet[Example]:
    """Return the examples of a question and an age; of all where nothing is chosen."""
    examples = Example.objects.filter(authority_id=authority_id)
    if shown_only:
        examples = examples.filter(state=Example.State.SHOWN)
    wanted = {"element": element, "age_band": age_band}
    return examples.filter(**{name: value for name, value in wanted.items() if value})


def example_with(example_id: uuid.UUID, authority_id: uuid.UUID) -> Example | None:
    """Return an example, or None."""
    return Example.objects.filter(authority_id=authority_id, pk=example_id).first()
