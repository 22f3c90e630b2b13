"""The pages of practice, by the client: going in, feedback, going back, beginning anew."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Agency, Authority, Practitioner
from opencaf.practice.models import Street
from tests.factories import make_episode
from tests.factories.training import trainer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("running_day")]
ClientOf = Callable[[Practitioner], Client]
SENT = {"sent": "yes"}
BAND = "Nothing here is about a real child"


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def practising(client: Client) -> Client:
    """A client in the practice street."""
    assert client.post(reverse("practice:open")).url == reverse("practice:index")
    return client


def feedback_address(client: Client, name: str) -> str:
    """The address of the feedback on a family."""
    shown = page(client, "practice:index")
    found = re.search(rf'href="([^"]+)">How is it going\?<span[^>]*> {name}', shown)
    assert found
    return found[1]


def test_every_page_of_the_street_is_marked_and_no_page_of_work(
    alice: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(alice)
    names = ("home:my_work", "children:find", "training:index", "practice:index", "help:index")
    at_work = [BAND in page(client, name) for name in names]

    practising(client)

    assert at_work == [False] * 5
    assert [BAND in page(client, name) for name in names] == [True] * 5


def test_the_street_lists_its_families_and_leads_back_to_work(
    alice: Practitioner, client_of: ClientOf
) -> None:
    episode = make_episode(by=alice)
    client = practising(client_of(alice))

    inside = page(client, "practice:index")
    real = client.get(reverse("episodes:overview", args=[episode.id])).status_code
    back = client.post(reverse("practice:leave"), follow=True).content.decode()

    assert "Amara Fennwick" in inside
    assert real == 404
    assert "What you see now is real" in back
    assert client.get(reverse("episodes:overview", args=[episode.id])).status_code == 200


def test_who_wore_the_second_of_two_posts_wears_it_again(
    alice: Practitioner, school: Agency, client_of: ClientOf
) -> None:
    second = alice.posts.create(
        authority_id=alice.authority_id, practitioner=alice, agency=school, role="coordinator"
    )
    client = client_of(alice)
    client.post(reverse("account_choose_post"), {"post": str(second.id)})

    practising(client)
    client.post(reverse("practice:leave"))

    assert client.session["post"] == str(second.id)


def test_feedback_follows_what_is_done(alice: Practitioner, client_of: ClientOf) -> None:
    client = practising(client_of(alice))
    address = feedback_address(client, "Orla Merridew")

    shown = client.get(address).content.decode()

    assert "A service is recorded." not in shown
    assert "No service is recorded." in shown
    assert "Progress is written on an action." in shown
    assert "Only a person can say" in shown


def test_the_learner_walks_as_a_coordinator_too(alice: Practitioner, client_of: ClientOf) -> None:
    client = practising(client_of(alice))
    choose = reverse("account_choose_post")
    options = re.findall(r'value="([0-9a-f-]{36})"', client.get(choose).content.decode())

    client.post(choose, {"post": options[-1]})

    assert client.get(reverse("home:board")).status_code == 200
    assert "Mina Rowanbeck" in page(client, "practice:index")


def test_beginning_anew_brings_the_families_back(alice: Practitioner, client_of: ClientOf) -> None:
    client = practising(client_of(alice))
    before = feedback_address(client, "Orla Merridew")

    client.post(reverse("practice:anew"), SENT)

    assert BAND in page(client, "practice:index")
    assert feedback_address(client, "Orla Merridew") != before
    assert client.get(before).status_code == 404
    assert Street.objects.filter(ended_at=None).count() == 1


def test_the_training_team_clears_a_street(alice: Practitioner, client_of: ClientOf) -> None:
    learner, team = practising(client_of(alice)), client_of(trainer())
    street = Street.objects.get()

    assert str(alice) in page(team, "practice:learners")
    team.post(reverse("practice:clear", args=[street.id]), SENT)

    assert "Nobody has a practice street yet" in page(team, "practice:learners")
    assert BAND not in page(learner, "practice:index")
    assert learner.get(reverse("practice:learners")).status_code == 403


def test_whoever_was_not_trained_yet_may_practise(
    alice: Practitioner, authority: Authority, client_of: ClientOf
) -> None:
    Authority.objects.filter(pk=authority.pk).update(asks_training=True)
    client = client_of(alice)

    assert client.get(reverse("home:my_work")).status_code == 403
    practising(client)
    assert client.get(reverse("home:my_work")).status_code == 200


def test_roles_that_write_no_records_are_told_so(erin: Practitioner, client_of: ClientOf) -> None:
    client = client_of(erin)

    assert "Your role writes no records" in page(client, "practice:index")
    assert client.post(reverse("practice:open")).status_code == 403


def test_a_real_case_has_no_page_of_feedback(alice: Practitioner, client_of: ClientOf) -> None:
    episode = make_episode(by=alice)

    assert client_of(alice).get(reverse("practice:feedback", args=[episode.id])).status_code == 404
