"""A sheet typeset as PDF is tagged, keeps every word as typed, and prints what it can of any script."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencaf.web.shared.paper import (
    CANNOT_BE_PRINTED,
    LEFT_OUT,
    Bullets,
    Heading,
    Sheet,
    Space,
    Words,
    printable_text,
    typeset,
)
from tests.web.shared.paper_read import read_paper


def sheet_of(*blocks: Heading | Words | Bullets | Space, title: str = "Assessment") -> Sheet:
    return Sheet(title=title, blocks=blocks, foot="Copy 0A1B, taken by Alice Archer.", across="Alice Archer")


def test_a_sheet_says_its_title_and_language_and_carries_the_mark_of_pdf_ua() -> None:
    paper = read_paper(typeset(sheet_of(Words("He sleeps."), title="Assessment of Ellis")))

    assert (paper.title, paper.language, paper.is_marked) == ("Assessment of Ellis", "en-GB", True)
    assert paper.pdf_ua_part == "1"


def test_headings_paragraphs_and_lists_are_tagged_in_their_order() -> None:
    blocks = (
        Heading("The child"),
        Heading("Health", 2),
        Words("He coughs."),
        Bullets(["One", "Two"]),
        Space(2),
    )

    paper = read_paper(typeset(sheet_of(*blocks)))

    kinds = [tag for tag in paper.tags if tag in ("Title", "H1", "H2", "P", "L", "LI")]
    assert [kind for kind in kinds if kind != "P"] == ["Title", "H1", "H2", "L", "LI", "LI"]
    assert paper.text.index("The child") < paper.text.index("Health") < paper.text.index("He coughs.")


@pytest.mark.parametrize(
    "typed", ['#read("/etc/passwd")', "*bold* _so_ $x$ @ref <label>", "= Not a heading", "\\ / // `x`"]
)
def test_nothing_that_somebody_typed_is_markup(typed: str) -> None:
    assert typed in read_paper(typeset(sheet_of(Words(typed)))).text


def test_lines_stay_as_they_were_typed_and_a_long_text_runs_over_pages() -> None:
    many = "\n".join(f"Line {number} of what she said." for number in range(200))

    text = read_paper(typeset(sheet_of(Words(many)))).text

    assert all(f"Line {number} of" in text for number in range(200))
    assert "Page 3 of" in text


@pytest.mark.parametrize(
    "name", ["Zażółć Łęcka", "Nguyễn Thị Ánh", "Ölçer-Ünal", "Ксенія", "Ελένη", "Siân ó Néill"]
)
def test_names_of_many_scripts_are_printed(name: str) -> None:
    paper = read_paper(typeset(sheet_of(Words(name))))

    assert name in paper.text
    assert LEFT_OUT not in paper.text


def test_letters_that_join_are_printed_without_a_box() -> None:
    assert printable_text("محمد 🙂 👨\u200d👩") == "محمد 🙂 👨👩"


def test_a_sign_that_no_font_has_is_shown_as_a_box_and_the_sheet_says_so() -> None:
    text = read_paper(typeset(sheet_of(Words("漢 Li")))).text

    assert f"{CANNOT_BE_PRINTED} Li" in text
    assert LEFT_OUT in text


@pytest.mark.parametrize("typed", ["܀\u064b", "a\u064b", "\u064b"])
def test_a_mark_that_its_letter_has_in_no_font_breaks_nothing(typed: str) -> None:
    assert typeset(sheet_of(Heading(typed), Words(typed))).startswith(b"%PDF-")


@settings(max_examples=25, deadline=None)
@given(typed=st.text(max_size=60))
def test_any_text_at_all_is_typeset(typed: str) -> None:
    assert typeset(sheet_of(Heading(typed or "x"), Words(typed), Bullets([typed]))).startswith(b"%PDF-")


def test_what_is_left_out_of_the_sheet_is_not_in_the_file() -> None:
    content = typeset(sheet_of(Words(string.ascii_letters)))

    assert b"Ellis" not in content
