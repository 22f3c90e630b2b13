"""Every form of the site, sent as people send it on a bad day.

What a refusal owes them stands in contract.py. A form may take an answer; it may never fail.
"""

import pytest

from tests.web.bad_input.contract import problems_of, says_at
from tests.web.bad_input.filling import right_answers, with_dates
from tests.web.bad_input.nasty import (
    IMPOSSIBLE_DAYS,
    JUNK,
    LINE,
    LONG_LINE,
    LONG_STORY,
    NAME_OF_300,
    NUMBERS,
    STORY,
    TIMES,
    UNLIKELY_DAYS,
)
from tests.web.bad_input.page_reading import Answers, Control, Form
from tests.web.bad_input.site import PAGES, Ids, Sent, Site

# Asked for only beside another answer than the first, or carried on to a page that asks again.
MAY_BE_LEFT = {"expected_on", "sought_born"}
TYPED = (
    ("nasty", LINE, STORY),
    ("long", LONG_LINE, LONG_STORY),
    ("a long name", NAME_OF_300, STORY),
)
FORGERIES = ("unknown", "another authority’s", "junk")

every_page = pytest.mark.parametrize("name", PAGES)


def in_lines(found: list[str]) -> str:
    return "\n".join(found)


def found_in(sent: Sent, what: str) -> list[str]:
    return [f"{sent.form.address}, {what}: {problem}" for problem in problems_of(sent)]


@every_page
def test_an_empty_form_is_refused_in_our_own_words(site: Site, name: str) -> None:
    found = []
    for form in site.forms(name):
        carried = {one.name: one.shown for one in form.hidden}
        blank = {one.name: [""] for one in form.controls.values() if one.is_typed or one.kind == "select"}
        found += found_in(site.send(name, form, blank | carried), "empty")

    assert not found, in_lines(found)


@every_page
def test_nothing_that_is_typed_breaks_a_page(site: Site, name: str) -> None:
    found = []
    for form in site.forms(name):
        for what, line, story in TYPED:
            typed = {one.name: [story if one.kind == "textarea" else line] for one in form.typed}
            found += found_in(site.send(name, form, right_answers(form, name) | typed), what)

    assert not found, in_lines(found)


@every_page
@pytest.mark.parametrize("day", ["the 31st of February", "figures without end"])
def test_an_impossible_date_is_refused_at_its_boxes(site: Site, name: str, day: str) -> None:
    found = []
    for form in [one for one in site.forms(name) if one.dates]:
        sent = site.send(name, form, with_dates(form, right_answers(form, name), IMPOSSIBLE_DAYS[day]))
        found += found_in(sent, day)
        asked = [date for date in form.dates if date not in MAY_BE_LEFT]
        found += [f"{date} is taken" for date in asked if not says_at(sent.page, form, date)]

    assert not found, in_lines(found)


@every_page
@pytest.mark.parametrize("day", UNLIKELY_DAYS)
def test_a_date_that_cannot_be_meant_breaks_nothing(site: Site, name: str, day: str) -> None:
    found = []
    for form in [one for one in site.forms(name) if one.dates]:
        sent = site.send(name, form, with_dates(form, right_answers(form, name), UNLIKELY_DAYS[day]))
        found += found_in(sent, day)

    assert not found, in_lines(found)


@every_page
def test_figures_and_times_that_are_none_are_refused(site: Site, name: str) -> None:
    found = []
    for form in site.forms(name):
        for control in form.typed:
            if control.number or control.name.endswith("time"):
                found += wrong_figures(site, name, form, control)

    assert not found, in_lines(found)


def wrong_figures(site: Site, name: str, form: Form, control: Control) -> list[str]:
    found = []
    for text in NUMBERS if control.number else TIMES:
        sent = site.send(name, form, right_answers(form, name) | {control.name: [text]})
        found += found_in(sent, text[:30])
    return found


@every_page
def test_a_choice_that_was_not_offered_is_refused(site: Site, ids: Ids, name: str) -> None:
    found = []
    for form in site.forms(name):
        for what in FORGERIES:
            forged = {one.name: [forgery(what, one, ids)] for one in form.chosen if not is_tick(one)}
            sent = site.send(name, form, right_answers(form, name) | forged)
            found += found_in(sent, what)
            found += [
                f"{what}: {one} is taken"
                for one in forged
                if sent.is_taken or not says_at(sent.page, form, one)
            ]

    assert not found, in_lines(found)


@every_page
def test_what_a_form_carries_unseen_can_be_forged_without_harm(site: Site, ids: Ids, name: str) -> None:
    found = []
    for form in [one for one in site.forms(name) if one.hidden]:
        for what in FORGERIES:
            forged: Answers = {one.name: [forgery(what, one, ids)] for one in form.hidden}
            found += found_in(site.send(name, form, right_answers(form, name) | forged), what)

    assert not found, in_lines(found)


def is_tick(control: Control) -> bool:
    """Whether it is a single box to tick, which says yes whatever is sent for it."""
    return control.kind == "checkbox" and control.options == ["yes"]


def forgery(what: str, control: Control, ids: Ids) -> str:
    if what == "unknown":
        return "01a20063-0000-7000-8000-00000000dead"
    return ids.like([*control.options, *control.shown]) if what.startswith("another") else JUNK
