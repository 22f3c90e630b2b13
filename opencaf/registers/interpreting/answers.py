"""Sexes, ethnic origins, consent, outcomes and areas: words that stand for a code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from opencaf.registers.interpreting.noted_dates import answer_of
from opencaf.registers.wording import simple, words

SEXES = {
    "F": {"f", "female", "girl", "fem", "g", "woman", "w", "femail", "she"},
    "M": {"m", "male", "boy", "b", "man", "mal", "he"},
}
BORN_LATER = {"u", "unborn", "u b", "ub", "not born"}
GIVEN = re.compile(r"^(y|yes|signed|full|given|agreed|verbal|all|obtained|ok|true|written|consent given)\b")
PARTLY = re.compile(
    r"\bpart(ial|ly|s)?\b|\bnot\b|\bbut\b|\bexcept\b|\bsome\b|\bonly\b|limited|restricted|excluding|apart"
)
AGAINST = re.compile(r"^(n|no|said no|refused|none|declined|not given|false|withheld)\b")
TAKEN_BACK = re.compile(r"withdr|w drawn|revoked")
WITHOUT_REASON = "?"


@dataclass(frozen=True)
class Coded:
    """A code, or why there is none. unclear: a word that says something, but not enough."""

    code: str | None = None
    state: str = ""


@lru_cache(maxsize=10_000)
def read_sex(text: str) -> Coded:
    """Return F or M."""
    low = simple(text)
    for code, written in SEXES.items():
        if low in written:
            return Coded(code)
    if low in BORN_LATER or not low:
        return Coded()
    return Coded(None, (answer_of(text) and "not_known") or "unclear")


@lru_cache(maxsize=1)
def ethnic_codes() -> dict[str, str]:
    """Return the code of every wording known."""
    return {written: code for code, listed in words("ethnicities")["codes"].items() for written in listed}


@lru_cache(maxsize=10_000)
def read_ethnicity(text: str) -> Coded:
    """Return the code of an ethnic origin; a word too wide for one is not guessed at."""
    low = simple(text)
    if not low:
        return Coded(None, "not_asked") if not text.strip() else Coded("NOBT", "not_obtained")
    known = ethnic_codes()
    if low.upper() in set(known.values()) - {WITHOUT_REASON}:
        return with_state(low.upper())
    found = known.get(low) or known.get(simpler(low))
    if found == WITHOUT_REASON or found is None:
        return Coded(None, "unclear")
    return with_state(found)


def with_state(code: str) -> Coded:
    """Return a code with what it says about the asking."""
    return Coded(code, {"NOBT": "not_obtained", "REFU": "refused"}.get(code, ""))


def simpler(low: str) -> str:
    """Return a wording without the words that change nothing."""
    kept = [
        word
        for word in low.split()
        if word not in {"background", "origin", "ethnic", "child", "and", "heritage", "mix"}
    ]
    return " ".join(
        {"brit": "british", "wh": "white", "blk": "black", "asn": "asian", "carib": "caribbean"}.get(
            word, word
        )
        for word in kept
    )


@lru_cache(maxsize=10_000)
def read_consent(text: str) -> Coded:
    """Return full, partial, refused or withdrawn."""
    low = simple(text)
    if not low:
        return Coded(None, "not_recorded" if not text.strip() else "not_known")
    if answer_of(text) in ("not_known", "not_yet"):
        return Coded(None, "not_known")
    if TAKEN_BACK.search(low):
        return Coded("withdrawn")
    if PARTLY.search(low) and not AGAINST.search(low) and not re.match(r"not (yet|known|sure|obtained)", low):
        return Coded("partial")
    if GIVEN.search(low):
        return Coded("full")
    return Coded("refused") if AGAINST.search(low) else Coded(None, "not_known")


@dataclass(frozen=True)
class Ending:
    """How a CAF ended. category None: it runs; state: carried_forward, or unclear."""

    reason: str | None = None
    category: str | None = None
    state: str = ""


@lru_cache(maxsize=1)
def closure_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of closing, in their order."""
    return tuple((reason, re.compile(pattern)) for reason, pattern in words("closures")["reasons"])


@lru_cache(maxsize=10_000)
def read_ending(text: str) -> Ending:
    """Return what an outcome or a reason for closing says."""
    low = simple(text)
    if not low:
        return Ending()
    for reason, pattern in closure_patterns():
        if pattern.search(low):
            return ending_of(reason)
    return ending_of(WITHOUT_REASON)


def ending_of(reason: str) -> Ending:
    """Return the ending of one reason."""
    if reason == "carried_forward":
        return Ending(None, None, "carried_forward")
    if reason == WITHOUT_REASON:
        return Ending(None, "not_stated", "unclear")
    if reason == "no_further_action":
        return Ending(None, "no_further_action")
    return Ending(reason, words("closures")["category"][reason]) if reason else Ending()


def read_area(text: str, known: Mapping[str, str]) -> str | None:
    """Return an area by its name or the beginning of it; known: areas by their plain names."""
    low = simple(text)
    if low in known:
        return known[low]
    fitting = {name for plain, name in known.items() if low and plain.startswith(low)}
    return fitting.pop() if len(fitting) == 1 else None
