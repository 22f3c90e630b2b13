"""{% load govuk %}: GOV.UK components, forms, and dates in words."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from opencaf.web.shared.forms import OperationForm
from opencaf.web.shared.markup import camel_case, render_component, shown_date, shown_time

register = template.Library()


@register.simple_tag
def govuk(component: str, params: Mapping[str, Any] | None = None, **more: Any) -> SafeString:
    """Parameters come as a ready dict, as keywords, or both; an empty keyword is left out."""
    given = {camel_case(name): value for name, value in more.items() if value not in (None, "")}
    return render_component(component, {**(params or {}), **given})


@register.simple_tag
def error_summary(*forms: OperationForm) -> SafeString | str:
    """What to do, with links to the inputs; nothing while there is nothing to say."""
    lines = [line for form in forms if form and form.is_bound for line in form.mistakes()]
    if not lines:
        return ""
    return render_component("error-summary", {"titleText": "There is a problem", "errorList": lines})


@register.inclusion_tag("components/form.html", takes_context=True)
def operation_form(
    context: template.RequestContext,
    form: OperationForm,
    *,
    action: str = "",
    button: str = "Save and continue",
    cancel_href: str = "",
    cancel_text: str = "Cancel",
    is_warning: bool = False,
    summary: bool = True,
) -> dict[str, Any]:
    return {
        "form": form,
        "action": action,
        "button": button,
        "button_classes": "govuk-button--warning" if is_warning else "",
        "cancel_href": cancel_href,
        "cancel_text": cancel_text,
        "summary": summary,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag(takes_context=True, name="form", end_name="endform")
def form_around(
    context: template.RequestContext, content: str, form: OperationForm, *, action: str = ""
) -> SafeString:
    """{% form form %} … {% endform %}: what every form carries, around fields placed by hand."""
    values = {"form": form, "action": action, "content": content}
    return render_to_string(
        "components/form_around.html", {**values, "csrf_token": context.get("csrf_token")}
    )


@register.filter
def day(value: Any) -> Any:
    """6 January 2025; anything but a date stays as it is."""
    if isinstance(value, datetime.datetime):
        return shown_date(_local(value).date())
    return shown_date(value) if isinstance(value, datetime.date) else value


@register.filter
def clock(value: Any) -> Any:
    """2:30pm."""
    if isinstance(value, datetime.datetime):
        return shown_time(_local(value))
    return shown_time(value) if isinstance(value, datetime.time) else value


@register.filter
def moment(value: Any) -> Any:
    """6 January 2025, 2:30pm."""
    return f"{day(value)}, {clock(value)}" if isinstance(value, datetime.datetime) else day(value)


@register.filter
def at(items: Sequence[Any], index: int) -> Any:
    """The item at this place, for lists that go side by side."""
    return items[index] if index < len(items) else ""


@register.filter
def with_article(words: str) -> str:
    """a CAF, an Early Help Assessment: for what an authority calls things."""
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def _local(value: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
