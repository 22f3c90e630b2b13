"""Which rows are one child and one CAF; what is doubtful is proposed, never joined."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from opencaf.registers.interpreting.readings import Reading
from tests.registers.registers import tried, written

ADDRESS, POSTCODE = "12 Kiln Road, Marlbeck", "ZD4 2QP"
LEAH = (
    "D0001",
    "MARSH, Leah",
    "9/5/2001",
    "F",
    ADDRESS,
    POSTCODE,
    "",
    "Karen Marsh (mum)",
    "12/5/2008",
    "1/9/2008",
    "Needs met",
)


def but(**changes: Any) -> tuple[Any, ...]:
    """Return Leah's row with other cells."""
    places = {
        "ref": 0,
        "name": 1,
        "dob": 2,
        "sex": 3,
        "address": 4,
        "postcode": 5,
        "nhs": 6,
        "parent": 7,
        "started": 8,
        "closed": 9,
    }
    row = list(LEAH)
    for name, value in changes.items():
        row[places[name]] = value
    return tuple(row)


def pair(folder: Path, *rows: tuple[Any, ...]) -> list[Reading]:
    """Return the rows of a register of these."""
    return list(tried(written(folder, *rows)).values())


def are_one_child(readings: list[Reading]) -> bool:
    """Whether two rows are about one child."""
    return readings[0].persons == readings[1].persons


def test_the_same_row_twice_is_one_caf(tmp_path: Path) -> None:
    first, second = pair(tmp_path, LEAH, LEAH)

    assert are_one_child([first, second])
    assert (first.disposition, first.same_as, second.disposition) == ("merge", "2", "import")
    assert first.episode == second.episode


def test_another_spelling_of_the_same_caf_is_one_caf(tmp_path: Path) -> None:
    first, second = pair(tmp_path, LEAH, but(ref="", name="Leah Marshe", dob="9 May 2001"))

    assert are_one_child([first, second])
    assert (second.disposition, second.same_as) == ("merge", "1")


def test_a_second_caf_of_a_child_is_a_caf_of_its_own(tmp_path: Path) -> None:
    first, second = pair(tmp_path, LEAH, but(ref="D0009", started="3/2/2010", closed=""))

    assert are_one_child([first, second])
    assert [first.disposition, second.disposition] == ["import", "import"]
    assert first.episode != second.episode


def test_twins_stay_two(tmp_path: Path) -> None:
    rows = pair(tmp_path, LEAH, but(ref="D0002", name="MARSH, Lena"))

    assert not are_one_child(rows)


def test_two_children_of_one_name_stay_two(tmp_path: Path) -> None:
    rows = pair(
        tmp_path,
        LEAH,
        but(ref="D0002", dob="17/11/1996", address="3 Mill Lane", postcode="ZD9 1AA", parent="Zoe Marsh"),
    )

    assert not are_one_child(rows)


def test_two_sound_nhs_numbers_tell_children_apart(tmp_path: Path) -> None:
    rows = pair(tmp_path, but(nhs="999 072 5217"), but(ref="D0002", nhs="999 816 0987"))

    assert not are_one_child(rows)


def test_what_is_only_likely_is_proposed_and_not_joined(tmp_path: Path) -> None:
    moved = but(ref="D0002", address="3 Mill Lane", postcode="ZD9 1AA", parent="", started="3/2/2010")

    first, second = pair(tmp_path, LEAH, moved)

    assert not are_one_child([first, second])
    assert second.proposed_same == [{"person": second.persons[0], "same_as": first.persons[0], "row": "1"}]
    assert "possibly_same_child" in {flag["code"] for flag in second.flags}


def test_one_number_for_two_cafs_is_pointed_out(tmp_path: Path) -> None:
    rows = pair(
        tmp_path,
        LEAH,
        but(
            name="OWEN, Jack",
            sex="M",
            dob="1/2/1999",
            parent="Ruth Owen",
            address="3 Mill Lane",
            postcode="ZD9 1AA",
        ),
    )

    assert all("caf_number_shared" in {flag["code"] for flag in row.flags} for row in rows)
