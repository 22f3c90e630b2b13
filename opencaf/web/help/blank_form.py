"""The assessment form as paper to take along: every question with its prompts, about nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opencaf.agencies.models import Authority
from opencaf.core.dates import in_words
from opencaf.episodes.models import AssessmentForm, Question
from opencaf.web.shared.case import urgent_words
from opencaf.web.shared.filling_in import AGREED, BY_HAND, lines_for, prompts_of, room_for, with_domains
from opencaf.web.shared.paper import Block, Bullets, Heading, Sheet, Words

BEFORE = [
    "Find the child first: somebody may have started already.",
    "Say that it is a choice, what is written down, who keeps it and who sees it. Ask whether they agree.",
    "Write the day on which each thing was said. Give the family a copy.",
    "Type it in, or send it to your coordinator, and add the scan to the files of the case.",
]


def blank_sheet(form: AssessmentForm, questions: Sequence[Question], authority: Authority) -> Sheet:
    """Return a version of the form as a sheet to fill in by hand."""
    since = f", asked since {in_words(form.in_use_from)}" if form.in_use_from else ""
    return Sheet(
        title=f"{authority.programme_name}: assessment, to be filled in by hand",
        blocks=[*at_the_top(authority), *before_the_boxes(), *boxes(questions), *at_the_end(authority)],
        foot=f"{authority}. {form.name}, version {form.version}{since}.",
        author=str(authority),
    )


def at_the_top(authority: Authority) -> Iterator[Block]:
    """Whom to ring, and what to do with the paper."""
    yield Words(urgent_words(authority))
    if authority.help_phone:
        yield Words(f"Questions about this form? Ring {authority} on {authority.help_phone}.")
    yield Words(BY_HAND)
    yield Bullets(BEFORE)


def before_the_boxes() -> Iterator[Block]:
    """Whom it is about, who was there, what led to it."""
    yield Heading("Whom it is about")
    for label, lines in (
        ("Each child’s name, and date of birth or the day they are expected", 3),
        ("Parents and carers, and who lives in the home", 3),
        ("Reference, if there is one already", 1),
        ("Who writes this, and where they work", 1),
        ("Date, and who was there", 2),
        ("Who agreed to the assessment, and on which day", 2),
    ):
        yield from lines_for(label, lines)
    yield Heading("Why, and what there is already")
    yield from lines_for("What led to this assessment")
    yield from lines_for("Family and home")
    yield from lines_for("Services that help already", 3)


def boxes(questions: Sequence[Question]) -> Iterator[Block]:
    """Every question with its prompts, the marks and room to write."""
    for domain, question in with_domains(questions):
        if domain:
            yield Heading(domain)
        yield from prompts_of(question)
        yield from room_for()


def at_the_end(authority: Authority) -> Iterator[Block]:
    """What it comes to, in the words of the family too."""
    yield Heading("What it comes to")
    for label in (
        "What is strong",
        "What is needed",
        "What worries us",
        "What the child or young person says",
        "What parents and carers say",
        AGREED,
    ):
        yield from lines_for(label)
    yield from lines_for(f"Who could be {authority.lead_title}, and when we meet", 2)
