"""The lists of words of a register's language, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from opencaf.people import name_keys


@cache
def words(name: str) -> dict[str, Any]:
    """Return a list of words by its name."""
    return tomllib.loads((files("opencaf.registers") / "words" / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=20_000)
def simple(text: str) -> str:
    """Return a text in small letters and figures, signs as single spaces."""
    return " ".join(
        re.sub(r"[^\w]+|_", " ", text.casefold().replace("\u2019", "'").replace("'s", "s")).split()
    )


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """Return a name as names are compared, remembered: a register says the same names again and again."""
    return name_keys.plain(name)
