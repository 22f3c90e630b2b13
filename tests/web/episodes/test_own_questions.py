"""A question of the authority's own on the pages of a case: offered like an element, left out like one."""

import html
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.core.partial_dates import PartialDate
from opencaf.episodes.models import Assessment, Episode, Withheld
from opencaf.episodes.operations.assessment import complete_assessment, set_reason_and_home, start_assessment
from opencaf.episodes.operations.chronology import EventWords, add_event
from opencaf.episodes.operations.conclusions import Goal, View, Words, write_conclusions
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.forms import bring_form_into_use, change_question, prepare_form
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.own_questions import add_question
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.people.models import Person
from tests.factories import ChildFactory
from tests.factories.assessment import make_completed, make_draft, national_form
from tests.factories.consent import make_consent, make_parent
from tests.factories.meetings import make_meeting
from tests.web.counting import at_most
from tests.web.shared.paper_read import read_paper

SignIn = Callable[[Practitioner], Client]
OWN, NAME, HEALTH = "own_screens", "Time at screens", "Health as we call it"
CANARY, SEEN = "Quokkasong at night.", "Heronword coughs."


@pytest.fixture
def children() -> list[Person]:
    return [ChildFactory(given_names="Ellis"), ChildFactory(given_names="Theo")]


@pytest.fixture
def draft(alice: Practitioner, bob: Practitioner, erin: Practitioner, children: list[Person]) -> Assessment:
    """On a form with one question of their own, told and marked; Bob's agency sees all but that."""
    asked_anew(erin)
    draft = make_draft(by=alice, children=children, started_on=clock.today())
    episode = draft.episode
    join_team(episode=episode, who=bob, joined_on=clock.today(), by=alice)
    boxes = {box.question.code: box for box in boxes_of(draft)}
    words = [BoxWords(boxes[OWN].id, story=CANARY), BoxWords(boxes["general_health"].id, story=SEEN)]
    marks = [MarkFor(child.id, code, "5") for child in children for code in (OWN, "general_health")]
    save_domain(
        assessment=draft, domain="child", words=words, marks=marks, written_on=clock.today(), by=alice
    )
    told = EventWords(PartialDate(clock.today()), "Numbatword was given.", "", [children[0]], OWN)
    add_event(episode=episode, words=told, by=alice)
    rows = [
        AgencyShare(bob.agency, "part", parts="except", elements=[OWN]),
        AgencyShare(alice.agency, "everything"),
    ]
    make_consent(
        episode,
        by=alice,
        kind="share",
        agencies=rows,
        given_by=make_parent(children[0]),
        answered_on=clock.today(),
    )
    return draft


def asked_anew(erin: Practitioner) -> None:
    """The next version calls an element otherwise and asks a question more."""
    national_form(erin)
    with acting_for(Asking(erin.id, erin.post.id, erin.authority_id)):
        form = prepare_form(name="Our form", by=erin)
        change_question(question=form.questions.get(code="general_health"), name=HEALTH, by=erin)
        added = add_question(form=form, domain="child", name="Screens", fits_the_unborn=True, by=erin)
        change_question(question=added, name=NAME, by=erin)
        bring_form_into_use(form=form, in_use_from=clock.today(), by=erin)


@pytest.fixture
def completed(draft: Assessment, alice: Practitioner, children: list[Person]) -> Assessment:
    """Completed, with what stands around the elements."""
    ellis, theo = children
    home = {"reason": "Tired at school.", "home_situation": "Two rooms.", "people_present": "Mum."}
    set_reason_and_home(assessment=draft, **home, by=alice)
    words = Words(
        summary="A tired boy.",
        strengths=["They laugh."],
        goals=[Goal("Sleep in his own bed", ellis), Goal("Swim", theo)],
        views=[
            View("child", ellis, "I am tired."),
            View("child", theo, "I am not."),
            View("parent", None, "Hard."),
        ],
    )
    write_conclusions(assessment=draft, words=words, said_on=clock.today(), by=alice)
    complete_assessment(assessment=draft, completed_on=clock.today(), by=alice)
    return Assessment.objects.get(pk=draft.pk)


def page(client: Client, name: str, *more: Any) -> str:
    with at_most(12):
        response = client.get(reverse(f"episodes:{name}", args=more))
    assert response.status_code == 200, name
    return html.unescape(response.content.decode())


def test_what_the_family_leaves_out_of_their_own_question_is_on_no_page(
    completed: Assessment, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    episode = completed.episode
    pages = [
        ("overview", episode.id),
        ("assessment", episode.id),
        ("assessment_show", episode.id, 1),
        ("concern_map", episode.id),
        ("chronology", episode.id),
        ("journey", episode.id),
    ]

    his, hers = ({one: page(client_of(who), one, *more) for one, *more in pages} for who in (bob, alice))

    for words in (CANARY, NAME, "Numbatword"):
        assert not [one for one, text in his.items() if words in text]
    for one, words in (
        ("assessment_show", CANARY),
        ("concern_map", NAME),
        ("chronology", "Numbatword"),
        ("overview", NAME),
    ):
        assert words in hers[one]
    assert HEALTH in his["concern_map"]
    assert HEALTH in his["overview"]


def test_it_is_offered_wherever_an_area_is_chosen_by_the_name_on_the_form(
    draft: Assessment, alice: Practitioner, client_of: SignIn
) -> None:
    episode, client = draft.episode, client_of(alice)
    meeting = make_meeting(episode, by=alice)
    pages = [
        ("add_consent", episode.id, "share"),
        ("outcome_add", episode.id),
        ("chronology_add", episode.id),
        ("file_add", episode.id),
        ("review", episode.id, meeting.id),
        ("close", episode.id),
        ("assessment_domain", episode.id, "child"),
    ]

    shown = {name: page(client, name, *more) for name, *more in pages}

    assert {
        name: [NAME in text, HEALTH in text, "General health" in text] for name, text in shown.items()
    } == {name: [True, True, False] for name in shown}


def test_who_may_not_see_it_is_not_offered_it_at_a_review(
    completed: Assessment, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    meeting = make_meeting(completed.episode, by=alice)

    text = page(client_of(bob), "review", completed.episode_id, meeting.id)

    child = completed.episode.episode_children.all()[0].child_id
    assert f'name="mark_{child}_general_health"' in text
    assert f'name="mark_{child}_{OWN}"' not in text


def test_paper_has_it_only_for_who_may_see_it(
    completed: Assessment, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    address = reverse("episodes:assessment_copy", args=[completed.episode_id, 1, "full"])
    for_bob = reverse("episodes:assessment_copy", args=[completed.episode_id, 1, str(bob.agency.id)])

    hers, his, theirs = (
        read_paper(client_of(who).get(one).content).text
        for who, one in ((alice, address), (bob, address), (alice, for_bob))
    )

    assert CANARY in hers
    assert NAME in hers
    for text in (his, theirs):
        assert SEEN in text
        assert CANARY not in text
        assert NAME not in text


def test_the_file_about_a_child_says_what_stands_around_the_elements_and_nothing_left_out(
    completed: Assessment, alice: Practitioner, bob: Practitioner, children: list[Person], client_of: SignIn
) -> None:
    ellis, theo = children
    address = reverse("episodes:assessment_data", args=[completed.episode_id, 1, ellis.id])
    client, bobs = client_of(alice), client_of(bob)

    with at_most(14):
        hers = client.get(address).content.decode()
    his = bobs.get(address).content.decode()

    read = QuestionnaireResponse.model_validate_json(hers)
    said = {
        item.linkId: [one.valueString for one in item.answer or ()]
        for part in read.item
        for item in part.item
    }
    assert said["around.home"] == ["Two rooms."]
    assert said["conclusions.strengths"] == ["They laugh."]
    assert said["conclusions.goals"] == [f"{ellis}: Sleep in his own bed"]
    assert said["views.child"] == ["I am tired."]
    assert said["views.parents"] == ["Hard."]
    assert CANARY in hers
    assert "I am not." not in hers
    assert theo.first_name not in hers
    assert f'"{OWN}"' not in his
    assert CANARY not in his
    assert json.loads(his)["item"][0]["item"][0]["text"] == HEALTH


def test_a_family_can_leave_it_out_in_the_page(
    draft: Assessment, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    Withheld.objects.all().delete()
    preview = page(client_of(alice), "sharing", draft.episode_id)

    assert f"all but {NAME}" in preview.casefold().replace(NAME.casefold(), NAME)


def test_an_assessment_that_is_older_than_the_question_is_read_with_its_own_form(
    alice: Practitioner, erin: Practitioner, client_of: SignIn
) -> None:
    older = make_draft(by=alice, children=[ChildFactory()])
    asked_anew(erin)
    episode: Episode = older.episode

    text = page(client_of(alice), "assessment_domain", episode.id, "child")
    marks = client_of(alice).get(reverse("episodes:own_marks", args=[episode.id])).content.decode()

    assert "General health" in text
    assert NAME not in text
    assert NAME not in marks


def test_versions_on_two_forms_stand_beside_each_other_with_the_later_names(
    alice: Practitioner, erin: Practitioner, client_of: SignIn
) -> None:
    older = make_completed(by=alice)
    asked_anew(erin)
    newer = start_assessment(
        episode=older.episode, started_on=clock.today(), why_again="The form asks more.", by=alice
    )
    box = next(one for one in boxes_of(newer) if one.question.code == OWN)
    save_domain(
        assessment=newer,
        domain="child",
        words=[BoxWords(box.id, story=CANARY)],
        marks=[],
        written_on=clock.today(),
        by=alice,
    )

    text = page(client_of(alice), "assessment_compare", older.episode_id)

    assert CANARY in text
    assert NAME in text
    assert HEALTH in text
    assert "General health" not in text
