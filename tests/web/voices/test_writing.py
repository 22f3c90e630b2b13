"""Writing what people are asked: drafts, languages, versions and moments, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.voices.codes import Kind
from opencaf.voices.models import AskedMoment, Questionnaire
from opencaf.voices.queries.questionnaires import languages_of, worded
from tests.factories import PractitionerFactory
from tests.factories.voices import make_questionnaire

ClientOf = Callable[[Practitioner], Client]


@pytest.fixture
def client(client_of: ClientOf, coordinator: Practitioner) -> Client:
    return client_of(coordinator)


@pytest.fixture
def draft(client: Client) -> Questionnaire:
    client.post("/voices/questionnaires/begin/child/")
    return Questionnaire.objects.get()


def address(questionnaire: Questionnaire, page: str = "") -> str:
    return f"/voices/questionnaires/{questionnaire.id}/{page}"


def answers_of(questionnaire: Questionnaire, **changed: str) -> dict[str, str]:
    """The form as it stands, with what somebody changed."""
    found = {}
    for place, one in enumerate(worded(questionnaire.id), start=1):
        found[f"text{place}"] = one.text
        if one.steps:
            found[f"choices{place}"] = "\n".join(one.steps)
    return found | changed


def test_our_questions_are_shown_as_people_see_them(client: Client, draft: Questionnaire) -> None:
    shown = client.get(address(draft)).content.decode()

    assert "Did people listen to you?" in shown
    assert shown.count('class="app-face"') == 21


def test_a_question_is_changed_taken_out_and_added(client: Client, draft: Questionnaire) -> None:
    new = {"text9": "And the dog?", "by9": "words", "choices9": ""}
    changed = answers_of(draft, text1="Why did we meet?", text2="", **new)

    response = client.post(address(draft, "en/"), changed, follow=True)

    assert "The questions are kept" in response.content.decode()
    texts = [one.text for one in worded(draft.id)]
    assert texts[0] == "Why did we meet?"
    assert "Did people listen to you?" not in texts
    assert texts[-1] == "And the dog?"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"choices1": "No\nYes"}, "Enter 3 to 5 answers for faces, one a line"),
        ({"text9": "And the dog?"}, "Select how it is answered"),
        ({f"text{place}": "" for place in range(1, 9)}, "Keep at least one question"),
        ({"choices9": "Yes\nNo", "text9": "Own?", "by9": "words"}, "has no answers to choose from"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_kept(
    client: Client, draft: Questionnaire, changed: dict[str, str], said: str
) -> None:
    response = client.post(address(draft, "en/"), answers_of(draft, **changed))

    assert said in response.content.decode()
    assert len(worded(draft.id)) == 8


def test_other_answers_are_another_question(client: Client, draft: Questionnaire) -> None:
    client.post(address(draft, "en/"), answers_of(draft, choices1="Never\nNo\nYes\nAlways"))

    assert worded(draft.id)[0].question.code == "told-why-v1"


def test_a_language_is_there_once_every_question_is_worded(client: Client, draft: Questionnaire) -> None:
    said = answers_of(draft)
    client.post(address(draft, "pl/"), said | {"text8": ""})
    assert languages_of(draft.id) == ["en"]

    client.post(address(draft, "pl/"), said)
    assert languages_of(draft.id) == ["en", "pl"]
    wrong = client.post(address(draft, "pl/"), said | {"choices1": "Tak\nNie"})
    assert "must have 3 answers, as in English" in wrong.content.decode()


def test_a_version_in_use_stays_as_it_is(client: Client, draft: Questionnaire) -> None:
    client.post(address(draft, "use/"))

    response = client.post(address(draft, "en/"), answers_of(draft, text1="Other?"))

    assert "This version is in use" in response.content.decode()
    client.post(address(draft, "again/"))
    latest = Questionnaire.objects.get(version=2)
    assert [one.text for one in worded(latest.id)] == [one.text for one in worded(draft.id)]
    assert "There is a draft already" in client.post(address(draft, "again/")).content.decode()


def test_moments_are_chosen_and_given_up(client: Client, today: dt.date) -> None:
    client.post("/voices/questionnaires/moments/", {"closing": ["child", "parent"], "review": ["child"]})
    client.post("/voices/questionnaires/moments/", {"closing": ["child"]})

    live = AskedMoment.objects.filter(until_on=None)
    assert list(live.values_list("kind", "moment")) == [("child", "closing")]
    assert AskedMoment.objects.exclude(until_on=None).count() == 2


def test_the_integrated_working_team_writes_and_hears_nothing(
    client_of: ClientOf, coordinator: Practitioner
) -> None:
    make_questionnaire(Kind.CHILD, by=coordinator)
    team = client_of(PractitionerFactory(post_worn__role="training"))

    assert team.get("/voices/questionnaires/").status_code == 200
    assert team.get("/voices/").status_code == 403
    assert team.get("/voices/asked/").status_code == 403
