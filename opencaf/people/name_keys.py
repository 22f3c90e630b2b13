"""Names made comparable: plain letters, the parts by which somebody may be found, and sound codes.

The codes are double metaphone (six characters). A name in a script that has no such code is its own
code, so that it is still found by equality.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from doublemetaphone import doublemetaphone

CODE_LENGTH = 6
MOST_PARTS = 8
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'", "ʼ": "'"}
)
NOT_A_NAME = frozenset({"unborn", "baby", "of"})
SHORT_FORMS = (
    "abdirahman abdi",
    "abigail abi abby",
    "alexander alex sandy xander",
    "alexandra alex sandra lexi",
    "amelia millie",
    "andrew andy drew",
    "anthony tony ant",
    "benjamin ben benny",
    "caitlin cait katie",
    "catherine katherine kathryn kate katie cathy kath",
    "charles charlie chas",
    "charlotte charlie lottie",
    "christopher chris kit",
    "daniel dan danny",
    "david dave davey",
    "deborah debbie deb",
    "edward ed eddie ted teddy ned",
    "elizabeth liz lizzie beth eliza libby betty",
    "emily em emmy",
    "francesca fran frankie",
    "frederick fred freddie",
    "gabriel gabe",
    "george georgie",
    "grace gracie",
    "harold harry",
    "henry harry hal",
    "isabella bella izzy isabel",
    "jacob jake",
    "jacqueline jackie",
    "james jim jimmy jamie",
    "jennifer jen jenny",
    "jessica jess jessie",
    "john jack johnny",
    "jonathan jon jonny",
    "joseph joe joey",
    "joshua josh",
    "kenneth ken kenny",
    "lawrence larry laurie",
    "leonard leo len lenny",
    "lillian lily lil",
    "madeleine maddie maddy",
    "margaret maggie meg peggy",
    "matthew matt matty",
    "michael mike mick mikey",
    "mohammed muhammad mohamed mohammad mo",
    "natalie nat",
    "nathaniel nathan nat nate",
    "nicholas nick nicky",
    "nicola nicky nikki",
    "oliver ollie olly",
    "olivia liv livvy",
    "patricia pat trish patsy",
    "patrick pat paddy",
    "peter pete",
    "philip phil pip",
    "rebecca becky becca bex",
    "richard rich rick dick",
    "robert rob bob bobby robbie bert",
    "samantha sam sammy",
    "samuel sam sammy",
    "sarah sally sadie",
    "stephen steven steve stevie",
    "susan sue susie",
    "theodore theo ted teddy",
    "thomas tom tommy",
    "timothy tim timmy",
    "victoria vicky tori",
    "william will bill billy liam",
    "zachary zac zack",
)


def _families_of_forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in SHORT_FORMS:
        forms = line.split()
        for form in forms:
            found.setdefault(form, set()).update(forms)
    return {form: frozenset(forms - {form}) for form, forms in found.items()}


FORMS_OF = _families_of_forms()


def plain(text: str) -> str:
    """Return a name in small letters without accents and apostrophes; hyphens and spaces part it."""
    spread = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    kept = "".join(letter for letter in spread if not unicodedata.combining(letter))
    joined = re.sub(r"[^\w\s-]|_", "", kept)
    return " ".join(re.sub(r"-", " - ", joined).split())


def parts(text: str) -> list[str]:
    """Return the words of a name, as they are compared; a name without any letter stands for itself."""
    words = [word for word in plain(text).split() if word != "-"]
    if words:
        return list(dict.fromkeys(words))
    bare = "".join(text.split())
    return [bare[:200]] if bare else []


def variants(text: str) -> list[str]:
    """Return the forms under which a name is filed: each word, the halves of a double name, and the whole."""
    words = parts(text)
    joined = ["".join(run.split(" - ")) for run in re.findall(r"\w+(?: - \w+)+", plain(text))]
    whole = ["".join(words)] if 1 < len(words) <= 3 else []
    return list(dict.fromkeys([*words, *joined, *whole]))[:MOST_PARTS]


def code(word: str) -> str:
    """Return the sound code of one word."""
    return (doublemetaphone(word)[0] or word)[:CODE_LENGTH]


def codes(words: Iterable[str], *, with_forms: bool = True) -> list[str]:
    """Return every code under which words may be filed: both sounds, and those of their short forms."""
    found: dict[str, None] = {}
    for word in words:
        for form in (word, *(FORMS_OF.get(word, ()) if with_forms else ())):
            for sound in doublemetaphone(form):
                if sound:
                    found[sound[:CODE_LENGTH]] = None
        found[code(word)] = None
    return list(found)


def are_forms_of_one_name(one: str, other: str) -> bool:
    """Whether two given names are known as forms of each other, such as Sue and Susan."""
    return other in FORMS_OF.get(one, ())


def plain_postcode(text: str) -> str:
    """Return a postcode in capitals without spaces."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())[:10]


def spaced_postcode(text: str) -> str:
    """Return a postcode as it is written, when it looks like one; otherwise as it was typed."""
    bare = plain_postcode(text)
    if re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", bare):
        return f"{bare[:-3]} {bare[-3:]}"
    return " ".join(text.upper().split())[:10]


def postcode_district(text: str) -> str:
    """Return the first half of a postcode: the district."""
    bare = plain_postcode(text)
    return bare[:-3] if len(bare) > 4 else bare
