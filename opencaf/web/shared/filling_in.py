"""Questions of the assessment form on paper, with room for what is written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opencaf.episodes.codes import CONCERN_WORDS, MarkState
from opencaf.episodes.elements import Domain
from opencaf.episodes.models import Question
from opencaf.web.shared.paper import Block, Heading, Space, Ticks, Words

LINES_TO_WRITE_ON = 6
BY_HAND = "Write what was said and who said it. Leave blank what you did not talk about."
TICK_ONE = "How worried are you? Tick one"
NO_NUMBER = (MarkState.DONT_KNOW, MarkState.NOT_RELEVANT, MarkState.NOT_MY_AREA)
MARKS = [
    *(f"{number} {words}" for number, words in CONCERN_WORDS.items()),
    *(str(state.label) for state in NO_NUMBER),
]
AGREED = "What we agree to do, who does it, and by when"


def with_domains(questions: Iterable[Question]) -> Iterator[tuple[str, Question]]:
    """Yield questions in their order, each with its domain where that begins, else with nothing."""
    before = ""
    for question in questions:
        yield (Domain(question.domain).label if question.domain != before else "", question)
        before = question.domain


def prompts_of(question: Question) -> Iterator[Block]:
    """What to think about, and how to ask the child and both parents."""
    yield Heading(question.name, level=2)
    asks = [("", question.help_text), ("Ask the child", question.ask_child)]
    for label, text in (*asks, ("Ask both parents", question.ask_parents)):
        if text:
            yield Words(text, label=label, small=True, keeps_with_next=True)


def room_for(about: str = "") -> Iterator[Block]:
    """The marks to tick and lines to write on, for the children who are named or for all."""
    if about:
        yield Words(about, label="About", keeps_with_next=True)
    yield Ticks(TICK_ONE, MARKS)
    yield Space(LINES_TO_WRITE_ON)


def lines_for(label: str, lines: int = LINES_TO_WRITE_ON) -> Iterator[Block]:
    """Something to write, and lines for it."""
    yield Words("", label=label, keeps_with_next=True)
    yield Space(lines)
