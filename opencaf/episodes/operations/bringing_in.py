"""Writing the rows of a package as rows here, with their original days and authors. Called by accepting."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from opencaf.access.models import Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Agency, How, MeetingKind, Practitioner
from opencaf.agencies.references import next_reference
from opencaf.core.ids import new_id
from opencaf.episodes.models import (
    Assessment,
    AssessmentForm,
    Episode,
    Question,
    ReceivedTransfer,
    TextVersion,
    TransferredRow,
)
from opencaf.episodes.operations.bringing_ends import settle
from opencaf.episodes.operations.bringing_files import bring_file
from opencaf.episodes.operations.bringing_people import Joined, file_people, leave_out_known, note_numbers
from opencaf.episodes.operations.bringing_writers import bring_writers
from opencaf.episodes.operations.withholding import write_withheld
from opencaf.episodes.queries.forms import form_asked_on
from opencaf.episodes.text_names import person_in
from opencaf.episodes.transferring.archive import Package
from opencaf.episodes.transferring.reading import checked, value_for
from opencaf.episodes.transferring.sheets import BY_NAME, CASE, PEOPLE, Row, Rows, Sheet, prune
from opencaf.people.models import Person

BOXES = ("story", "contribution_box")
WRITTEN_ELSEWHERE = ("case_file",)
# The database lets nobody add to a version that is complete, so these are written before it is.
WITH_THEIR_VERSION = ("story", "story_child", "finding", "service_involved", "mark")


@dataclass
class Brought:
    """What of a package became which row here."""

    received: ReceivedTransfer
    by: Practitioner
    on: dt.date
    ids: dict[tuple[type[models.Model], str], uuid.UUID] = field(default_factory=dict)
    lists: dict[tuple[type[models.Model], str], models.Model] = field(default_factory=dict)

    def key(self, model: type[models.Model], original: object) -> uuid.UUID:
        """Return the id here of a row of the package."""
        return self.ids[model, str(original)]


def bring_in(
    package: Package, received: ReceivedTransfer, same: Mapping[str, Person], on: dt.date, by: Practitioner
) -> Episode:
    """Write everything, and return the case."""
    rows = checked(package)
    brought = Brought(received, by, on)
    brought.ids |= bring_writers(rows["writer"], rows["agency"], received=received, by=by)
    unasked = name_lists(rows, brought)
    rows = prune({sheet.name: rows[sheet.name] for sheet in (*PEOPLE, *CASE)})
    children = list(dict.fromkeys(str(row["child"]) for row in rows["episode_child"]))
    joined = Joined(dict(same))
    rows = leave_out_known(rows, joined)
    give_ids(rows, joined, brought)
    open_to(brought, children, joined)
    for sheet in (*PEOPLE, *CASE):
        if sheet.name == "assessment":
            write_versions(rows, brought)
        elif sheet.name not in WRITTEN_ELSEWHERE:
            write(sheet, unwritten(sheet, rows), brought)
    for row in rows["case_file"]:
        bring_file(package, values_of(BY_NAME["case_file"], row, brought), row, by=by)
    episode = Episode.objects.get(pk=brought.key(Episode, rows["episode"][0]["id"]))
    settle(episode, received, unasked, on, by)
    file_people(rows, children, joined, brought.ids, by=by)
    note_numbers(children, brought.ids, joined, received, by=by)
    remember(brought, rows)
    write_withheld(episode=episode, by=by)
    return episode


def name_lists(rows: Rows, brought: Brought) -> list[Row]:
    """Find what stands here for kinds of meeting, the form and its questions; return what nobody asks here.

    A box whose question no form here has becomes a note, so that its words are not lost.
    """
    codes = {code_of(row) for name in BOXES for row in rows[name]}
    form = form_for(codes, brought)
    questions = {one.code: one for one in form.questions.all()}
    unasked = [row for name in BOXES for row in rows[name] if code_of(row) not in questions]
    for name in BOXES:
        rows[name] = [row for row in rows[name] if code_of(row) in questions]
    for code, question in questions.items():
        brought.lists[Question, code] = question
    brought.lists[AssessmentForm, ""] = form
    kinds = list(MeetingKind.objects.filter(authority_id=brought.by.authority_id))
    for row in rows["meeting"]:
        said: Any = row["kind"]
        kind = next((one for one in kinds if said.get("code") == one.code or said["name"] == one.name), None)
        if kind is None:
            kind = kinds[0]
            row["purpose"] = row.get("purpose") or said["name"]
        brought.lists[MeetingKind, said["name"]] = kind
    return unasked


def code_of(row: Row) -> str:
    """Return the code of the question that a box answers."""
    question: Any = row["question"]
    return str(question["code"])


def form_for(codes: set[Any], brought: Brought) -> AssessmentForm:
    """Return the version here that asks the most of these questions, the one in use where several do."""
    authority_id = brought.by.authority_id
    in_use = form_asked_on(brought.on, authority_id)
    forms = list(AssessmentForm.objects.filter(authority_id=authority_id).prefetch_related("questions"))
    return max(
        forms,
        key=lambda one: (len(codes & {q.code for q in one.questions.all()}), one == in_use, one.version),
    )


def give_ids(rows: Rows, joined: Joined, brought: Brought) -> None:
    """Give every row an id here, in the order of the sender's ids, which is that of their writing."""
    brought.ids |= {(Person, original): person.id for original, person in joined.people.items()}
    brought.ids |= {(model, original): row_id for (model, original), row_id in joined.rows.items()}
    for sheet in (*PEOPLE, *CASE):
        for original in sorted(str(row["id"]) for row in rows[sheet.name]):
            brought.ids.setdefault((sheet.model, original), new_id())


def open_to(brought: Brought, children: list[str], joined: Joined) -> None:
    """Let who accepts see the case and its children, before the rows are written."""
    by = brought.by
    child_ids = [brought.key(Person, child) for child in children]
    episode_id = next(here for (model, _), here in brought.ids.items() if model is Episode)
    new = [brought.key(Person, child) for child in children if child not in joined.people]
    grant_access(to=by, child_ids=new, basis=Basis.RECORDED, by=by)
    grant_access(to=by, child_ids=child_ids, episode_id=episode_id, basis=Basis.ENTERED, by=by)


def write(sheet: Sheet, rows: list[Row], brought: Brought) -> None:
    """Write the rows of a sheet."""
    found = [
        sheet.model(**values_of(sheet, row, brought)) for row in sorted(rows, key=lambda one: str(one["id"]))
    ]
    sheet.model._default_manager.bulk_create(found)


def write_versions(rows: Rows, brought: Brought) -> None:
    """Write each version of the assessment with what may not be added later, the first one first."""
    for row in sorted(rows["assessment"], key=lambda one: int(str(one["version"]))):
        draft = {**row, "state": Assessment.State.DRAFT, "completed_on": None}
        write(BY_NAME["assessment"], [draft], brought)
        for name in WITH_THEIR_VERSION:
            of_it = [one for one in rows[name] if one.get("assessment") == row["id"]]
            write(BY_NAME[name], of_it, brought)
        values = values_of(BY_NAME["assessment"], row, brought)
        Assessment.objects.filter(pk=values["id"]).update(
            state=values["state"], completed_on=values["completed_on"]
        )


def unwritten(sheet: Sheet, rows: Rows) -> list[Row]:
    """Return the rows of a sheet that were not written with their version."""
    if sheet.name not in WITH_THEIR_VERSION:
        return rows[sheet.name]
    return [row for row in rows[sheet.name] if not row.get("assessment")]


def values_of(sheet: Sheet, row: Row, brought: Brought) -> dict[str, Any]:
    """Return the columns of a row as they stand here."""
    values: dict[str, Any] = {"authority_id": brought.by.authority_id, "recorded_how": How.IMPORTED}
    for column in sheet.columns:
        if column.name not in row:
            continue
        value = row[column.name]
        if column.name == "id":
            values["id"] = brought.key(sheet.model, value)
        elif column.related_model is None or value is None:
            values[column.attname] = None if value is None else value_for(sheet, column, value)
        elif (column.related_model, str(value)) in brought.ids:
            values[column.attname] = brought.key(column.related_model, value)
        else:
            values[column.name] = named(column.related_model, value, brought)
    if sheet.model is TextVersion and (who := person_in(values["name"])):
        values["name"] = values["name"].replace(who, str(brought.key(Person, who)))
    if sheet.model is Episode:
        values |= {
            "reference": next_reference(brought.by.authority, brought.on.year),
            "locality": brought.by.post.locality,
        }
    return values


def named(model: type[models.Model], value: Any, brought: Brought) -> models.Model:
    """Return what stands here for a row of a list that each authority has of its own."""
    if model is AssessmentForm:
        return brought.lists[AssessmentForm, ""]
    return brought.lists[model, value["code"] if model is Question else value["name"]]


def remember(brought: Brought, rows: Rows) -> None:
    """Keep which row became which, so that the sender's ids stay findable."""
    names = {sheet.model: sheet.name for sheet in (*PEOPLE, *CASE)}
    names |= {Practitioner: "writer", Agency: "agency"}
    TransferredRow.objects.bulk_create(
        TransferredRow(
            authority_id=brought.by.authority_id,
            received=brought.received,
            sheet=names[model],
            original_id=uuid.UUID(original),
            row_id=here,
        )
        for (model, original), here in brought.ids.items()
    )
