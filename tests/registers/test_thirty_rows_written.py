"""The whole workbook in the records: every row ends there, and thirty of them stand there as explained."""

from __future__ import annotations

from typing import Any

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.registers.mapping import Mapping
from opencaf.registers.models import ImportedOriginal, ImportedRow
from opencaf.registers.operations.importing import bring_in_register
from tests.factories import MeetingKindFactory
from tests.factories.assessment import national_form
from tests.registers.test_thirty_rows import BEYOND_THE_ROW, EXPLAINED, REGISTER, place

REASONS = {"no_further_action": "no_further_action", "not_stated": "not_stated"}


def meant_day(said: dict[str, Any] | None) -> str | None:
    """Return a date of the explanation, where it is one date known to the day."""
    value = (said or {}).get("value")
    return value if isinstance(value, str) and len(value) == 10 else None


def faults_of(row: ImportedRow, meant: dict[str, Any]) -> list[str]:
    """Return what stands otherwise in the records than a row was explained."""
    case, faults = row.episode, []
    caf = meant["caf"]

    def expect(what: str, found: object, wanted: object) -> None:
        if found != wanted and (row.place, what) not in BEYOND_THE_ROW:
            faults.append(f"{row.place} {what}: {found!r}, not {wanted!r}")

    assert case
    started, closed = caf.get("started_on"), caf.get("closed_on") or {}
    is_open = closed.get("state") == "open"
    if day := meant_day(started):
        expect("started_on", (case.intended_on.isoformat(), case.intended_accuracy), (day, "AAA"))
    elif (started or {}).get("precision") == "month":
        expect(
            "started_on",
            (case.intended_on.isoformat()[:7], case.intended_accuracy),
            (started["value"], "UAA"),
        )  # type: ignore[index]
    else:
        expect("started_on", case.intended_accuracy, "UUU")
    expect("state", case.state == "closed", not is_open)
    if (day := meant_day(closed)) and not (meant_day(started) and day < str(meant_day(started))):
        expect("closed_on", (str(case.closed_on), case.closed_accuracy), (day, "AAA"))
    elif not is_open:
        expect("closed_on", case.closed_accuracy, "UUU")
    if not is_open:
        ending = caf.get("closure", {})
        wanted = ending.get("value") or REASONS[ending.get("category") or "not_stated"]
        expect("closure", case.closures.get().reason, wanted)
    if name := caf.get("initiator", {}).get("value"):
        expect("initiator", str(case.initiator), name)
    if name := caf.get("agency", {}).get("value"):
        expect("agency", case.initiating_agency.name, name)
    if name := caf.get("lead_professional", {}).get("value"):
        leads = [str(one.practitioner) for one in case.lead_professionals.all()]
        expect("lead_professional", name in leads, True)
    if day := meant_day(caf.get("completed_on")):
        expect("completed_on", [str(one.completed_on) for one in case.assessments.all()], [day])
    for name, said in caf.items():
        if name.startswith("tac_") and (day := meant_day(said)):
            days = [
                str(one.held_on or one.planned_for) for one in case.meetings.filter(status=said["meeting"])
            ]
            expect(name, day in days, True)
    people = [one.person for one in row.people.order_by("position")]
    expect("children", len(people), len(meant["children"]))
    for person, child in zip(people, meant["children"], strict=False):
        for field, column in (("given_names", "given_names"), ("family_name", "family_name"), ("sex", "sex")):
            if wanted := child.get(field, {}).get("value"):
                names = {getattr(person, column), *(getattr(one, column, "") for one in person.names.all())}
                expect(field, wanted in names, True)
        if day := meant_day(child.get("dob")):
            expect("dob", str(person.born_on), day)
    return faults


def test_the_whole_workbook_stands_in_the_records(coordinator: Practitioner) -> None:
    MeetingKindFactory(code="tac")
    national_form(coordinator)
    with acting_as(coordinator):
        result = bring_in_register(REGISTER, Mapping(), by=coordinator)
        rows = {row.place: row for row in ImportedRow.objects.select_related("episode")}
        faults = [
            fault
            for explained in EXPLAINED
            for fault in (
                faults_of(rows[place(explained)], explained["intended"])
                if "caf" in explained["intended"] and rows[place(explained)].disposition == "import"
                else []
            )
        ]
        originals = ImportedOriginal.objects.values("row").distinct().count()

    assert faults == []
    assert (result.rows, len(rows), originals) == (1567, 1567, 1567)
    ended = [(row.disposition, row.ended) for row in rows.values()]
    assert sorted(set(ended)) == [("import", "written"), ("merge", "written"), ("reject", "left_out")]
    for explained in EXPLAINED:
        if same := explained["intended"].get("same_caf_as"):
            assert rows[place(explained)].episode_id == rows[same].episode_id
    assert Episode.objects.count() == ended.count(("import", "written"))
