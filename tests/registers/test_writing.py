"""A register is written into the records: every row ends there, and what was explained stands there as explained."""

from __future__ import annotations

from pathlib import Path

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, Meeting
from opencaf.people.models import Identifier, Person
from opencaf.registers.mapping import Mapping
from opencaf.registers.models import Import, ImportedOriginal, ImportedRow
from opencaf.registers.operations.importing import bring_in_register
from tests.registers.registers import written

ROWS = (
    (
        "D0001",
        "MARSH, Leah",
        "9/5/2001",
        "F",
        "12 Kiln Road, Marlbeck",
        "ZD4 2QP",
        "",
        "Karen Marsh (mum)",
        "12/5/2008",
        "1/9/2008",
        "Needs met",
    ),
    ("", "TOTAL May 2008", "1", "", "", "", "", "", "", "", ""),
)


def test_a_row_becomes_a_case(coordinator: Practitioner, tmp_path: Path) -> None:
    result = bring_in_register(written(tmp_path, *ROWS), Mapping(), by=coordinator)

    assert result.brought_in
    assert result.brought_in.state == Import.State.DONE
    case = Episode.objects.get()
    assert (case.state, case.intended_on.isoformat(), case.closed_on.isoformat()) == ("closed", "2008-05-12", "2008-09-01")
    leah = Person.objects.get(given_names="Leah")
    assert leah.born_on.isoformat() == "2001-05-09"
    assert Identifier.objects.get(person=leah).value == "D0001"
    assert [row.ended for row in ImportedRow.objects.all()] == ["written", "left_out"]
    assert ImportedOriginal.objects.first().cells["Ref"] == "D0001"
    assert not Meeting.objects.exists()
