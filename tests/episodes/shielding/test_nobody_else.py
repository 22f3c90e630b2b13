"""Whoever is not on the list finds, sees and counts nothing of a shielded record."""

from django.db import connection
from django.urls import reverse

from opencaf.access.models import Shield
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.shielding import (
    set_shield_readers,
)
from opencaf.episodes.queries.summary import summary_of
from opencaf.people.models import Person
from opencaf.people.operations.finding import find_children, find_look_alikes
from opencaf.people.operations.search_names import renew_search_names
from tests.episodes.shielding.given import SOUGHT, ActingAs, ClientOf


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
