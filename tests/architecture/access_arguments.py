"""What stands in the addresses of the access table: rows of every kind, each where a page needs it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.assessment_services import record_service
from opencaf.episodes.operations.help import answer_help, ask_for_help
from opencaf.episodes.operations.plan import close_action
from opencaf.people.models import (
    Relationship,
)
from opencaf.training.operations.bookings import book_place
from opencaf.training.operations.courses import add_material
from tests.architecture.access_audits import case_audits
from tests.architecture.access_making import (
    Others,
    asked_about,
    asked_somebody,
    broken_by,
    called,
    closed_account,
    costing_arguments,
    decided,
    duplicates_of,
    family_of,
    form_arguments,
    given_about,
    lost_factor_of,
    merged_by,
    off_the_list,
    offered,
    offers_and_work,
    on_a_panel,
    own_question,
    reached_at,
    recalled,
    received_here,
    recorded,
    removed_event,
    removed_file,
    reviewed,
    sealed_for,
    sent,
    shielded_for,
    stopped_agency,
    taken_over,
)
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    PractitionerFactory,
)
from tests.factories.chronology import make_event
from tests.factories.extracts import make_extract
from tests.factories.files import make_file
from tests.factories.guidance import make_example, make_guidance
from tests.factories.linkage import make_link
from tests.factories.meetings import (
    make_action,
    make_outcome,
    make_planned_meeting,
)
from tests.factories.practice import make_street
from tests.factories.quality import make_acceptance
from tests.factories.registers import make_import, make_tried
from tests.factories.reports import make_view
from tests.factories.stepping import make_answer, make_step_down, make_step_up
from tests.factories.support import make_missing, make_note, make_request, make_service
from tests.factories.training import make_course, make_list, make_session, make_trained
from tests.factories.transfer import make_transfer
from tests.factories.voices import a_draft, voices_arguments


@dataclass
class Cases:
    """One case in each state that some page needs, all of the same people."""

    intended: Episode
    assessing: Episode
    planning: Episode
    supporting: Episode
    suspended: Episode
    closed: Episode


def arguments_for(
    cases: Cases, lead: Practitioner, agency: Agency, others: "Others"
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The arguments of most addresses by name, and those of single addresses that need another case."""
    case = cases.supporting
    child = case.episode_children.get().child
    mother = ChildFactory(given_names="Hodan", born_on=dt.date(1994, 2, 3))
    tie = Relationship.record(by=lead, of=mother, to=child, kinship="mother")
    meeting = case.meetings.get()
    outcome = make_outcome(case, by=lead)
    action, done = make_action(outcome, by=lead), make_action(outcome, by=lead)
    close_action(action=done, status="done", closed_on=dt.date(2025, 11, 20), by=lead)
    service = record_service(assessment=cases.assessing.assessments.get(), agency=agency, by=lead)
    an_event = {"event_id": make_event(case, by=lead).id}
    unborn = recorded(lead, others, given_names="", born_on=None, expected_on=dt.date(2026, 12, 24))
    arguments = {
        "episode_id": case.id,
        "child_id": child.id,
        "person_id": child.id,
        "relationship_id": tie.id,
        "family_id": family_of(child, lead).id,
        "meeting_id": meeting.id,
        "line_id": meeting.attendances.all()[0].id,
        "outcome_id": outcome.id,
        "action_id": action.id,
        "member_id": case.team_members.exclude(practitioner=None).latest("id").id,
        "consent_id": case.consents.get().id,
        "request_id": make_request(case, by=lead, agency=agency).id,
        "service_id": service.id,
        "missing_id": make_missing(case, by=lead).id,
        "note_id": make_note(case, by=lead).id,
        "reused_id": taken_over(cases.assessing, lead).id,
        "story_id": cases.assessing.assessments.get().stories.all()[0].id,
        "contribution_id": asked_somebody(cases.assessing, lead, also=others.helper).id,
        **offers_and_work(case, lead),
        "step_id": make_answer(make_step_up(case, by=lead), "declined", by=lead).id,
        "transfer_id": (transfer := make_transfer(case, agreed_by=child, by=lead)).id,
        "received_id": received_here(transfer, others).id,
        "rule": "no-ethnicity",
        "about_id": case.episode_children.get().id,
        "acceptance_id": make_acceptance(case, by=others.coordinator).id,
        "report": "closed",
        "year": 2025,
        "view_id": make_view(by=others.coordinator, shared=True, name=f"Closings of {case.reference}").id,
        "way": "pdf",
        "version": 1,
        "file_id": make_file(case, by=lead).id,
        "which": "full",
        "domain": "child",
        "element": "general_health",
        "kind": "episode",
        "record_id": case.id,
        "field": "intended_on",
        "question": "new",
        "pk": 0,
        "session_id": 0,
        "authority_id": lead.authority_id,
        "secret": "of-no-invitation",
        "code": "of-no-provider",
        "event_id": new_id(),
        "agency_id": agency.id,
        "post_id": others.helper.post.id,
        "lost_id": lost_factor_of(others.helper).id,
        "practitioner_id": lead.id,
        "broken_id": broken_by(child).id,
        **on_a_panel(case, lead, others),
        "waiting_id": make_tried(by=others.coordinator).id,
        "register_id": make_import(by=others.coordinator).id,
        "extract_code": "annex-a-list-2",
        "made_id": make_extract(by=others.coordinator).id,
        "listing": "rejects",
        "list_code": "untrained",
        **training_arguments(lead, others.coordinator),
        "street_id": make_street(lead).id,
        **guidance_arguments(case, lead, others.coordinator),
        "link_id": make_link(child, by=others.coordinator, entry=f"SC-{child.id.hex[-8:]}").id,
    }
    arguments |= voices_arguments(list(vars(cases).values()), by=others.coordinator)
    arguments |= costing_arguments(case, lead) | duplicates_of(others.coordinator) | form_arguments()
    audits, of_audits = case_audits(case, lead, others.helper, others.coordinator)
    arguments |= audits
    draft, went = {"episode_id": cases.assessing.id}, {"request_id": sent(case, lead, agency).id}
    special: dict[str, dict[str, Any]] = dict.fromkeys(OF_A_DRAFT, draft)
    special |= of_audits | {
        "authority:form_take_off": {"question_id": own_question().id},
        "children:record_birth": {"child_id": unborn.id},
        "children:undo_merge": {"merge_id": merged_by(others.coordinator).id},
        "children:answer_access": {"request_id": asked_about(child, others.finder)},
        "children:seal": {"kind": "contact", "record_id": reached_at(child, lead).id},
        "children:unseal": {"kind": "contact", "record_id": sealed_for(child, lead).id},
        "children:lift_shield": {"child_id": shielded_for(lead, others).id},
        "children:end_given": {"request_id": given_about(child, lead)},
        "children:correct": {"kind": "relationship", "record_id": tie.id},
        "episodes:start": {"child_id": recorded(lead, others).id},
        "episodes:assessment_start": {"episode_id": case.id},
        "episodes:checklist": {"episode_id": cases.intended.id},
        "episodes:checklist_skip": {"episode_id": cases.intended.id},
        "episodes:add_consent": {"kind": "share"},
        "episodes:meeting_hold_planned": {"meeting_id": make_planned_meeting(case, by=lead).id},
        "episodes:meeting_cancel": {"meeting_id": make_planned_meeting(case, by=lead).id},
        **dict.fromkeys(OF_A_CALLED_MEETING, called(case, lead)),
        "episodes:meeting_choose": {"meeting_id": offered(case, lead).id},
        "episodes:meeting_decisions": {"meeting_id": decided(case, lead).id},
        "episodes:review_show": reviewed(cases.suspended, lead),
        "episodes:file_shown": {"way": "preview"},
        "episodes:file_put_back": {"file_id": removed_file(case, lead).id},
        "episodes:action_reopen": {"action_id": done.id},
        "authority:form_move": {"way": "earlier"},
        **{name: {"service_id": make_service(by=others.coordinator).id} for name in OF_THE_DIRECTORY},
        **{name: {"episode_id": cases.planning.id} for name in OF_A_CASE_UNASKED},
        "episodes:request_stand": {"request_id": recalled(case, lead, agency).id},
        **dict.fromkeys(OF_A_REQUEST_SENT, went),
        "directory:put_back": {"service_id": off_the_list(others.coordinator).id},
        "episodes:panel_move": {"way": "earlier"},
        "episodes:meeting_panel": {"episode_id": cases.planning.id},
        "authority:agency_reopen": {"agency_id": stopped_agency().id},
        "authority:invite": {"person_id": PractitionerFactory(given_name="Olu", user=None).id},
        "authority:account_open": {"person_id": closed_account().id},
        **{name: {"person_id": others.finder.id} for name in OF_A_COLLEAGUE},
        "episodes:step_answer": {
            "episode_id": cases.planning.id,
            "step_id": make_step_up(cases.planning, by=lead).id,
        },
        "episodes:step_meeting": {
            "step_id": make_step_down(case, decided_on=dt.date(2025, 11, 1), by=lead).id
        },
        "episodes:resume": {"episode_id": cases.suspended.id},
        "voices:questionnaire_begin": {"kind": "service"},
        **dict.fromkeys(OF_A_DRAFT_TO_ASK, a_draft(others.coordinator)),
        "training:feedback": {"held_id": came_to_training(lead, others.coordinator)},
        **dict.fromkeys(OF_A_SESSION_HELD, came_to_training(lead, others.coordinator)),
        "training:book": another_session(others.coordinator),
        "oversight:review_sign_off": {"agency_id": AgencyFactory().id},
        "episodes:closed": {"episode_id": cases.closed.id},
        **dict.fromkeys(OF_AN_EVENT, an_event),
        "episodes:chronology_put_back": {"event_id": removed_event(case, lead).id},
        "episodes:reopen": {"episode_id": cases.closed.id},
    }
    return arguments, special


def training_arguments(lead: Practitioner, coordinator: Practitioner) -> dict[str, Any]:
    """A session ahead in which the lead professional has a place, what is read, and a list that waits."""
    course = make_course(f"Course {new_id()}", by=coordinator)
    session = make_session(course, dt.date(2030, 5, 6), by=coordinator)
    material = add_material(course=course, name="Slides", address="https://example.org/s", by=coordinator)
    return {
        "held_id": session.id,
        "booking_id": book_place(session=session, by=lead).id,
        "course_id": course.id,
        "material_id": material.id,
        "attendance_id": make_trained(lead, course, dt.date(2025, 10, 6), by=coordinator).id,
        "list_id": make_list(agency=lead.agency, by=coordinator).id,
    }


def guidance_arguments(case: Episode, lead: Practitioner, coordinator: Practitioner) -> dict[str, Any]:
    """A version of guidance, an example, and what was asked and answered in the case."""
    asked = ask_for_help(episode=case, question="How do we begin?", by=lead)
    return {
        "guidance_id": make_guidance(by=coordinator).id,
        "example_id": make_example(f"Example {new_id()}", by=coordinator).id,
        "help_id": answer_help(asked=asked, answer="By asking.", by=coordinator).id,
    }


def another_session(coordinator: Practitioner) -> dict[str, Any]:
    """A session in which nobody has a place yet."""
    course = make_course(f"Course nobody booked, {new_id()}", by=coordinator)
    return {"held_id": make_session(course, dt.date(2030, 6, 3), by=coordinator).id}


def came_to_training(lead: Practitioner, coordinator: Practitioner) -> dict[str, Any]:
    """A session in which the lead professional took part."""
    course = make_course(f"Course that was held, {new_id()}", by=coordinator)
    return {"held_id": make_trained(lead, course, dt.date(2025, 10, 7), by=coordinator).session_id}


OF_THE_DIRECTORY = (
    "directory:show",
    "directory:change",
    "directory:waiting",
    "directory:retire",
    "directory:put_back",
)

# Of a case in which nobody is asked to lead yet, nobody does the work, and which moves nowhere.
OF_A_CASE_UNASKED = ("episodes:lead_offer", "episodes:coordinate", "episodes:transfer_prepare")

OF_A_DRAFT = (
    "episodes:assessment_include",
    "episodes:assessment_situation",
    "episodes:assessment_visit",
    "episodes:assessment_complete",
    "episodes:assessment_domain",
    "episodes:assessment_box",
    "episodes:assessment_texts",
    "episodes:assessment_not_relevant",
    "episodes:assessment_contributions",
    "episodes:assessment_ask",
    "episodes:assessment_contribution",
    "episodes:assessment_contribution_texts",
    "episodes:assessment_remind",
    "episodes:assessment_withdraw",
    "episodes:assessment_contribution_read",
    "episodes:assessment_reuse",
    "episodes:assessment_reuse_remove",
    "episodes:assessment_services",
    "episodes:assessment_service_add",
    "episodes:assessment_service",
    "episodes:assessment_service_remove",
    "episodes:assessment_conclusions",
)


OF_A_DRAFT_TO_ASK = ("voices:questionnaire_use", "voices:questionnaire_word")

OF_A_REQUEST_SENT = (
    "episodes:request_goes",
    "episodes:request_papers",
    "episodes:request_parts",
    "episodes:request_received",
    "episodes:request_received_answer",
    "episodes:request_received_deliver",
    "episodes:request_received_start",
)
OF_A_CALLED_MEETING = (
    "episodes:meeting_answer",
    "episodes:meeting_invite",
    "episodes:meeting_link",
    "episodes:meeting_move",
)


OF_AN_EVENT = ("episodes:chronology_correct", "episodes:chronology_remove")


OF_A_SESSION_HELD = ("training:attendance", "training:feedback")
OF_A_COLLEAGUE = (
    "authority:trained",
    "authority:person",
    "authority:post_give",
    "authority:account_close",
    "authority:factor_lose",
)
