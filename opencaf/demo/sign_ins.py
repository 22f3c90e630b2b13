"""With what one signs in: an address for each role and authority, one password."""

from __future__ import annotations

from opencaf.agencies.models import Role

# Printed for everybody who starts the demonstration; the accounts are made nowhere else.
PASSWORD = "a walk along the river"  # noqa: S105


def address_of(role: str, code: str) -> str:
    """Return the address with which one signs in as a role of an authority."""
    return f"{role}.{code.lower()}@example.org"


def sign_ins_of(code: str) -> list[tuple[str, str]]:
    """Return what each role is called and the address it signs in with, for one authority."""
    return [(role.label, address_of(role, code)) for role in Role]
