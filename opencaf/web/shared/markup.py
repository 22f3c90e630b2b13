"""Turns a component's name and parameters into GOV.UK markup: the one door to the macros.

Text is escaped, whoever passes it; only values under a key that ends in "html" may be markup, and
those are escaped too unless they are already marked safe.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

PACKAGE = "govuk_frontend_jinja"
TEXTAREA = re.compile(r"(<textarea[^>]*>)(.*?)(</textarea>)", re.DOTALL)


def render_component(component: str, params: Mapping[str, Any] | None = None) -> SafeString:
    """The markup of one GOV.UK component, for example ``render_component("button", {…})``."""
    macro = _macro(component)
    html = str(macro(_cleaned(params or {}))).strip()
    if "</textarea>" in html:
        html = TEXTAREA.sub(_with_lines_kept, html)
    return mark_safe(html)  # noqa: S308  the macro has escaped what it was given


def camel_case(name: str) -> str:
    """Parameter names may be written the Python way: prevent_double_click."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest) if first else name


def shown_date(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def shown_time(moment: datetime.time | datetime.datetime) -> str:
    hour = moment.hour % 12 or 12
    half = "am" if moment.hour < 12 else "pm"
    return f"{hour}:{moment.minute:02d}{half}" if moment.minute else f"{hour}{half}"


@cache
def _environment() -> Environment:
    package = PackageLoader(PACKAGE)
    loader = ChoiceLoader([package, PrefixLoader({PACKAGE: package})])
    return Environment(
        loader=loader,
        autoescape=True,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _macro(component: str) -> Callable[[Mapping[str, Any]], str]:
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", component):
        raise ValueError(f"Not the name of a GOV.UK component: {component!r}")
    template = _environment().get_template(f"components/{component}/macro.html")
    name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    macro: Callable[[Mapping[str, Any]], str] = getattr(template.module, name)
    return macro


def _cleaned(params: Mapping[str, Any], *, is_html: bool = False) -> dict[str, Any]:
    return {key: _clean(value, is_html=is_html or _takes_html(key), key=key) for key, value in params.items()}


def _takes_html(key: str) -> bool:
    return key in ("html", "slots") or key.endswith("Html")


def _clean(value: Any, *, is_html: bool, key: str) -> Any:
    if isinstance(value, Mapping):
        return _cleaned(value, is_html=is_html)
    if isinstance(value, (list, tuple)):
        return [_clean(item, is_html=is_html, key=key) for item in value]
    if key == "attributes" and isinstance(value, str) and not isinstance(value, SafeString):
        raise ValueError("Pass attributes as a dict, so that they are escaped")
    if value is None:
        return None
    if is_html:
        return str(conditional_escape(value)) if value else ""
    return _text(value)


def _text(value: Any) -> Any:
    # the slice takes the "safe" mark off: Django marks words in a template safe, text never is markup
    if isinstance(value, (str, Promise)):
        return str(value)[:]
    if isinstance(value, datetime.datetime):
        return f"{shown_date(value)}, {shown_time(value)}"
    if isinstance(value, datetime.date):
        return shown_date(value)
    if isinstance(value, datetime.time):
        return shown_time(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


def _with_lines_kept(textarea: re.Match[str]) -> str:
    # a macro around this one may indent its lines, and that would put spaces into a person's words
    start, words, end = textarea.groups()
    return start + words.replace("\n", "&#10;") + end
