"""The sheets of a package: which tables of a case go to another authority, and which of their columns.

A table that is no sheet does not go. Ids are the sender's; kinds of meeting and the questions of the form are
named by what they are, since the receiving authority has its own (docs/transfer.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from opencaf.agencies.models import Agency, ClosureCategory, Locality, MeetingKind, Post, Practitioner
from opencaf.directory.models import Service
from opencaf.episodes import models as case
from opencaf.files.models import StoredFile
from opencaf.people import models as people

# Said of the program, or of lists that each authority has of its own.
STAYS: tuple[type[models.Model], ...] = (Post, Service, ClosureCategory, Locality, StoredFile)
NAMED: tuple[type[models.Model], ...] = (
    Practitioner,
    Agency,
    MeetingKind,
    case.AssessmentForm,
    case.Question,
)
NEVER = {"authority", "recorded_how", "shielded", "merged_into", "sealed"}
FAMILY_COLUMNS = {
    "id",
    "recorded_at",
    "recorded_by",
    "given_names",
    "family_name",
    "sex",
    "born_on",
    "born_accuracy",
    "died_on",
    "first_language",
    "interpreter",
    "reaching_words",
}


@dataclass(frozen=True)
class Sheet:
    """One table: its name in the package, and the way from a row to its case.

    Sheets of people have no way to a case: they are chosen by who is in it.
    """

    name: str
    model: type[models.Model]
    path: str = "episode"
    without: tuple[str, ...] = ()

    @property
    def columns(self) -> list[models.Field]:  # type: ignore[type-arg]
        """The columns that go, in the order of the model."""
        return [
            field
            for field in self.model._meta.concrete_fields
            if field.name not in NEVER and field.name not in self.without and field.related_model not in STAYS
        ]

    @property
    def keys(self) -> list[tuple[str, type[models.Model], bool]]:
        """The columns that point to a row of another sheet: name, model, whether it may be left open."""
        return [
            (field.name, field.related_model, field.null)
            for field in self.columns
            if field.related_model and field.related_model not in NAMED
        ]


CASE = (
    Sheet("episode", case.Episode, "pk"),
    Sheet("episode_child", case.EpisodeChild, without=("second_open_reason",)),
    Sheet("level_of_need", case.LevelOfNeed),
    Sheet("suspension", case.Suspension),
    Sheet("checklist", case.Checklist),
    Sheet("checklist_entry", case.ChecklistEntry, "checklist__episode"),
    Sheet("consent", case.Consent),
    Sheet("consent_child", case.ConsentChild, "consent__episode"),
    Sheet("consent_contributor", case.ConsentContributor, "consent__episode"),
    Sheet(
        "consent_agency",
        case.ConsentAgency,
        "consent__episode",
        without=("left_out", "why", "people_words"),
    ),
    Sheet("consent_agency_child", case.ConsentAgencyChild, "answer__consent__episode"),
    Sheet("consent_agency_element", case.ConsentAgencyElement, "answer__consent__episode"),
    Sheet("person_left_out", case.PersonLeftOut, "consent__episode", without=("why",)),
    Sheet("person_left_out_element", case.PersonLeftOutElement, "left_out__consent__episode"),
    Sheet("meeting", case.Meeting, without=("panel", "panel_position")),
    Sheet("attendance", case.Attendance, "meeting__episode"),
    Sheet("words_before", case.WordsBefore, "attendance__meeting__episode"),
    Sheet("review", case.Review),
    Sheet("assessment", case.Assessment),
    Sheet("assessment_visit", case.AssessmentVisit, "assessment__episode"),
    Sheet("reused_assessment", case.ReusedAssessment, "assessment__episode"),
    Sheet("reused_agreement", case.ReusedAgreement, "reused__assessment__episode"),
    Sheet("story", case.Story, "assessment__episode"),
    Sheet("story_child", case.StoryChild, "assessment__episode"),
    Sheet("story_revision", case.StoryRevision, "story__assessment__episode"),
    Sheet("text_version", case.TextVersion, "assessment__episode"),
    Sheet("difference_of_view", case.DifferenceOfView, "story__assessment__episode"),
    Sheet("finding", case.Finding, "assessment__episode"),
    Sheet("service_involved", case.ServiceInvolved, "assessment__episode"),
    Sheet("contribution", case.Contribution),
    Sheet("contribution_child", case.ContributionChild, "contribution__episode"),
    Sheet("contribution_box", case.ContributionBox, "contribution__episode"),
    Sheet("contribution_version", case.ContributionVersion, "box__contribution__episode"),
    Sheet("outcome", case.Outcome),
    Sheet("outcome_child", case.OutcomeChild, "outcome__episode"),
    Sheet("outcome_tie", case.OutcomeTie, "outcome__episode"),
    Sheet("action", case.Action, "outcome__episode"),
    Sheet("action_progress", case.ActionProgress, "action__outcome__episode"),
    Sheet("decision", case.Decision, "meeting__episode"),
    Sheet("closure", case.Closure),
    Sheet("closure_result", case.ClosureResult, "closure__episode"),
    Sheet("remaining_need", case.RemainingNeed, "closure__episode"),
    Sheet("family_view", case.FamilyView),
    Sheet("mark", case.Mark),
    Sheet("chronology_event", case.ChronologyEvent),
    Sheet("chronology_person", case.ChronologyPerson, "event__episode"),
    Sheet("service_request", case.ServiceRequest),
    Sheet("service_request_child", case.ServiceRequestChild, "request__episode"),
    Sheet("service_decision", case.ServiceDecision, "request__episode"),
    Sheet("missing_service", case.MissingService),
    Sheet("threshold_step", case.ThresholdStep, without=("sharing_decision",)),
    Sheet("threshold_step_person", case.ThresholdStepPerson, "step__episode"),
    Sheet("contact_note", case.ContactNote),
    Sheet("lead_professional", case.LeadProfessional),
    Sheet("lead_offer", case.LeadOffer),
    Sheet("handover_step", case.HandoverStep, "lead__episode"),
    Sheet("coordination", case.Coordination),
    Sheet("team_member", case.TeamMember),
    Sheet("case_file", case.CaseFile, without=("scan", "size", "removed_on", "removed_by", "removed_why")),
)
PEOPLE = (
    Sheet("person", people.Person, ""),
    Sheet("person_name", people.PersonName, "person"),
    Sheet("contact_point", people.ContactPoint, "person"),
    Sheet("identifier", people.Identifier, "person"),
    Sheet("schooling", people.Schooling, "person"),
    Sheet("relationship", people.Relationship, ""),
    Sheet("family", people.Family, ""),
    Sheet("family_member", people.FamilyMember, "person"),
    Sheet("household", people.Household, ""),
    Sheet("household_member", people.HouseholdMember, "person"),
)
SHEETS: tuple[Sheet, ...] = (*PEOPLE, *CASE)
BY_MODEL = {sheet.model: sheet for sheet in SHEETS}

Row = dict[str, object]
Rows = dict[str, list[Row]]


def prune(rows: Rows) -> Rows:
    """Return the rows without those that would point to what does not go.

    A key that may be left open is, unless it says who of the family: then the row is theirs and goes out too.
    """
    while True:
        known = {(BY_NAME[name].model, row["id"]) for name, found in rows.items() for row in found}
        kept = {
            name: [row for row in found if stands(BY_NAME[name], row, known)] for name, found in rows.items()
        }
        if all(len(kept[name]) == len(rows[name]) for name in rows):
            return {
                name: [loosened(BY_NAME[name], row, known) for row in found] for name, found in kept.items()
            }
        rows = kept


def stands(sheet: Sheet, row: Row, known: set[tuple[type[models.Model], object]]) -> bool:
    """Whether all that a row needs goes as well."""
    missing = missing_keys(sheet, row, known)
    return not any(
        not may_be_open or target is people.Person or sheet.name == "mark"
        for _, target, may_be_open in missing
    )


def loosened(sheet: Sheet, row: Row, known: set[tuple[type[models.Model], object]]) -> Row:
    """Return a row whose keys lead to rows that go, or nowhere."""
    return {**row, **{name: None for name, _, _ in missing_keys(sheet, row, known)}}


def missing_keys(
    sheet: Sheet, row: Row, known: Iterable[tuple[type[models.Model], object]]
) -> list[tuple[str, type[models.Model], bool]]:
    """Return the keys of a row that lead to no row of the package."""
    return [key for key in sheet.keys if row[key[0]] is not None and (key[1], row[key[0]]) not in known]


BY_NAME = {sheet.name: sheet for sheet in SHEETS}
