"""References that people read out on the telephone, guarded by ISO 7064 MOD 37,36."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_character(text: str) -> str:
    """Return the ISO 7064 MOD 37,36 check character of letters and digits (others are passed over)."""
    product = 36
    for character in text.upper():
        if character not in ALPHABET:
            continue
        product = (product + ALPHABET.index(character)) % 36 or 36
        product = product * 2 % 37
    return ALPHABET[(37 - product) % 36]


def make_reference(prefix: str, year: int, number: int) -> str:
    """Return a reference such as D-2025-00042-K."""
    body = f"{prefix}-{year}-{number:05d}"
    return f"{body}-{check_character(body)}"


def is_sound(reference: str) -> bool:
    """Whether a reference, as typed by somebody, carries its own check character."""
    letters = "".join(c for c in reference.upper() if c in ALPHABET)
    return len(letters) > 1 and check_character(letters[:-1]) == letters[-1]
