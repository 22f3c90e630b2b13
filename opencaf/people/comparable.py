"""What somebody typed, made comparable: the same answer for any case, accents, order, spaces and signs."""

from __future__ import annotations

import re

from opencaf.people.codes import Scheme
from opencaf.people.identifiers import bare, slips_of
from opencaf.people.matching import Wanted
from opencaf.people.name_keys import NOT_A_NAME, parts, plain, plain_postcode
from opencaf.people.one_box import POSTCODE, taken_apart
from opencaf.people.sought import Sought

MOST_WORDS = 6
LEAST_FIGURES = 7
FIGURES_COMPARED = 9
PARTING = re.compile(r"[,;:/|.()&+]")
HOUSE_AND_STREET = re.compile(r"[0-9]+[a-z]? [a-z]{3,}")
STREET = re.compile(r"\b[a-z]{3,}")
# Parts of a name that are written together with the next word, or apart: Mac Donald, O Brien, Al Amin.
PARTICLES = frozenset(
    {"abdul", "abu", "al", "bin", "da", "de", "del", "di", "el", "fitz"}
    | {"la", "le", "mac", "mc", "o", "ould", "st", "van", "von"}
)


def make_comparable(sought: Sought) -> Wanted:
    """Return what was typed in a form that can be compared; the box for names may hold anything."""
    box = taken_apart(sought.name)
    address, postcode = without_postcode(sought.address)
    given, family = name_words(sought.given_names), name_words(sought.family_name)
    return Wanted(
        words=few({*name_words(box.words), *given, *family}),
        given_words=given,
        family_words=family,
        born=sought.born or box.born,
        expected_on=sought.expected_on,
        postcode=plain_postcode(sought.postcode or postcode or box.postcode),
        line=house_and_street(address),
        nhs_number=bare(sought.nhs_number or box.nhs_number),
        upn=bare(sought.upn or box.upn),
        identifier=bare(sought.identifier or box.identifier),
        phone=last_figures(sought.phone or box.phone),
        parent_words=name_words(sought.parent_name),
        school=plain(PARTING.sub(" ", sought.school)),
    )


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in no order, without those that only say that a baby is unborn."""
    words = parts(PARTING.sub(" ", text)) or parts(text)
    named = [word for word in words if word not in NOT_A_NAME] or words
    return few({*named, *together(named)})


def together(words: list[str]) -> list[str]:
    """Return words with the particle before them, as they may have been recorded."""
    particles = [word for word in words if word in PARTICLES]
    return [particle + word for particle in particles for word in words if word not in PARTICLES]


def few(words: set[str]) -> tuple[str, ...]:
    """Return words in an order of their own; of very many the longest."""
    longest = sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS]
    return tuple(sorted(longest))


def without_postcode(address: str) -> tuple[str, str]:
    """Return an address and the postcode that stood in it."""
    found = POSTCODE.search(address)
    return (address.replace(found[0], " "), found[0]) if found else (address, "")


def house_and_street(address: str) -> str:
    """Return the number of the house and the first word of its street; "0" where no number was typed."""
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", address.lower()).split())
    found = HOUSE_AND_STREET.search(words)
    if found:
        return found[0]
    street = STREET.search(words)
    return f"0 {street[0]}" if street else ""


def last_figures(phone: str) -> str:
    """Return the figures by which telephone numbers are compared, without the country's or the first 0."""
    figures = re.sub(r"[^0-9]", "", phone)
    return figures[-FIGURES_COMPARED:] if len(figures) >= LEAST_FIGURES else ""


def numbers_to_try(wanted: Wanted) -> list[str]:
    """Return the numbers typed, and what one slip may have made of the ones that cannot be right."""
    from_slips = [
        *slips_of(Scheme.NHS, wanted.nhs_number),
        *slips_of(Scheme.UPN, wanted.upn),
    ]
    return list(dict.fromkeys([*wanted.numbers, *from_slips]))
