"""An authority's own terms for the help pages, and its short list of words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from opencaf.agencies.models import Practitioner


@dataclass(frozen=True)
class Terms:
    """What things are called here and whom to ring; without an authority, the national words."""

    programme_name: str = "Common Assessment Framework"
    short_name: str = "CAF"
    lead_title: str = "lead professional"
    team_name: str = "team around the child"
    authority: str = ""
    help_phone: str = ""
    safeguarding_contact: str = "children's social care"
    safeguarding_phone: str = ""

    @property
    def one(self) -> str:
        """One of them, with its article: a CAF, an Early Help Assessment."""
        return f"{'an' if self.short_name[:1].upper() in 'AEIO' else 'a'} {self.short_name}"

    @property
    def help_phone_href(self) -> str:
        """The address that a telephone rings."""
        return telephone(self.help_phone)

    @property
    def safeguarding_phone_href(self) -> str:
        """The address that a telephone rings."""
        return telephone(self.safeguarding_phone)


def terms_of(request: HttpRequest) -> Terms:
    """Return the terms of the authority of whoever asks."""
    practitioner: Practitioner | None = getattr(request, "practitioner", None)
    if practitioner is None:
        return Terms()
    authority = practitioner.authority
    return Terms(
        programme_name=authority.programme_name,
        short_name=authority.short_name,
        lead_title=authority.lead_title,
        team_name=authority.team_name,
        authority=authority.name,
        help_phone=authority.help_phone,
        safeguarding_contact=authority.safeguarding_contact,
        safeguarding_phone=authority.safeguarding_phone,
    )


def words_of(terms: Terms) -> list[dict[str, dict[str, str]]]:
    """Return the short list of words, as rows of a summary list."""
    return [{"key": {"text": word}, "value": {"text": meaning}} for word, meaning in meanings(terms)]


def meanings(terms: Terms) -> list[tuple[str, str]]:
    """Return each word with its meaning, in the order in which people meet them."""
    short, lead, team = terms.short_name, terms.lead_title, terms.team_name
    return [
        (short, f"The {terms.programme_name}, and in daily speech one round of it for a child or a family."),
        ("Intention", f"Somebody means to start {terms.one}, after looking whether one exists."),
        ("Consent", "The family’s agreement: first to write things down, then to share with named agencies."),
        ("Story box", "What is told about one part of a child’s life, in plain words."),
        ("Concern mark", "How worried somebody is: 0 no concern to 5 very high concern. Never compulsory."),
        (lead.capitalize(), "The one person the family can ring; sees that what was agreed is done."),
        (team.capitalize(), "The practitioners and family members who work on the plan together."),
        ("Outcome", "What should be different, in the family’s words."),
        ("Action", "What somebody will do, and by when."),
        ("Review", "A meeting that looks back, marks again and agrees the next date."),
        ("Closure", "The end: why it closes and, apart from that, how far each outcome was met."),
    ]


def telephone(number: str) -> str:
    """Return a number as the address that a telephone rings."""
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return f"tel:{digits}" if digits else ""
