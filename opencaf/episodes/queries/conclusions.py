"""Reading the conclusions of an assessment, and the services and visits around it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.episodes.codes import FindingKind
from opencaf.episodes.models import Assessment, FamilyView, Finding, ServiceInvolved
from opencaf.episodes.seen import fingerprints

CONCLUSION_TEXTS = (
    "summary",
    "strengths",
    "needs",
    "worries",
    "how_we_will_know",
    "differences_of_view",
)
# Those that are findings, one a line.
LISTS = {"strengths": FindingKind.STRENGTH, "needs": FindingKind.NEED, "worries": FindingKind.WORRY}
# A goal keeps the row of the page in which it was typed, so that pages that save themselves agree on it.
GOALS_FROM = 10_000


def goal_name(row: int) -> str:
    """Return what the text of a goal is called."""
    return f"goal_{row}"


def view_name(whose: str, person_id: object) -> str:
    """Return what the words of somebody of the family are called; without a person, of the parents."""
    return f"{whose}_view-{person_id}" if person_id else f"{whose}_view"


def why_name(person_id: object) -> str:
    """Return what the reason is called for which a child was not asked."""
    return f"child_why-{person_id}"


@dataclass(frozen=True)
class Conclusions:
    """The conclusions of one version with findings and the family's views."""

    assessment: Assessment
    findings: list[Finding]
    views: list[FamilyView]

    def texts_of(self, kind: str) -> list[str]:
        """Return the texts of one kind of finding, in order."""
        return [finding.text for finding in self.of_kind(kind)]

    def of_kind(self, kind: str) -> list[Finding]:
        """Return the findings of one kind, in order."""
        return [finding for finding in self.findings if finding.kind == kind]

    @property
    def goals(self) -> list[Finding]:
        """What people hope for, in words."""
        return [goal for goal in self.goal_rows.values() if goal.text]

    @property
    def goal_rows(self) -> dict[int, Finding]:
        """The goals by row; one without words says only whose it will be."""
        goals = self.of_kind(FindingKind.GOAL)
        return {
            goal.position - GOALS_FROM if goal.position >= GOALS_FROM else place: goal
            for place, goal in enumerate(goals)
        }

    @property
    def said(self) -> dict[str, str]:
        """The goals and what the family says, by the name of each text."""
        found = {goal_name(row): goal.text for row, goal in self.goal_rows.items()}
        for view in self.views:
            found[view_name(view.whose, view.person_id)] = view.text
            if view.whose == FamilyView.Whose.CHILD:
                found[why_name(view.person_id)] = view.not_asked_why
        return found

    @property
    def texts(self) -> list[str]:
        """The texts that two people could change at the same time, in the order of CONCLUSION_TEXTS."""
        return [
            self.assessment.summary,
            "\n".join(self.texts_of(FindingKind.STRENGTH)),
            "\n".join(self.texts_of(FindingKind.NEED)),
            "\n".join(self.texts_of(FindingKind.WORRY)),
            self.assessment.how_we_will_know,
            self.assessment.differences_of_view,
        ]

    @property
    def seen(self) -> str:
        """The fingerprints of its texts, by which a page that was open too long is known."""
        return fingerprints(self.texts)


def conclusions_of(assessment: Assessment) -> Conclusions:
    """Return the conclusions of a version, in two reads."""
    return Conclusions(assessment, findings_of(assessment), views_of(assessment))


@composed_once
def findings_of(assessment: Assessment) -> QuerySet[Finding]:
    """The findings of a version in order, with whose they are."""
    return assessment.findings.select_related("whose").order_by("position", "id")


@composed_once
def views_of(assessment: Assessment) -> QuerySet[FamilyView]:
    """What the family said of a version."""
    return assessment.family_views.select_related("person").order_by("id")


@composed_once
def services_of(assessment: Assessment) -> QuerySet[ServiceInvolved]:
    """The services that work with the family, as recorded."""
    return assessment.services.select_related("agency", "practitioner").order_by("recorded_at", "id")
