"""Requests to services."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Consent, ConsentAgency, Episode
from opencaf.episodes.operations.requests import (
    ask_service,
    record_decision,
    record_delivery,
    record_unmet_need,
    send_request,
    start_service,
)
from tests.factories import AgencyFactory, make_episode
from tests.factories.support import child_of, make_mother, make_request

SENT = dt.date(2025, 10, 17)
DECIDED = dt.date(2025, 11, 4)


def test_a_parent_can_be_the_one_who_asked(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    mother = make_mother(child_of(episode), by=alice)

    request = make_request(episode, by=alice, asked_by_person=mother)

    assert request.asked_by_person == mother
    assert request.asked_by is None
    assert [row.child for row in request.children.all()] == [child_of(episode)]


def test_asking_before_the_intention_is_refused(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError, match="24 September 2025, the day of the intention"):
        make_request(episode, by=alice, asked_on=dt.date(2025, 9, 1))


def test_a_service_is_asked_for_somebody(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError, match="Select whom the service is for"):
        make_request(episode, by=alice, people=[])


def test_sending_without_an_agreement_asks_for_a_note_and_writes_nothing(alice: Practitioner) -> None:
    request = make_request(make_episode(by=alice), by=alice)

    with pytest.raises(ValidationError, match="has not agreed to share with Therapy service"):
        send_request(request=request, sent_on=SENT, sent_what="whole assessment", by=alice)

    request.refresh_from_db()
    assert request.sent_on is None


def test_a_note_of_what_the_family_agreed_to_lets_the_request_go(alice: Practitioner) -> None:
    request = make_request(make_episode(by=alice), by=alice)

    sent = send_request(
        request=request,
        sent_on=SENT,
        sent_what="letter",
        consent_note="Hodan agreed to this letter",
        by=alice,
    )

    assert (sent.sent_on, sent.sent_what, sent.consent_note) == (
        SENT,
        "letter",
        "Hodan agreed to this letter",
    )


def test_an_agreement_to_share_lets_the_request_go(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    request = make_request(episode, by=alice)
    agree_to_share(episode, request.agency_id, by=alice)

    sent = send_request(request=request, sent_on=SENT, sent_what="whole assessment", by=alice)

    assert sent.sent_on == SENT


def test_a_later_decision_stands_beside_the_earlier(alice: Practitioner) -> None:
    request = make_request(make_episode(by=alice), by=alice)
    record_decision(request=request, decision="waiting", decided_on=DECIDED, by=alice)

    record_decision(request=request, decision="accepted", decided_on=dt.date(2026, 1, 19), by=alice)

    assert [d.decision for d in request.decisions.all()] == ["waiting", "accepted"]


def test_a_decision_before_the_one_before_is_refused(alice: Practitioner) -> None:
    request = make_request(make_episode(by=alice), by=alice)
    record_decision(request=request, decision="waiting", decided_on=DECIDED, by=alice)

    with pytest.raises(ValidationError, match="when the service decided before"):
        record_decision(request=request, decision="accepted", decided_on=SENT, by=alice)


def test_what_a_service_gives_can_be_written_while_it_carries_on(alice: Practitioner) -> None:
    request = make_request(make_episode(by=alice), by=alice)
    start_service(request=request, started_on=DECIDED, by=alice)

    record_delivery(request=request, delivered="weekly; carries on", by=alice)

    assert (request.delivered, request.ended_on) == ("weekly; carries on", None)


def test_a_service_may_start_and_end_on_one_day(alice: Practitioner) -> None:
    request = make_request(make_episode(by=alice), by=alice)
    start_service(request=request, started_on=DECIDED, by=alice)

    record_delivery(request=request, delivered="£780", ended_on=DECIDED, by=alice)

    assert request.ended_on == DECIDED


def test_a_service_that_has_not_started_cannot_end(alice: Practitioner) -> None:
    request = make_request(make_episode(by=alice), by=alice)

    with pytest.raises(ValidationError, match="started first"):
        record_delivery(request=request, delivered="nothing", ended_on=DECIDED, by=alice)


def test_an_unmet_need_says_when_and_whether_it_was_questioned(
    alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    request = make_request(make_episode(by=alice), by=alice)

    record_unmet_need(
        request=request,
        need="two bedrooms for a family of four",
        recorded_on=dt.date(2025, 12, 10),
        review_asked="yes, upheld on 20 January 2026",
        by=alice,
    )

    assert request.unmet_need == "two bedrooms for a family of four"
    assert len(owner_sees("select * from audit_event where action = 'unmet_need_recorded'")) == 1


def test_a_stranger_cannot_ask_a_service(alice: Practitioner, dave: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(PermissionDenied):
        ask_service(
            episode=episode,
            service_name="Anything",
            agency=AgencyFactory(),
            people=[child_of(episode)],
            asked_on=SENT,
            by=dave,
        )


def agree_to_share(episode: Episode, agency_id: Any, *, by: Practitioner) -> None:
    consent = Consent.record(
        by=by,
        episode=episode,
        kind="share",
        given=True,
        answered_on=dt.date(2025, 10, 15),
        given_by=make_mother(child_of(episode), by=by),
        capacity="parent",
        method="verbal",
        explained_by=by,
    )
    ConsentAgency.record(by=by, consent=consent, agency_id=agency_id, share="everything")
