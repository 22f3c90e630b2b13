"""A family tree as a picture: every box and line stands, nothing typed is markup."""

from xml.etree import ElementTree as ET

import pytest

from opencaf.web.shared.tree_drawing import Box, Line, tree_picture

SVG = "{http://www.w3.org/2000/svg}"
MOTHER, FATHER, STEP = Box("m", "Hodan"), Box("f", "Father not recorded", is_missing=True), Box("s", "Sam")
CHILD = Box("c", "Yusuf", ("3 years",), is_own=True)


def drawn(rows: list[list[Box]], lines: list[Line]) -> ET.Element:
    return ET.fromstring(tree_picture("The family", rows, lines))  # noqa: S314 - our own picture


def test_every_box_stands_apart_from_the_others_inside_the_picture() -> None:
    picture = drawn([[MOTHER, FATHER, STEP], [CHILD]], [])

    places = [(float(one.get("x", "")), float(one.get("y", ""))) for one in picture.iter(f"{SVG}rect")]
    _, _, width, height = (float(part) for part in picture.get("viewBox", "").split())
    assert len(set(places)) == 4
    assert all(0 <= x <= width - 168 and 0 <= y < height for x, y in places)
    assert places[0][1] < places[3][1]


@pytest.mark.parametrize(
    ("line", "paths", "broken"),
    [
        (Line("m", "c"), 1, 0),
        (Line("s", "c", is_whole=False), 1, 1),
        (Line("m", "f", is_pair=True), 2, 0),
        (Line("m", "s", is_whole=False, is_pair=True), 2, 2),
    ],
)
def test_the_kind_of_a_line_is_told_by_its_shape(line: Line, paths: int, broken: int) -> None:
    found = list(drawn([[MOTHER, FATHER, STEP], [CHILD]], [line]).iter(f"{SVG}path"))

    assert (len(found), sum("stroke-dasharray" in one.attrib for one in found)) == (paths, broken)


def test_names_are_text_and_long_ones_are_wrapped() -> None:
    picture = drawn([[Box("x", "<b>Maximilian Featherstonehaugh</b>")]], [])

    words = [str(one.text) for one in picture.iter(f"{SVG}text")]
    assert len(words) > 1
    assert " ".join(words).startswith("<b>Maximilian")


def test_lines_to_one_child_end_side_by_side() -> None:
    lines = [Line("m", "c"), Line("f", "c"), Line("s", "c", is_whole=False)]

    found = drawn([[MOTHER, FATHER, STEP], [CHILD]], lines).iter(f"{SVG}path")

    assert len({one.get("d", "").split("H")[1].split("V")[0] for one in found}) == 3


def test_the_lines_of_a_pair_over_the_boxes_between_them_stay_inside_the_picture() -> None:
    found = drawn([[MOTHER, FATHER, STEP], [CHILD]], [Line("m", "s", is_pair=True)]).iter(f"{SVG}path")

    starts = [one.get("d", "")[1:].split("H")[0].split("v") for one in found]
    assert all(float(start.split()[1]) + float(up) > 0 for start, up in starts)
