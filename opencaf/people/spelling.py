"""Spellings of one name: keys that two spellings share, and the letters a name is made of.

A word that was heard or typed wrongly has no sound code in common with the right one. It shares a key
with it: both without one letter (a letter left out, added, changed or two changed over), or both without
vowels and with consonants that are written in several ways made one (Mohammed, Muhamad).
"""

from __future__ import annotations

import re
from functools import lru_cache

LEAST_TO_SHORTEN = 4
LEAST_OF_A_SKELETON = 3
MOST_LETTERS = 24
SKELETON = "~"
ONE_SOUND = (
    ("sch|tch|dzh|sh|ch|cz|sz|ts|tz|sj", "s"),
    ("ph|pf", "f"),
    ("dj", "j"),
    ("th|dh", "t"),
    ("gh|kh|ck|qu|[cq]", "k"),
    ("x", "ks"),
    ("z", "s"),
    ("w", "v"),
    ("[aeiouyh]", ""),
    (r"(.)\1+", r"\1"),
)
ALIKE = tuple((re.compile(pattern), sound) for pattern, sound in ONE_SOUND)


def spelling_keys(word: str) -> list[str]:
    """Return the keys under which other spellings of a word are found: itself, shortened, its skeleton."""
    word = word[:MOST_LETTERS]
    keys = [word]
    if len(word) >= LEAST_TO_SHORTEN:
        keys += [word[:place] + word[place + 1 :] for place in range(len(word))]
    bones = skeleton(word)
    if len(bones) >= LEAST_OF_A_SKELETON:
        keys.append(SKELETON + bones)
    return list(dict.fromkeys(keys))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the consonants of a word, those that stand for one sound written in one way."""
    for pattern, sound in ALIKE:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=65536)
def letters(word: str) -> int:
    """Return which letters a word is made of, as bits: two words can be compared by a count."""
    found = 0
    for sign in word:
        found |= 1 << (ord(sign) % 26)
    return found
