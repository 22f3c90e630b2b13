"""No record before training and agreement, where the authority says so."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import AcceptableUse, AgreedUse, Authority, Practitioner
from opencaf.agencies.operations.admission import agree_to_use, note_training, set_admission
from tests.factories import PractitionerFactory, make_episode
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
RULES = "Open only what your work needs."
AGREE = "/account/rules-of-use/"


@pytest.fixture(autouse=True)
def no_tries_yet(db: None) -> None:
    cache.clear()


def ask(by: Practitioner, *, training: bool = False, use: bool = False, words: str = "") -> None:
    set_admission(asks_training=training, asks_acceptable_use=use, words=words, by=by)


def words_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_nothing_is_asked_unless_the_authority_says_so(alice: Practitioner, client_of: ClientOf) -> None:
    assert client_of(alice).get("/home/").status_code == 200


def test_without_training_every_record_is_refused_and_help_is_open(
    alice: Practitioner, erin: Practitioner, client_of: ClientOf, owner_sees: OwnerSees
) -> None:
    case = make_episode(by=alice, why="Qwertzuiop.")
    Authority.objects.update(help_phone="01632 960100")
    ask(erin, training=True)
    client = client_of(alice)

    for address in ("/", "/home/", reverse("episodes:overview", args=[case.id]), reverse("children:find")):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "Qwertzuiop" not in words_of(answer)
    assert "opens records to people after their training" in words_of(answer)
    assert "on 01632 960100: they note the day" in words_of(answer)
    assert "01632 960999" in words_of(answer)
    assert client.get("/help/").status_code == 200
    assert client.get("/account/sessions/").status_code == 200
    noted = owner_sees("select count(*) as n from audit_event where reason = 'not_trained'")
    assert noted == [{"n": 4}]


def test_from_the_day_of_training_on_somebody_works(
    alice: Practitioner, erin: Practitioner, client_of: ClientOf, today: dt.date
) -> None:
    ask(erin, training=True)
    client = client_of(alice)

    note_training(practitioner=alice, trained_on=today + dt.timedelta(days=1), by=erin)
    too_early = client.get("/home/")
    note_training(practitioner=alice, trained_on=today, by=erin)

    assert "Yours is on 3 November 2026." in words_of(too_early)
    assert client.get("/home/").status_code == 200


def test_an_administrator_is_there_to_note_it(erin: Practitioner, client_of: ClientOf) -> None:
    ask(erin, training=True)

    assert client_of(erin).get(reverse("authority:people")).status_code == 200


def test_the_training_team_notes_days_and_sees_no_accounts(
    alice: Practitioner, erin: Practitioner, client_of: ClientOf, today: dt.date
) -> None:
    trainer = PractitionerFactory(given_name="Tess", post_worn__role="training")
    client = client_of(trainer)
    day = {"trained_on_day": "2", "trained_on_month": "11", "trained_on_year": "2026"}

    answer = client.post(reverse("authority:trained", args=[alice.id]), day)
    with at_most(12):
        page = words_of(client.get(reverse("authority:training")))

    alice.refresh_from_db()
    assert answer.status_code == 302
    assert alice.trained_on == today
    assert "Trained on 2 November 2026" in page
    assert 'href="/authority/training/"' in words_of(client.get(reverse("training:index")))
    assert client.get(reverse("authority:person", args=[alice.id])).status_code == 403
    assert client.get(reverse("authority:admission")).status_code == 403


def test_nobody_else_notes_training(alice: Practitioner, bob: Practitioner, today: dt.date) -> None:
    with pytest.raises(PermissionDenied):
        note_training(practitioner=bob, trained_on=today, by=alice)


def test_rules_are_agreed_to_once_and_then_somebody_goes_on(
    alice: Practitioner, erin: Practitioner, client_of: ClientOf, owner_sees: OwnerSees
) -> None:
    ask(erin, use=True, words=RULES)
    client = client_of(alice)

    led = client.get("/children/")
    page = words_of(client.get(led["Location"]))
    answer = client.post(led["Location"], {"version": "1", "agrees": "yes"})

    assert led["Location"] == f"{AGREE}?next=%2Fchildren%2F"
    assert RULES in page
    assert "version 1, of 2 November 2026" in page
    assert answer["Location"] == "/children/"
    assert client.get("/home/").status_code == 200
    assert AgreedUse.objects.get().text.words == RULES
    noted = owner_sees("select practitioner_id from audit_event where action = 'use_agreed'")
    assert [str(event["practitioner_id"]) for event in noted] == [str(alice.id)]


def test_without_the_tick_nothing_is_agreed(
    alice: Practitioner, erin: Practitioner, client_of: ClientOf
) -> None:
    ask(erin, use=True, words=RULES)
    client = client_of(alice)

    page = words_of(client.post(AGREE, {"version": "1"}))

    assert "Confirm that you have read the rules and agree to them" in page
    assert client.get("/home/").status_code == 302


def test_changed_rules_are_a_new_version_and_the_old_one_is_kept(
    alice: Practitioner, erin: Practitioner, client_of: ClientOf
) -> None:
    ask(erin, use=True, words=RULES)
    client = client_of(alice)
    client.post(AGREE, {"version": "1", "agrees": "yes"})

    ask(erin, use=True, words=RULES)
    unchanged = client.get("/home/").status_code
    ask(erin, use=True, words="Other rules.")

    assert unchanged == 200
    assert client.get("/home/").status_code == 302
    assert list(AcceptableUse.objects.order_by("version").values_list("words", flat=True)) == [
        RULES,
        "Other rules.",
    ]


def test_who_read_an_older_version_reads_the_new_one(
    alice: Practitioner, erin: Practitioner, client_of: ClientOf
) -> None:
    ask(erin, use=True, words=RULES)
    ask(erin, use=True, words="Other rules.")

    for version in ("1", "", "9", "x"):
        page = words_of(client_of(alice).post(AGREE, {"version": version, "agrees": "yes"}))
        assert "The rules have changed meanwhile" in page
    assert not AgreedUse.objects.exists()


def test_there_is_nothing_to_agree_to_where_nothing_is_asked(alice: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        agree_to_use(version=1, by=alice)


def test_an_administrator_sets_what_is_asked(
    erin: Practitioner, client_of: ClientOf, authority: Authority
) -> None:
    there = reverse("authority:admission")
    client = client_of(erin)

    wrong = words_of(client.post(there, {"asks_training": "no", "asks_acceptable_use": "yes"}))
    client.post(there, {"asks_training": "yes", "asks_acceptable_use": "yes", "words": RULES})

    authority.refresh_from_db()
    assert "Enter the rules that people are to agree to" in wrong
    assert (authority.asks_training, authority.asks_acceptable_use) == (True, True)
    assert authority.acceptable_use_version == 1


def test_people_are_found_by_name_and_chosen_by_codes(
    alice: Practitioner, bob: Practitioner, erin: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(erin)
    there = reverse("authority:people")

    named = words_of(client.post(there, {"name": "ali"}))
    chosen = words_of(client.get(there, {"agency": str(bob.post.agency_id), "account": "open"}))
    nobody = words_of(client.get(there, {"account": "closed"}))
    nonsense = client.get(there, {"agency": "x", "account": "?"})

    assert str(alice) in named
    assert str(bob) not in named
    assert str(bob) in chosen
    assert str(alice) not in chosen
    assert "1 person" in chosen
    assert "Nobody is here by that choice" in nobody
    assert nonsense.status_code == 200
