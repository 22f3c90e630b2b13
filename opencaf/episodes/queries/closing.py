"""What closing needs to know: marks at the start, outcomes to look at, what is still open."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from opencaf.agencies.models import ClosureCategory
from opencaf.episodes.codes import ActionStatus, Occasion, Rater
from opencaf.episodes.models import Action, Closure, Episode, Mark, Meeting, Outcome, OutcomeTie
from opencaf.people.codes import Kinship
from opencaf.people.models import Person, Relationship

OPEN_ACTIONS = (ActionStatus.AGREED, ActionStatus.IN_PROGRESS)
NOT_ASKED_FOR_VIEWS = (
    Kinship.SISTER,
    Kinship.BROTHER,
    Kinship.SIBLING,
    Kinship.HALF_SIBLING,
    Kinship.STEP_SIBLING,
)


@dataclass(frozen=True)
class OpenAction:
    """An action still open, with who carries it on."""

    what: str
    carried_by: str


def marks_at_start(episode: Episode) -> dict[tuple[uuid.UUID, str], tuple[str, int | None]]:
    """Return the practitioner's marks of the first assessment: (child, element) to (state, value)."""
    marks = Mark.objects.filter(episode=episode, occasion=Occasion.START, rater=Rater.PRACTITIONER)
    rows = marks.order_by("-assessment__version").values_list("child_id", "element", "state", "value")
    return {(child_id, element): (state, value) for child_id, element, state, value in rows}


def outcomes_to_close(episode: Episode) -> list[Outcome]:
    """The outcomes of the plan with their children and the elements they are tied to."""
    ties = OutcomeTie.objects.filter(kind=OutcomeTie.Kind.ELEMENT)
    outcomes = episode.outcomes.prefetch_related("children", Prefetch("ties", ties, to_attr="element_ties"))
    return list(outcomes)


def open_actions(episode: Episode) -> list[OpenAction]:
    """Actions not yet done, in words, to be pointed out before closing."""
    actions = Action.objects.filter(outcome__episode=episode, status__in=OPEN_ACTIONS)
    found = actions.select_related("owner", "owner_person").order_by("due_on", "id")
    return [OpenAction(action.what, action.handed_to or owner_in_words(action)) for action in found]


def owner_in_words(action: Action) -> str:
    """Who owns an action."""
    return str(action.owner or action.owner_person or action.owner_words)


def held_meetings(episode: Episode) -> QuerySet[Meeting]:
    """Meetings that were held, the latest first: closing is usually agreed at one."""
    return episode.meetings.filter(status=Meeting.Status.HELD).order_by("-held_on", "-id")


def carers_of(episode: Episode) -> list[Person]:
    """Parents, carers and other grown-up kin of the children, parents first."""
    children = episode.episode_children.values("child")
    kin = Relationship.objects.filter(to__in=children).exclude(kinship__in=NOT_ASKED_FOR_VIEWS)
    rows = kin.exclude(of__in=children).select_related("of").order_by("of__family_name", "of__given_names")
    found: dict[uuid.UUID, tuple[bool, Person]] = {}
    for row in rows:
        responsible = bool(row.parental_responsibility) or found.get(row.of_id, (False, row.of))[0]
        found[row.of_id] = (responsible, row.of)
    return [person for _, person in sorted(found.values(), key=lambda pair: not pair[0])]


def closure_categories(authority_id: uuid.UUID) -> QuerySet[ClosureCategory]:
    """The authority's own words for reasons, each mapped to a shared code."""
    return ClosureCategory.objects.filter(authority_id=authority_id)


def closures_of(episode: Episode) -> list[Closure]:
    """Every closing of an episode, the latest first, with all that was said then."""
    closures = episode.closures.select_related("meeting", "category", "single_agency")
    return list(
        closures.prefetch_related(
            "results__child", "results__outcome", "family_views__person", "remaining_needs"
        ).order_by("-closed_on", "-id")
    )
