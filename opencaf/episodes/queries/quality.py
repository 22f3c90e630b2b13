"""Who looked at completed assessments, what they say, and what waits for whom."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Practitioner, Role
from opencaf.core.composed import composed_once
from opencaf.episodes.models import Assessment, Episode, QualityCheck, QualityRemark, Story
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.remarks import is_left_out


@composed_once
def checks_of(episode: Episode) -> QuerySet[QualityCheck]:
    """The looks at every version of an episode, the latest first."""
    checks = QualityCheck.objects.filter(episode=episode)
    return checks.select_related("assessment__assessor__user", "looked_by", "agency").order_by(
        "-ready_on", "-id"
    )


@composed_once
def remarks_of(check: QualityCheck) -> QuerySet[QualityRemark]:
    """What was said at one look."""
    return QualityRemark.objects.filter(quality_check=check).order_by("element")


def said_about(check: QualityCheck, hidden: Areas) -> dict[str, str]:
    """Return what was said at a look, by element, without what may tell of a part that is withheld."""
    return {one.element: one.text for one in remarks_of(check) if not is_left_out(one.element, hidden)}


def has_written_in(assessment: Assessment, practitioner: Practitioner) -> bool:
    """Whether words of a version are somebody's own, or were typed by them."""
    own = Story.objects.filter(own_words(practitioner.id), assessment=assessment)
    return is_writer(assessment, practitioner, own[:1])


def is_writer(assessment: Assessment, practitioner: Practitioner, stories: Iterable[Story]) -> bool:
    """Whether somebody wrote or typed a version, or one of some of its boxes."""
    own = (assessment.assessor_id, assessment.recorded_by_id)
    return practitioner.id in own or any(
        practitioner.id in (story.written_by_id, story.typed_by_id) for story in stories
    )


def own_words(practitioner_id: uuid.UUID) -> Q:
    """Return the boxes that somebody wrote or typed."""
    return Q(written_by_id=practitioner_id) | Q(typed_by_id=practitioner_id)


def looks_for_others(practitioner: Practitioner) -> bool:
    """Whether assessments of others come to somebody to be looked at."""
    return practitioner.authority.checks_assessments and practitioner.has_role(*SEES_ALL)


def whose_looks(practitioner: Practitioner) -> uuid.UUID | None:
    """Return the agency for whose managers somebody looks; None for who looks as a coordinator."""
    is_manager = looks_for_others(practitioner) and practitioner.has_role(Role.MANAGER)
    return practitioner.post.agency_id if is_manager else None


def waiting_for(practitioner: Practitioner, agency_id: uuid.UUID | None) -> QuerySet[QualityCheck]:
    """Return the looks that wait for managers of an agency, or else for coordinators; never one's own."""
    own = Story.objects.filter(own_words(practitioner.pk), assessment=OuterRef("assessment"))
    theirs = Q(assessment__assessor=practitioner) | Q(assessment__recorded_by=practitioner)
    whose = Q(agency_id=agency_id) if agency_id else Q(agency=None)
    waiting = QualityCheck.objects.filter(whose, verdict="")
    return waiting.exclude(theirs).filter(~Exists(own))


def look_as_object(practitioner: Practitioner, agency_id: uuid.UUID | None) -> Subquery:
    """Return the look that waits in a case that is read, as an object."""
    told = JSONObject(
        version="assessment__version",
        ready_on="ready_on",
        look_by="look_by",
        given="assessment__assessor__given_name",
        family="assessment__assessor__family_name",
    )
    return Subquery(waiting_for(practitioner, agency_id).filter(episode=OuterRef("pk")).values(told=told)[:1])


def sent_back_to(practitioner: Practitioner) -> Subquery:
    """Return the look that sent back what somebody wrote in a case, while nothing has followed."""
    here = {"episode": OuterRef("episode")}
    later = Assessment.objects.filter(**here, version__gt=OuterRef("assessment__version"))
    waiting = QualityCheck.objects.filter(**here, verdict="")
    agreed = QualityCheck.objects.filter(
        assessment=OuterRef("assessment"), verdict=QualityCheck.Verdict.AGREED
    )
    mine = Q(assessment__assessor=practitioner) | Q(assessment__recorded_by=practitioner)
    sent_back = QualityCheck.objects.filter(
        mine, episode=OuterRef("pk"), verdict=QualityCheck.Verdict.SENT_BACK
    )
    still = ~Exists(later) & ~Exists(waiting) & ~Exists(agreed)
    told = JSONObject(version="assessment__version", on="looked_on")
    return Subquery(sent_back.filter(still).order_by("-looked_on", "-id").values(told=told)[:1])
