"""Events of the chronology in a story: their words stand at its end as a paragraph, and can be taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opencaf.core.partial_dates import PartialDate


@dataclass(frozen=True)
class Mentions:
    """Events whose words are added to a story, and those whose words are taken out again."""

    added: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()

    def applied_to(self, story: str) -> str:
        """Return the story as it should be: what stands there already is not said twice."""
        for words in self.taken_out:
            story = without(story, words)
        return "\n\n".join(
            [*filter(None, [story]), *(words for words in self.added if not is_in(story, words))]
        )


NO_MENTIONS = Mentions()


def words_for(happened: PartialDate, text: str, source: str) -> str:
    """Return an event as a story says it: 11 July 2022: Yusuf born (red book)."""
    return f"{happened}: {text} ({source})" if source else f"{happened}: {text}"


def is_in(story: str, words: str) -> bool:
    """Whether words stand in a story on lines of their own."""
    return f"\n{words}\n" in f"\n{story}\n"


def without(story: str, words: str) -> str:
    """Return a story without these words where they stand on lines of their own; else as it is."""
    before, found, after = f"\n{story}\n".partition(f"\n{words}\n")
    if not found:
        return story
    return joined(before.strip("\n"), after.strip("\n"))


def joined(*paragraphs: str) -> str:
    """Return paragraphs as one text."""
    return "\n\n".join(filter(None, paragraphs))


def chosen(shown: Iterable[str], ticked: Iterable[str]) -> Mentions:
    """Return what changes between the words that a page showed as mentioned and those ticked on it."""
    before, after = list(shown), list(ticked)
    return Mentions(
        added=tuple(words for words in after if words not in before),
        taken_out=tuple(words for words in before if words not in after),
    )
