"""The one tag for GOV.UK components gives the markup that GOV.UK publishes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils.safestring import mark_safe

from opencaf.web.shared.markup import render_component

ROOT = Path(__file__).parents[3]
COMPONENTS = ROOT / "node_modules/govuk-frontend/dist/govuk/components"


def official_examples() -> list[Any]:
    examples = []
    for file in sorted(COMPONENTS.glob("*/fixtures.json")):
        component = json.loads(file.read_text())
        for fixture in component["fixtures"]:
            name = f"{component['component']}: {fixture['name']}"
            examples.append(
                pytest.param(component["component"], fixture["options"], fixture["html"], id=name)
            )
    return examples


def with_markup_marked_safe(options: Any, key: str = "") -> Any:
    if isinstance(options, dict):
        inside = key if key == "slots" else ""
        return {k: with_markup_marked_safe(v, inside or k) for k, v in options.items()}
    if isinstance(options, list):
        return [with_markup_marked_safe(item, key) for item in options]
    if isinstance(options, str) and re.search(r"^slots$|html$|Html$|^attributes$", key):
        return mark_safe(options)  # noqa: S308  GOV.UK wrote it
    return options


def without_layout(html: str) -> str:
    html = re.sub(r"\s+", " ", html.replace("&#10;", "\n"))
    html = re.sub(r"\s*(<|/?>)\s*", r"\1", html)
    return html.replace("/>", ">").replace("&#34;", "&quot;").strip()


def test_the_official_examples_are_installed() -> None:
    assert len(official_examples()) > 600, "Run npm ci: the tests need GOV.UK Frontend's examples"


@pytest.mark.parametrize(("component", "options", "expected"), official_examples())
def test_markup_equals_the_official_example(component: str, options: dict[str, Any], expected: str) -> None:
    html = render_component(component, with_markup_marked_safe(options))

    assert without_layout(html) == without_layout(expected)
