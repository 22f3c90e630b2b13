"""An administrator looks after people: posts, invitations, accounts, lost factors. No case is shown."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from opencaf.accounts.factors import factors_of
from opencaf.agencies.models import Agency, Authority, LostFactor, Practitioner
from opencaf.core import clock
from opencaf.outbox.models import Message
from opencaf.web.shared.confirmed import CONFIRMED_AT
from tests.factories import PractitionerFactory, acting_in, make_episode
from tests.fixtures import TODAY
from tests.signing_in import add_app, user_of
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
OwnerSees = Callable[..., list[dict[str, Any]]]
PASSWORD = "otter lantern sideways"


@pytest.fixture
def administrator(erin: Practitioner, client_of: ClientOf) -> Client:
    cache.clear()
    return client_of(erin)


@pytest.fixture
def olu(school: Agency) -> Practitioner:
    """Works at the school and has no account."""
    return PractitionerFactory(
        given_name="Olu", family_name="Abara", user=None, email="", post_worn__agency=school
    )


def send(client: Client, name: str, who: Practitioner, **answers: str) -> Any:
    return client.post(reverse(f"authority:{name}", args=[who.id]), {"submission_token": "x", **answers})


def test_the_list_shows_posts_and_accounts_and_no_case(
    administrator: Client, alice: Practitioner, olu: Practitioner, other_authority: Authority
) -> None:
    make_episode(by=alice, why="Qwertzuiop.")
    with acting_in(other_authority.id):
        PractitionerFactory(given_name="Orla")

    with at_most(12):
        page = administrator.get(reverse("authority:people")).content.decode()

    assert "Inclusion lead at Willow Primary School" in page
    assert "No account" in page
    assert "Orla" not in page
    assert "Qwertzuiop" not in page


def test_a_person_is_added_with_a_post(administrator: Client, school: Agency) -> None:
    answers = {
        "given_name": "Ngozi",
        "family_name": "Bell",
        "agency": str(school.id),
        "role": "coordinator",
        "started_on_day": "1",
        "started_on_month": "11",
        "started_on_year": "2026",
    }

    answer = administrator.post(reverse("authority:person_add"), answers)

    assert answer.status_code == 302
    assert Practitioner.objects.get(given_name="Ngozi").post.role == "coordinator"


def test_a_post_ends_on_a_day(administrator: Client, bob: Practitioner) -> None:
    there = reverse("authority:post_end", args=[bob.post.id])

    administrator.post(there, {"ended_on_day": "2", "ended_on_month": "11", "ended_on_year": "2026"})

    bob.post.refresh_from_db()
    assert bob.post.ended_on == dt.date(2026, 11, 2)


def link_of(client: Client, who: Practitioner, email: str = "olu.abara@example.org") -> str:
    """The link that is mailed when somebody is invited."""
    assert send(client, "invite", who, email=email).status_code == 302
    body = Message.objects.latest("recorded_at", "id").body
    found = re.search(r"http://\S+?(/account/invitation/\S+)", body)
    assert found, body
    return found[1]


def accept(link: str, **answers: str) -> Any:
    return Client().post(link, {"family_name": "abara", "password": PASSWORD, **answers})


def test_an_invitation_makes_an_account_once(
    administrator: Client, olu: Practitioner, owner_sees: OwnerSees
) -> None:
    link = link_of(administrator, olu)

    first, again = accept(link), accept(link)

    user = get_user_model().objects.get(email="olu.abara@example.org")
    olu.refresh_from_db()
    assert first["Location"] == reverse("account_login")
    assert user.check_password(PASSWORD)
    assert olu.user_id == user.pk
    assert again.status_code == 404
    assert "Ask whoever invited you for a new one" in again.content.decode()
    actions = owner_sees("select action from audit_event where action like '%%invit%%' order by at, id")
    assert [event["action"] for event in actions] == ["practitioner_invited", "invitation_accepted"]


def test_the_mail_says_nothing_about_a_person(administrator: Client, olu: Practitioner) -> None:
    link_of(administrator, olu)

    mail = Message.objects.latest("recorded_at", "id")

    assert "Olu" not in mail.subject + mail.body
    assert "Abara" not in mail.subject + mail.body


def test_what_is_kept_of_the_link_does_not_open_it(administrator: Client, olu: Practitioner) -> None:
    link = link_of(administrator, olu)
    kept = olu.invitations.get().secret_digest

    assert kept not in link
    assert Client().get("/".join([*link.split("/")[:-2], kept, ""])).status_code == 404


def test_an_invitation_ends_after_three_days(administrator: Client, olu: Practitioner) -> None:
    link = link_of(administrator, olu)

    with clock.everywhere_at(TODAY + dt.timedelta(days=3, minutes=1)):
        assert Client().get(link).status_code == 404


def test_a_second_invitation_ends_the_first(administrator: Client, olu: Practitioner) -> None:
    first = link_of(administrator, olu)
    second = link_of(administrator, olu, email="olu@example.org")

    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"family_name": "Bell"}, "Family name must be the one under which you were invited"),
        ({"family_name": ""}, "Enter your family name"),
        ({"password": "short"}, "New password must have 12 characters or more"),
        ({"password": "password1234"}, "harder to guess"),
    ],
)
def test_a_wrong_answer_makes_no_account(
    administrator: Client, olu: Practitioner, answers: dict[str, str], sentence: str
) -> None:
    page = accept(link_of(administrator, olu), **answers).content.decode()

    olu.refresh_from_db()
    assert sentence in page
    assert olu.user_id is None


def test_who_has_an_account_is_not_invited(administrator: Client, alice: Practitioner) -> None:
    page = send(administrator, "invite", alice, email="a@example.org").content.decode()

    assert "has an account already" in page


def test_a_closed_account_is_out_and_comes_back(
    administrator: Client, bob: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(bob)

    send(administrator, "account_close", bob)
    closed = client.get("/home/").status_code
    send(administrator, "account_open", bob)

    assert closed == 302
    assert client_of(bob).get("/home/").status_code == 200


@pytest.mark.parametrize("name", ["person", "post_give", "account_close", "factor_lose"])
def test_no_name_stands_in_a_title(administrator: Client, bob: Practitioner, name: str) -> None:
    page = administrator.get(reverse(f"authority:{name}", args=[bob.id])).content.decode()

    title = page.split("<title>")[1].split("</title>")[0]
    assert bob.given_name not in title
    assert bob.family_name not in title


def test_nobody_closes_their_own_account(administrator: Client, erin: Practitioner) -> None:
    answer = send(administrator, "account_close", erin)

    assert answer.status_code == 403
    assert "Ask another administrator" in answer.content.decode()


def test_a_lost_factor_takes_two_administrators(
    administrator: Client, bob: Practitioner, client_of: ClientOf, owner_sees: OwnerSees
) -> None:
    add_app(user_of(bob))
    second = client_of(PractitionerFactory(given_name="Emre", post_worn__role="administrator"))
    send(administrator, "factor_lose", bob, verified_how="called_back")
    there = reverse("authority:factor_release", args=[LostFactor.objects.get().id])

    by_the_first = administrator.post(there)
    kept = factors_of(bob.user_id).count
    by_the_second = second.post(there, {"submission_token": "x"})

    assert (by_the_first.status_code, kept) == (403, 1)
    assert "Another administrator must release it" in by_the_first.content.decode()
    assert by_the_second.status_code == 302
    assert factors_of(bob.user_id).count == 0
    assert owner_sees("select 1 from audit_event where action = 'lost_factor_released'")


@pytest.mark.parametrize("name", ["person_add", "agencies"])
def test_others_are_refused(alice: Practitioner, client_of: ClientOf, name: str) -> None:
    answer = client_of(alice).get(reverse(f"authority:{name}"))

    assert answer.status_code == 403
    assert "Only an administrator" in answer.content.decode()


def make_old(client: Client) -> None:
    """Let the last confirmation be eleven minutes old."""
    session = client.session
    session[CONFIRMED_AT] = (clock.now() - dt.timedelta(minutes=11)).timestamp()
    session.save()


@pytest.mark.parametrize("name", ["account_close", "post_give", "invite", "factor_lose"])
def test_a_dangerous_act_asks_again_who_it_is(administrator: Client, bob: Practitioner, name: str) -> None:
    make_old(administrator)

    answer = administrator.get(reverse(f"authority:{name}", args=[bob.id]))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_what_was_sent_is_done_after_confirming(
    administrator: Client, erin: Practitioner, school: Agency, alice: Practitioner
) -> None:
    user = user_of(erin)
    user.set_password(PASSWORD)
    user.save()
    session = administrator.session
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    make_old(administrator)
    there = reverse("authority:agency_stop", args=[school.id])

    asked = administrator.post(there, {"why": "A laptop was stolen."})
    not_yet = Agency.objects.get(pk=school.pk).active
    done = administrator.post(asked["Location"], {"password": PASSWORD, "next": there})

    school.refresh_from_db()
    assert not_yet
    assert done["Location"] == reverse("authority:agencies")
    assert (school.active, school.stopped_why) == (False, "A laptop was stolen.")


def test_an_agency_is_stopped_and_opened_again(administrator: Client, school: Agency) -> None:
    administrator.post(reverse("authority:agency_stop", args=[school.id]), {"why": "A laptop was stolen."})
    page = administrator.get(reverse("authority:agencies")).content.decode()
    administrator.post(reverse("authority:agency_reopen", args=[school.id]), {"submission_token": "x"})

    school.refresh_from_db()
    assert "A laptop was stolen." in page
    assert school.active


def test_nobody_stops_their_own_agency(administrator: Client, erin: Practitioner) -> None:
    answer = administrator.get(reverse("authority:agency_stop", args=[erin.post.agency_id]))

    assert answer.status_code == 403
    assert "you would shut yourself out" in answer.content.decode()
