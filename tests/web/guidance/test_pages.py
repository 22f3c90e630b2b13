"""The pages of guidance, by the client: what each shows, asks and does."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from opencaf.episodes.models import HelpRequest
from opencaf.episodes.operations.help import answer_help, ask_for_help
from opencaf.guidance.models import Example, GuidanceVersion, RefresherRead
from tests.factories import ChildFactory, make_episode
from tests.factories.assessment import make_draft, national_form
from tests.factories.guidance import ELEMENT, make_guidance
from tests.factories.training import trainer
from tests.web.counting import at_most
from tests.web.episodes.test_intention import known_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("running_day")]
ClientOf = Callable[[Practitioner], Client]
SENT = {"sent": "yes"}  # a form without questions still sends something


@pytest.fixture
def tara(alice: Practitioner) -> Practitioner:
    national_form(alice)
    return trainer()


def test_empty_pages_say_what_comes_first(
    tara: Practitioner, alice: Practitioner, client_of: ClientOf
) -> None:
    team, reader = client_of(tara), client_of(alice)
    question = reverse("guidance:question", args=[ELEMENT])

    assert "Ask a coordinator" in reader.get(question).content.decode()
    assert "Write what people ask" in team.get(question).content.decode()
    assert "Ask the training team" in reader.get(reverse("guidance:examples")).content.decode()
    assert "Add the ready ones" in team.get(reverse("guidance:examples")).content.decode()
    narrowed = reader.get(reverse("guidance:examples"), {"element": ELEMENT}).content.decode()
    assert "Choose another age" in narrowed


def test_guidance_is_written_read_and_brought_back(
    tara: Practitioner, alice: Practitioner, client_of: ClientOf
) -> None:
    team = client_of(tara)
    for text in ("First words.", "Second words."):
        team.post(reverse("guidance:write", args=[ELEMENT]), {"text": text, "show": "now"})
    first = GuidanceVersion.objects.get(number=1)
    older = team.get(reverse("guidance:version", args=[first.id])).content.decode()

    team.post(reverse("guidance:version", args=[first.id]), SENT)

    shown = client_of(alice).get(reverse("guidance:question", args=[ELEMENT])).content.decode()
    assert "First words." in older
    assert "First words." in shown
    assert "Second words." not in shown
    assert "Version 2" not in shown
    assert GuidanceVersion.objects.count() == 3


def test_a_draft_without_words_is_refused_at_its_field(tara: Practitioner, client_of: ClientOf) -> None:
    shown = client_of(tara).post(reverse("guidance:write", args=[ELEMENT]), {"show": "draft"})

    assert "Enter the words of the draft" in shown.content.decode()


def test_guidance_stands_beside_its_question_within_the_ceiling(
    tara: Practitioner, alice: Practitioner, client_of: ClientOf
) -> None:
    draft = make_draft(by=alice)
    make_guidance("Ask about the dentist.", by=tara)
    client = client_of(alice)
    address = reverse("episodes:assessment_domain", args=[draft.episode_id, "child"])

    with at_most(12):
        shown = client.get(address).content.decode()

    assert shown.count("Ask about the dentist.") == 1
    assert f"{reverse('guidance:examples')}?element={ELEMENT}" in shown


def test_an_example_is_written_changed_and_found(
    tara: Practitioner, alice: Practitioner, client_of: ClientOf
) -> None:
    team = client_of(tara)
    answers = {
        "element": ELEMENT,
        "age_band": "unborn",
        "title": "A late start",
        "text": "Came at 21 weeks.",
        "why_good": "It counts.",
        "origin": "changed",
        "state": "draft",
    }
    team.post(reverse("guidance:example_add"), answers)
    example = Example.objects.get()
    before = client_of(alice).get(reverse("guidance:examples")).content.decode()

    team.post(reverse("guidance:example_change", args=[example.id]), answers | {"state": "shown"})

    chosen = {"element": ELEMENT, "age_band": "unborn"}
    shown = client_of(alice).get(reverse("guidance:examples"), chosen).content.decode()
    assert "Came at 21 weeks." not in before
    assert "Came at 21 weeks." in shown
    assert "Changed so that nobody can be known by it" in shown


def test_the_ready_examples_are_added_by_one_button(tara: Practitioner, client_of: ClientOf) -> None:
    client_of(tara).post(reverse("guidance:examples_usual"), SENT)

    assert Example.objects.filter(state="shown").count() >= 20


def test_the_refresher_is_offered_at_a_first_start_and_leads_back(
    alice: Practitioner, coordinator: Practitioner, authority: Authority, client_of: ClientOf
) -> None:
    Authority.objects.update(help_phone="01632 960100")
    client_of(coordinator)
    child = known_to(alice, ChildFactory())
    client = client_of(alice)
    start = reverse("episodes:start", args=[child.id])
    before = client.get(start).content.decode()
    refresher = f"{reverse('guidance:refresher')}?child={child.id}"
    page = client.get(refresher).content.decode()

    sent = client.post(refresher, SENT)

    assert f'href="{refresher}"' in before
    assert "01632 960100" in page
    assert str(coordinator) in page
    assert sent.url == start
    assert "Read a ten-minute refresher" not in client.get(start).content.decode()
    assert RefresherRead.objects.get().practitioner == alice


def test_how_many_read_it_is_for_the_training_team_and_odd_addresses_lead_home(
    tara: Practitioner, alice: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(alice)
    assert client.post(f"{reverse('guidance:refresher')}?child=x", SENT).url == reverse("home:my_work")

    assert "Read by 1 person" in client_of(tara).get(reverse("guidance:refresher")).content.decode()
    assert "Read by" not in client.get(reverse("guidance:refresher")).content.decode()


def test_a_question_says_beside_which_box_it_was_asked_and_its_answer_becomes_guidance(
    tara: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: ClientOf
) -> None:
    child = ChildFactory(given_names="Robin", family_name="Okonjo")
    episode = make_episode(by=alice, children=[child])
    address = reverse("episodes:help", args=[episode.id])
    asker, helper = client_of(alice), client_of(coordinator)
    asker.post(f"{address}?about={ELEMENT}", {"question": "Does Robin need a dentist named here?"})
    helper.post(address, {"answer": "No. Say whether Robin has one."})
    asked = HelpRequest.objects.get()
    as_guidance = reverse("guidance:from_answer", args=[episode.id, asked.id])
    offered = helper.get(address).content.decode()
    form = helper.get(as_guidance).content.decode()

    helper.post(as_guidance, {"element": asked.element, "text": "Say whether they have one.", "show": "now"})

    assert asked.element == ELEMENT
    assert "About General health" in offered
    assert as_guidance in offered
    assert as_guidance not in asker.get(address).content.decode()
    assert "Does [child 1] need a dentist" in form
    assert "Okonjo" not in form.split("<main")[1]
    assert GuidanceVersion.objects.get().text == "Say whether they have one."


def test_who_asked_may_not_make_guidance_and_a_question_without_answer_is_none(
    tara: Practitioner, alice: Practitioner, coordinator: Practitioner, client_of: ClientOf
) -> None:
    episode = make_episode(by=alice)
    asked = ask_for_help(episode=episode, question="How?", by=alice)
    address = reverse("guidance:from_answer", args=[episode.id, asked.id])
    assert client_of(coordinator).get(address).status_code == 404
    answer_help(asked=asked, answer="So.", by=coordinator)

    assert client_of(alice).get(address).status_code == 403
    assert client_of(coordinator).get(address).status_code == 200


def test_an_unknown_box_is_not_kept_with_a_question(
    tara: Practitioner, alice: Practitioner, client_of: ClientOf
) -> None:
    episode = make_episode(by=alice)

    client_of(alice).post(
        f"{reverse('episodes:help', args=[episode.id])}?about=nonsense", {"question": "How?"}
    )

    assert HelpRequest.objects.get().element == ""
