"""Naming somebody of the authority by e-mail address or full name, with suggestions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes.queries.directory import agency_called, practitioners_called
from opencaf.web.shared.forms import GovukBoundField, TextField

SUGGESTIONS = "directory"
BY_NAME = "Their e-mail address or full name."


class DirectoryField(TextField):
    """Somebody by e-mail address or full name, with suggestions; agencies and plain words where they fit.

    The answer is a practitioner or an agency; with keep_words what stands in no directory stays as typed.
    """

    authority_id: UUID

    def __init__(self, *, with_agencies: bool = False, keep_words: bool = False, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})
        self.with_agencies = with_agencies
        self.keep_words = keep_words

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return find_by_name(self, text) if text else None

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        return {**super().markup(bound), "attributes": {"list": SUGGESTIONS}}


def find_by_name(field: DirectoryField, text: str) -> Practitioner | Agency | str:
    """Return whom a name stands for, or say what to type instead."""
    found = practitioners_called(text, field.authority_id)
    if len(found) > 1:
        raise forms.ValidationError(f"Several people are called {text}. Enter the e-mail address instead")
    if found:
        return found[0]
    agency = agency_called(text, field.authority_id) if field.with_agencies else None
    if agency:
        return agency
    if field.keep_words:
        return text
    raise forms.ValidationError(f"“{text}” is not in the directory. Enter a full name or an e-mail address")


def look_in(authority_id: UUID, form: forms.Form) -> None:
    """Let the fields of a form find names in an authority's directory."""
    for field in form.fields.values():
        if isinstance(field, DirectoryField):
            field.authority_id = authority_id


def as_typed(practitioner: Practitioner) -> str:
    """Return what one would type to name a practitioner."""
    return practitioner.email or str(practitioner)
