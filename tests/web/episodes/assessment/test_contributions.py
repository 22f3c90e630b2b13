"""Pages on which others are asked to write, and on which they do."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import Assessment, Contribution
from opencaf.episodes.operations.contributing import send_contribution
from opencaf.episodes.operations.contributions import withdraw_contribution
from opencaf.episodes.seen import fingerprint
from opencaf.outbox.models import Message
from opencaf.web.shared.keeping import keeper_of
from tests.factories.assessment import STARTED
from tests.factories.contributions import agree_to_share, agree_to_writer, make_contribution
from tests.fixtures import TODAY
from tests.signing_in import user_of
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import SignIn, on, page, sent_back

HEARD = "He coughs at night and sleeps badly."


@pytest.fixture
def asked(draft: Assessment, alice: Practitioner, dave: Practitioner) -> Contribution:
    agree_to_writer(draft, dave, alice)
    return make_contribution(draft, dave, by=alice, question="How is his cough?")


def own_page(asked: Contribution) -> str:
    return reverse("episodes:contribute", args=[asked.id])


def first_text(asked: Contribution) -> str:
    return f"text-{asked.boxes.order_by('question__position')[0].id}"


def test_somebody_is_asked_by_name(
    draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    agree_to_writer(draft, dave, alice)
    client, address = client_of(alice), page(draft, "assessment_ask")
    answers = sent_back(client.get(address)) | {
        "somebody_else": str(dave),
        "elements": ["general_health"],
        **on("asked_on", STARTED),
    }

    answer = client.post(address, answers, follow=True)

    assert [one.practitioner for one in Contribution.objects.all()] == [dave]
    assert "They are asked" in answer.content.decode()


def test_the_ask_page_keeps_to_its_ceiling(draft: Assessment, alice: Practitioner, client_of: SignIn) -> None:
    client = client_of(alice)
    with at_most(13):
        client.get(page(draft, "assessment_ask"))


def test_somebody_new_is_sent_a_link(
    draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    agree_to_share(draft, dave, alice)
    client, address = client_of(alice), page(draft, "assessment_ask")
    answers = sent_back(client.get(address)) | {
        "given_name": "Gemma",
        "family_name": "Oake",
        "newcomer_agency": dave.agency.id,
        "email": "gemma@example.org",
        "elements": ["general_health"],
        **on("asked_on", STARTED),
    }

    client.post(address, answers)

    assert Message.objects.get().to == "gemma@example.org"
    assert str(Contribution.objects.get().practitioner) == "Gemma Oake"


def test_what_is_missing_is_said_at_its_field(
    draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    agree_to_share(draft, dave, alice)
    client, address = client_of(alice), page(draft, "assessment_ask")
    answers = sent_back(client.get(address)) | {"given_name": "Gemma"}

    form = client.post(address, answers).context["form"]

    assert form.errors == {
        "family_name": ["Enter their family name"],
        "newcomer_agency": ["Select where they work"],
        "email": ["Enter the e-mail address to which the link goes"],
        "elements": ["Select at least one part to ask about"],
    }


def test_whoever_nobody_agreed_to_is_refused_with_the_next_step(
    draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    client, address = client_of(alice), page(draft, "assessment_ask")
    answers = sent_back(client.get(address)) | {
        "somebody_else": str(dave),
        "elements": ["general_health"],
        **on("asked_on", STARTED),
    }

    answer = client.post(address, answers)

    assert "record what they say under Sharing, then ask" in answer.context["form"].errors["who"][0]
    assert str(dave) in answer.content.decode()


def test_the_asked_one_finds_it_in_my_work_and_sees_only_what_is_asked(
    asked: Contribution, draft: Assessment, dave: Practitioner, client_of: SignIn
) -> None:
    client = client_of(dave)
    work = client.get(reverse("home:my_work")).content.decode()

    with at_most(13):
        shown = client.get(own_page(asked)).content.decode()

    assert own_page(asked) in work
    assert "How is his cough?" in shown
    assert "General health" in shown
    assert "Emotional" not in shown
    assert client.get(reverse("episodes:overview", args=[draft.episode_id])).status_code == 403


def test_what_is_sent_stands_beside_the_box_and_in_the_whole(
    asked: Contribution, draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    client = client_of(dave)
    answers = sent_back(client.get(own_page(asked))) | {first_text(asked): HEARD, "then": "send"}

    client.post(own_page(asked), answers)

    hers = client_of(alice)
    work = hers.get(reverse("home:my_work")).content.decode()
    assert f"{dave} has written" in work
    for address in (page(draft, "assessment_domain", "child"), page(draft, "assessment_show", 1)):
        shown = hers.get(address).content.decode()
        assert HEARD in shown
        assert str(dave) in shown


def test_what_is_saved_for_later_is_shown_to_nobody_yet(
    asked: Contribution, draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    client = client_of(dave)
    answers = sent_back(client.get(own_page(asked))) | {first_text(asked): HEARD, "then": "later"}

    client.post(own_page(asked), answers)

    assert HEARD in client.get(own_page(asked)).content.decode()
    assert HEARD not in client_of(alice).get(page(draft, "assessment_show", 1)).content.decode()


def test_texts_save_themselves(asked: Contribution, dave: Practitioner, client_of: SignIn) -> None:
    name = first_text(asked)
    address = reverse("episodes:contribute_texts", args=[asked.id])

    client = client_of(dave)
    with at_most(20):
        said = client.post(address, {name: HEARD, f"seen-{name}": fingerprint("")}).json()

    assert said["seen"] == {name: fingerprint(HEARD)}
    assert asked.boxes.filter(text=HEARD).exists()


def test_both_texts_are_shown_where_two_type_at_once(
    asked: Contribution, draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    client, name = client_of(dave), first_text(asked)
    answers = sent_back(client.get(own_page(asked))) | {name: "Mine.", "then": "send"}
    hers = page(draft, "assessment_contribution_texts", asked.id)
    client_of(alice).post(hers, {name: "Hers.", f"seen-{name}": fingerprint("")})

    answer = client.post(own_page(asked), answers)

    assert "Hers." in answer.content.decode()
    assert "Mine." in answer.content.decode()
    assert not Contribution.objects.exclude(sent_on=None).exists()


def test_a_page_of_one_account_saves_nothing_for_another(
    asked: Contribution, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    typed = {first_text(asked): "Hers.", "keeper": keeper_of(user_of(alice)).name}

    said = client_of(dave).post(reverse("episodes:contribute_texts", args=[asked.id]), typed).json()

    assert "Somebody else has signed in" in said["refused"]


def test_who_writes_the_assessment_types_for_them(
    asked: Contribution, draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    client, address = client_of(alice), page(draft, "assessment_contribution", asked.id)
    answers = sent_back(client.get(address)) | {first_text(asked): HEARD, "then": "send"}

    client.post(address, answers)

    listed = client.get(page(draft, "assessment_contributions")).content.decode()
    assert "Sent on" in listed
    assert asked.boxes.get(text=HEARD).versions.get().on_behalf_of == dave


def test_reading_is_noted_and_my_work_is_empty_again(
    asked: Contribution, draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    texts = {first_text(asked): HEARD}
    send_contribution(contribution=asked, texts=texts, seen={}, sent_on=TODAY.date(), by=dave)
    client = client_of(alice)
    shown = client.get(page(draft, "assessment_contributions"))

    token = {"submission_token": str(shown.context["read_form"].submission_token)}
    client.post(page(draft, "assessment_contribution_read", asked.id), token)

    assert "has written" not in client.get(reverse("home:my_work")).content.decode()


def test_a_withdrawn_question_says_whom_to_ask(
    asked: Contribution, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    withdraw_contribution(contribution=asked, withdrawn_on=TODAY.date(), by=alice)

    shown = client_of(dave).get(own_page(asked)).content.decode()

    assert "The question was withdrawn on 2 November 2026." in shown
    assert f"ask {alice}" in shown


def test_after_the_last_day_the_page_says_what_to_do(
    asked: Contribution, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    with clock.everywhere_at(TODAY + dt.timedelta(days=1), running=True):
        shown = client_of(dave).get(own_page(asked)).content.decode()

    assert "The time to answer is over" in shown
    assert f"ask {alice}" in shown


def test_reminding_gives_more_time(
    asked: Contribution, draft: Assessment, alice: Practitioner, client_of: SignIn
) -> None:
    client, address = client_of(alice), page(draft, "assessment_remind", asked.id)
    later = TODAY.date() + dt.timedelta(days=7)

    client.post(address, sent_back(client.get(address)) | on("answer_by", later))

    asked.refresh_from_db()
    assert (asked.answer_by, asked.reminded_on) == (later, TODAY.date())


def test_taking_back_is_shown_in_the_list(
    asked: Contribution, draft: Assessment, alice: Practitioner, client_of: SignIn
) -> None:
    client, address = client_of(alice), page(draft, "assessment_withdraw", asked.id)

    answer = client.post(address, sent_back(client.get(address)), follow=True)

    assert "The question was withdrawn on 2 November 2026" in answer.content.decode()


def test_the_list_has_its_empty_state(draft: Assessment, alice: Practitioner, client_of: SignIn) -> None:
    client = client_of(alice)
    with at_most(12):
        shown = client.get(page(draft, "assessment_contributions")).content.decode()

    assert "Nobody else was asked yet" in shown


def test_nobody_else_opens_the_page_of_the_asked_one(
    asked: Contribution, bob: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    statuses = [client_of(one).get(own_page(asked)).status_code for one in (bob, alice)]

    assert statuses == [404, 404]
    assert Client().get(own_page(asked)).status_code == 302


def test_all_parts_can_be_asked_about_and_sent(
    draft: Assessment, alice: Practitioner, dave: Practitioner, client_of: SignIn
) -> None:
    agree_to_writer(draft, dave, alice)
    asked = make_contribution(draft, dave, by=alice, elements=[element.code for element in ELEMENTS])
    client = client_of(dave)
    answers = sent_back(client.get(own_page(asked))) | {first_text(asked): HEARD, "then": "send"}

    client.post(own_page(asked), answers)

    assert Contribution.objects.exclude(sent_on=None).get().boxes.count() == 19
