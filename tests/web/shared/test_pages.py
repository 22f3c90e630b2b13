"""The frame of the pages: layouts, error pages, tags, built files and browser policy."""

import datetime
import json
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils.safestring import mark_safe

from opencaf.web.shared.charts import Bar, Line, bar_chart, line_chart
from opencaf.web.shared.markup import render_component
from opencaf.web.shared.policy import (
    CONTENT_SECURITY_POLICY,
    BrowserPolicyMiddleware,
    RefuseForeignChanges,
    csp_report,
)

ROOT = Path(__file__).parents[3]
WEB = ROOT / "opencaf/web"
BUILT = WEB / "static/built"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
NOT_OURS = re.compile(r"GDS Transport|govuk-header__logotype|\bcrown\b|govuk-crest", re.IGNORECASE)
FROM_ELSEWHERE = re.compile(r"(?:src=|<link[^>]*href=)[\"']?(?:https?:)?//|url\([\"']?(?:https?:)?//|@import")
ERRORS = ("400", "403", "404", "409", "413", "429", "500", "503")


def test_the_styles_are_built_and_ours() -> None:
    styles = (BUILT / "app.css").read_text()

    assert not NOT_OURS.search(styles)
    assert not FROM_ELSEWHERE.search(styles)
    assert ".app-identity-bar" in styles


def test_the_guard_on_styles_can_fail() -> None:
    assert NOT_OURS.search('font-family: "GDS Transport"')
    assert FROM_ELSEWHERE.search("url(https://fonts.example/a.woff2)")
    assert FROM_ELSEWHERE.search('<script src="//cdn.example/a.js">')
    assert FROM_ELSEWHERE.search('<link rel="stylesheet" href="https://cdn.example/a.css">')


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_loads_nothing_from_elsewhere_and_has_no_inline_style(template: Path) -> None:
    html = template.read_text()

    assert not NOT_OURS.search(html)
    assert not FROM_ELSEWHERE.search(html)
    assert not re.search(r"\sstyle=|\son\w+=|<!--", html)


def test_every_file_that_a_page_names_is_there() -> None:
    named = re.findall(r"{% static '([^']+)' %}", (WEB / "templates/layouts/base.html").read_text())
    manifest = json.loads((BUILT / "assets/manifest.json").read_text())

    assert named
    assert all((BUILT / name).is_file() for name in named)
    assert all((BUILT / "assets" / icon["src"]).is_file() for icon in manifest["icons"])


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_needs_nothing_but_its_template(code: str) -> None:
    html = render_to_string(f"errors/{code}.html")

    assert html.count("<h1") == 1
    assert " – OpenCAF</title>" in html
    assert "<script" not in html


@pytest.mark.parametrize("code", ERRORS)
def test_every_link_of_an_error_page_leads_somewhere(code: str) -> None:
    links = re.findall(r'href="(/[^"]*)"', render_to_string(f"errors/{code}.html"))
    pages = [link for link in links if not link.startswith("/static/")]

    assert pages
    assert [resolve(link) for link in pages]


def test_an_error_page_says_why_and_whom_to_ask() -> None:
    whom = {"name": "Jo Bell", "phone": "01632 960123", "phone_href": "tel:01632960123"}

    html = render_to_string("errors/403.html", {"reason": "You are not in this team.", "whom_to_ask": whom})

    assert "You are not in this team." in html
    assert 'href="tel:01632960123"' in html


def test_a_stale_page_gives_back_what_was_typed() -> None:
    html = render_to_string("errors/409.html", {"typed": [{"label": "Health", "text": "Two\n<words>"}]})

    assert "Two<br>&lt;words&gt;" in html


def test_text_is_escaped_and_only_safe_html_is_not() -> None:
    assert "&lt;i&gt;" in render_component("button", {"text": mark_safe("<i>")})
    assert "&lt;i&gt;" in render_component("button", {"html": "<i>"})
    assert "<i>" in render_component("button", {"html": mark_safe("<i>")})


def test_attributes_that_could_be_markup_are_refused() -> None:
    with pytest.raises(ValueError, match="attributes as a dict"):
        render_component("button", {"text": "Save", "attributes": ' onclick="x"'})
    with pytest.raises(ValueError, match="Not the name"):
        render_component("../secret", {})


def test_the_tag_takes_keywords_and_a_ready_dict() -> None:
    page = Template("{% load govuk %}{% govuk 'button' params prevent_double_click=True text=none %}")

    html = page.render(Context({"params": {"text": "Save & go"}, "none": None}))

    assert "Save &amp; go" in html
    assert 'data-prevent-double-click="true"' in html


def test_dates_and_times_read_as_words() -> None:
    page = Template("{% load govuk %}{{ at|day }} · {{ at|clock }} · {{ at|moment }} · {{ text|day }}")
    at = datetime.datetime(2025, 7, 6, 13, 30, tzinfo=datetime.UTC)

    words = page.render(Context({"at": at, "text": "about 2019"}))

    assert words == "6 July 2025 · 2:30pm · 6 July 2025, 2:30pm · about 2019"


def test_a_chart_says_its_figures_in_its_table_too() -> None:
    chart = bar_chart(
        "By sector",
        [Bar("<Health>", 3, href="#a"), Bar("Police", None, "fewer than 5")],
        heads=("Sector", "CAFs"),
    )

    html = render_to_string("components/chart.html", {"chart": chart})

    assert "&lt;Health&gt;" in chart.svg
    assert "style=" not in chart.svg
    assert [row.cells[0].text for row in chart.rows] == ["3", "fewer than 5"]
    assert "the cases behind this number" in html


@pytest.mark.parametrize("values", [(), (0.0,), (None, 5.0), (1234.0, 99999.0)])
def test_a_line_chart_draws_whatever_there_is(values: tuple[float | None, ...]) -> None:
    points = [f"Month {number}" for number, _ in enumerate(values)]

    chart = line_chart("Open CAFs", points, [Line("North", values)], head="Month")

    assert len(chart.rows) == len(values)
    assert chart.svg.startswith("<svg")


def test_the_policy_allows_nothing_that_is_not_named() -> None:
    directives = CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["default-src"] == ["'none'"]
    assert directives["trusted-types"] == ["'none'"]
    assert "unsafe" not in str(directives)


def answer_to(method: str, **headers: str) -> HttpResponse:
    request = RequestFactory().generic(method, "/", headers=headers)
    inner = RefuseForeignChanges(lambda request: HttpResponse("done"))
    return BrowserPolicyMiddleware(inner)(request)


def test_an_answer_is_never_kept_and_never_framed() -> None:
    answer = answer_to("GET")

    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_another_site_can_change_nothing() -> None:
    assert answer_to("POST", sec_fetch_site="cross-site").status_code == 403
    assert answer_to("POST", sec_fetch_site="same-origin").status_code == 200
    assert answer_to("GET", sec_fetch_site="cross-site").status_code == 200


def test_a_report_of_the_browser_is_counted_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().post("/csp-report", b'{"blocked": "secret"}', "application/csp-report")

    answer = csp_report(request)

    assert answer.status_code == 204
    assert "refused part of a page" in caplog.text
    assert "secret" not in caplog.text
