"""A domain is a list of its elements before it is a form: which of them is open, and what each line says."""

import re
from typing import Any

import pytest
from django.utils.html import strip_tags

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment
from opencaf.episodes.operations.marks import MarkFor, write_marks
from opencaf.episodes.operations.stories import BoxWords, write_words
from opencaf.episodes.queries.assessment import Box, boxes_of
from tests.factories.assessment import STARTED
from tests.web.episodes.assessment.given import LONG, SignIn, page, sent_back


@pytest.fixture
def boxes(draft: Assessment) -> list[Box]:
    return boxes_of(draft, domain="child")


ELEMENT = re.compile(
    r'<details class="app-element" id="(\w+)"( open)?>.*?data-autosave-kept>(.*?)</summary>', re.DOTALL
)


def opened(answer: Any) -> list[str]:
    """The codes of the elements that are open."""
    return [code for code, is_open, _ in ELEMENT.findall(answer.content.decode()) if is_open]


def kept(answer: Any, code: str) -> str:
    """What the line of an element says is kept."""
    lines = {code: strip_tags(line) for code, _, line in ELEMENT.findall(answer.content.decode())}
    return " ".join(lines[code].split())


def test_the_first_element_without_an_answer_is_open(
    alice: Practitioner, draft: Assessment, boxes: list[Box], client_of: SignIn
) -> None:
    first, second, third = boxes[:3]
    write_words([first], [BoxWords(first.id, story="Well.")], written_on=STARTED, redate=False, by=alice)
    mark = MarkFor(second.child_ids[0], second.question.code, "4", "not_asked")
    write_marks(draft, [mark], marked_on=STARTED, by=alice)

    answer = client_of(alice).get(page(draft, "assessment_domain", "child"))

    assert opened(answer) == [third.question.code]
    assert kept(answer, first.question.code) == "Written"
    assert "High concern" in kept(answer, second.question.code)
    assert kept(answer, third.question.code) == "Nothing yet"


def test_an_element_that_is_refused_is_open(
    alice: Practitioner, draft: Assessment, boxes: list[Box], client_of: SignIn
) -> None:
    client, address = client_of(alice), page(draft, "assessment_domain", "child")
    last = boxes[-1]
    sent = sent_back(client.get(address)) | {f"story-{last.id}": LONG * 11}

    answer = client.post(address, sent)

    assert opened(answer) == [last.question.code]
