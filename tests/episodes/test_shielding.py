"""Shielded records: outside a named list they do not exist, whoever asks and wherever."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from opencaf.access.models import Basis, Level, Shield, ShieldAlert, ShieldReader
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.shielding import (
    lift_shield,
    note_alert_seen,
    set_shield_readers,
    shield_record,
)
from opencaf.episodes.queries.summary import summary_of
from opencaf.outbox.models import Message
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.models import Person
from opencaf.people.operations.finding import Sought, find_children, find_look_alikes
from opencaf.people.operations.recording import add_child
from opencaf.people.operations.search_names import renew_search_names
from tests.factories import DAY, PractitionerFactory, make_episode

ActingAs = Callable[[Practitioner], Any]
ClientOf = Callable[[Practitioner], Client]
SOUGHT = Sought(name="Yusuf Nur")
DETAILS = PersonDetails("Yusuf", "Nur", birth=Birth(born_on=DAY.replace(year=2016)))


@pytest.fixture
def child(alice: Practitioner, dave: Practitioner) -> Person:
    """A child whom Alice recorded, and whom Dave has found."""
    about = add_child(details=DETAILS, by=alice)
    grant_access(to=dave, child_ids=[about.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=dave)
    return about


@pytest.fixture
def case(child: Person, alice: Practitioner) -> Episode:
    return make_episode(by=alice, children=[child])


@pytest.fixture
def shielded(
    child: Person, case: Episode, carol: Practitioner, alice: Practitioner, acting_as: ActingAs
) -> Iterator[Shield]:
    """Carol, a manager, shielded it; Alice is on the list."""
    with acting_as(carol):
        yield shield_record(child=child, why="staff", words="A colleague's child.", readers=[alice], by=carol)


@pytest.fixture
def outsiders(
    dave: Practitioner, bob: Practitioner, coordinator: Practitioner, duty: Practitioner, erin: Practitioner
) -> list[Practitioner]:
    manager = PractitionerFactory(given_name="Mona", post_worn__role="manager")
    return [dave, bob, coordinator, duty, erin, manager]


def test_raw_sql_shows_it_to_the_list_alone(
    shielded: Shield,
    child: Person,
    case: Episode,
    alice: Practitioner,
    carol: Practitioner,
    outsiders: list[Practitioner],
    acting_as: ActingAs,
) -> None:
    seen = {}
    for who in (alice, carol, *outsiders):
        with acting_as(who), connection.cursor() as cursor:
            counts = []
            for query, key in (
                ("select count(*) from people_person where id = %s", child.id),
                ("select count(*) from people_searchname where person_id = %s", child.id),
                ("select count(*) from episodes_episode where id = %s", case.id),
                ("select count(*) from access_shield where child_id = %s", child.id),
            ):
                cursor.execute(query, [key])
                counts.append(cursor.fetchone()[0] > 0)
            seen[who] = counts

    assert seen == {
        **dict.fromkeys((alice, carol), [True] * 4),
        **dict.fromkeys(outsiders, [False] * 4),
    }


def test_every_page_says_404_to_everybody_else(
    shielded: Shield, child: Person, case: Episode, outsiders: list[Practitioner], client_of: ClientOf
) -> None:
    pages = [reverse(f"episodes:{page}", args=[case.id]) for page in ("overview", "plan", "sharing", "looks")]
    pages += [
        reverse(f"children:{page}", args=[child.id])
        for page in ("show", "summary", "ask_access", "break_the_glass", "ground", "shield", "lift_shield")
    ]

    opened = [
        f"{page} for {who}: {status}"
        for who in outsiders
        for page in pages
        if (status := client_of(who).get(page).status_code) != 404
    ]

    assert opened == []


def test_whoever_is_on_the_list_works_as_before(
    shielded: Shield,
    child: Person,
    case: Episode,
    alice: Practitioner,
    carol: Practitioner,
    client_of: ClientOf,
) -> None:
    for who in (alice, carol):
        client = client_of(who)
        assert client.get(reverse("episodes:overview", args=[case.id])).status_code == 200
        page = client.get(reverse("children:show", args=[child.id]))
        assert "Shielded: only a few may know of this record" in page.text
    assert case.reference in client_of(alice).get(reverse("home:my_work")).text


def test_being_on_the_list_is_no_reason_to_see(
    shielded: Shield,
    child: Person,
    case: Episode,
    dave: Practitioner,
    carol: Practitioner,
    client_of: ClientOf,
) -> None:
    set_shield_readers(child=child, readers=[dave], by=carol)

    assert client_of(dave).get(reverse("episodes:overview", args=[case.id])).status_code == 403


def test_no_search_finds_it_for_anybody_else(
    shielded: Shield,
    alice: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
) -> None:
    for who in (dave, coordinator):
        with acting_as(who):
            assert find_children(sought=SOUGHT, by=who) == []
            assert find_look_alikes(sought=SOUGHT, by=who) == []
    with acting_as(alice):
        assert len(find_children(sought=SOUGHT, by=alice)) == 1


def test_filing_anew_keeps_the_shield(
    shielded: Shield, child: Person, alice: Practitioner, dave: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(alice):
        renew_search_names([Person.objects.get(pk=child.pk)])

    with acting_as(dave):
        assert find_children(sought=SOUGHT, by=dave) == []


def test_lists_and_counts_of_coordinators_leave_it_out(
    shielded: Shield, case: Episode, coordinator: Practitioner, carol: Practitioner, client_of: ClientOf
) -> None:
    lists = [reverse("home:board"), reverse("reports:started_cases")]

    shown = [case.reference in client_of(coordinator).get(page).text for page in lists]

    assert shown == [False, False]


def test_the_functions_that_read_past_the_walls_heed_it(
    shielded: Shield,
    child: Person,
    case: Episode,
    duty: Practitioner,
    carol: Practitioner,
    acting_as: ActingAs,
) -> None:
    answers = {}
    for who in (duty, carol):
        with acting_as(who), connection.cursor() as cursor:
            cursor.execute("select episodes_may_read_looks(%s)", [case.id])
            answers[who] = (cursor.fetchone()[0], len(summary_of(child.id)))

    assert answers == {duty: (False, 0), carol: (True, 1)}


def test_a_new_case_of_a_shielded_child_is_shielded(
    shielded: Shield, child: Person, alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(alice):
        again = make_episode(by=alice, children=[child], second_open_reason="Another matter.")

    with acting_as(alice):
        assert Episode.objects.filter(pk=again.pk).exists()
    with acting_as(coordinator):
        assert not Episode.objects.filter(pk=again.pk).exists()


def test_who_is_left_out_loses_sight_and_who_is_named_gets_it(
    shielded: Shield,
    child: Person,
    alice: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    acting_as: ActingAs,
) -> None:
    set_shield_readers(child=child, readers=[coordinator], by=carol)

    sees = {}
    for who in (alice, coordinator, carol):
        with acting_as(who):
            sees[who] = Person.objects.filter(pk=child.pk).exists()
    assert sees == {alice: False, coordinator: True, carol: True}


def test_a_lifted_shield_leaves_everything_as_before(
    shielded: Shield,
    child: Person,
    case: Episode,
    carol: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
) -> None:
    lift_shield(child=child, reason="She has left.", by=carol)

    with acting_as(dave):
        assert len(find_children(sought=SOUGHT, by=dave)) == 1
    with acting_as(coordinator):
        assert Episode.objects.visible_to(coordinator).filter(pk=case.pk).exists()
    assert not ShieldReader.objects.filter(ended_at=None).exists()


def test_only_coordinators_and_managers_shield_and_say_why(
    child: Person, case: Episode, alice: Practitioner, coordinator: Practitioner, erin: Practitioner
) -> None:
    said: dict[str, Any] = {"child": child, "readers": []}
    for other in (alice, erin):
        with pytest.raises(PermissionDenied, match="coordinator or a manager"):
            shield_record(why="staff", words="Mine.", by=other, **said)
    with pytest.raises(ValidationError, match="Select why nobody else"):
        shield_record(why="", words="Hers.", by=coordinator, **said)
    with pytest.raises(ValidationError, match="Enter what those on the list"):
        shield_record(why="staff", words=" ", by=coordinator, **said)


def test_it_is_shielded_once_and_lifted_with_a_reason(
    shielded: Shield, child: Person, carol: Practitioner
) -> None:
    with pytest.raises(ValidationError, match="shielded already"):
        shield_record(child=child, why="staff", words="Again.", readers=[], by=carol)
    with pytest.raises(ValidationError, match="Enter why it need not"):
        lift_shield(child=child, reason=" ", by=carol)
    lift_shield(child=child, reason="She has left.", by=carol)

    with pytest.raises(ValidationError, match="not shielded"):
        lift_shield(child=child, reason="Once more.", by=carol)


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
