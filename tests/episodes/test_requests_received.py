"""What a service that is asked sees, live, and what it answers (docs/adr/0039)."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Post, Practitioner, Role
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import (
    Episode,
    Outcome,
    ServiceDecision,
    ServiceRequest,
    ServiceRequestPart,
    Story,
)
from opencaf.episodes.operations.consent import withdraw_consent
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.missing import recall_request
from opencaf.episodes.operations.request_answers import answer_request
from opencaf.episodes.operations.request_parts import change_parts
from opencaf.episodes.operations.requests import record_decision, record_delivery, start_service
from opencaf.episodes.operations.shielding import shield_record
from opencaf.episodes.queries.besides import besides
from opencaf.episodes.queries.request_parts import parts_offered
from opencaf.episodes.queries.requests_received import request_to_agency
from opencaf.episodes.request_told import told_with
from opencaf.outbox.models import Message
from opencaf.people.models import Person
from opencaf.people.permissions import WRITES_RECORDS
from tests.factories import AgencyFactory, PractitionerFactory, acting_in
from tests.factories.consent import make_consent
from tests.factories.requested import CANARY, GOES, STAYS, Asked, make_asked

Acting = Callable[[Practitioner], Any]
LATER = dt.date(2025, 11, 3)


@pytest.fixture
def asked(alice: Practitioner) -> Asked:
    """A request that was sent with one element, one outcome and what the child said."""
    made = make_asked(by=alice)
    made.send(by=alice)
    return made


@pytest.fixture
def worker(asked: Asked) -> Practitioner:
    """Works for the service."""
    return PractitionerFactory(given_name="Wanda", post_worn__agency=asked.agency)


def seen_by(who: Practitioner, asked: Asked, acting_as: Acting) -> Any:
    with acting_as(who):
        rows = request_to_agency(who, asked.request.id)
        listed = besides(who).requests
        told = told_with(asked.request.id)
        assert bool(rows) == bool(listed) == bool(told)
        return told


def test_the_service_reads_what_goes_and_nothing_else(
    asked: Asked, worker: Practitioner, alice: Practitioner, acting_as: Acting
) -> None:
    told = seen_by(worker, asked, acting_as)

    words = json.dumps(told)
    assert CANARY not in words
    for text in ("She cannot sleep.", "She wakes up at two.", "I am tired.", "She sleeps through the night."):
        assert text in words
    assert [one["given_names"] for one in told["people"]] == ["Amira"]
    assert told["people"][0]["interpreter"] == "Somali, by telephone"
    assert told["people"][0]["homes"] == ["7 Quay Street, Testport"]
    assert [point["value"] for point in told["people"][0]["carers"][0]["reached"]] == ["07700 900123"]
    assert told["elements"][0]["marks"] == [{"child": str(asked.amira.id), "state": "marked", "value": 4}]
    assert told["lead"]["phone"] == alice.phone
    assert [view["text"] for view in told["views"]] == ["I want to sleep."]
    with acting_as(worker):
        assert not Story.objects.exists()
        assert not Episode.objects.exists()
        assert not Person.objects.exists()
        assert not Outcome.objects.exists()
        assert not ServiceRequestPart.objects.exists()
        assert [one.initials for one in besides(worker).requests] == ["AN"]


def test_nothing_is_ticked_but_what_fits_the_need(alice: Practitioner) -> None:
    asked = make_asked(by=alice, need="child_mental_health")
    offered = parts_offered(asked.request, [asked.amira, asked.yusuf], frozenset())
    assert offered.fitting == []

    asked.outcome.ties.create(
        authority_id=alice.authority_id, kind="need_tag", code="child_mental_health", recorded_by=alice
    )
    offered = parts_offered(asked.request, [asked.amira, asked.yusuf], frozenset())

    assert offered.fitting == [f"element-{GOES}", f"outcome-{asked.outcome.id}"]
    assert "4 of 5" in offered.by_key[f"element-{GOES}"].hint
    assert "Only the mark goes" in offered.by_key[f"element-{STAYS}"].hint


def test_what_is_chosen_of_a_box_about_another_child_is_the_mark_alone(
    asked: Asked, worker: Practitioner, alice: Practitioner, acting_as: Acting
) -> None:
    change_parts(request=asked.request, parts=[f"element-{STAYS}"], by=alice)

    told = seen_by(worker, asked, acting_as)

    assert [(one["boxes"], one["marks"][0]["value"]) for one in told["elements"]] == [([], 5)]
    assert (told["outcomes"], told["views"]) == ([], [])
    assert CANARY not in json.dumps(told)


def recalled(asked: Asked, by: Practitioner) -> None:
    recall_request(request=asked.request, recalled_on=LATER, why="Not wanted", by=by)


def withdrawn(asked: Asked, by: Practitioner) -> None:
    consent = asked.episode.consents.get(kind="share")
    withdraw_consent(consent=consent, withdrawn_on=LATER, words="No more", by=by)


def shared_with_nothing(asked: Asked, by: Practitioner) -> None:
    share_anew(asked, by, AgencyShare(asked.agency, "nothing"))


def share_anew(asked: Asked, by: Practitioner, share: AgencyShare) -> None:
    make_consent(
        asked.episode,
        by=by,
        kind="share",
        agencies=[share],
        given_by=asked.mother,
        answered_on=LATER,
        replaces=asked.episode.consents.get(kind="share"),
    )


def shielded(asked: Asked, by: Practitioner) -> None:
    manager = PractitionerFactory(post_worn__role="manager")
    asking = Asking(manager.id, manager.post.id, manager.authority_id)
    with acting_for(asking):
        shield_record(child=asked.amira, why="adoption", words="For a while", readers=[], by=manager)


def declined(asked: Asked, by: Practitioner) -> None:
    record_decision(request=asked.request, decision="declined", decided_on=LATER, by=by)


def ended(asked: Asked, by: Practitioner) -> None:
    start_service(request=asked.request, started_on=LATER, by=by)
    record_delivery(request=asked.request, delivered="Six sessions", ended_on=LATER, by=by)


def closed(asked: Asked, by: Practitioner) -> None:
    Episode.objects.filter(pk=asked.episode.pk).update(state="closed", closed_on=LATER)


@pytest.mark.parametrize(
    "shut",
    [recalled, withdrawn, shared_with_nothing, shielded, declined, ended, closed],
    ids=lambda one: one.__name__,
)
def test_it_is_closed_at_once(
    shut: Callable[[Asked, Practitioner], None],
    asked: Asked,
    worker: Practitioner,
    alice: Practitioner,
    acting_as: Acting,
) -> None:
    assert seen_by(worker, asked, acting_as)

    shut(asked, alice)

    assert seen_by(worker, asked, acting_as) is None
    with acting_as(worker):
        assert not ServiceRequest.objects.exists()
        with pytest.raises(PermissionDenied, match="not open to your agency any more"):
            start_service(request=asked.request, started_on=LATER, by=worker)


def test_it_is_for_whoever_works_with_families_there_now(
    asked: Asked, worker: Practitioner, acting_as: Acting
) -> None:
    elsewhere = PractitionerFactory(post_worn__agency=AgencyFactory())
    analyst = PractitionerFactory(post_worn__agency=asked.agency, post_worn__role="analyst")
    assert seen_by(elsewhere, asked, acting_as) is None
    assert seen_by(analyst, asked, acting_as) is None

    Post.objects.filter(practitioner=worker).update(ended_on=clock.today())

    assert seen_by(worker, asked, acting_as) is None


@pytest.mark.parametrize("role", Role.values)
def test_the_database_names_the_roles_that_work_with_families(
    role: str, asked: Asked, acting_as: Acting
) -> None:
    who = PractitionerFactory(post_worn__agency=asked.agency, post_worn__role=role)

    with acting_as(who):
        assert bool(besides(who).requests) == (role in WRITES_RECORDS)


def test_another_authority_sees_nothing(asked: Asked, other_authority: Any, acting_as: Acting) -> None:
    with acting_in(other_authority.id):
        stranger = PractitionerFactory(post_worn__agency=AgencyFactory(name=asked.agency.name))

    assert seen_by(stranger, asked, acting_as) is None


def test_a_part_left_out_later_goes_no_more_and_is_not_offered(
    asked: Asked, worker: Practitioner, alice: Practitioner, acting_as: Acting
) -> None:
    share_anew(asked, alice, AgencyShare(asked.agency, "part", parts="except", elements=[GOES]))

    told = seen_by(worker, asked, acting_as)

    # the outcome is tied to the element
    assert (told["elements"], told["outcomes"], len(told["views"])) == ([], [], 1)
    offered = parts_offered(asked.request, [asked.amira, asked.yusuf], frozenset())
    assert (f"element-{GOES}" in offered.by_key, offered.left_out) == (False, 1)
    with pytest.raises(ValidationError, match="can no longer go"):
        change_parts(request=asked.request, parts=[f"element-{GOES}"], by=alice)


def test_a_note_of_what_they_agreed_to_opens_it_until_they_say_no(
    alice: Practitioner, acting_as: Acting
) -> None:
    asked = make_asked(by=alice, shared=False)
    asked.send(by=alice, consent_note="Hodan read it and said yes.")
    worker = PractitionerFactory(post_worn__agency=asked.agency)
    assert seen_by(worker, asked, acting_as)

    make_consent(
        asked.episode,
        by=alice,
        kind="share",
        given_by=asked.mother,
        answered_on=LATER,
        agencies=[AgencyShare(asked.agency, "nothing")],
    )

    assert seen_by(worker, asked, acting_as) is None


def test_what_goes_is_changed_afterwards_and_stays_readable(asked: Asked, alice: Practitioner) -> None:
    change_parts(request=asked.request, parts=[f"element-{GOES}", f"element-{STAYS}"], by=alice)

    rows = ServiceRequestPart.objects.filter(request=asked.request)
    assert {row.element for row in rows.filter(removed_on=None)} == {GOES, STAYS}
    assert {(row.kind, row.removed_by) for row in rows.exclude(removed_on=None)} == {
        ("outcome", alice),
        ("view", alice),
    }
    with pytest.raises(ValidationError, match="can no longer go"):
        change_parts(request=asked.request, parts=["element-nothing"], by=alice)


def test_the_service_answers_starts_and_ends_and_they_are_told(
    asked: Asked, worker: Practitioner, alice: Practitioner, acting_as: Acting
) -> None:
    def mails() -> list[Message]:
        return list(Message.objects.filter(to=alice.user.email).order_by("id"))

    before = len(mails())
    with acting_as(worker):
        first = answer_request(
            request=asked.request, decision="waiting", waits_weeks=8, decided_on=LATER, after="", by=worker
        )
        with pytest.raises(ValidationError, match="noted an answer meanwhile: on a waiting list"):
            answer_request(request=asked.request, decision="accepted", decided_on=LATER, after="", by=worker)
        answer_request(
            request=asked.request, decision="accepted", decided_on=LATER, after=str(first.id), by=worker
        )
        start_service(request=asked.request, started_on=LATER, by=worker)
        with pytest.raises(ValidationError, match="It is noted that the service started on 3 November 2025"):
            start_service(request=asked.request, started_on=LATER, by=worker)
        record_delivery(
            request=asked.request, delivered="Six sessions", sessions_given=6, ended_on=LATER, by=worker
        )

    asked.request.refresh_from_db()
    assert (asked.request.started_on, asked.request.ended_on, asked.request.sessions_given) == (
        LATER,
        LATER,
        6,
    )
    answers = ServiceDecision.objects.filter(request=asked.request).order_by("id")
    assert [(one.decision, one.waits_weeks, one.recorded_by) for one in answers] == [
        ("waiting", 8, worker),
        ("accepted", None, worker),
    ]
    assert len(mails()) == before + 4
    assert {mail.subject for mail in mails()[before:]} == {"There is news for you"}
    assert seen_by(worker, asked, acting_as) is None


def test_declining_says_why_and_waiting_for_how_long(
    asked: Asked, worker: Practitioner, acting_as: Acting
) -> None:
    with acting_as(worker):
        with pytest.raises(ValidationError, match="Enter why you decline"):
            answer_request(request=asked.request, decision="declined", decided_on=LATER, after="", by=worker)
        with pytest.raises(ValidationError, match="about how many weeks"):
            answer_request(request=asked.request, decision="waiting", decided_on=LATER, after="", by=worker)
        answer_request(
            request=asked.request,
            decision="declined",
            reason="Too young",
            decided_on=LATER,
            after="",
            by=worker,
        )

    assert seen_by(worker, asked, acting_as) is None


def test_whoever_is_not_asked_takes_no_step(asked: Asked, dave: Practitioner, acting_as: Acting) -> None:
    with acting_as(dave):
        for step in (
            lambda: answer_request(
                request=asked.request, decision="accepted", decided_on=LATER, after="", by=dave
            ),
            lambda: record_decision(request=asked.request, decision="accepted", decided_on=LATER, by=dave),
            lambda: start_service(request=asked.request, started_on=LATER, by=dave),
        ):
            with pytest.raises(PermissionDenied):
                step()
