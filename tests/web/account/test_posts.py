"""Choosing a post."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Post, Practitioner
from tests.factories import PASSWORD, AgencyFactory

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def second_post(alice: Practitioner) -> Post:
    agency = AgencyFactory(name="Hazel Family Hub")
    return Post.objects.create(
        authority_id=alice.authority_id, practitioner=alice, agency=agency, role="coordinator"
    )


def test_somebody_with_several_posts_chooses_when_signing_in(alice: Practitioner, second_post: Post) -> None:
    cache.clear()
    user = get_user_model().objects.get(pk=alice.user_id)
    user.set_password(PASSWORD)
    user.save()

    answer = Client().post("/account/login/?next=/help/", {"login": alice.email, "password": PASSWORD})

    assert answer["Location"] == "/account/post/?next=%2Fhelp%2F"


def test_the_chosen_post_is_worn_from_then_on(
    client_of: SignIn, alice: Practitioner, second_post: Post, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    client = client_of(alice)
    before = client.get(reverse("home:board")).status_code

    answer = client.post("/account/post/?next=/help/", {"post": str(second_post.id)})

    assert before == 403
    assert answer["Location"] == "/help/"
    assert client.get(reverse("home:board")).status_code == 200
    chosen = owner_sees("select subject_id from audit_event where action = 'post_chosen'")
    assert chosen == [{"subject_id": str(second_post.id)}]


def test_somebody_elses_post_is_refused_at_the_field(
    client_of: SignIn, alice: Practitioner, second_post: Post, carol: Practitioner
) -> None:
    client = client_of(alice)

    page = client.post("/account/post/", {"post": str(carol.post.id)}).content.decode()

    assert page.count("Select ") >= 2
    assert client.get(reverse("home:board")).status_code == 403


def test_an_open_choice_is_refused_with_what_to_do(
    client_of: SignIn, alice: Practitioner, second_post: Post
) -> None:
    page = client_of(alice).post("/account/post/", {"submission_token": "x"}).content.decode()

    assert page.count("Select the post you are working in") == 2


def test_one_post_leaves_nothing_to_choose(client_of: SignIn, bob: Practitioner) -> None:
    answer = client_of(bob).get("/account/post/?next=https://example.org/")

    assert answer["Location"] == reverse("home:my_work")
