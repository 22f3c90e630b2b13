"""Values that travel with a form unseen, such as the version of the page that was shown."""

from typing import Any

from django import forms

from opencaf.web.shared.forms.field import with_defaults
from opencaf.web.shared.forms.text import TextField


class HiddenField(TextField):
    def __init__(self, *, label: str = "Hidden value", **kwargs: Any) -> None:
        super().__init__(**with_defaults(kwargs, label=label, widget=forms.HiddenInput, required=False))
