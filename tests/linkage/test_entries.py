"""Reading an outside register: what a line may say, and a sentence for each that cannot be taken."""

import json
from pathlib import Path

import pytest

from opencaf.linkage.entries import Entry, read_register

HEADINGS = "id,given_names,family_name,date_of_birth,sex,postcode"
ZOFIA = "SC-1,Zofia Maria,Borczak,2015-03-27,F,ZD4 2QP"


def written(folder: Path, text: str | bytes, name: str = "register.csv") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def faults_in(folder: Path, *lines: str) -> list[tuple[int, str]]:
    return read_register(written(folder, "\n".join((HEADINGS, *lines))))[1]


@pytest.mark.parametrize("day", ["2015-03-27", "27/03/2015"])
def test_a_line_becomes_an_entry(tmp_path: Path, today: object, day: str) -> None:
    line = f'SC-1,Zofia Maria,"Borczak",{day},female,zd4 2qp'

    entries, faults = read_register(written(tmp_path, f"\ufeff{HEADINGS.upper()}\r\n{line}\r\n\r\n"))

    assert faults == []
    assert entries == [
        Entry("SC-1", "Zofia Maria", "Borczak", born="2015-03-27", sex="F", postcode="zd4 2qp")
    ]


def test_json_lines_say_the_same(tmp_path: Path, today: object) -> None:
    values = dict(zip(HEADINGS.split(","), ZOFIA.split(","), strict=True)) | {"nhs_number": None}

    entries, faults = read_register(written(tmp_path, json.dumps(values), "register.jsonl"))

    assert faults == []
    assert entries == read_register(written(tmp_path, f"{HEADINGS}\n{ZOFIA}"))[0]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "SC-1,Zofia,Borczak,31/02/2015,F,",
            "date_of_birth must be a real date such as 2015-03-27 or 27/03/2015.",
        ),
        (
            "SC-1,Zofia,Borczak,2015-02-31,F,",
            "date_of_birth must be a real date such as 2015-03-27 or 27/03/2015.",
        ),
        (
            "SC-1,Zofia,Borczak,27.3.15,F,",
            "date_of_birth must be a real date such as 2015-03-27 or 27/03/2015.",
        ),
        ("SC-1,Zofia,Borczak,2027-01-01,F,", "date_of_birth must not be in the future."),
        ("SC-1,Zofia,Borczak,1815-01-01,F,", "date_of_birth must be after 1900."),
        (f"SC-1,{'Z' * 300},Borczak,2015-03-27,F,", "given_names must have at most 200 characters."),
        ("SC-1,,,2015-03-27,F,", "Enter given_names or family_name."),
        (",Zofia,Borczak,2015-03-27,F,", "id is missing."),
        ("SC-1,Zofia,Borczak,2015-03-27,X,", "sex must be F, M or U."),
        ("SC-1,Zofia,Borczak", "The line has 3 columns, the headings have 6."),
        (
            'SC-1,"Zofia"x,Borczak,2015-03-27,F,',
            "The line is not CSV: a quotation mark or a comma is out of place.",
        ),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, today: object, line: str, sentence: str) -> None:
    assert faults_in(tmp_path, "SC-0,Priya,Rao,2015-03-27,F,", line) == [(3, sentence)]


def test_an_id_that_stands_twice_is_named(tmp_path: Path, today: object) -> None:
    assert faults_in(tmp_path, ZOFIA, ZOFIA) == [(3, "The id stands on line 2 already.")]


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        ("id,given_names", "The headings lack family_name and date_of_birth."),
        (f"{HEADINGS},shoe_size", "shoe_size is not one of id, given_names, family_name, known_as, "),
        (f"{HEADINGS},sex", "A heading stands there twice."),
    ],
)
def test_columns_are_those_that_are_documented(tmp_path: Path, headings: str, sentence: str) -> None:
    _, faults = read_register(written(tmp_path, f"{headings}\n{ZOFIA}"))

    assert [number for number, _ in faults] == [1]
    assert faults[0][1].startswith(sentence)


def test_a_file_that_is_not_utf_8_is_named_by_its_line(tmp_path: Path) -> None:
    text = f"{HEADINGS}\n{ZOFIA}\n".encode() + "SC-2,Zoë,Bell,2015-03-27,F,\n".encode("latin-1")

    assert read_register(written(tmp_path, text)) == (
        [],
        [(3, "The line is not UTF-8. Save the file as UTF-8 and try again.")],
    )


@pytest.mark.parametrize("text", ["", HEADINGS, f"{HEADINGS}\n\n"])
def test_an_empty_file_says_so(tmp_path: Path, text: str) -> None:
    assert read_register(written(tmp_path, text)) == ([], [(1, "There is nobody in the file.")])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "The line is not JSON."),
        ("[1]", "The line must be keys and values in braces."),
        ('{"id": 7, "family_name": "Bell"}', "id must be text in quotation marks."),
        ('{"id": "7", "shoes": "41"}', "shoes is not one of id, "),
        ('{"id": "7\\u0000", "family_name": "Bell"}', "The line holds a character that is not text."),
    ],
)
def test_a_wrong_line_of_json_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    _, faults = read_register(written(tmp_path, f"\n{line}\n", "register.jsonl"))

    assert [number for number, _ in faults] == [2]
    assert faults[0][1].startswith(sentence)
