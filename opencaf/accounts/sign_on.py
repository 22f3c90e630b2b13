"""Single sign-on: with which provider the people of an authority sign in. Off where none is configured."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SIGN_ON = "sign_on"  # how it stands in a session's record of what was shown
LOCAL = ("http://127.0.0.1", "http://localhost")


@dataclass(frozen=True)
class Provider:
    """An authority's OpenID Connect provider, as OPENCAF_SIGN_ON describes it.

    What counts as a second factor differs between providers, so the authority names the values of
    `acr` and `amr`; without one of them in the answer our own second factor is asked.
    """

    authority: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    strong_acr: tuple[str, ...] = ()
    strong_amr: tuple[str, ...] = ()
    signed_in_within_hours: int = 12

    @property
    def code(self) -> str:
        """The authority's code as it stands in addresses."""
        return self.authority.lower()

    def is_strong(self, claims: dict[str, Any]) -> bool:
        """Whether the provider says that a second factor was shown, in one of the values agreed."""
        shown = claims.get("amr") or []
        return claims.get("acr") in self.strong_acr or not set(self.strong_amr).isdisjoint(shown)


TEXTS = ("authority", "name", "issuer", "client_id", "client_secret")
LISTS = ("strong_acr", "strong_amr")


def read_providers(text: str, *, over_http: bool = False) -> dict[str, Provider]:
    """Return the providers by authority from a JSON list; what is not right stops the program's start."""
    try:
        entries = json.loads(text or "[]")
    except ValueError as error:
        raise refusal("is not JSON") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise refusal("must be a list of providers, each an object")
    providers = [read_provider(entry, over_http=over_http) for entry in entries]
    if len({provider.code for provider in providers}) < len(providers):
        raise refusal("names an authority twice")
    return {provider.code: provider for provider in providers}


def read_provider(entry: dict[str, Any], *, over_http: bool) -> Provider:
    """Return one provider; secrets never stand in what is said about a mistake."""
    unknown = set(entry) - set(Provider.__dataclass_fields__)
    if unknown:
        raise refusal(f"has an unknown key {min(unknown)}")
    for name in TEXTS:
        if not isinstance(entry.get(name), str) or not entry[name]:
            raise refusal(f"lacks the text {name}")
    for name in LISTS:
        values = entry.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise refusal(f"must give {name} as a list of texts")
    hours = entry.get("signed_in_within_hours", 12)
    if not isinstance(hours, int) or not 1 <= hours <= 24:
        raise refusal("must give signed_in_within_hours as a number from 1 to 24")
    if not entry["issuer"].startswith(("https://", *(LOCAL if over_http else ()))):
        raise refusal("must give the issuer as an https address")
    return Provider(**{**entry, **{name: tuple(entry.get(name, ())) for name in LISTS}})


def refusal(what: str) -> ImproperlyConfigured:
    """Return the error that says what is wrong with the setting."""
    return ImproperlyConfigured(f"OPENCAF_SIGN_ON {what}. See docs/security.md.")
