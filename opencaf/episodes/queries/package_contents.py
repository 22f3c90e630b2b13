"""What goes to another authority of a case: the rows of each sheet, and what stays behind and why."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import Agency, MeetingKind, Practitioner
from opencaf.episodes.models import AssessmentForm, CaseFile, Episode, EpisodeChild, Question
from opencaf.episodes.queries.areas import Area, Areas
from opencaf.episodes.queries.chronology import is_kept_back
from opencaf.episodes.queries.copies import agencies_to_copy_for
from opencaf.episodes.queries.files import is_left_out
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.text_names import person_in
from opencaf.episodes.transferring.reading import MOST_ROWS
from opencaf.episodes.transferring.sheets import (
    BY_NAME,
    CASE,
    FAMILY_COLUMNS,
    NAMED,
    PEOPLE,
    Row,
    Rows,
    Sheet,
    prune,
)
from opencaf.people.models import (
    ContactPoint,
    FamilyMember,
    HouseholdMember,
    Identifier,
    Person,
    PersonName,
    Relationship,
    Schooling,
)

ALWAYS_STAYS = (
    "Sealed addresses, telephone numbers and school places, and everybody who is shielded.",
    "Decisions to share without the family’s agreement, and social care’s own number of the case.",
    "Of other people than the children only names, birth, language and how to reach them go.",
    "Questions to coordinators, looks at quality, links by mail and days that were offered for a meeting, "
    "who looked at the record, and what stood there before it was put right.",
)
EARLIER_WORDS = ("story_revision", "text_version", "contribution_version")
TOO_MANY_WORDS = "What the boxes and texts of the assessment said before, which is more than a package takes."
EARLIER_TEXTS = "Earlier wordings of the texts around the boxes, since they may tell of what is kept back."


@dataclass(frozen=True)
class Contents:
    """What goes: the sheets, the files by id; and in sentences what stays."""

    rows: Rows
    files: list[CaseFile]
    stays: list[str]


def contents_of(episode: Episode, elements: Iterable[str]) -> Contents:
    """Return what of a case goes to another authority; elements are those that the family keeps from it."""
    children = list(EpisodeChild.objects.filter(episode=episode).values_list("child_id", flat=True))
    hidden = kept_back(episode, frozenset(children), elements)
    rows: Rows = {sheet.name: rows_of(sheet, episode) for sheet in CASE}
    files = files_of(episode, hidden)
    keep_back(rows, hidden, children, {str(file.id) for file in files})
    rows |= people_of(children, episode, rows)
    rows["text_version"] = words_of_who_goes(rows)
    rows = prune(rows)
    rows |= named_in(rows)
    return Contents(rows, files, stays_of(hidden))


def within_bounds(contents: Contents) -> Contents:
    """Return what goes, without earlier words where there are more rows than a package takes."""
    if sum(map(len, contents.rows.values())) <= MOST_ROWS:
        return contents
    rows = {name: [] if name in EARLIER_WORDS else found for name, found in contents.rows.items()}
    return Contents(rows, contents.files, [*contents.stays, TOO_MANY_WORDS])


def kept_back(episode: Episode, children: frozenset[uuid.UUID], elements: Iterable[str]) -> Areas:
    """Return the parts that do not go: what is kept from this authority, and from any agency in part."""
    chosen: set[Area] = {(child, element) for child in children for element in elements}
    return frozenset(chosen).union(*(one.left_out for one in agencies_to_copy_for(episode, children)))


def files_of(episode: Episode, hidden: Areas) -> list[CaseFile]:
    """Return the files of a case that may go, as far as there is room."""
    files = CaseFile.objects.filter(episode=episode).order_by("id")
    return [file for file in files if file.is_open and not is_left_out(file, hidden)]


def keep_back(rows: Rows, hidden: Areas, children: list[uuid.UUID], file_ids: set[str]) -> None:
    """Take out the rows that tell of a part that is kept back."""
    rows["case_file"] = [row for row in rows["case_file"] if row["id"] in file_ids]
    if not hidden:
        return
    areas = {(str(child), element) for child, element in hidden}
    for name in ("mark", "closure_result"):
        rows[name] = [row for row in rows[name] if (row["child"], row["element"]) not in areas]
    elements = {element for _, element in hidden}
    keep_back_boxes(rows, areas, elements)
    keep_back_contributions(rows, areas)
    rows["text_version"] = []
    tied = {row["outcome"] for row in rows["outcome_tie"] if row["code"] in elements}
    rows["outcome"] = [row for row in rows["outcome"] if row["id"] not in tied]
    named: dict[object, list[uuid.UUID]] = {}
    for row in rows["chronology_person"]:
        named.setdefault(row["event"], []).append(uuid.UUID(str(row["person"])))
    rows["chronology_event"] = [
        row
        for row in rows["chronology_event"]
        if not is_kept_back(named.get(row["id"], []), str(row["element"]), children, hidden)
        and row["element"] not in elements
    ]


def keep_back_boxes(rows: Rows, areas: set[tuple[str, str]], elements: set[str]) -> None:
    """Take out the boxes that tell of a part that is kept back; one about nobody may tell of any child."""
    about = {row["story"] for row in rows["story_child"]}
    told = {row["story"] for row in rows["story_child"] if (row["child"], code_of(row)) in areas}
    told |= {row["id"] for row in rows["story"] if row["id"] not in about and code_of(row) in elements}
    rows["story"] = [row for row in rows["story"] if row["id"] not in told]


def keep_back_contributions(rows: Rows, areas: set[tuple[str, str]]) -> None:
    """Take out what was asked about a part that is kept back, with words that may be about any part."""
    children: dict[object, list[object]] = {}
    for row in rows["contribution_child"]:
        children.setdefault(row["contribution"], []).append(row["child"])
    stays = [
        row
        for row in rows["contribution_box"]
        if any((child, code_of(row)) in areas for child in children.get(row["contribution"], []))
    ]
    if not stays:
        return
    rows["contribution_box"] = [row for row in rows["contribution_box"] if row not in stays]
    asked = {row["contribution"] for row in rows["contribution_box"]}
    in_part = {row["contribution"] for row in stays}
    rows["contribution"] = [
        {**row, "question": "", "note": ""} if row["id"] in in_part else row
        for row in rows["contribution"]
        if row["id"] in asked
    ]


def words_of_who_goes(rows: Rows) -> list[Row]:
    """Return the earlier wordings without those of somebody of the family who does not go."""
    people = {row["id"] for row in rows["person"]}
    return [row for row in rows["text_version"] if not (who := person_in(str(row["name"]))) or who in people]


def code_of(row: Row) -> str:
    """Return the element that a row of the form is about."""
    question: Any = row["question"]
    return str(question["code"])


def stays_of(hidden: Areas) -> list[str]:
    """Say in sentences what does not go."""
    elements = {element for _, element in hidden}
    names = [area.name for area in form_areas().everything if area.code in elements]
    said = [f"What the family keeps back: {', '.join(names)}, with all that tells of it."] if names else []
    return [*said, *([EARLIER_TEXTS] if hidden else []), *ALWAYS_STAYS]


def rows_of(sheet: Sheet, episode: Episode) -> list[Row]:
    """Return the rows of a sheet about a case, in the order in which they were written."""
    found = sheet.model._default_manager.filter(**{sheet.path: episode.pk}).order_by("recorded_at", "id")
    named = [field.name for field in sheet.columns if field.related_model in (*NAMED[2:],)]
    return [as_row(sheet, one) for one in found.select_related(*named)]


def people_of(children: list[uuid.UUID], episode: Episode, rows: Rows) -> Rows:
    """Return the sheets of people: the children, their circle, and whoever the rows of the case name."""
    ties = list(Relationship.objects.filter(Q(of__in=children) | Q(to__in=children)))
    members = list(FamilyMember.objects.filter(family=episode.family_id)) if episode.family_id else []
    wanted = {*children, *(tie.of_id for tie in ties), *(tie.to_id for tie in ties)}
    wanted |= {member.person_id for member in members} | named_people(rows)
    people = list(Person.objects.filter(pk__in=wanted, shielded=False, merged_into=None).order_by("id"))
    ids = [person.id for person in people]
    stays = HouseholdMember.objects.filter(person__in=ids, household__sealed=False)
    stays = stays.select_related("household").order_by("recorded_at", "id")
    found: dict[str, Iterable[models.Model]] = {
        "person": people,
        "person_name": PersonName.objects.filter(person__in=ids),
        "contact_point": ContactPoint.objects.filter(person__in=ids, sealed=False),
        "identifier": Identifier.objects.filter(person__in=children),
        "schooling": Schooling.objects.filter(person__in=children, sealed=False),
        "relationship": Relationship.objects.filter(of__in=ids, to__in=ids),
        "family": [episode.family] if episode.family else [],
        "family_member": members,
        "household": list({stay.household_id: stay.household for stay in stays}.values()),
        "household_member": stays,
    }
    written = {sheet.name: [as_row(sheet, one) for one in found[sheet.name]] for sheet in PEOPLE}
    outside = {str(person.id) for person in people} - {str(child) for child in children}
    for row in written["person"]:
        if row["id"] in outside:
            written["person"][written["person"].index(row)] = only_the_name(row)
    return written


def only_the_name(row: Row) -> Row:
    """Return what goes of somebody who is no child of the case."""
    sheet = BY_NAME["person"]
    empty = {field.name: as_value(field.get_default()) for field in sheet.columns}
    return {name: value if name in FAMILY_COLUMNS else empty[name] for name, value in row.items()}


def named_people(rows: Rows) -> set[uuid.UUID]:
    """Return whom the rows of a case name."""
    keys = [(name, key) for name in rows for key, target, _ in BY_NAME[name].keys if target is Person]
    return {uuid.UUID(str(row[key])) for name, key in keys for row in rows[name] if row[key]}


def named_in(rows: Rows) -> Rows:
    """Return the sheets of who wrote and of agencies, as far as the rows name them."""
    writers, agencies = ids_named(rows, Practitioner), ids_named(rows, Agency)
    people = list(
        Practitioner.objects.filter(pk__in=writers).prefetch_related("posts__agency").order_by("id")
    )
    agencies |= {str(person.agency.id) for person in people}
    return {
        "writer": [
            {
                "id": str(person.id),
                "given_name": person.given_name,
                "family_name": person.family_name,
                "job_title": person.post.job_title,
                "agency": str(person.agency.id),
            }
            for person in people
        ],
        "agency": [
            {"id": str(agency.id), "name": agency.name, "kind": agency.kind, "sector": agency.sector}
            for agency in Agency.objects.filter(pk__in=agencies).order_by("id")
        ],
    }


def ids_named(rows: Rows, model: type[models.Model]) -> set[str]:
    """Return the ids of a model that the rows name."""
    keys = [
        (name, field.name) for name in rows for field in BY_NAME[name].columns if field.related_model is model
    ]
    return {str(row[key]) for name, key in keys for row in rows[name] if row[key]}


def as_row(sheet: Sheet, one: models.Model) -> Row:
    """Return a row as it stands in the package."""
    row: Row = {}
    for field in sheet.columns:
        if field.related_model in NAMED[2:]:
            row[field.name] = as_name(getattr(one, field.name))
        else:
            row[field.name] = as_value(getattr(one, field.attname))
    return row


def as_name(one: models.Model | None) -> dict[str, object] | None:
    """Return what stands for a row of a list that each authority has of its own."""
    match one:
        case MeetingKind():
            return {"code": one.code, "name": one.name}
        case AssessmentForm():
            return {"version": one.version, "name": one.name}
        case Question():
            return {"code": one.code, "name": one.name}
    return None


def as_value(value: object) -> object:
    """Return a value as JSON takes it: dates and moments by ISO 8601, ids as text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
