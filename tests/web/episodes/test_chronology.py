"""The pages of the chronology."""

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core.partial_dates import MONTH_KNOWN
from opencaf.episodes.models import ChronologyEvent, Episode
from opencaf.episodes.operations.chronology import remove_event
from tests.factories import make_episode
from tests.factories.chronology import MOVED, make_event
from tests.factories.support import child_of, make_mother
from tests.web.counting import statements_of_page

ClientOf = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def at(episode: Episode, name: str = "chronology", *more: Any) -> str:
    return reverse(f"episodes:{name}", args=[episode.id, *more])


def event(**more: Any) -> dict[str, Any]:
    return {
        "text": "Yusuf born",
        "source": "red book",
        "happened_month": "7",
        "happened_year": "2022",
        **more,
    }


def words_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_an_empty_chronology_says_what_will_stand_there(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    page = words_of(client_of(alice).get(at(episode)))

    assert "No event is written yet." in page
    assert at(episode, "chronology_add") in page


def test_an_event_of_which_only_the_month_is_known_is_added(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    child = child_of(episode)
    mother = make_mother(child, by=alice)

    page = words_of(
        client_of(alice).post(
            at(episode, "chronology_add"), event(people=[str(child.id), str(mother.id)]), follow=True
        )
    )

    made = ChronologyEvent.objects.get()
    assert (made.happened_on, made.happened_accuracy) == (dt.date(2022, 7, 15), MONTH_KNOWN)
    for words in ("July 2022", "Yusuf born", "Source: red book.", f"About {child.first_name}, Hodan."):
        assert words in page


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"text": ""}, "Enter what happened"),
        ({"happened_month": "", "happened_year": ""}, "Enter the date it happened"),
        ({"happened_year": "2027"}, "The date it happened must be today or in the past"),
        ({"happened_month": "13"}, "The date it happened must be a real date"),
    ],
)
def test_a_refused_event_keeps_what_was_typed(
    alice: Practitioner, episode: Episode, client_of: ClientOf, answers: dict[str, str], sentence: str
) -> None:
    page = client_of(alice).post(at(episode, "chronology_add"), event(**answers))

    assert page.status_code == 200
    assert sentence in words_of(page)
    assert "red book" in words_of(page)
    assert not ChronologyEvent.objects.exists()


def test_an_event_is_corrected_and_says_what_it_was(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client, held = client_of(alice), make_event(episode, by=alice)
    address = at(episode, "chronology_correct", held.id)
    shown = words_of(client.get(address))

    page = words_of(client.post(address, event(reason="letter seen"), follow=True))

    assert MOVED in shown
    assert 'value="18"' in shown
    for words in ("July 2022", f"Corrected: was “{MOVED}” until", "letter seen"):
        assert words in page


def test_an_event_is_removed_and_put_back(alice: Practitioner, episode: Episode, client_of: ClientOf) -> None:
    client, held = client_of(alice), make_event(episode, by=alice)

    without = words_of(
        client.post(at(episode, "chronology_remove", held.id), {"reason": "of others"}, follow=True)
    )
    back = words_of(client.post(at(episode, "chronology_put_back", held.id), {}, follow=True))

    assert "Removed from the chronology (1)" in without
    assert ": of others" in without
    assert "The event is in the chronology again." in back
    assert "Removed from the chronology" not in back


def test_what_was_removed_is_not_corrected(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    held = make_event(episode, by=alice)
    remove_event(episode=episode, event_id=held.id, reason="wrong", by=alice)

    assert client_of(alice).get(at(episode, "chronology_correct", held.id)).status_code == 404


def test_an_event_of_another_case_is_not_found(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client, other = client_of(alice), make_event(make_episode(by=alice), by=alice)

    for name in ("chronology_correct", "chronology_remove"):
        assert client.get(at(episode, name, other.id)).status_code == 404
    assert client.post(at(episode, "chronology_put_back", other.id)).status_code == 404


@pytest.mark.parametrize("name", ["chronology", "chronology_add", "chronology_correct", "chronology_remove"])
def test_pages_of_the_chronology_keep_their_ceiling_and_their_door(
    alice: Practitioner, dave: Practitioner, episode: Episode, client_of: ClientOf, name: str
) -> None:
    for _ in range(3):
        held = make_event(episode, by=alice, people=[child_of(episode)])
    address = at(episode, name, *([] if name in ("chronology", "chronology_add") else [held.id]))

    statements = statements_of_page(client_of(alice), address)

    assert len(statements) <= 12
    assert client_of(dave).get(address).status_code == 404


def test_a_birth_that_the_record_knows_is_offered_and_stands_only_when_confirmed(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client, child = client_of(alice), child_of(episode)
    address = f"{at(episode, 'chronology_add')}?born={child.id}"

    offered = words_of(client.get(at(episode)))
    shown = words_of(client.get(address))
    assert not ChronologyEvent.objects.exists()
    sent = {f"happened_{part}": number for part, number in (("day", 2), ("month", 3), ("year", 2016))}
    client.post(address, {**sent, "text": "Robin born", "source": "the record", "people": [str(child.id)]})

    assert "2 March 2016: Robin born. Source: the record, in the record since" in offered
    assert 'value="2016"' in shown
    assert "Check it with the family" in shown
    assert ChronologyEvent.objects.get().text == "Robin born"
    assert "Known from the record already" not in words_of(client.get(at(episode)))


def test_an_offer_of_nobody_is_an_empty_form(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    page = client_of(alice).get(f"{at(episode, 'chronology_add')}?born=nobody")

    assert page.status_code == 200
    assert "The record knows" not in words_of(page)
