"""The concern map as a picture: every answer has a shape of its own, and nothing rests on colour."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.web.shared.concern_drawing import WIDTH, Part, Strip, concern_picture, legend

CODES = ["0", "1", "2", "3", "4", "5", "dont_know", "not_relevant", "not_my_area", "not_asked"]
SVG = "{http://www.w3.org/2000/svg}"


def picture(*codes: str, name: str = "General health") -> str:
    return concern_picture("Concern", "What moved.", [Part("The child", (Strip(name, codes),))])


@pytest.mark.parametrize("number", [1, 2])
def test_no_two_answers_look_alike(number: int) -> None:
    drawn = {code: picture(*[code] * number) for code in CODES}

    assert [pair for pair in combinations(CODES, 2) if drawn[pair[0]] == drawn[pair[1]]] == []


def test_the_order_of_two_answers_can_be_seen() -> None:
    seen = {(one, other): picture(one, other) for one in CODES for other in CODES}

    assert len(set(seen.values())) == len(seen)


def test_a_rise_is_thick_and_a_fall_is_thin() -> None:
    assert 'stroke-width="6"' in picture("1", "4")
    assert 'stroke-width="6"' not in picture("4", "1")
    assert 'stroke-width="2"' in picture("4", "1")


def test_an_answer_without_a_number_never_stands_on_the_line() -> None:
    for code in CODES[6:]:
        inner = picture("3", code).split("</g>")[1]
        places = [float(x) for x in re.findall(r'(?:cx|x1|x2|\bx|M)[="]*(\d+)', inner)]
        assert max(places) > 234, code
        assert len([x for x in places if x <= 206]) == 1, code


def test_shapes_say_it_without_colour_style_or_script() -> None:
    drawn = picture("5", "0") + "".join(sign.svg for sign in legend(["Start", "Review"]))

    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb|style=|<script|class=", drawn)
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn)) == {"currentColor", "Canvas", "none"}


def test_the_picture_has_a_title_and_a_description() -> None:
    tree = ET.fromstring(picture("5", "0"))  # noqa: S314 - our own

    assert tree.get("role") == "img"
    assert tree.get("aria-label") == "Concern. What moved."
    assert (tree.findtext(f"{SVG}title"), tree.findtext(f"{SVG}desc")) == ("Concern", "What moved.")


def test_the_legend_names_every_sign() -> None:
    words = [sign.words for sign in legend(["At the start", "Review"])]

    assert words == [
        "First: At the start",
        "Second: Review",
        "Less concern: a thin line",
        "More concern: a thick line",
        "No concern is a number: it stands at 0",
        "Don’t know",
        "Not relevant",
        "Not my area to judge",
        "Not asked",
    ]


def test_with_one_occasion_the_legend_leaves_out_the_lines() -> None:
    assert len(legend(["At the start"])) == 6


ROWS = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), min_size=1, max_size=19)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, name=st.text('Gé <&"%{}', max_size=90))
def test_any_answers_and_any_name_make_a_picture_that_fits(rows: list[tuple[str, str]], name: str) -> None:
    strips = tuple(Strip(name, codes) for codes in rows)

    tree = ET.fromstring(concern_picture("Concern", "Moved.", [Part("The child", strips)]))  # noqa: S314 - our own

    assert float((tree.get("viewBox") or "").split()[2]) == WIDTH
    height = float((tree.get("viewBox") or "").split()[3])
    for shape in tree.iter():
        for key in ("x", "x1", "x2", "cx"):
            assert 0 <= float(shape.get(key, 0)) <= WIDTH
        for key in ("y", "y1", "y2", "cy"):
            assert 0 <= float(shape.get(key, 0)) <= height
