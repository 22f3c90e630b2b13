"""Comparing what was shown with what the rules allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.sweep.crawler import Crawl, Seen
from bench.sweep.facts import Facts, Somebody
from bench.sweep.rules import may_see, must_see
from bench.sweep.words import Kind, Unit


@dataclass(frozen=True)
class Viewer:
    """Somebody who looked, and as what; None has not signed in."""

    title: str
    who: Somebody | None
    crawl: Crawl


@dataclass
class Verdict:
    """What is wrong with what was shown, in sentences."""

    leaks: list[str] = field(default_factory=list)
    exposed: list[str] = field(default_factory=list)
    blind: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.leaks or self.exposed or self.blind)


def judge(facts: Facts, viewers: Iterable[Viewer]) -> Verdict:
    """Judge everything that everybody was shown."""
    verdict = Verdict()
    for viewer in viewers:
        for seen in viewer.crawl.seen:
            verdict.leaks += leaks_of(facts, viewer, seen)
            verdict.exposed += [
                f"{seen.name} shows {word} in its title, address or a header" for word in sorted(seen.exposed)
            ]
        verdict.blind += blind_spots(facts, viewer)
    return verdict


def leaks_of(facts: Facts, viewer: Viewer, seen: Seen) -> list[str]:
    """Return the words on one page that its reader may not see."""
    return [
        f"{seen.name} ({seen.status}) shows {viewer.title} {word}, a word of {word.kind.name.lower()}"
        for word in sorted(seen.words)
        if not may_see(facts, viewer.who, word, seen.name)
    ]


def blind_spots(facts: Facts, viewer: Viewer) -> list[str]:
    """Return the families whose cases somebody should have come upon and did not."""
    return [f"{viewer.title} came upon nothing of case {unit}" for unit in units_missed(facts, viewer)]


def units_missed(facts: Facts, viewer: Viewer) -> list[Unit]:
    """Return the families of whose cases somebody has been shown nothing, though they may see them."""
    shown = {word.unit for seen in viewer.crawl.seen for word in seen.words if word.kind == Kind.CASE}
    return sorted({word.unit for word in must_see(facts, viewer.who)} - shown)


# Arguments whose words no page shows, and why.
KEPT_ONLY = {"episodes.record_intention.told": "no page shows yet whom the initiator has told"}


def never_shown(places: dict[str, str], viewers: Iterable[Viewer]) -> list[str]:
    """Return the arguments of operations whose words nobody at all was shown: there the sweep is blind."""
    shown = {str(word).lower() for viewer in viewers for seen in viewer.crawl.seen for word in seen.words}
    written, found = Counter(places.values()), Counter(places[word] for word in shown & set(places))
    return sorted(where for where in written if not found[where] and where not in KEPT_ONLY)
