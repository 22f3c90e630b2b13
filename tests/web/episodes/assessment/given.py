"""What the tests of an assessment's pages share."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import (
    Assessment,
)

SignIn = Callable[[Practitioner], Client]


PAGES = [
    ("assessment", []),
    ("assessment_situation", []),
    ("assessment_visit", []),
    ("assessment_domain", ["child"]),
    ("assessment_not_relevant", ["child"]),
    ("assessment_services", []),
    ("assessment_service_add", []),
    ("assessment_conclusions", []),
    ("assessment_shown", []),
    ("assessment_complete", []),
    ("assessment_show", [1]),
    ("assessment_compare", []),
    ("concern_map", []),
    ("own_marks", []),
]


LONG = "ك😀é" * 3334


def page(draft: Assessment, name: str, *more: Any) -> str:
    return reverse(f"episodes:{name}", args=[draft.episode_id, *more])


def sent_back(response: Any) -> dict[str, Any]:
    """What a browser would send when nothing is changed: every field of the page with its value."""
    form = response.context["form"]
    sent: dict[str, Any] = {"submission_token": str(form.submission_token)}
    for name in form.fields:
        value = form[name].value()
        if hasattr(form.fields[name], "birthday"):
            boxes = form.fields[name].prepare_value(value() if callable(value) else value)
            sent |= {f"{name}_{part}": getattr(boxes, part) for part in ("day", "month", "year")}
        elif value not in (None, "", False):
            sent[name] = value
    return sent


def on(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
