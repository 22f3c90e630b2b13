"""A field on a form, rendered as a GOV.UK component with its label, hint and error."""

from typing import Any

from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from opencaf.web.shared.forms.field import PlainField
from opencaf.web.shared.markup import render_component

HIDDEN_LABEL = "govuk-visually-hidden"


class GovukBoundField(BoundField):
    def as_field_group(self) -> SafeString:
        if not isinstance(self.field, PlainField):
            raise TypeError(f"{self.name} must be a field of opencaf.web.shared.forms")
        params = {**self._common(self.field), **self.field.markup(self)}
        return render_component(self.field.component, params)

    def __str__(self) -> SafeString:
        return self.as_hidden() if self.is_hidden else self.as_field_group()

    __html__ = __str__

    @property
    def error_text(self) -> str:
        """Every sentence said about this field; the same at the field and in the summary."""
        return " ".join(str(message) for message in self.errors)

    @property
    def wrong_parts(self) -> list[str]:
        """The boxes of a date that are wrong."""
        parts: list[str] = []
        for mistake in self.errors.as_data():
            parts += (mistake.params or {}).get("parts", [])
        return parts

    @property
    def first_input_id(self) -> str:
        """Where the link in the error summary leads."""
        if not isinstance(self.field, PlainField):
            return self.auto_id
        return self.field.first_input_id(self)

    def _common(self, field: PlainField) -> dict[str, Any]:
        params: dict[str, Any] = {"name": self.html_name}
        if self.help_text:
            params["hint"] = {"text": self.help_text}
        if self.errors:
            params["errorMessage"] = {"text": self.error_text}
        if field.has_fieldset:
            return {**params, "idPrefix": self.auto_id, "fieldset": {"legend": self._title(field)}}
        return {**params, "id": self.auto_id, "label": self._title(field)}

    def _title(self, field: PlainField) -> dict[str, Any]:
        block = "govuk-fieldset__legend" if field.has_fieldset else "govuk-label"
        optional = not field.required and getattr(self.form, "mark_optional", False)
        title = f"{self.label} (optional)" if optional else self.label
        return {
            "html" if isinstance(title, SafeString) else "text": title,
            "classes": {"": "", "hidden": HIDDEN_LABEL}.get(field.size, f"{block}--{field.size}"),
            "isPageHeading": field.heading,
        }
