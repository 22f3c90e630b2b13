"""The people who work with families, by the many ways in which one of them is written.

Full names are learnt from the register; a letter for a forename is filled in where one person fits, or where
the agency beside it leaves one. What fits two people is left open.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from opencaf.people.name_keys import FORMS_OF
from opencaf.people.spelling import skeleton
from opencaf.registers.interpreting.lexicon import Lexicon
from opencaf.registers.wording import plain, words

TITLE = re.compile(r"^(?:mrs?|ms|miss|dr|rev|prof|sgt|pc|sr|sister|cllr)\b\.?\s*", re.IGNORECASE)
INITIAL = re.compile(r"[a-z]\.?(?:\s?[a-z]\.)?", re.IGNORECASE)
RARE = 3


@dataclass(frozen=True)
class Spoken:
    """A worker as written: forename or its first letter, family name, agency beside it."""

    given: str
    family: str
    agency: str = ""

    @property
    def is_initial(self) -> bool:
        """Whether no more than a letter stands for the forename."""
        return len(self.given.strip(". ")) <= 1


@dataclass(frozen=True)
class Worker:
    """Who is meant. name: in full, as far as known; is_open: two people fit."""

    name: str = ""
    is_open: bool = False


@lru_cache(maxsize=1)
def full_forms() -> dict[str, str]:
    """Return the full form of each short forename."""
    return dict(words("forenames")["full"])


@lru_cache(maxsize=20_000)
def forms(given: str) -> frozenset[str]:
    """Return a forename with the others that it may stand for, plain."""
    word = plain(given)
    full = plain(full_forms().get(word, ""))
    same = {short for short, whole in full_forms().items() if plain(whole) in (word, full)}
    return frozenset({word, *FORMS_OF.get(word, ()), *same, *({full} if full else ())})


def spoken(text: str, lexicon: Lexicon, agency: str = "") -> Spoken | None:
    """Return the worker of a text that names one person."""
    bare = " ".join(TITLE.sub("", text.strip(" -–,.;*")).split())
    if not bare or any(sign.isdigit() for sign in bare) or len(bare.split()) > 4:
        return None
    if "," in bare:
        family, _, given = (part.strip() for part in bare.partition(","))
        return Spoken(given, family, agency) if family and given else None
    parts = bare.replace(".", ". ").split()
    if len(parts) == 1:
        return Spoken("", parts[0], agency)
    return turned(parts, lexicon, agency)


def turned(parts: list[str], lexicon: Lexicon, agency: str) -> Spoken:
    """Return a worker of two or more words, the family name first where that shows."""
    family_first = Spoken(" ".join(parts[1:]), parts[0], agency)
    family_last = Spoken(" ".join(parts[:-1]), parts[-1], agency)
    if INITIAL.fullmatch(parts[-1]):
        return family_first
    if INITIAL.fullmatch(parts[0]):
        return family_last
    shouted = [part.isupper() for part in parts]
    if shouted[0] and not shouted[-1]:
        return family_first
    if shouted[-1] and not shouted[0]:
        return family_last
    first, last = lexicon.leaning(parts[0]), lexicon.leaning(parts[-1])
    return family_first if first < 0 < last else family_last


@dataclass
class Workers:
    """The workers of a register. chosen: ways of writing that a person put in the mapping."""

    mentions: Counter[Spoken] = field(default_factory=Counter)
    chosen: dict[str, str] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    known: dict[str, dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    found: dict[Spoken, Worker] = field(default_factory=dict)

    def learn(self, one: Spoken | None) -> None:
        """Take note of a mention."""
        if one:
            self.mentions[one] += 1

    def settle(self, lexicon: Lexicon) -> None:
        """Work out who there is: family names spelt alike joined, forenames in full."""
        self.spell_families(lexicon)
        given = self.forenames()
        for one, count in self.mentions.items():
            if not one.is_initial:
                name = self.full_name(one, given, lexicon)
                self.known[self.family(one)][name][one.agency] += count
        self.found.clear()

    def spell_families(self, lexicon: Lexicon) -> None:
        """Give each family name the spelling that is met most among those alike."""
        met: Counter[str] = Counter()
        firsts: dict[str, set[str]] = defaultdict(set)
        for one, count in self.mentions.items():
            met[plain(one.family)] += count
            if one.given:
                firsts[plain(one.family)] |= {form[:1] for form in forms(one.given.split()[0])}
        usual = [name for name, _ in met.most_common()]
        for name in usual:
            better = (
                other
                for other in usual
                if met[other] > max(RARE * met[name], RARE)
                and spelt_alike(name, other)
                and (not firsts[name] or firsts[name] & firsts[other])
            )
            self.families[name] = next(better, name)

    def family(self, one: Spoken) -> str:
        """Return the family name of a mention as it is usually spelt, plain."""
        name = plain(one.family)
        return self.families.get(name, name)

    def forenames(self) -> dict[str, Counter[str]]:
        """Return the forenames met with each family name."""
        given: dict[str, Counter[str]] = defaultdict(Counter)
        for one, count in self.mentions.items():
            if not one.is_initial:
                given[self.family(one)][plain(one.given.split()[0])] += count
        return given

    def full_name(self, one: Spoken, given: dict[str, Counter[str]], lexicon: Lexicon) -> str:
        """Return the full name of a mention."""
        family = self.family(one)
        first = plain(one.given.split()[0])
        if len(given[family]) > 1:
            near = [
                other
                for other, count in given[family].most_common()
                if count >= RARE * given[family][first] and spelt_alike(first, other)
            ]
            first = near[0] if near else first
        full = full_forms().get(first, first)
        spelt = lexicon.cased(full.lower()) if full in (first, plain(full)) else full
        return f"{spelt[:1].upper()}{spelt[1:]} {lexicon.cased(family)}"

    def who(self, one: Spoken | None, lexicon: Lexicon) -> Worker:
        """Return who is meant."""
        if one is None:
            return Worker()
        if one not in self.found:
            self.found[one] = self.look_up(one, lexicon)
        return self.found[one]

    def look_up(self, one: Spoken, lexicon: Lexicon) -> Worker:
        """Return who is meant, at first asking."""
        written = f"{one.given} {one.family}".strip()
        if chosen := self.chosen.get(plain(written)):
            return Worker(chosen)
        people = self.known.get(self.family(one), {})
        if not one.is_initial:
            return Worker(self.full_name(one, self.forenames_of(self.family(one)), lexicon))
        letter = one.given.strip(". ").lower()
        fitting = {
            name: met
            for name, met in people.items()
            if any(form.startswith(letter) for form in self.firsts(name))
        }
        if len(fitting) > 1 and one.agency:
            beside = {name: met for name, met in fitting.items() if met[one.agency]}
            fitting = beside if len(beside) == 1 else fitting
        if len(fitting) == 1:
            return Worker(next(iter(fitting)))
        if len(fitting) > 1:
            return Worker(is_open=True)
        return Worker(f"{one.given.strip('. ').upper()} {lexicon.cased(self.family(one))}".strip())

    def firsts(self, name: str) -> frozenset[str]:
        """Return the forenames by which somebody may go."""
        return forms(name.split()[0])

    def forenames_of(self, family: str) -> dict[str, Counter[str]]:
        """Return the forenames met with one family name."""
        met: Counter[str] = Counter()
        for name, agencies in self.known.get(family, {}).items():
            met[plain(name.split()[0])] += agencies.total()
        return {family: met}


@lru_cache(maxsize=50_000)
def spelt_alike(name: str, other: str) -> bool:
    """Whether one may be the other with a slip."""
    if name == other or min(len(name), len(other)) < 4:
        return False
    if OSA.distance(name, other) == 1 or name.replace("ie", "y") == other.replace("ie", "y"):
        return True
    bones = skeleton(name)
    return (
        len(bones) >= 3
        and bones == skeleton(other)
        and name[0] == other[0]
        and OSA.distance(name, other) <= 3
    )
