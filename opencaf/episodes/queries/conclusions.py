"""Reading the conclusions of an assessment, and the services and visits around it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.core.composed import composed_once
from opencaf.episodes.codes import FindingKind
from opencaf.episodes.models import Assessment, AssessmentVisit, FamilyView, Finding, ServiceInvolved
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
        """What people hope for."""
        return self.of_kind(FindingKind.GOAL)

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


@composed_once
def visits_of(assessment: Assessment) -> QuerySet[AssessmentVisit]:
    """The visits for an assessment, the first one first."""
    return assessment.visits.select_related("visited_by").order_by("visited_on", "id")
