"""{% govuk "button" text="Save" %}: any GOV.UK component in a Django template."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from opencaf.web.shared.markup import camel_case, render_component

register = template.Library()


@register.simple_tag
def govuk(component: str, params: Mapping[str, Any] | None = None, **more: Any) -> SafeString:
    """Parameters come as a ready dict, as keywords, or both; an empty keyword is left out."""
    given = {camel_case(name): value for name, value in more.items() if value not in (None, "")}
    return render_component(component, {**(params or {}), **given})
