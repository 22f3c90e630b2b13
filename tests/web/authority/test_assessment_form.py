"""Whoever looks after the form prepares its next version in pages, as a file, and brings one in."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.models import AssessmentForm
from opencaf.episodes.operations.assessment import form_in_use
from opencaf.episodes.operations.forms import prepare_form
from tests.factories import ChildFactory
from tests.factories.assessment import make_draft
from tests.factories.setup import equipped
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
LIST = reverse("authority:forms")


@pytest.fixture
def form(authority: Authority) -> AssessmentForm:
    return equipped(authority).form


@pytest.fixture
def administrator(erin: Practitioner, client_of: ClientOf, form: AssessmentForm) -> Client:
    cache.clear()
    return client_of(erin)


@pytest.fixture
def prepared(administrator: Client, erin: Practitioner) -> AssessmentForm:
    return prepare_form(name="Our form", by=erin)


def at(name: str, *arguments: Any) -> str:
    return reverse(f"authority:{name}", args=arguments)


def page(client: Client, address: str) -> str:
    with at_most(12):
        response = client.get(address)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def send(client: Client, address: str, **answers: Any) -> Any:
    return client.post(address, {"submission_token": "x", **answers}, follow=True)


def test_the_next_version_is_prepared_changed_and_brought_into_use(
    administrator: Client, alice: Practitioner
) -> None:
    send(administrator, at("form_prepare"), name="Our form")
    prepared = AssessmentForm.objects.get(in_use_from=None)
    health, development, *_ = prepared.questions.all()
    said = send(administrator, at("form_question", health.id), name="Health", ask_child="Where does it hurt?")
    send(administrator, at("form_move", development.id, "earlier"))
    today = clock.today()
    day = {"in_use_from_day": today.day, "in_use_from_month": today.month, "in_use_from_year": today.year}
    send(administrator, at("form_into_use", prepared.id), **day)

    assert "The question was changed." in said.content.decode()
    assert f"Asked since {in_words(today)}" in page(administrator, LIST)
    text = page(administrator, at("form_show", prepared.id))
    assert text.index("Physical development") < text.index("Where does it hurt?")
    assert "Ask it earlier" not in text
    assert form_in_use(alice, today) == prepared


def test_what_stands_beside_a_box_is_shown_to_who_assesses(
    prepared: AssessmentForm, alice: Practitioner, client_of: ClientOf
) -> None:
    draft = make_draft(by=alice, children=[ChildFactory()])

    text = client_of(alice).get(reverse("episodes:assessment_domain", args=[draft.episode_id, "child"]))

    for words in ("Ask the child", "Ask both parents", "An example, about an invented family"):
        assert text.content.decode().count(words) == 12


def test_a_form_goes_out_and_comes_back(
    administrator: Client, form: AssessmentForm, prepared: AssessmentForm
) -> None:
    file = administrator.get(at("form_download", form.id))
    send(administrator, at("form_throw_away", prepared.id))
    chosen = SimpleUploadedFile("form.json", file.content, "application/json")
    said = send(administrator, at("form_bring_in"), file=chosen)

    assert file["Content-Disposition"] == 'attachment; filename="form-version-1.json"'
    assert json.loads(file.content)["resourceType"] == "Questionnaire"
    assert "The form was brought in." in said.content.decode()
    back = AssessmentForm.objects.get(in_use_from=None)
    shown = ("code", "domain", "group", "name", "help_text", "example", "fits_the_unborn")
    assert list(back.questions.values_list(*shown)) == list(form.questions.values_list(*shown))


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Choose a file or paste its text, one of the two"),
        ({"text": "name;age"}, "This is not a FHIR Questionnaire: it is not JSON"),
        ({"file": SimpleUploadedFile("f.json", b"PK\x03\x04zip")}, "The file is a workbook and not text"),
        ({"file": SimpleUploadedFile("f.json", b"\xff\xfe\x00")}, "must be text in the encoding UTF-8"),
        ({"file": SimpleUploadedFile("f.json", b"")}, "The file is empty"),
        ({"file": SimpleUploadedFile("f.json", b" " * 1_000_001)}, "must be 1 MB or smaller"),
    ],
)
def test_what_is_no_form_is_refused_at_the_field(
    administrator: Client, answers: dict[str, Any], sentence: str
) -> None:
    said = send(administrator, at("form_bring_in"), **answers).content.decode()

    assert said.count(sentence) == 2  # in the summary and at the field
    assert answers.get("text", "") in said
    assert not AssessmentForm.objects.filter(in_use_from=None).exists()


def test_another_authoritys_form_is_not_there(administrator: Client, other_authority: Authority) -> None:
    theirs = equipped(other_authority).form

    for name in ("form_show", "form_download", "form_into_use", "form_throw_away"):
        assert administrator.get(at(name, theirs.id)).status_code == 404


def test_who_assesses_does_not_change_the_form(
    form: AssessmentForm, alice: Practitioner, client_of: ClientOf
) -> None:
    assert client_of(alice).get(LIST).status_code == 403


def test_before_the_first_version_the_list_says_what_to_do(erin: Practitioner, client_of: ClientOf) -> None:
    assert "There is no form yet." in page(client_of(erin), LIST)
