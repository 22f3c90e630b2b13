"""What stands around the elements of a version, for the file about one child (questionnaire_around)."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from opencaf.episodes.codes import FindingKind
from opencaf.episodes.models import Assessment, FamilyView, Finding, ServiceInvolved
from opencaf.episodes.queries.conclusions import Conclusions, conclusions_of, services_of
from opencaf.episodes.questionnaire_around import LEVEL


def written_around(
    version: Assessment, child_id: uuid.UUID, *, others: Collection[uuid.UUID]
) -> dict[str, list[str]]:
    """Return what was written around the elements, by linkId; not what other children say or hope.

    Whoever sees a part of the assessment sees these parts, on pages and here.
    """
    conclusions = conclusions_of(version)
    level = version.level_of_need
    written = {
        "around.reason": [version.reason],
        "around.home": [version.home_situation],
        "around.present": [version.people_present],
        "around.services": [in_words(one) for one in services_of(version)],
        "conclusions.summary": [version.summary],
        LEVEL: [str(level)] if level else [],
        "conclusions.strengths": conclusions.texts_of(FindingKind.STRENGTH),
        "conclusions.needs": conclusions.texts_of(FindingKind.NEED),
        "conclusions.worries": conclusions.texts_of(FindingKind.WORRY),
        "conclusions.goals": [goal_in_words(one) for one in conclusions.goals if one.whose_id not in others],
        "conclusions.how-we-will-know": [version.how_we_will_know],
        "conclusions.differences": [version.differences_of_view],
        **said_by_family(conclusions, child_id),
    }
    return {link: given for link, texts in written.items() if (given := [text for text in texts if text])}


def said_by_family(conclusions: Conclusions, child_id: uuid.UUID) -> dict[str, list[str]]:
    """Return what this child says, or why they were not asked, and what parents and carers say."""
    own = [
        view
        for view in conclusions.views
        if view.whose == FamilyView.Whose.CHILD and view.person_id in (child_id, None)
    ]
    parents = [view for view in conclusions.views if view.whose == FamilyView.Whose.PARENT and view.text]
    return {
        "views.child": ["\n\n".join(view.text for view in own if view.text)],
        "views.child-not-asked": ["\n\n".join(view.not_asked_why for view in own if view.not_asked_why)],
        "views.parents": [f"{view.person}: {view.text}" if view.person else view.text for view in parents],
    }


def goal_in_words(goal: Finding) -> str:
    """Return a goal with whose it is."""
    return f"{goal.whose}: {goal.text}" if goal.whose else goal.text


def in_words(service: ServiceInvolved) -> str:
    """Return a service as a copy on paper says it."""
    parts = [str(service.agency or ""), service.name, str(service.practitioner or ""), service.details]
    return ", ".join(filter(None, parts))
