"""The form to fill in by hand: every question that is asked now, its prompts, and nobody's name."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.operations.forms import bring_form_into_use, change_question, prepare_form
from opencaf.episodes.queries.forms import form_asked_on
from tests.factories import ChildFactory
from tests.factories.assessment import make_draft
from tests.web.counting import at_most
from tests.web.shared.paper_read import PaperRead, read_paper

SignIn = Callable[[Practitioner], Client]
ADDRESS = reverse("help:blank_form")


def taken(client: Client) -> PaperRead:
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="blank-form.pdf"'
    return read_paper(answer.content)


def test_every_question_stands_on_it_with_prompts_marks_to_tick_and_whom_to_ring(
    alice: Practitioner, client_of: SignIn
) -> None:
    make_draft(by=alice)
    form = form_asked_on(clock.today(), alice.authority_id)

    paper = taken(client_of(alice))

    assert form is not None
    questions = list(form.questions.all())
    assert (paper.language, paper.is_marked, paper.pdf_ua_part) == ("en-GB", True, "1")
    places = [paper.text.find(question.name) for question in questions]
    assert -1 not in places
    assert places == sorted(places)
    for question in questions:
        for text in (question.help_text, question.ask_child, question.ask_parents):
            assert " ".join(text.split()) in paper.text
        assert not question.example or " ".join(question.example.split()) not in paper.text
    for answer in (
        "0 No concern",
        "5 Very high concern",
        "Don't know",
        "Not relevant",
        "Not my area to judge",
    ):
        assert paper.text.count(answer) == len(questions)
    assert alice.authority.safeguarding_phone in paper.text
    assert f"{form.name}, version {form.version}" in paper.text
    assert paper.tags.count("H2") == len(questions)


def test_it_says_nothing_of_any_child_or_of_who_takes_it(alice: Practitioner, client_of: SignIn) -> None:
    make_draft(by=alice, children=[ChildFactory(given_names="Quokkasong")])

    text = taken(client_of(alice)).text

    assert "Quokkasong" not in text
    assert str(alice) not in text


def test_it_is_the_version_that_is_asked_today(
    erin: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    make_draft(by=alice)
    prepared = prepare_form(name="Our own form", by=erin)
    change = {"name": "How they sleep", "help_text": "", "ask_child": "", "ask_parents": "", "example": ""}
    change_question(question=prepared.questions.all()[0], **change, by=erin)
    before = taken(client_of(alice)).text
    bring_form_into_use(form=prepared, in_use_from=clock.today(), by=erin)

    after = taken(client_of(alice)).text

    assert "How they sleep" not in before
    assert "How they sleep" in after
    assert "Our own form, version 2" in after


def test_a_form_of_the_future_is_not_given_yet(
    erin: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    make_draft(by=alice)
    prepared = prepare_form(name="Our own form", by=erin)
    bring_form_into_use(form=prepared, in_use_from=clock.today() + dt.timedelta(days=1), by=erin)

    assert "Our own form" not in taken(client_of(alice)).text


def test_help_and_the_page_of_forms_lead_to_it(
    erin: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    make_draft(by=alice)

    assert ADDRESS in client_of(alice).get(reverse("help:index")).content.decode()
    assert ADDRESS in client_of(erin).get(reverse("authority:forms")).content.decode()
    assert ADDRESS not in Client().get(reverse("help:index")).content.decode()


def test_without_a_form_help_says_whom_to_ask(alice: Practitioner, client_of: SignIn) -> None:
    page = client_of(alice).get(ADDRESS, follow=True).content.decode()

    assert "Ask its administrator to adopt one." in page


def test_it_asks_little_of_the_database(alice: Practitioner, client_of: SignIn) -> None:
    make_draft(by=alice)
    client = client_of(alice)

    with at_most(8):
        client.get(ADDRESS)
