"""Names of children as they stand in a cell: one or several, in either order, and what is said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from opencaf.registers.interpreting.lexicon import Lexicon

ALSO = re.compile(
    r"\s*\(?\b(?:a\.?k\.?a\.?|k/a|known as|also known as|likes to be called|called|pref(?:ers|erred name)?:?)\s+([^()]+?)\)?(?=\s+(?:prev\b|was\b|formerly\b|\()|$|,)",
    re.IGNORECASE,
)
QUOTED = re.compile(r"\s*\(?\s*['\"‘“]([^'\"’”()]+)['\"’”]\s*\)?")
BEFORE = re.compile(
    r"\s*\(?\b(?:prev(?:iously|ious)?\.?|was|formerly|form\.|n[ée]e|née|born)\s+([^()]+?)\)?(?=\s+(?:aka\b|k/a\b|\()|$)",
    re.IGNORECASE,
)
TWIN = re.compile(r"\s*[\(\[]?\b(?:twins?(?: \d| [12ab])?|triplet|tw)\b\.?[\)\]]?", re.IGNORECASE)
UNBORN = re.compile(
    r"^(?:(?P<before>[^,]+?),?\s+)?(?:unborn|un-born|baby|ub|bump|fo?etus)\b(?:\s+(?:baby|child))?(?:\s+(?:of|to)\s+(?P<mother>.+?))?(?:\s+(?P<after>[^\s()]+))?$",
    re.IGNORECASE,
)
JOINED = re.compile(r"\s*(?:&|\+|/|;|\n|\band\b)\s*", re.IGNORECASE)
BESIDE = re.compile(r"\s*\([^)]*\)")
STARRED = "*"


@dataclass(frozen=True)
class ChildName:
    """The name of one child. is_unclear: which part is the family name was guessed."""

    given: str = ""
    family: str = ""
    also: tuple[str, ...] = ()
    before: str = ""
    is_starred: bool = False
    is_unborn: bool = False
    is_twin: bool = False
    is_unclear: bool = False


@dataclass
class Said:
    """What was said about a child beside the name."""

    also: list[str] = field(default_factory=list)
    before: str = ""
    is_starred: bool = False
    is_twin: bool = False


def take_out(text: str) -> tuple[str, Said]:
    """Return a text without what is said beside the name."""
    said = Said(is_starred=STARRED in text)
    text = text.replace(STARRED, " ")
    if TWIN.search(text):
        said.is_twin, text = True, TWIN.sub(" ", text)
    for pattern in (ALSO, QUOTED):
        for found in pattern.findall(text):
            said.also.append(found.strip(" .,'\""))
        text = pattern.sub(" ", text)
    if found := BEFORE.search(text):
        said.before, text = found[1].strip(" .,"), BEFORE.sub(" ", text)
    return " ".join(BESIDE.sub(" ", text).split()).strip(" ,;"), said


def read_children(text: str, lexicon: Lexicon, *, expected: int = 0) -> list[ChildName]:
    """Return the children of one cell; expected: how many the cells beside it speak of."""
    bare, said = take_out(text.replace("\u00a0", " "))
    names = [unborn(found, lexicon)] if (found := UNBORN.match(bare)) else together(bare, lexicon, expected)
    return [said_about(name, said, lexicon) for name in names]


def read_parted(family: str, given: str, lexicon: Lexicon) -> list[ChildName]:
    """Return the children of a cell for the family name and one for the given names."""
    family_bare, family_said = take_out(family)
    bare, said = take_out(given)
    said.before = said.before or family_said.before
    said.also += family_said.also
    said.is_starred |= family_said.is_starred
    said.is_twin |= family_said.is_twin
    surname = lexicon.cased(family_bare)
    if found := UNBORN.match(bare):
        mother = unborn(found, lexicon)
        return [said_about(replace(mother, family=surname or mother.family), said, lexicon)]
    pieces = [piece for piece in re.split(r"\s*,\s*", JOINED.sub(",", bare)) if piece]
    if len(pieces) == 1:
        names = [ChildName(lexicon.cased(pieces[0]), surname)]
    else:
        names = [of_the_family(piece, surname, lexicon) for piece in pieces] or [ChildName("", surname)]
    return [said_about(name, said, lexicon) for name in names]


def of_the_family(piece: str, surname: str, lexicon: Lexicon) -> ChildName:
    """Return a child with the family name, or with one of its own where two words say so."""
    words = piece.split()
    if len(words) > 1 and lexicon.is_family(words[-1]) and not lexicon.is_given(words[-1]):
        return ChildName(lexicon.cased(" ".join(words[:-1])), lexicon.cased(words[-1]))
    return ChildName(lexicon.cased(piece), surname)


def unborn(found: re.Match[str], lexicon: Lexicon) -> ChildName:
    """Return a child who is not born yet: the family name before, after, or of the mother."""
    mother = (found["mother"] or "").replace(",", " ").split()
    if found["after"] and mother:
        mother.append(found["after"])
    family = found["before"] or (mother[-1] if len(mother) > 1 else "") or found["after"] or ""
    return ChildName("", lexicon.cased(family.strip(" ,") or " ".join(mother)), is_unborn=True)


def said_about(name: ChildName, said: Said, lexicon: Lexicon) -> ChildName:
    """Return a name with what was said beside it."""
    return replace(
        name,
        also=tuple(lexicon.cased(one) for one in said.also),
        before=lexicon.cased(said.before),
        is_starred=said.is_starred,
        is_twin=said.is_twin,
    )


def together(text: str, lexicon: Lexicon, expected: int) -> list[ChildName]:
    """Return the children of a text with commas, ands and signs between them."""
    pieces = [piece for piece in re.split(r"\s*,\s*", text) if piece]
    if len(pieces) == 1:
        return without_comma(pieces[0], lexicon)
    is_first = comes_first(pieces, lexicon, expected)
    if is_first:
        surname = lexicon.cased(pieces[0])
        rest = [one for piece in pieces[1:] for one in JOINED.split(piece) if one]
        if len(rest) == 1:
            return [ChildName(lexicon.cased(rest[0]), surname)]
        return [of_the_family(one, surname, lexicon) for one in rest]
    return without_comma(" & ".join(pieces), lexicon)


def comes_first(pieces: list[str], lexicon: Lexicon, expected: int) -> bool:
    """Whether the word before the first comma is the family name of those after it."""
    if JOINED.search(pieces[0]):
        return False
    rest = [one for piece in pieces[1:] for one in JOINED.split(piece) if one]
    if len(rest) == 1 and expected < 2:
        return True
    last_has_two = len(rest[-1].split()) > 1
    if not last_has_two or len(rest) == expected:
        return True
    if expected and len(rest) + 1 == expected:
        return False
    if pieces[0].isupper() and not " ".join(rest).isupper():
        return True
    return not lexicon.is_given(pieces[0])


def without_comma(text: str, lexicon: Lexicon) -> list[ChildName]:
    """Return the children of a text without commas."""
    pieces = [piece for piece in JOINED.split(text) if piece]
    if len(pieces) == 1:
        return [one_name(pieces[0], lexicon)]
    last = one_name(pieces[-1], lexicon)
    first = pieces[0].split()
    if len(pieces[-1].split()) == 1 and len(first) > 1:
        family_first = lexicon.is_family(first[0]) or first[0].isupper()
        surname = lexicon.cased(first[0] if family_first else first[-1])
        given = " ".join(first[1:] if family_first else first[:-1])
        names = [ChildName(lexicon.cased(given), surname, is_unclear=True)]
        return names + [ChildName(lexicon.cased(one), surname) for one in pieces[1:]]
    names = []
    for piece in pieces[:-1]:
        words = piece.split()
        own = len(words) > 1 and not lexicon.is_given(words[-1])
        names.append(one_name(piece, lexicon) if own else ChildName(lexicon.cased(piece), last.family))
    return [*names, last]


def one_name(text: str, lexicon: Lexicon) -> ChildName:
    """Return one child whose family name is last, unless the words are known the other way round."""
    words = text.split()
    if len(words) == 1:
        return (
            ChildName(lexicon.cased(words[0]), "")
            if lexicon.is_given(words[0])
            else ChildName("", lexicon.cased(text))
        )
    shouted = [word.isupper() and len(word) > 1 for word in words]
    if shouted[0] and not any(shouted[1:]):
        return ChildName(lexicon.cased(" ".join(words[1:])), lexicon.cased(words[0]))
    if shouted[-1] and not any(shouted[:-1]):
        return ChildName(lexicon.cased(" ".join(words[:-1])), lexicon.cased(words[-1]))
    first, last = lexicon.leaning(words[0]), lexicon.leaning(words[-1])
    if first < last and (first < 0 or last > 0):
        return ChildName(lexicon.cased(" ".join(words[1:])), lexicon.cased(words[0]), is_unclear=True)
    return ChildName(
        lexicon.cased(" ".join(words[:-1])),
        lexicon.cased(words[-1]),
        is_unclear=first <= 0 <= last and first == last,
    )
