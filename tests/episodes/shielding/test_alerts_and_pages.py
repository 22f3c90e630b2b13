"""Somebody records a shielded child again; the pages of a shield, and its trail."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from opencaf.access.models import Shield, ShieldAlert
from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.shielding import (
    lift_shield,
    note_alert_seen,
    set_shield_readers,
)
from opencaf.outbox.models import Message
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.models import Person
from opencaf.people.operations.recording import add_child
from tests.episodes.shielding.given import DETAILS, ActingAs, ClientOf
from tests.factories import DAY


def test_who_records_the_child_again_learns_nothing_and_the_holder_is_told(
    shielded: Shield, child: Person, carol: Practitioner, dave: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(dave):
        again = add_child(details=DETAILS, by=dave)
        assert ShieldAlert.objects.count() == 0

    with acting_as(carol):
        alert = ShieldAlert.objects.get()
        assert (alert.child_id, alert.practitioner, alert.shield) == (again.id, dave, shielded)
    (message,) = Message.objects.all()
    assert message.to == carol.user.email  # type: ignore[union-attr]
    for word in ("Yusuf", "Nur", "hield", "Dave"):
        assert word not in message.subject + message.body


@pytest.mark.parametrize("who", ["alice", "another"])
def test_the_list_itself_and_other_children_raise_no_alert(
    shielded: Shield,
    who: str,
    alice: Practitioner,
    dave: Practitioner,
    carol: Practitioner,
    acting_as: ActingAs,
) -> None:
    recorder = alice if who == "alice" else dave
    other = PersonDetails("Priya", "Shah", birth=Birth(born_on=DAY.replace(year=2011)))
    with acting_as(recorder):
        add_child(details=DETAILS if who == "alice" else other, by=recorder)

    with acting_as(carol):
        assert ShieldAlert.objects.count() == 0
    assert Message.objects.count() == 0


def test_the_holder_reads_of_it_under_my_work_and_notes_it(
    shielded: Shield,
    child: Person,
    carol: Practitioner,
    dave: Practitioner,
    acting_as: ActingAs,
    client_of: ClientOf,
) -> None:
    with acting_as(dave):
        add_child(details=DETAILS, by=dave)
    client = client_of(carol)

    work = client.get(reverse("home:my_work")).text
    page = client.get(reverse("children:shield", args=[child.id])).text
    client.post(reverse("children:shield_alerts_seen", args=[child.id]), {"submission_token": new_id()})
    after = client.get(reverse("home:my_work")).text

    assert "A shielded child may have been recorded again" in work
    assert str(dave) in page
    assert "Open what they recorded" in page
    assert "A shielded child may have been recorded again" not in after
    note_alert_seen(child=child, by=carol)


def test_shielding_on_the_pages(
    child: Person,
    case: Episode,
    alice: Practitioner,
    carol: Practitioner,
    coordinator: Practitioner,
    client_of: ClientOf,
) -> None:
    client, page = client_of(carol), reverse("children:shield", args=[child.id])

    offered = client.get(page).text
    empty = client.post(page, {"why": "", "words": "A colleague's child."}).text
    done = client.post(
        page, {"why": "staff", "words": "A colleague's child.", "readers": [str(alice.id)]}, follow=True
    ).text
    again = client.get(page).text

    assert str(coordinator) in offered
    assert "Select why nobody else may know of it" in empty
    assert "A colleague" in empty
    assert "The record is shielded." in done
    assert "The family of somebody who works here".lower() in again
    assert client_of(alice).get(page).status_code == 403
    assert client_of(coordinator).get(page).status_code == 404


def test_it_stands_on_the_trail_by_codes_alone(
    shielded: Shield, child: Person, carol: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    set_shield_readers(child=child, readers=[], by=carol)
    lift_shield(child=child, reason="She has left.", by=carol)

    actions = ["record_shielded", "shield_readers_set", "shield_lifted"]
    events = owner_sees("select * from audit_event where action = any(%s)", [actions])
    assert sorted(str(event["action"]) for event in events) == sorted(actions)
    assert "colleague" not in str(events)
    assert "left" not in str([event["detail"] for event in events])
