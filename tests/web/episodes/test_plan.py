"""The pages of the plan."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Action, Episode, Outcome
from opencaf.episodes.operations.plan import close_action, record_progress
from tests.factories import ChildFactory, PractitionerFactory, make_episode
from tests.factories.meetings import child_of, make_action, make_meeting, make_outcome, make_parent
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def date(name: str, day: str, month: str, year: str) -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def test_an_outcome_and_its_first_action_are_agreed(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    client, mother = client_of(alice), make_parent(episode, by=alice)
    meeting = make_meeting(episode, by=alice)
    wanted = {
        "wording": "A bedroom where nobody coughs.",
        "whose_words": "Abdirahman",
        "children": [str(child_of(episode).id)],
        "need_tags": ["housing"],
        "elements": ["housing_employment_finance", "general_health"],
        "measure": "wall dry",
        **date("agreed_on", "5", "11", "2025"),
        **date("target_on", "30", "4", "2026"),
    }
    client.post(f"/episodes/{episode.id}/plan/outcomes/add/", wanted)
    outcome = Outcome.objects.get(episode=episode)

    response = client.post(
        f"/episodes/{episode.id}/plan/outcomes/{outcome.id}/add/",
        {
            "what": "Apply to the housing register",
            "owner": str(mother.id),
            "agreed_at": str(meeting.id),
            **date("due_on", "21", "11", "2025"),
        },
        follow=True,
    )

    action = Action.objects.get(outcome=outcome)
    assert (action.owner_person, action.agreed_on) == (mother, dt.date(2025, 11, 5))
    assert outcome.ties.count() == 3
    assert "was due 21 November 2025" in response.content.decode()


@pytest.mark.parametrize(("typed", "words"), [("The neighbours", "The neighbours"), ("", "")])
def test_somebody_in_words_can_do_it_and_nobody_cannot(
    alice: Practitioner, episode: Episode, client_of: SignIn, typed: str, words: str
) -> None:
    outcome = make_outcome(episode, by=alice)
    answers = {"what": "Feed the cat", "somebody_else": typed, **date("due_on", "21", "11", "2025")}

    response = client_of(alice).post(
        f"/episodes/{episode.id}/plan/outcomes/{outcome.id}/add/",
        {**answers, **date("agreed_on", "5", "11", "2025")},
    )

    actions = Action.objects.filter(outcome=outcome)
    assert [action.owner_words for action in actions] == ([words] if words else [])
    assert (response.status_code == 200) == (not words)


def test_a_wrong_outcome_is_refused_at_its_fields(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    answers = {
        "wording": "",
        "children": [str(ChildFactory().id)],
        **date("agreed_on", "31", "2", "2025"),
    }

    response = client_of(alice).post(f"/episodes/{episode.id}/plan/outcomes/add/", answers)

    page = response.content.decode()
    assert page.count("Enter what should be different") == 2
    assert page.count("Select which children from the list") == 2
    assert page.count("The date this was agreed must be a real date") == 2
    assert not Outcome.objects.exists()


def test_progress_closing_opening_again_and_handing_on(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    action = make_action(make_outcome(episode, by=alice), by=alice)
    speaker = PractitionerFactory(given_name="Imelda", family_name="Ruane")
    base, client = f"/episodes/{episode.id}/plan/actions/{action.id}", client_of(alice)

    client.post(
        f"{base}/progress/",
        {"text": "Moved in.", "said_by_else": "Imelda Ruane", **date("said_on", "26", "1", "2026")},
    )
    client.post(
        f"{base}/close/",
        {"status": "not_done", "reason": "“I lost it on purpose.”", **date("closed_on", "1", "2", "2026")},
    )
    client.post(f"{base}/reopen/", {"reopen_reason": "Found again", **date("reopened_on", "2", "2", "2026")})
    client.post(f"{base}/hand-on/", {"handed_to": "Adult social care"})

    action.refresh_from_db()
    assert (action.status, action.closed_on, action.handed_to) == ("in_progress", None, "Adult social care")
    assert [line.said_by for line in action.progress.all()] == [speaker, alice]


@pytest.mark.parametrize(
    ("step", "answers", "sentence"),
    [
        ("progress", {"text": ""}, "Enter how it is going"),
        (
            "close",
            {"status": "cancelled", **date("closed_on", "1", "2", "2026")},
            "Enter why this was not done",
        ),
        ("close", {"status": "done", **date("closed_on", "3", "11", "2025")}, "on or after 5 November 2025"),
        ("hand-on", {"handed_to": ""}, "Enter who carries it on"),
    ],
)
def test_a_wrong_step_is_refused_beside_the_others(
    alice: Practitioner,
    episode: Episode,
    client_of: SignIn,
    step: str,
    answers: dict[str, str],
    sentence: str,
) -> None:
    action = make_action(make_outcome(episode, by=alice), by=alice)

    response = client_of(alice).post(f"/episodes/{episode.id}/plan/actions/{action.id}/{step}/", answers)

    page = response.content.decode()
    assert page.count(sentence) == 2
    assert "<title>Error: Action" in page
    action.refresh_from_db()
    assert action.status == "agreed"


def test_the_plan_says_what_moved_since_the_last_meeting(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    make_meeting(episode, by=alice)
    outcome = make_outcome(episode, by=alice)
    done, late = make_action(outcome, by=alice), make_action(outcome, by=alice)
    close_action(action=done, status="done", closed_on=dt.date(2025, 11, 10), by=alice)
    record_progress(action=late, said_on=dt.date(2025, 12, 1), text="Rang twice.", by=alice)

    page = client_of(alice).get(f"/episodes/{episode.id}/plan/").content.decode()

    assert (
        "Since the meeting on 5 November 2025: 1 done, 1 with news. 1 action is open, 1 past the day." in page
    )
    assert "Rang twice." in page


def test_a_way_to_an_action_of_another_family_is_not_found(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    action = make_action(make_outcome(make_episode(by=alice), by=alice), by=alice)
    base = f"/episodes/{episode.id}/plan"

    client = client_of(alice)

    assert client.get(f"{base}/actions/{action.id}/").status_code == 404
    assert client.post(f"{base}/actions/{action.id}/close/").status_code == 404
    assert client.get(f"{base}/outcomes/{action.outcome_id}/").status_code == 404


def test_how_far_an_outcome_is_met_is_said(alice: Practitioner, episode: Episode, client_of: SignIn) -> None:
    outcome = make_outcome(episode, by=alice)

    client_of(alice).post(f"/episodes/{episode.id}/plan/outcomes/{outcome.id}/", {"status": "partly"})

    outcome.refresh_from_db()
    assert outcome.status == "partly"


def test_the_pages_of_the_plan_stay_within_their_queries(alice: Practitioner, client_of: SignIn) -> None:
    episode = make_episode(by=alice, children=[ChildFactory(), ChildFactory()])
    make_meeting(episode, by=alice, decisions=["Ask the council"])
    outcome = make_outcome(episode, by=alice)
    action = make_action(outcome, by=alice)
    record_progress(action=action, said_on=dt.date(2025, 12, 1), text="Rang twice.", by=alice)
    base, client = f"/episodes/{episode.id}/plan", client_of(alice)

    for place in (
        "/",
        "/outcomes/add/",
        f"/outcomes/{outcome.id}/",
        f"/outcomes/{outcome.id}/add/",
        f"/actions/{action.id}/",
    ):
        with at_most(12):
            assert client.get(base + place).status_code == 200
    with at_most(20):
        client.post(
            f"{base}/actions/{action.id}/progress/", {"text": "Sent.", **date("said_on", "1", "12", "2025")}
        )
