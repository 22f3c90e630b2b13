"""A paper for the table of a meeting: the family first, then what is strong, what worries, and the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from opencaf.agencies.models import Authority
from opencaf.core.dates import in_words
from opencaf.episodes.models import Episode, Meeting
from opencaf.episodes.queries.marks import Concern
from opencaf.episodes.queries.meeting_table import Table
from opencaf.episodes.queries.meetings import Came, title_of
from opencaf.episodes.queries.plan import ActionRow, OutcomeBlock, Plan
from opencaf.people.models import Person
from opencaf.web.episodes.copies import born_in_words, mark_in_words
from opencaf.web.shared.case import children_of, join_words, urgent_words
from opencaf.web.shared.markup import shown_time
from opencaf.web.shared.paper import Block, Bullets, Heading, Space, Words

FEW_LINES, MANY_LINES = 3, 8
SENT = (
    ("going_well", "What is going well"),
    ("worries", "What worries them"),
    ("wishes", "What should be different"),
)
KEEP = (
    "This paper is for the table of this meeting. Collect the copies at the end, or write down who keeps one."
)
NOTHING_KNOWN = "Nothing is shown here."


def blocks_for_table(table: Table, episode: Episode, authority: Authority) -> list[Block]:
    """Return everything that stands on the paper."""
    children = children_of(episode)
    parts = [
        *at_the_top(table, episode, children, authority),
        *asked(table),
        *family_first(table),
        *strong(table.strengths),
        *worrying(table, children),
    ]
    if table.plan is not None:
        parts += planned(table.plan)
    return [*parts, *decided(table.decided), *to_write_on()]


def at_the_top(
    table: Table, episode: Episode, children: Sequence[Person], authority: Authority
) -> Iterator[Block]:
    """When and where it is, whom it is about, and what the paper leaves out."""
    yield Words(urgent_words(authority))
    yield Words(when_and_where(table.minutes.meeting), label="When and where")
    yield from (Words(born_in_words(child), label=child.full_name) for child in children)
    yield Words(episode.reference, label="Reference")
    yield Words(KEEP)
    yield from (Words(text) for text in left_out_in_words(table))


def day_in_words(meeting: Meeting) -> str:
    """Return the day of a meeting, or that it is still being found."""
    day = meeting.held_on or meeting.planned_for
    return in_words(day) if day else "the day is still being found"


def when_and_where(meeting: Meeting) -> str:
    """Return the day, the time and the place of a meeting, as far as they are known."""
    day = day_in_words(meeting)
    parts = [day[:1].upper() + day[1:]]
    if meeting.planned_time and not meeting.held_on:
        parts.append(shown_time(meeting.planned_time))
    return ", ".join([*parts, *filter(None, [meeting.place])])


def left_out_in_words(table: Table) -> list[str]:
    """Return what is left out and why, in words that tell nobody which part it is or from whom."""
    if table.holds_nothing:
        return [
            "Somebody on the list of this meeting may not see the record. This paper holds the list and room "
            "to write, and nothing from the record."
        ]
    if not table.hidden:
        return []
    number = len(table.hidden)
    parts, are = ("1 part", "is") if number == 1 else (f"{number} parts", "are")
    return [
        f"{parts} of the assessment {are} left out here, because not everybody on the list of this meeting "
        "may see everything. The strengths and worries, which tell of everything, are left out too."
    ]


def asked(table: Table) -> Iterator[Block]:
    """Who was asked, and whether they come."""
    yield Heading("Who was asked")
    lines = [came_in_words(line) for line in table.minutes.lines]
    yield Bullets(lines) if lines else Words("Nobody yet.")


def came_in_words(line: Came) -> str:
    """Return somebody on the list, in a line."""
    answer = "has not answered" if line.state == "invited" else line.state_in_words.lower()
    return f"{', '.join(filter(None, [line.name, line.what]))}: {answer}"


def family_first(table: Table) -> Iterator[Block]:
    """What the family wrote for this meeting and said before; then what others sent."""
    yield Heading("What the family says")
    minutes = table.minutes
    sent = [] if table.holds_nothing else minutes.family_words
    for line in sent:
        yield from words_sent(line)
    for view in table.views:
        who = view.person.first_name if view.person else "The family"
        yield Words(view.text, label=f"{who}, {in_words(view.said_on)}")
    if not sent and not table.views:
        yield Words("Begin with them. What do they say?", keeps_with_next=True)
        yield Space(FEW_LINES)
    others = [] if table.holds_nothing else [one for one in minutes.lines if is_word_of_others(one)]
    if others:
        yield Heading("What others sent beforehand")
    for line in others:
        yield from words_sent(line)


def is_word_of_others(line: Came) -> bool:
    """Whether somebody other than the family sent words, or what they have to say where they cannot come."""
    return not line.is_family and bool(line.words or line.update)


def words_sent(line: Came) -> Iterator[Block]:
    """What somebody sent beforehand."""
    yield Heading(", ".join(filter(None, [line.name, line.what])), level=2)
    if line.words:
        said = [(label, getattr(line.words, name)) for name, label in SENT]
        yield from (Words(text, label=label) for label, text in said if text)
    if line.update:
        yield Words(line.update)


def strong(strengths: Sequence[str]) -> Iterator[Block]:
    """What is strong, and room for more."""
    yield Heading("What is strong")
    if strengths:
        yield Bullets(strengths)
    yield Space(2)


def worrying(table: Table, children: Sequence[Person]) -> Iterator[Block]:
    """What worries, with the highest marks and how they moved."""
    yield Heading("What worries us")
    names = {child.id: f"{child.first_name}, " if len(children) > 1 else "" for child in children}
    marks = [f"{names.get(one.child_id, '')}{concern_in_words(one)}" for one in table.concerns]
    if table.worries:
        yield Bullets(table.worries)
    if marks:
        yield Heading("The highest marks of concern now", level=2)
        yield Bullets(marks)
    if not table.worries and not marks:
        yield Words(NOTHING_KNOWN, keeps_with_next=True)
    yield Space(2)


def concern_in_words(concern: Concern) -> str:
    """Return a mark with its words and what it was before."""
    before = {"up": "more than before", "down": "less than before", "same": "as before"}.get(concern.trend)
    moved = f" It is {before}: it was {concern.before}." if before else ""
    return f"{concern.name}: {mark_in_words(str(concern.value))}.{moved}"


def planned(plan: Plan) -> Iterator[Block]:
    """The plan with what moved, each outcome with room to write."""
    yield Heading("The plan")
    if plan.moved:
        yield Words(plan.moved)
    if not plan.blocks:
        yield Words("There is no plan yet. This meeting makes it.")
    for block in plan.blocks:
        yield from outcome(block)


def outcome(block: OutcomeBlock) -> Iterator[Block]:
    """An outcome, how far it is met, its actions."""
    yield Heading(block.outcome.wording, level=2)
    whom = f" For {join_words(block.children)}." if block.children else ""
    yield Words(f"{block.outcome.get_status_display()}.{whom}", keeps_with_next=True)
    actions = [action_in_words(row) for row in block.rows]
    yield Bullets(actions) if actions else Words("Nothing has been agreed for this yet.")
    yield Space(2)


def action_in_words(row: ActionRow) -> str:
    """Return an action: what, who, by when or how it ended, and the last word on it."""
    line = f"{row.action.what}: {row.owner}, {row.ended or row.due}"
    word = row.last_word
    return f"{line}. {word.who}, {in_words(word.on)}: {word.text}" if word else line


def decided(meetings: Sequence[Any]) -> Iterator[Block]:
    """What was decided so far, the latest meeting first."""
    if meetings:
        yield Heading("Decided so far")
    for meeting in meetings:
        yield Heading(f"{title_of(meeting)}, {in_words(meeting.held_on)}", level=2)
        yield Bullets(meeting.decided)


def to_write_on() -> Iterator[Block]:
    """Room for what this meeting agrees."""
    yield Heading("Today")
    for label, lines in (
        ("What we agree: who does what, by when", MANY_LINES),
        ("What the family says at the end", FEW_LINES),
        ("When and where we meet next, or why we propose to close", 2),
    ):
        yield Words("", label=label, keeps_with_next=True)
        yield Space(lines)
