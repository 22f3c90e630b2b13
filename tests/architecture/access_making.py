"""Rows that addresses of the access table lead to, each made as people make it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from opencaf.access.models import Basis, BrokenGlass, Level
from opencaf.access.operations import grant_access
from opencaf.accounts.models import User
from opencaf.agencies.models import Agency, LostFactor, Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.costing.operations.diary import note_time
from opencaf.costing.operations.sheets import copy_published_sheet
from opencaf.directory.models import Service
from opencaf.directory.operations.keeping import retire_service
from opencaf.episodes.models import (
    AssessmentForm,
    CaseFile,
    ChronologyEvent,
    Contribution,
    Episode,
    LeadProfessional,
    Meeting,
    Question,
    ReceivedTransfer,
    ReusedAssessment,
    ServiceRequest,
    Transfer,
)
from opencaf.episodes.operations.asking_access import ask_for_access, give_access
from opencaf.episodes.operations.assessment_reused import take_over_assessment
from opencaf.episodes.operations.breaking_glass import break_glass
from opencaf.episodes.operations.chronology import remove_event
from opencaf.episodes.operations.dates import offer_dates
from opencaf.episodes.operations.files import remove_file
from opencaf.episodes.operations.forms import prepare_form
from opencaf.episodes.operations.missing import recall_request
from opencaf.episodes.operations.own_questions import add_question
from opencaf.episodes.operations.panel_turns import put_on_panel
from opencaf.episodes.operations.receiving import receive_package
from opencaf.episodes.operations.requests import send_request
from opencaf.episodes.operations.shielding import shield_record
from opencaf.people.models import (
    ContactPoint,
    DuplicatePair,
    Family,
    FamilyMember,
    Merge,
    Person,
)
from opencaf.people.operations.merging import Choices, approve_merge, propose_merge
from opencaf.people.operations.sealing import seal_part
from tests.factories import (
    DAY,
    AgencyFactory,
    ChildFactory,
    MeetingKindFactory,
    PractitionerFactory,
)
from tests.factories.chronology import make_event
from tests.factories.consent import make_consent
from tests.factories.contributions import make_contribution
from tests.factories.costing import bring_in, make_rate, make_service_price, survey_of_all_processes
from tests.factories.files import make_file
from tests.factories.leading import make_coordination, make_offer
from tests.factories.meetings import (
    make_meeting,
    make_planned_meeting,
    make_review,
)
from tests.factories.panels import make_panel
from tests.factories.support import make_request, make_service
from tests.factories.transfer import package_of


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


def called(case: Episode, lead: Practitioner) -> dict[str, Any]:
    """A meeting to come with its one line: who called it."""
    meeting = make_planned_meeting(case, by=lead, invited=[lead])
    return {"meeting_id": meeting.id, "line_id": meeting.attendances.get().id}


def offered(case: Episode, lead: Practitioner) -> Meeting:
    """A meeting whose date is looked for."""
    days = [(dt.date(2026, 12, day), None) for day in (7, 9)]
    return offer_dates(episode=case, kind=MeetingKindFactory(), offers=days, invited=[lead], by=lead)


def offers_and_work(case: Episode, lead: Practitioner) -> dict[str, Any]:
    """An offer of the lead to somebody who does nothing else here, who led before, and who does the work."""
    asked, works = PractitionerFactory(given_name="Ola"), PractitionerFactory(given_name="Wim")
    led_before(case, PractitionerFactory(given_name="Bea"), by=lead)
    offer = make_offer(case, asked, why_changed="New job", by=lead)
    return {"offer_id": offer.id, "work_id": make_coordination(case, works, by=lead).id}


def led_before(case: Episode, who: Practitioner, *, by: Practitioner) -> LeadProfessional:
    """Somebody who led for a week, until who leads now took over."""
    until = case.lead_professionals.get(ended_on=None).started_on
    return LeadProfessional.record(
        by=by,
        episode=case,
        practitioner=who,
        agency=who.agency,
        started_on=until - dt.timedelta(days=7),
        ended_on=until,
        why_ended="New job",
    )


def off_the_list(coordinator: Practitioner) -> Service:
    """A service that was taken off the list."""
    return retire_service(service=make_service(by=coordinator), why="It moved", by=coordinator)


def recalled(case: Episode, lead: Practitioner, agency: Agency) -> ServiceRequest:
    """A request that was recalled."""
    asked = make_request(case, by=lead, agency=agency)
    return recall_request(request=asked, recalled_on=asked.asked_on, why="They moved", by=lead)


def sent(case: Episode, lead: Practitioner, agency: Agency) -> ServiceRequest:
    """A request that was sent to an agency where nobody of this world works."""
    asked = make_request(case, by=lead, agency=agency)
    return send_request(request=asked, sent_on=asked.asked_on, consent_note="All of it", by=lead)


def decided(case: Episode, lead: Practitioner) -> Meeting:
    """A meeting at which something was decided that is not in the plan yet."""
    return make_meeting(case, by=lead, decisions=["Bob asks about a place in the club."])


def taken_over(case: Episode, lead: Practitioner) -> ReusedAssessment:
    """An assessment by others on which the one being written rests."""
    return take_over_assessment(
        assessment=case.assessments.get(),
        what="The nursery's own",
        made_on=DAY,
        agreed_by=[case.episode_children.all()[0].child],
        by=lead,
    )


def removed_event(case: Episode, lead: Practitioner) -> ChronologyEvent:
    """An event that somebody took out of the chronology."""
    event = make_event(case, "Belongs to another family", by=lead)
    remove_event(episode=case, event_id=event.id, reason="Of another family.", by=lead)
    return event


def asked_somebody(case: Episode, lead: Practitioner, *, also: Practitioner) -> Contribution:
    """What somebody was asked who does nothing else here; also: who else may be asked."""
    draft, writer = case.assessments.get(), PractitionerFactory(given_name="Wanda")
    make_consent(case, by=lead, may_contribute=[writer, also])
    return make_contribution(draft, writer, by=lead)


def removed_file(case: Episode, lead: Practitioner) -> CaseFile:
    """A file that was taken out."""
    return remove_file(file=make_file(case, by=lead), reason="Of another family.", by=lead)


def stopped_agency() -> Agency:
    """An agency that nobody may sign in for."""
    return AgencyFactory(active=False, stopped_at=dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC))


def closed_account() -> Practitioner:
    """Somebody whose account is closed."""
    closed = PractitionerFactory(given_name="Olga")
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    return closed


def form_arguments() -> dict[str, Any]:
    """A version of the assessment form that is being prepared, and its second question."""
    ann = PractitionerFactory(given_name="Ann", post_worn__role="administrator")
    form = AssessmentForm.objects.filter(in_use_from=None).first() or prepare_form(name="Our form", by=ann)
    return {"form_id": form.id, "question_id": form.questions.all()[1].id}


def own_question() -> Question:
    """A question of the authority's own on the version that is being prepared."""
    ann = PractitionerFactory(given_name="Ann", post_worn__role="administrator")
    form = AssessmentForm.objects.get(in_use_from=None)
    held = form.questions.filter(name="Screen time").first()
    return held or add_question(form=form, domain="child", name="Screen time", fits_the_unborn=False, by=ann)


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


def received_here(transfer: Transfer, others: Others) -> ReceivedTransfer:
    """A package that waits to be accepted; here it is one of our own."""
    content, words = package_of(transfer, by=others.coordinator)
    return receive_package(content=content, words=words, received_on=clock.today(), by=others.coordinator)


def on_a_panel(case: Episode, lead: Practitioner, others: Others) -> dict[str, Any]:
    """The ids of a panel on which the lead sits, and of the case's turn there."""
    panel = make_panel(by=others.coordinator, members=[lead])
    return {"panel_id": panel.id, "turn_id": put_on_panel(panel=panel, episode=case, by=lead).id}
