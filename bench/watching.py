"""Seeing what one request asks of the database and gives to its template."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.db import connection
from django.template import Context
from django.template.backends.django import Template
from django.template.base import Template as Compiled
from django.template.context import make_context

Statement = tuple[str, Any]


@dataclass
class Seen:
    """The statements of a request in their order, and its page's template with all that it was given."""

    statements: list[Statement] = field(default_factory=list)
    template: Compiled | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def render(self) -> str:
        """Render the same template again from the same data, which are in memory now."""
        if self.template is None:
            return ""
        return str(self.template.render(Context(self.values)))


@contextmanager
def watching() -> Iterator[Seen]:
    """Watch the requests of this thread."""
    seen = Seen()
    render = Template.render
    depth = 0

    def note_statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.statements += [(sql, one) for one in params] if many else [(sql, params)]
        return execute(sql, params, many, context)

    def note_template(template: Template, context: Any = None, request: Any = None) -> Any:
        nonlocal depth
        depth += 1
        try:
            if depth == 1:
                seen.template, seen.values = template.template, everything_given(template, context, request)
            return render(template, context, request)
        finally:
            depth -= 1

    with connection.execute_wrapper(note_statement), mock.patch.object(Template, "render", note_template):
        yield seen


def everything_given(template: Template, context: Any, request: Any) -> dict[str, Any]:
    """Return what the view and the context processors give to a template."""
    whole = make_context(context, request, autoescape=template.backend.engine.autoescape)
    with whole.bind_template(template.template):
        values: dict[str, Any] = whole.flatten()
    return values
