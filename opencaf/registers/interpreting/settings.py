"""Schools, nurseries and services by the short forms that a register has for them.

Full names are learnt from the register itself; which short form belongs to which is a guess that the mapping
shows and anybody may put right. A short form that fits two is not guessed at.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from opencaf.registers.interpreting.setting_names import (
    LEADING,
    LONG_FORMS,
    NO_SETTING,
    fits,
    kind_of,
    own_words,
    tokens,
)
from opencaf.registers.wording import simple, words

ENDINGS = frozenset(
    {
        "school",
        "college",
        "academy",
        "nursery",
        "unit",
        "centre",
        "preschool",
        "homes",
        "link",
        "service",
        "panel",
    }
)


@dataclass(frozen=True)
class Setting:
    """A school, nursery or service, with its kind."""

    name: str
    type: str = ""
    sector: str = ""
    source_code: str = ""

    def as_value(self) -> dict[str, str]:
        """Return it as the report says it."""
        return {
            key: value
            for key, value in (
                ("value", self.name),
                ("type", self.type),
                ("sector", self.sector),
                ("source_code", self.source_code),
            )
            if value
        }


@lru_cache(maxsize=1)
def services() -> tuple[tuple[re.Pattern[str], Setting], ...]:
    """Return the services that stand in registers everywhere."""
    return tuple(
        (re.compile(one["written"]), setting_of(one["name"], one)) for one in words("agencies")["services"]
    )


@lru_cache(maxsize=1)
def kinds() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    """Return the kinds of settings by words in their names."""
    return tuple((re.compile(one["word"]), one) for one in words("agencies")["kinds"])


def setting_of(name: str, kind: dict[str, Any]) -> Setting:
    """Return a setting of a kind."""
    return Setting(name, kind.get("type", ""), kind.get("sector", ""), kind.get("source_code", ""))


@lru_cache(maxsize=20_000)
def service_named(text: str) -> Setting | None:
    """Return the service that a text names wherever one is."""
    low = simple(text)
    for tried in (low, simple(LEADING.sub("", text))):
        for pattern, service in services():
            if pattern.search(tried):
                return service
    return None


def with_kind(name: str) -> Setting:
    """Return a setting with the kind that its name tells."""
    low = simple(name)
    return next((setting_of(name, kind) for pattern, kind in kinds() if pattern.search(low)), Setting(name))


@dataclass
class Settings:
    """The settings of a register. chosen: short forms that a person put in the mapping."""

    seen: Counter[str] = field(default_factory=Counter)
    chosen: dict[str, str] = field(default_factory=dict)
    full: list[str] = field(default_factory=list)
    found: dict[str, Setting | None] = field(default_factory=dict)
    known: dict[str, bool] = field(default_factory=dict)

    def learn(self, text: str) -> None:
        """Take note of a name that stands in the register."""
        if text and len(text) < 80:
            self.seen[text] += 1

    def settle(self) -> None:
        """Choose, among the names seen, those that are written in full."""
        self.full = list(dict.fromkeys(self.chosen.values()))
        candidates = [name for name in self.seen if self.is_full(name)]
        candidates.sort(key=self.usual)
        for name in candidates:
            nearest = max((fits(name, other) for other in self.full), default=0.0)
            if nearest < (0.45 if self.seen[name] == 1 else 0.6):
                self.full.append(name)
        self.found.clear()
        self.known.clear()

    def usual(self, name: str) -> tuple[bool, int, int, int, str]:
        """Return by what the usual spelling of a name comes first: met often, long, with capitals."""
        capitals = sum(part[0].isupper() for part in re.split(r"[\s-]+", name) if part)
        return self.seen[name] == 1, -len("".join(tokens(name))), -capitals, -self.seen[name], name

    def is_full(self, name: str) -> bool:
        """Whether a name is written in full: no short words, an ending, not all in capitals."""
        spoken = simple(name).replace("pre school", "preschool").split()
        is_whole = not any(
            word in LONG_FORMS and word not in ("rc", "preschool", "childrens") for word in spoken
        )
        return bool(
            is_whole
            and simple(name) not in NO_SETTING
            and spoken
            and spoken[-1] in ENDINGS
            and len(spoken) > 1
            and not name.isupper()
            and own_words(name)
            and not service_named(name)
        )

    def named(self, text: str) -> Setting | None:
        """Return the setting that a text names; None where two fit."""
        key = " ".join(text.split())
        if key not in self.found:
            self.found[key] = self.look_up(key)
        return self.found[key]

    def look_up(self, text: str) -> Setting | None:
        """Return the setting that a text names, at first asking."""
        if chosen := self.chosen.get(simple(text)):
            return service_named(chosen) or with_kind(chosen)
        if service := service_named(text):
            return service
        scored = sorted(((fits(text, name), name) for name in self.full), reverse=True)
        fitting = [(score, name) for score, name in scored if score >= 0.45]
        if not fitting:
            return with_kind(text)
        if len(fitting) == 1 or fitting[0][0] - fitting[1][0] >= 0.04:
            return with_kind(fitting[0][1])
        return self.bare_place(text, [name for _, name in fitting])

    def bare_place(self, text: str, names: list[str]) -> Setting | None:
        """Return the primary school where only a place is named and it has one."""
        if kind_of(text):
            return None
        primary = [name for name in names if "primary" in tokens(name)]
        return with_kind(primary[0]) if len(primary) == 1 else None

    def knows(self, text: str) -> bool:
        """Whether a text names a setting of this register, or a service found everywhere."""
        if text not in self.known:
            self.known[text] = self.is_known(text)
        return self.known[text]

    def is_known(self, text: str) -> bool:
        """Whether a text names a setting, at first asking."""
        if simple(text) in self.chosen or service_named(text):
            return True
        return any(fits(text, name) >= 0.6 for name in self.full) or bool(kind_of(text))
