"""Requests, plans and marks, as small as they may be."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core.ids import new_id
from opencaf.directory.models import Service
from opencaf.directory.operations.keeping import add_service
from opencaf.episodes.models import (
    Action,
    Assessment,
    AssessmentForm,
    ContactNote,
    Episode,
    LeadProfessional,
    Mark,
    Meeting,
    MissingService,
    Outcome,
    OutcomeChild,
    OutcomeTie,
    ServiceRequest,
)
from opencaf.episodes.operations.missing import note_missing_service
from opencaf.episodes.operations.requests import ask_service
from opencaf.episodes.operations.support import add_note
from opencaf.people.models import Person, Relationship
from tests.factories import AgencyFactory, ChildFactory, MeetingKindFactory

STARTED = dt.date(2025, 9, 30)
COMPLETED = dt.date(2025, 10, 15)
MET = dt.date(2025, 11, 5)
ASKED = dt.date(2025, 10, 16)


def child_of(episode: Episode) -> Person:
    """The first child of an episode."""
    return episode.episode_children.select_related("child").order_by("position")[0].child


def make_mother(child: Person, *, by: Practitioner, **values: Any) -> Person:
    """The child's mother, with parental responsibility."""
    mother = ChildFactory(given_names="Hodan", born_on=dt.date(1994, 5, 1), **values)
    Relationship.record(by=by, of=mother, to=child, kinship="mother", parental_responsibility=True)
    return mother


def make_request(episode: Episode, *, by: Practitioner, **values: Any) -> ServiceRequest:
    """A request that was asked by telephone."""
    values.setdefault("service_name", "Speech and language therapy")
    values.setdefault("agency", None)
    values["agency"] = values["agency"] or AgencyFactory(name="Therapy service")
    values.setdefault("people", [child_of(episode)])
    values.setdefault("asked_on", ASKED)
    return ask_service(episode=episode, by=by, **values)


def make_assessment(episode: Episode, *, by: Practitioner, marks: dict[str, int | str] | None = None) -> Any:
    """A completed assessment with the practitioner's marks by element."""
    form = AssessmentForm.objects.create(
        authority_id=by.authority_id, version=1, name="Form", in_use_from=dt.date(2025, 1, 1)
    )
    assessment = Assessment.record(
        by=by,
        episode=episode,
        form=form,
        assessor=by,
        started_on=STARTED,
    )
    for element, mark in (marks or {}).items():
        is_number = isinstance(mark, int)
        Mark.record(
            by=by,
            episode=episode,
            assessment=assessment,
            occasion="start",
            child=child_of(episode),
            element=element,
            state="marked" if is_number else mark,
            value=mark if is_number else None,
            marked_on=COMPLETED,
        )
    assessment.completed_on, assessment.state = COMPLETED, "completed"
    assessment.save(update_fields=["completed_on", "state"])
    return assessment


def make_meeting(episode: Episode, *, by: Practitioner, **values: Any) -> Meeting:
    """A meeting that was held."""
    values.setdefault("held_on", MET)
    values.setdefault("next_on", dt.date(2026, 1, 14))
    return Meeting.record(by=by, episode=episode, kind=MeetingKindFactory(), status="held", **values)


def make_lead(episode: Episode, *, of: Practitioner, **values: Any) -> LeadProfessional:
    """Somebody who leads from the first meeting on."""
    values.setdefault("started_on", MET)
    return LeadProfessional.record(by=of, episode=episode, practitioner=of, agency=of.agency, **values)


def make_outcome(
    episode: Episode, *, by: Practitioner, elements: tuple[str, ...] = (), **values: Any
) -> Outcome:
    """An outcome for the first child."""
    values.setdefault("wording", "I want him to be able to tell me things.")
    values.setdefault("agreed_on", MET)
    outcome = Outcome.record(by=by, episode=episode, **values)
    OutcomeChild.record(by=by, outcome=outcome, child=child_of(episode))
    for element in elements:
        OutcomeTie.record(by=by, outcome=outcome, kind="element", code=element)
    return outcome


def make_action(outcome: Outcome, *, by: Practitioner, **values: Any) -> Action:
    """An action that somebody agreed to do."""
    values.setdefault("what", "Ring the clinic")
    values.setdefault("agreed_on", MET)
    values.setdefault("due_on", dt.date(2025, 12, 19))
    return Action.record(by=by, outcome=outcome, owner=by, **values)


def agency_named(name: str) -> Agency:
    """An agency with a name."""
    return AgencyFactory(name=name)


def make_service(*, by: Practitioner, **values: Any) -> Service:
    """A service of the directory, for any age."""
    values.setdefault("agency", None)
    values["agency"] = values["agency"] or AgencyFactory()
    values.setdefault("name", f"Play group {new_id()}")
    return add_service(by=by, **values)


def make_missing(episode: Episode, *, by: Practitioner, **values: Any) -> MissingService:
    """A service that was noted as given by nobody."""
    values.setdefault("need", "loss_bereavement")
    values.setdefault("wanted", "Somebody who talks with him about his father")
    values.setdefault("noted_on", ASKED)
    return note_missing_service(episode=episode, by=by, **values)


def make_note(episode: Episode, *, by: Practitioner, **values: Any) -> ContactNote:
    """A call that was noted."""
    values.setdefault("kind", "call")
    values.setdefault("happened_on", ASKED)
    values.setdefault("text", "Rang about the first week.")
    return add_note(episode=episode, by=by, **values)
