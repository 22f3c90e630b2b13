"""Records made comparable: one row for each name that somebody bears, the same way on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from opencaf.people.identifiers import bare
from opencaf.people.name_keys import FORMS_OF, parts, plain, plain_postcode

LEAST_POSTCODE = 5
Name = tuple[str, str]


@dataclass(frozen=True)
class Particulars:
    """What is compared of one person, on either side. names: given and family name, the present one first."""

    names: Sequence[Name]
    born: str = ""
    sex: str = ""
    postcode: str = ""
    nhs_number: str = ""
    upn: str = ""


class Row(NamedTuple):
    """One name of one person, as Splink compares it; what is not known is None."""

    unique_id: int
    entity: int
    given: str | None
    form: str | None
    family: str | None
    first_half: str | None
    last_half: str | None
    born: str | None
    postcode: str | None
    sector: str | None
    district: str | None
    sex: str | None
    nhs: str | None
    upn: str | None


def rows_of(people: Iterable[Particulars]) -> Iterator[Row]:
    """Give the rows of people, who are numbered in their order."""
    unique_id = 0
    for number, person in enumerate(people):
        place = place_of(person.postcode)
        sex = person.sex if person.sex in ("F", "M") else None
        numbers = number_of(person.nhs_number), number_of(person.upn)
        for name in dict.fromkeys(person.names):
            names = (*given_of(name[0]), *family_of(name[1]))
            yield Row._make((unique_id, number, *names, person.born or None, *place, sex, *numbers))
            unique_id += 1


@lru_cache(maxsize=500_000)
def place_of(text: str) -> tuple[str | None, str | None, str | None]:
    """Return a postcode, its sector and its district."""
    postcode = plain_postcode(text)
    return (postcode, postcode[:-2], postcode[:-3]) if len(postcode) >= LEAST_POSTCODE else (None,) * 3


def number_of(text: str) -> str | None:
    """Return a number without spaces."""
    return bare(text) or None if text else None


@lru_cache(maxsize=500_000)
def given_of(text: str) -> tuple[str | None, str | None]:
    """Return the first given name, and the name of whose short forms it is one."""
    words = parts(text)
    if not words:
        return None, None
    return words[0], min({words[0], *FORMS_OF.get(words[0], ())})


@lru_cache(maxsize=500_000)
def family_of(text: str) -> tuple[str | None, str | None, str | None]:
    """Return a family name as one word, and its halves where it is a double one."""
    words = [word for word in plain(text).split() if word != "-"]
    if not words:
        return None, None, None
    halves = (words[0], words[-1]) if len(words) > 1 else (None, None)
    return "".join(words), *halves
