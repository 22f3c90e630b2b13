"""Cases at every stage, and the arguments of every address about them."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from opencaf.access.models import Basis, BrokenGlass, Level
from opencaf.access.operations import grant_access
from opencaf.accounts.models import User
from opencaf.agencies.models import Agency, LostFactor, Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id
from opencaf.costing.operations.diary import note_time
from opencaf.costing.operations.sheets import copy_published_sheet
from opencaf.episodes.models import Contribution, Episode, Meeting
from opencaf.episodes.operations.asking_access import ask_for_access, give_access
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.assessment_services import record_service
from opencaf.episodes.operations.breaking_glass import break_glass
from opencaf.episodes.operations.closing import close_episode
from opencaf.episodes.operations.dates import offer_dates
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.plan import close_action
from opencaf.episodes.operations.shielding import shield_record
from opencaf.episodes.operations.suspension import suspend_episode
from opencaf.episodes.operations.team import join_team
from opencaf.people.models import (
    ContactPoint,
    DuplicatePair,
    Family,
    FamilyMember,
    Merge,
    Person,
    Relationship,
)
from opencaf.people.operations.merging import Choices, approve_merge, propose_merge
from opencaf.people.operations.sealing import seal_part
from tests.factories import (
    DAY,
    AgencyFactory,
    ChildFactory,
    MeetingKindFactory,
    PractitionerFactory,
    make_episode,
)
from tests.factories.assessment import agree_to_assess, national_form
from tests.factories.consent import make_consent
from tests.factories.contributions import make_contribution
from tests.factories.costing import bring_in, make_rate, make_service_price, survey_of_all_processes
from tests.factories.linkage import make_link
from tests.factories.meetings import (
    make_action,
    make_meeting,
    make_outcome,
    make_planned_meeting,
    make_review,
)
from tests.factories.support import make_request

COMPLETED = dt.date(2025, 10, 15)
MET = dt.date(2025, 11, 5)


@dataclass
class Cases:
    """One case in each state that some page needs, all of the same people."""

    intended: Episode
    assessing: Episode
    planning: Episode
    supporting: Episode
    suspended: Episode
    closed: Episode


@dataclass
class World:
    """Where a visitor's address leads."""

    cases: Cases
    arguments: dict[str, Any]
    special: dict[str, dict[str, Any]]

    def address(self, name: str, pattern: str) -> str:
        """An address with its arguments filled in, made by hand so that a forgotten one is noticed."""
        values = {**self.arguments, **self.special.get(name, {})}
        for part in pattern.split("<")[1:]:
            argument = part.split(">")[0]
            pattern = pattern.replace(f"<{argument}>", str(values[argument.split(":")[-1]]))
        return pattern


def make_world(
    *,
    lead: Practitioner,
    helper: Practitioner,
    finder: Practitioner,
    coordinator: Practitioner,
    agency: Agency,
) -> World:
    """Cases that the lead leads, the helper helps with, the finder has found, and a stranger has not."""
    national_form(lead)
    cases = Cases(
        intended=make_episode(by=lead),
        assessing=assessing_case(lead),
        planning=planning_case(lead),
        supporting=supporting_case(lead),
        suspended=supporting_case(lead),
        closed=supporting_case(lead),
    )
    suspend_episode(episode=cases.suspended, started_on=dt.date(2025, 12, 19), reason="Social care.", by=lead)
    for case in vars(cases).values():
        let_in(case, lead=lead, helper=helper, finder=finder)
    close_episode(
        episode=cases.closed,
        closed_on=dt.date(2026, 5, 6),
        reason="needs_met_universal",
        outcome_level="all",
        views_missing_why="They had moved.",
        by=coordinator,
    )
    return World(cases, *arguments_for(cases, lead, agency, Others(helper, finder, coordinator)))


def assessing_case(lead: Practitioner) -> Episode:
    """A case whose assessment is being written."""
    episode = make_episode(by=lead)
    agree_to_assess(episode, lead)
    start_assessment(episode=episode, started_on=DAY, by=lead)
    return episode


def planning_case(lead: Practitioner) -> Episode:
    """A case whose assessment is complete."""
    episode = assessing_case(lead)
    complete_assessment(assessment=episode.assessments.get(), completed_on=COMPLETED, by=lead)
    episode.refresh_from_db()
    return episode


def supporting_case(lead: Practitioner) -> Episode:
    """A case with a meeting, a lead professional and a plan."""
    episode = planning_case(lead)
    make_meeting(episode, by=lead)
    episode.refresh_from_db()
    agree_lead_professional(episode=episode, practitioner=lead, started_on=MET, by=lead)
    return episode


def let_in(case: Episode, *, lead: Practitioner, helper: Practitioner, finder: Practitioner) -> None:
    """The helper joins the team; the finder finds the child; who leads is seen to lead."""
    join_team(episode=case, who=helper, joined_on=MET, by=lead)
    children = [row.child_id for row in case.episode_children.all()]
    grant_access(to=finder, child_ids=children, level=Level.EXISTENCE, basis=Basis.FOUND, by=finder)


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
        "story_id": cases.assessing.assessments.get().stories.all()[0].id,
        "contribution_id": asked_somebody(cases.assessing, lead, also=others.helper).id,
        "version": 1,
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
        "link_id": make_link(child, by=others.coordinator, entry=f"SC-{child.id.hex[-8:]}").id,
    }
    arguments |= costing_arguments(case, lead) | duplicates_of(others.coordinator)
    draft = {"episode_id": cases.assessing.id}
    special: dict[str, dict[str, Any]] = dict.fromkeys(OF_A_DRAFT, draft)
    special |= {
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
        "episodes:action_reopen": {"action_id": done.id},
        "authority:agency_reopen": {"agency_id": stopped_agency().id},
        "authority:invite": {"person_id": PractitionerFactory(given_name="Olu", user=None).id},
        "authority:account_open": {"person_id": closed_account().id},
        **{name: {"person_id": others.finder.id} for name in OF_A_COLLEAGUE},
        "episodes:resume": {"episode_id": cases.suspended.id},
        "oversight:review_sign_off": {"agency_id": AgencyFactory().id},
        "episodes:closed": {"episode_id": cases.closed.id},
        "episodes:reopen": {"episode_id": cases.closed.id},
    }
    return arguments, special


def duplicates_of(coordinator: Practitioner) -> dict[str, Any]:
    """Two records that may be of one child, and two others that somebody proposed to merge."""
    first, second = ChildFactory(), ChildFactory()
    pair = DuplicatePair.objects.create(
        authority_id=coordinator.authority_id, first=first, second=second, score=40.0, known="", found_on=DAY
    )
    return {"pair_id": pair.id, "merge_id": proposed_by(coordinator).id}


def proposed_by(coordinator: Practitioner) -> Merge:
    """A merge that waits for a second person."""
    return propose_merge(
        keeping=ChildFactory(), losing=ChildFactory(), choices=Choices(), why="The same.", by=coordinator
    )


def merged_by(coordinator: Practitioner) -> Merge:
    """A merge that stands."""
    manager = PractitionerFactory(given_name="Mina", post_worn__role="manager")
    return approve_merge(merge=proposed_by(manager), by=coordinator)


def costing_arguments(case: Episode, lead: Practitioner) -> dict[str, Any]:
    """A rate, a sheet and a table of times of some manager, and a time that the lead noted."""
    manager = PractitionerFactory(given_name="Maud", post_worn__role="manager")
    entry = note_time(
        episode=case, activity="A205", happened_on=DAY, minutes=Decimal(45), role="Teacher", by=lead
    )
    return {
        "rate_id": make_rate(by=manager).id,
        "price_id": make_service_price(f"Service {entry.id}", by=manager).id,
        "sheet_id": copy_published_sheet(name=f"Sheet {entry.id}", by=manager).id,
        "import_id": bring_in(survey_of_all_processes(role=f"Teacher {entry.id}"), by=manager).id,
        "entry_id": entry.id,
        "process": "assessment",
        "code": "A205",
    }


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
    "episodes:assessment_services",
    "episodes:assessment_service_add",
    "episodes:assessment_service",
    "episodes:assessment_service_remove",
    "episodes:assessment_conclusions",
)


OF_A_CALLED_MEETING = (
    "episodes:meeting_answer",
    "episodes:meeting_invite",
    "episodes:meeting_link",
    "episodes:meeting_move",
)


def called(case: Episode, lead: Practitioner) -> dict[str, Any]:
    """A meeting to come with its one line: who called it."""
    meeting = make_planned_meeting(case, by=lead, invited=[lead])
    return {"meeting_id": meeting.id, "line_id": meeting.attendances.get().id}


def offered(case: Episode, lead: Practitioner) -> Meeting:
    """A meeting whose date is looked for."""
    days = [(dt.date(2026, 12, day), None) for day in (7, 9)]
    return offer_dates(episode=case, kind=MeetingKindFactory(), offers=days, invited=[lead], by=lead)


def decided(case: Episode, lead: Practitioner) -> Meeting:
    """A meeting at which something was decided that is not in the plan yet."""
    return make_meeting(case, by=lead, decisions=["Bob asks about a place in the club."])


OF_A_COLLEAGUE = (
    "authority:trained",
    "authority:person",
    "authority:post_give",
    "authority:account_close",
    "authority:factor_lose",
)


def asked_somebody(case: Episode, lead: Practitioner, *, also: Practitioner) -> Contribution:
    """What somebody was asked who does nothing else here; also: who else may be asked."""
    draft, writer = case.assessments.get(), PractitionerFactory(given_name="Wanda")
    make_consent(case, by=lead, may_contribute=[writer, also])
    return make_contribution(draft, writer, by=lead)


def stopped_agency() -> Agency:
    """An agency that nobody may sign in for."""
    return AgencyFactory(active=False, stopped_at=dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC))


def closed_account() -> Practitioner:
    """Somebody whose account is closed."""
    closed = PractitionerFactory(given_name="Olga")
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    return closed


def lost_factor_of(practitioner: Practitioner) -> LostFactor:
    """A second factor that an administrator verified as lost."""
    first = PractitionerFactory(given_name="Ann", post_worn__role="administrator")
    return LostFactor.record(by=first, practitioner=practitioner, verified_how="in_person")


@dataclass(frozen=True)
class Others:
    """Who else knows of children that have no case yet."""

    helper: Practitioner
    finder: Practitioner
    coordinator: Practitioner


def recorded(lead: Practitioner, others: Others, **values: Any) -> Person:
    """A child without a case, recorded by the lead and the helper, found by the finder."""
    child = ChildFactory(**values)
    for practitioner in (lead, others.helper):
        grant_access(to=practitioner, child_ids=[child.id], basis=Basis.RECORDED, by=lead)
    grant_access(to=others.finder, child_ids=[child.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=lead)
    return child


def asked_about(child: Person, finder: Practitioner) -> Any:
    """A request for access to a child's record by somebody who found it."""
    return ask_for_access(child=child, purpose="The family asked me to help.", by=finder).id


def given_about(child: Person, lead: Practitioner) -> Any:
    """A request for access to a child's record that was answered with yes."""
    reader = PractitionerFactory(given_name="Rita")
    grant_access(to=reader, child_ids=[child.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=lead)
    asked = ask_for_access(child=child, purpose="The family asked me to help.", by=reader)
    give_access(request=asked, until=dt.date(2026, 12, 31), by=lead)
    return asked.id


def broken_by(child: Person) -> BrokenGlass:
    """A record that somebody opened in an emergency."""
    reader = PractitionerFactory(given_name="Gus")
    grant_access(to=reader, child_ids=[child.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=reader)
    return break_glass(child=child, reason="danger", words="The child told me about tonight.", by=reader)


def reached_at(child: Person, lead: Practitioner) -> ContactPoint:
    """A telephone number of a child."""
    return ContactPoint.record(by=lead, person=child, kind="mobile", value="07700 900123")


def sealed_for(child: Person, lead: Practitioner) -> ContactPoint:
    """A telephone number that only who leads may see."""
    number = reached_at(child, lead)
    with acting_as_practitioner(lead):
        seal_part(record=number, why="refuge", words="Hiding.", readers=[], through=child, by=lead)
    return number


def acting_as_practitioner(who: Practitioner) -> Any:
    """Act as somebody, since the database shows sealed rows to those on the list alone."""
    return acting_for(Asking(practitioner_id=who.id, post_id=who.post.id, authority_id=who.authority_id))


def shielded_for(lead: Practitioner, others: "Others") -> Person:
    """A child whose record only the coordinator may know of."""
    child = recorded(lead, others)
    with acting_as_practitioner(others.coordinator):
        shield_record(child=child, why="staff", words="Hers.", readers=[], by=others.coordinator)
    return child


def family_of(child: Person, lead: Practitioner) -> Family:
    """The child's family."""
    family = Family.record(by=lead, name="The family")
    FamilyMember.record(by=lead, family=family, person=child, role="child")
    return family


def reviewed(case: Episode, lead: Practitioner) -> dict[str, Any]:
    """The meeting of a case that was a review."""
    meeting = case.meetings.get()
    make_review(meeting, by=lead)
    return {"episode_id": case.id, "meeting_id": meeting.id}
