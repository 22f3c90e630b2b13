"""Names of schools, nurseries and agencies made comparable: short words in full, and how alike two are."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from opencaf.registers.wording import simple

LONG_FORMS = {
    "prim": "primary",
    "sch": "school",
    "tech": "technology",
    "coll": "college",
    "acad": "academy",
    "inf": "infant",
    "infants": "infant",
    "jun": "junior",
    "jnr": "junior",
    "juniors": "junior",
    "bp": "bishop",
    "grn": "green",
    "ln": "lane",
    "rd": "road",
    "ctr": "centre",
    "center": "centre",
    "cofe": "ce",
    "nurs": "nursery",
    "6th": "sixth",
    "comm": "community",
    "comp": "comprehensive",
    "str": "street",
    "sec": "secondary",
    "cath": "catholic",
    "rc": "rc",
    "preschool": "pre school",
    "playgroup": "pre school",
    "cc": "childrens centre",
    "chc": "childrens centre",
    "pru": "pupil referral unit",
    "svc": "service",
    "childrens": "childrens",
    "surestart": "childrens centre",
    "univ": "university",
}
PHRASES = (
    ("c of e", "ce"),
    ("sure start", "childrens centre"),
    ("children s", "childrens"),
    ("p s", "primary school"),
    ("pre school", "preschool"),
    ("play group", "preschool"),
)
KIND_WORDS = frozenset(
    {
        "primary",
        "school",
        "technology",
        "college",
        "academy",
        "infant",
        "junior",
        "nursery",
        "sixth",
        "form",
        "day",
        "community",
        "preschool",
        "pre",
        "childrens",
        "centre",
        "pupil",
        "referral",
        "unit",
        "high",
        "special",
        "the",
        "ce",
        "rc",
        "first",
        "middle",
        "secondary",
        "comprehensive",
        "grammar",
        "of",
        "and",
        "homes",
        "housing",
        "service",
        "team",
        "family",
        "support",
        "catholic",
        "further",
        "education",
        "for",
        "at",
        "link",
        "project",
        "social",
        "care",
    }
)
LEADING = re.compile(r"^(vol|pct|la|lea|cs|nhs|hosp|acute trust)\s*[-:–]\s*", re.IGNORECASE)
PLAIN_KINDS = frozenset(
    {
        "primary",
        "infant",
        "junior",
        "nursery",
        "preschool",
        "childrens",
        "referral",
        "high",
        "special",
        "first",
        "middle",
        "homes",
    }
)
NO_SETTING = frozenset(
    {"not at school", "out of school", "pre school", "no school", "left school", "at school"}
)
NEAR = 0.86


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name, short ones in full."""
    low = f" {simple(LEADING.sub('', text))} "
    for phrase, whole in PHRASES:
        low = low.replace(f" {phrase} ", f" {whole} ")
    spread = " ".join(LONG_FORMS.get(word, word) for word in low.split())
    parts = f"{spread} ".replace("pre school ", "preschool ").split()
    return tuple(
        "street" if word == "st" and is_street(parts, place) else word for place, word in enumerate(parts)
    )


def is_street(parts: list[str], place: int) -> bool:
    """Whether "st" in a name is a street, not a saint: nothing follows it, or the kind of setting."""
    return place > 0 and (place + 1 == len(parts) or parts[place + 1] in KIND_WORDS)


@lru_cache(maxsize=20_000)
def own_words(text: str) -> tuple[str, ...]:
    """Return the words that tell one setting from others of its kind."""
    return tuple(word for word in tokens(text) if word not in KIND_WORDS)


@lru_cache(maxsize=20_000)
def kind_of(text: str) -> frozenset[str]:
    """Return the words that say which kind a setting is; a bare "school" says nothing."""
    said = frozenset(tokens(text))
    if "sixth" in said or "further" in said:
        return frozenset({"sixth"})
    if "college" in said or "technology" in said:
        return frozenset({"high"}) if said & {"technology", "community"} else frozenset({"sixth"})
    if "academy" in said:
        return frozenset({"academy", "high"})
    if said & {"secondary", "comprehensive", "grammar"}:
        return frozenset({"high"})
    return said & PLAIN_KINDS


def fits(short: str, full: str) -> float:
    """Return from 0 to 1 how well a short form fits a full name."""
    mine, theirs = tokens(short), tokens(full)
    if mine == theirs:
        return 1.0
    bare = "".join(mine)
    initials = "".join(word[0] for word in theirs if word not in ("the", "of"))
    if 2 <= len(bare) <= 5 and bare == initials:
        return 0.97
    kind, other = kind_of(short), kind_of(full)
    if (
        kind
        and other
        and not kind & other
        and not {kind, other} <= {frozenset({"nursery"}), frozenset({"preschool"})}
    ):
        return 0.0
    own, others = own_words(short), own_words(full)
    if not own:
        return 0.6 if kind and kind <= other else 0.0
    alike = words_alike(own, others)
    if not alike:
        return 0.0
    shared = len(set(mine) & set(theirs)) / max(len(theirs), 1)
    return 0.6 * alike + 0.2 * shared + (0.15 if kind and kind & other else 0.0)


def words_alike(own: tuple[str, ...], others: tuple[str, ...]) -> float:
    """Return how alike the words of two names are, written together or apart; 0 where one has no fellow."""
    if not others:
        return 0.0
    whole = max(JaroWinkler.similarity("".join(own), "".join(others)), near("".join(own), "".join(others)))
    if (
        OSA.distance("".join(own), "".join(others)) <= 1
        or (whole >= 0.88 and len(own) != len(others))
        or whole >= 0.95
    ):
        return whole
    each = [max(near(word, other) for other in others) for word in own]
    return min(each) if min(each) >= NEAR else 0.0


def near(word: str, other: str) -> float:
    """Return how alike two words are; the beginning of a place is enough where it is cut by a sign."""
    if word == other:
        return 1.0
    if len(word) >= 4 and OSA.distance(word, other) <= (1 if len(word) < 7 else 2):
        return 0.93
    if word[0] == other[0] and len(word) >= 4 and other.endswith(word[1:]) and len(other) > len(word):
        return 0.88
    return (
        JaroWinkler.similarity(word, other)
        if word[:1] == other[:1] and JaroWinkler.similarity(word, other) > 0.9
        else 0.0
    )
