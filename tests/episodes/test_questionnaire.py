"""Forms and assessments as FHIR, read back by the models of the package fhir.resources (R4B)."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from opencaf.episodes.element_words import WORDS
from opencaf.episodes.elements import ELEMENTS, Domain
from opencaf.episodes.models import AssessmentForm, Question
from opencaf.episodes.questionnaire import (
    About,
    Answered,
    questionnaire_of,
    read_questionnaire,
    response_of,
)
from opencaf.episodes.questionnaire_around import AROUND, LEVEL

Json = dict[str, Any]
FIELDS = ("code", "domain", "group", "name", "help_text", "ask_child", "ask_parents", "example")
# What R4 has and R4B has alike (hl7.org/fhir/R4): nothing else may stand in a file.
OF_A_FORM = {"resourceType", "url", "version", "title", "status", "subjectType", "effectivePeriod", "item"}
OF_AN_ITEM = {"linkId", "text", "type", "code", "repeats", "answerOption", "item"}


def national(**words: str) -> tuple[AssessmentForm, list[Question]]:
    form = AssessmentForm(id=uuid.uuid4(), version=2, name="Our form", in_use_from=dt.date(2026, 12, 1))
    return form, [
        Question(
            code=one.code,
            domain=one.domain,
            group=one.group,
            name=one.name,
            help_text=words.get("help_text", one.help_text),
            ask_child=words.get("ask_child", WORDS[one.code].ask_child),
            ask_parents=WORDS[one.code].ask_parents,
            example=words.get("example", WORDS[one.code].example),
            fits_the_unborn=one.fits_the_unborn,
        )
        for one in ELEMENTS
    ]


def items_in(found: Json) -> list[Json]:
    return [item for one in found.get("item", []) for item in (one, *items_in(one))]


def test_a_form_is_a_questionnaire_of_r4b() -> None:
    exported = questionnaire_of(*national())

    read = Questionnaire.model_validate_json(json.dumps(exported))

    assert (read.status, read.version) == ("active", "2")
    domains, around = read.item[:3], read.item[3:]
    assert [part.linkId for part in domains] == ["child", "parents_carers", "family_environment"]
    assert sum(len(part.item) for part in domains) == 19
    assert [part.linkId for part in around] == ["around", "conclusions", "views"]


def test_a_form_has_only_fields_of_r4() -> None:
    exported = questionnaire_of(*national())
    links = [item["linkId"] for item in items_in(exported)]

    assert exported.keys() <= OF_A_FORM
    assert all(item.keys() <= OF_AN_ITEM for item in items_in(exported))
    assert {item["type"] for item in items_in(exported)} <= {"group", "display", "choice", "text"}
    assert len(links) == len(set(links))


def test_a_form_that_nobody_uses_yet_is_a_draft() -> None:
    form, questions = national()
    form.in_use_from = None

    exported = questionnaire_of(form, questions)

    assert exported["status"] == "draft"
    assert "effectivePeriod" not in exported
    Questionnaire.model_validate_json(json.dumps(exported))


WORDS_TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200).map(str.strip)


@given(help_text=WORDS_TYPED, ask_child=WORDS_TYPED, example=WORDS_TYPED)
def test_whatever_is_written_comes_back_word_for_word(help_text: str, ask_child: str, example: str) -> None:
    form, questions = national(help_text=help_text, ask_child=ask_child, example=example)

    back = read_questionnaire(json.dumps(questionnaire_of(form, questions)))

    assert back.name == form.name
    for read, question in zip(back.questions, questions, strict=True):
        assert [getattr(read, field) for field in FIELDS] == [getattr(question, field) for field in FIELDS]
        assert read.fits_the_unborn == question.fits_the_unborn


def broken(change: Any) -> str:
    exported = questionnaire_of(*national())
    change(exported)
    return json.dumps(exported)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "it is not JSON"),
        ("name;age", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "its resourceType is another"),
        ('{"resourceType": "Patient"}', "its resourceType is another"),
        ('{"resourceType": "Questionnaire", "item": 3}', "must be a list of items"),
        ('{"resourceType": "Questionnaire", "item": ["x"]}', "must be a list of items"),
        (
            '{"resourceType": "Questionnaire", "item": [{"linkId": "money"}]}',
            "“money” is not a part of the form",
        ),
        ('{"resourceType": "Questionnaire"}', "These are missing: general_health, "),
        (" " * 1_000_001, "too long for a form"),
        (broken(lambda found: found["item"][0]["item"].pop()), "These are missing: aspirations"),
        (
            broken(lambda found: found["item"][0]["item"].append(found["item"][0]["item"][0])),
            "These stand in it twice: general_health",
        ),
        (
            broken(lambda found: found["item"][0]["item"][0].update(linkId="money")),
            "These are unknown: money",
        ),
        (broken(lambda found: found["item"][0]["item"][0].pop("text")), "does not say how “general_health”"),
        (broken(lambda found: found["item"][0]["item"][0].update(text=7)), "“text” must be words"),
        (broken(lambda found: found["item"][0]["item"][0].update(text="x" * 121)), "120 characters or fewer"),
        (broken(lambda found: found.pop("title")), "does not say how the form is called"),
        (broken(lambda found: found.update(title="x" * 101)), "100 characters or fewer"),
        (broken(lambda found: found["item"][0]["item"][0].update(code=7)), "“code” must be a list"),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_questionnaire(text)

    assert sentence in refused.value.messages[0]


def test_an_assessment_is_a_response_of_r4b() -> None:
    form, questions = national()
    about = About(uuid.uuid4(), form, uuid.uuid4(), dt.date(2026, 11, 2), "Alice Ward")
    codes = {"general_health": "0", "identity": "dont_know", "wider_family": "not_asked"}
    answered = [
        Answered(one, codes.get(one.code, "3"), {"story": f"Of {one.code}.", "needs": ""})
        for one in questions
    ]

    made = response_of(about, answered)
    read = QuestionnaireResponse.model_validate_json(json.dumps(made))
    given_marks = {
        item["linkId"]: item["answer"][0]["valueCoding"]["code"]
        for item in items_in(made)
        if item["linkId"].endswith(".mark")
    }

    assert read.status == "completed"
    assert read.questionnaire == f"{form.id.urn}|2"
    assert (given_marks["general_health.mark"], given_marks["identity.mark"]) == ("0", "dont_know")
    assert "wider_family.mark" not in given_marks
    assert not any(item["linkId"].endswith(".needs") for item in items_in(made))


def test_every_answer_answers_a_question_of_the_form() -> None:
    form, questions = national()
    about = About(uuid.uuid4(), form, uuid.uuid4(), dt.date(2026, 11, 2), "Alice Ward")
    texts = dict.fromkeys(["story", "family_words", "strengths", "needs", "evidence"], "Words.")
    around = {
        one.link: ["2"] if one.link == LEVEL else ["Words."] for _, asked in AROUND.values() for one in asked
    }

    response = response_of(about, [Answered(one, "5", texts) for one in questions], around)

    items = items_in(questionnaire_of(form, questions))
    asked = {item["linkId"] for item in items if item["type"] != "display"}
    assert {item["linkId"] for item in items_in(response)} == asked


def test_what_stands_around_the_elements_is_answered_in_a_response_of_r4b() -> None:
    form, _ = national()
    about = About(uuid.uuid4(), form, uuid.uuid4(), dt.date(2026, 11, 2), "Alice Ward")
    around = {
        "around.home": ["Two rooms."],
        LEVEL: ["3"],
        "views.parents": ["Mum: It is hard.", "Dad: It is not."],
    }

    read = QuestionnaireResponse.model_validate_json(json.dumps(response_of(about, [], around)))

    given_to = {item.linkId: item.answer for part in read.item for item in part.item}
    assert given_to.keys() == around.keys()
    assert {key for item in items_in(response_of(about, [], around)) for key in item} == {
        "linkId",
        "text",
        "answer",
        "item",
    }  # all of R4
    assert [one.valueString for one in given_to["views.parents"]] == around["views.parents"]
    assert given_to[LEVEL][0].valueCoding.display == "Complex or multiple"


OWN_CODES = st.from_regex(r"own_[a-z0-9_]{1,50}", fullmatch=True)


@settings(deadline=None)
@given(
    codes=st.lists(OWN_CODES, unique=True, max_size=5),
    domain=st.sampled_from(Domain.values),
    fits=st.booleans(),
)
def test_a_form_with_own_questions_comes_back_as_it_was(codes: list[str], domain: str, fits: bool) -> None:
    form, questions = national()
    for code in codes:
        asked = Question(code=code, domain=domain, name=f"Of {code}", help_text="Hm?", fits_the_unborn=fits)
        questions.insert(len(questions) // 2, asked)

    exported = questionnaire_of(form, questions)
    back = read_questionnaire(Questionnaire.model_validate_json(json.dumps(exported)).model_dump_json())

    in_order = [one for part in Domain.values for one in questions if one.domain == part]
    for read, question in zip(back.questions, in_order, strict=True):
        assert [getattr(read, field) for field in FIELDS] == [getattr(question, field) for field in FIELDS]
        assert read.fits_the_unborn == question.fits_the_unborn


@pytest.mark.parametrize(
    "code", ["money", "own_", "own_Größe", "own-money", "OWN_money", f"own_{'x' * 51}", "", "identity2"]
)
def test_a_code_that_is_neither_an_elements_nor_their_own_is_named_with_what_to_do(code: str) -> None:
    form, questions = national()
    questions.append(Question(code=code, domain="child", name="Of its own"))

    with pytest.raises(ValidationError) as refused:
        read_questionnaire(json.dumps(questionnaire_of(form, questions)))

    assert "questions of your own, whose codes begin with own_" in refused.value.messages[0]
    assert f"These are unknown: {code}" in refused.value.messages[0]


def test_two_questions_of_one_name_are_refused() -> None:
    form, questions = national()
    questions.append(Question(code="own_health", domain="child", name="General  HEALTH"))

    with pytest.raises(ValidationError, match="These are alike: General health, General  HEALTH"):
        read_questionnaire(json.dumps(questionnaire_of(form, questions)))


def test_a_file_without_the_parts_around_the_elements_is_read_too() -> None:
    form, questions = national()
    exported = questionnaire_of(form, questions)
    exported["item"] = exported["item"][:3]

    assert len(read_questionnaire(json.dumps(exported)).questions) == 19
