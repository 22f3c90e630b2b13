"""Copies of an assessment on paper: what stands on them, for whom, with only what that reader may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opencaf.agencies.models import Agency, Authority
from opencaf.core.dates import in_words
from opencaf.episodes.concern import answer_of
from opencaf.episodes.models import Assessment, Episode
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.assessment import Box, ElementBoxes, by_element
from opencaf.episodes.queries.chronology import Event
from opencaf.episodes.queries.conclusions import Conclusions, conclusions_of, services_of
from opencaf.episodes.queries.reused import rests_on
from opencaf.people.models import Person
from opencaf.web.episodes.family_on_paper import Family, family_told
from opencaf.web.episodes.files_on_paper import Files
from opencaf.web.episodes.views.assessment_parts import (
    WrittenBox,
    WrittenDomain,
    WrittenElement,
    cards_of_no_element,
    concluding,
    findings_in_words,
    written_domains,
)
from opencaf.web.shared.case import children_of, join_words, urgent_words
from opencaf.web.shared.filling_in import (
    AGREED,
    BY_HAND,
    LINES_TO_WRITE_ON,
    prompts_of,
    room_for,
    with_domains,
)
from opencaf.web.shared.paper import Block, Bullets, Heading, Space, Words

FULL, FAMILY, FORM = "full", "family", "form"
NO_FILES = Files()


@dataclass(frozen=True)
class Copy:
    """One copy that can be taken: its word in the address, what it is called, what it is for."""

    which: str
    name: str
    hint: str
    agency: Agency | None = None
    hidden: Areas = frozenset()

    @property
    def is_for_family(self) -> bool:
        """Whether the words are for the family rather than for colleagues."""
        return self.which == FAMILY


@dataclass(frozen=True)
class AroundIt:
    """What stands on a copy beside the boxes: what happened, files, the family."""

    events: Sequence[Event] = ()
    files: Files = NO_FILES
    families: Sequence[Family] = ()


def title_of(copy: Copy, episode: Episode) -> str:
    """Return the title that stands at the top."""
    names = join_words([child.full_name for child in children_of(episode)])
    if copy.which == FORM:
        return f"Assessment of {names}, to be filled in by hand"
    return f"What we wrote together about {names}" if copy.is_for_family else f"Assessment of {names}"


def blocks_of(
    copy: Copy,
    episode: Episode,
    version: Assessment,
    boxes: Sequence[Box],
    authority: Authority,
    around_it: AroundIt,
) -> list[Block]:
    """Return everything that stands on a copy; boxes and what is around are what its reader may see."""
    top = list(at_the_top(copy, episode, version, authority))
    if copy.which == FORM:
        return [*top, *empty_boxes(episode, boxes)]
    conclusions, elements = conclusions_of(version), by_element(boxes)
    files = around_it.files
    domains = written_domains(episode, elements, files.cards)
    parts = [
        *around(copy, version),
        *families(copy, around_it.families),
        *happened(copy, around_it.events),
        *of_no_element(files, elements),
        *(block for domain in domains for block in told(copy, domain, files)),
        *concluded(version, conclusions),
    ]
    return [*top, *parts, *at_the_end(copy, authority, version)]


def at_the_top(copy: Copy, episode: Episode, version: Assessment, authority: Authority) -> Iterator[Block]:
    """Whom it is about, when it was written and by whom."""
    yield Words(urgent_words(authority))
    if copy.is_for_family:
        yield Words("This copy is yours to keep. It says what was written with you, in the words you used.")
    if copy.agency:
        yield Words(f"Only what the family lets {copy.agency} see. Do not hand it on.")
    for child in children_of(episode):
        yield Words(born_in_words(child), label=child.full_name)
    yield Words(episode.reference, label="Reference")
    if copy.which == FORM:
        yield Words(BY_HAND)
        yield Words("", label="Date, and who was there")
        yield Space(2)
        return
    done = f", completed on {in_words(version.completed_on)}" if version.completed_on else ", being written"
    when = f"Version {version.version}, started on {in_words(version.started_on)}{done}"
    yield Words(f"{when}, by {version.assessor}")


def born_in_words(child: Person) -> str:
    """Return when a child was born or is expected."""
    if child.expected_on:
        return f"expected {in_words(child.expected_on)}"
    return f"born {in_words(child.born_on)}" if child.born_on else "date of birth not known"


def around(copy: Copy, version: Assessment) -> Iterator[Block]:
    """What led to the assessment, the home, visits, services."""
    texts = [
        ("Why it was done again", version.why_again),
        ("What led to this assessment", version.reason),
        ("Family and home", version.home_situation),
        ("Who was there", version.people_present),
    ]
    for title, text in texts:
        if text:
            yield from (Heading(title), Words(text))
    basis = rests_on(version)
    if basis.reused:
        lines = [one.in_words for one in basis.reused]
        yield from (Heading("Taken over from another assessment"), Bullets(lines))
    visits = [
        ", ".join(filter(None, [in_words(one.visited_on), one.visited_by, one.note])) for one in basis.visits
    ]
    if visits and not copy.is_for_family:
        yield from (Heading("Visits"), Bullets(visits))
    services = [
        ", ".join(filter(None, [str(one.agency or ""), one.name, str(one.practitioner or ""), one.details]))
        for one in services_of(version)
    ]
    if services:
        yield from (Heading("Services that help already"), Bullets(services))


def families(copy: Copy, found: Sequence[Family]) -> Iterator[Block]:
    """Each family as a tree, and in words."""
    for family in found:
        yield from family_told(family, for_family=copy.is_for_family)


def happened(copy: Copy, events: Sequence[Event]) -> Iterator[Block]:
    """The chronology; the family knows who told what, and whom it is about."""
    if events:
        yield Heading("What has happened in the family’s life")
        yield Bullets(
            [f"{one.happened}: {one.row.text}" if copy.is_for_family else one.in_words for one in events]
        )


def of_no_element(files: Files, elements: Sequence[ElementBoxes]) -> Iterator[Block]:
    """The files that stand beside no element that is on the copy."""
    cards = cards_of_no_element(elements, files.cards)
    if cards:
        yield Heading("In their own hand and voice, and on paper")
    yield from (block for card in cards for block in files.told(card))


def told(copy: Copy, domain: WrittenDomain, files: Files = NO_FILES) -> Iterator[Block]:
    """The elements of a domain of which something is known."""
    elements = [element for element in domain.elements if is_told(element)]
    if elements:
        yield Heading(domain.title)
    for element in elements:
        yield Heading(element.question.name, level=2)
        for box in element.boxes:
            yield from box_told(copy, box)
        yield from (block for card in element.cards for block in files.told(card))


def is_told(element: WrittenElement) -> bool:
    """Whether an element has a mark, a word or a file."""
    return bool(element.cards) or any(
        box.story
        or any(text for _, text in box.words)
        or box.contributed
        or box.other_views
        or any(mark["mark"] != "not_asked" for mark in box.marks)
        for box in element.boxes
    )


def box_told(copy: Copy, box: WrittenBox) -> Iterator[Block]:
    """One box: its marks, its story, what others said of it."""
    if box.about:
        yield Words(box.about, label="About")
    for mark in box.marks:
        yield Words(
            mark_in_words(mark["mark"]), label=f"Concern, {mark['area']}" if mark["area"] else "Concern"
        )
    if box.story:
        yield Words(box.story)
    yield from (Words(text, label=label) for label, text in box.words if text)
    yield from (Words(one.text, label=f"{one.who}, {in_words(one.sent_on)}") for one in box.contributed)
    yield from (Words(one.words, label=f"{one.whose} sees it differently") for one in box.other_views)
    if box.written and not copy.is_for_family:
        day = f", {in_words(box.written_on)}" if box.written_on else ""
        yield Words(f"Written by {box.written}{day}", small=True)


def mark_in_words(mark: str) -> str:
    """Return a mark with its number and its word, so that neither stands for something else."""
    answer = answer_of(mark)
    return answer.words if answer.value is None else f"{answer.value} of 5. {answer.words}"


def concluded(version: Assessment, conclusions: Conclusions) -> Iterator[Block]:
    """What it comes to, and what the family says."""
    yield Heading("Conclusions")
    texts = concluding(version)
    if not texts:
        yield Words("No conclusions are written yet.")
    for title, text in texts:
        yield from (Heading(title, level=2), Words(text))
    for title, lines in findings_in_words(conclusions):
        yield from (Heading(title, level=2), Bullets(lines))
    for view in conclusions.views:
        yield Heading(f"{view.person or 'Parents and carers'} said", level=2)
        if view.text:
            yield Words(view.text)
        if view.not_asked_why:
            yield Words(view.not_asked_why, label="Was not asked")


def at_the_end(copy: Copy, authority: Authority, version: Assessment) -> Iterator[Block]:
    """What the family can do with its copy."""
    if copy.is_for_family:
        yield Heading("If something is wrong or missing")
        ring = f", or ring {authority} on {authority.help_phone}" if authority.help_phone else ""
        yield Words(
            f"Tell {version.assessor}{ring}. "
            "You can have a mistake put right, say what you see differently, and ask who has read it."
        )


def empty_boxes(episode: Episode, boxes: Sequence[Box]) -> Iterator[Block]:
    """Every element with room to write, for each child or for all, as the form asks it."""
    several = len(children_of(episode)) > 1
    elements = by_element(boxes)
    for (domain, question), element in zip(with_domains(e.question for e in elements), elements, strict=True):
        if domain:
            yield Heading(domain)
        yield from prompts_of(question)
        for box in element.boxes:
            yield from room_for(join_words([child.first_name for child in box.children]) if several else "")
    yield Heading(AGREED)
    yield Space(2 * LINES_TO_WRITE_ON)
