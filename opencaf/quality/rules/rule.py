"""What a rule says of itself, and what its rows are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.episodes.models import EpisodeChild
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.episodes.states import State

ASSESSED = (State.PLANNING, State.SUPPORTING)
BEGUN = (State.ASSESSING, *ASSESSED, State.SUSPENDED)

Find = Callable[[EpisodeQuerySet, Authority], QuerySet[Any]]


class Kind:
    """The four kinds of finding, by the code and the words of each."""

    MISSING, ODD, STALE, CONTRADICTORY = "missing", "odd", "stale", "contradictory"
    WORDS = {
        MISSING: "Missing: nobody has written it down",
        ODD: "Odd: it can hardly be so",
        STALE: "Stale: nothing has happened for long",
        CONTRADICTORY: "Contradictory: two entries cannot both be right",
    }
    SHORT = {MISSING: "Missing", ODD: "Odd", STALE: "Stale", CONTRADICTORY: "Contradictory"}


class Hand:
    """Who can put something right, by code; the words name the authority's own terms."""

    AUTHOR, LEAD, COORDINATOR, ADMINISTRATOR = "author", "lead", "coordinator", "administrator"
    WORDS = {
        AUTHOR: "whoever started the {caf}",
        LEAD: "the {lead}",
        COORDINATOR: "a coordinator",
        ADMINISTRATOR: "an administrator",
    }


WHO_WORKS = (Hand.LEAD, Hand.AUTHOR, Hand.COORDINATOR)
WHO_LEADS = (Hand.LEAD, Hand.COORDINATOR)
WHO_LOOKS_AFTER = (Hand.COORDINATOR,)


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for.

    asks: what is asked of each record, as a sentence; why: why it matters; hands: who can put it right,
    those first who know best; how: what they do; shows: what is told of the fact that was found, with
    {fact} in its place. find: gives the cases, or the children in cases (of_children), of which it is so.
    """

    code: str
    kind: str
    title: str
    asks: str
    why: str
    hands: tuple[str, ...]
    how: str
    find: Find
    of_children: bool = False
    shows: str = ""

    def told(self, words: str, authority: Authority) -> str:
        """Return words of this rule in an authority's own terms."""
        return in_terms(words, authority)

    def hands_in_words(self, authority: Authority) -> str:
        """Return who can put it right, in words."""
        *others, last = [in_terms(Hand.WORDS[hand], authority) for hand in self.hands]
        return f"{', '.join(others)} or {last}" if others else last


def in_terms(words: str, authority: Authority) -> str:
    """Return words with an authority's terms and timings in their places."""
    return words.format(
        caf=authority.short_name,
        lead=authority.lead_title,
        assessed_within=authority.assessment_within_days,
        met_within=authority.first_meeting_within_days,
        grown=authority.oldest_age,
        oldest=authority.oldest_age_with_special_needs,
    )


def children_of(cases: EpisodeQuerySet) -> QuerySet[EpisodeChild]:
    """Return the children whom open cases are about now, but for those who are shielded."""
    return since(EpisodeChild.objects.filter(episode__in=cases.open(), is_open=True), "joined_on").filter(
        child__shielded=False, child__merged_into=None
    )


def since(rows: QuerySet[Any], *days: Any, fact: Any = "", record: Any = None) -> QuerySet[Any]:
    """Return rows with the day since when it is so: the first that is known.

    fact: what was found, so that whoever calls it right is asked again when it changes; record: the id of
    the row to put right, where the page that does so needs it.
    """
    known: list[Any] = [F(day) if isinstance(day, str) else day for day in days]
    told = Value(fact, output_field=TextField()) if isinstance(fact, str) else as_text(fact)
    found: QuerySet[Any] = rows.annotate(
        since=Coalesce(*known, output_field=DateField()) if len(known) > 1 else known[0],
        fact=told,
        record_id=as_text(record) if record is not None else Value("", output_field=TextField()),
    )
    return found


def as_text(fact: Any) -> Any:
    """Return what was found as text, empty where nothing was."""
    return Coalesce(Cast(fact, TextField()), Value("", output_field=TextField()))


def days_ago(days: int) -> dt.date:
    """Return the day so long ago."""
    return clock.today() - dt.timedelta(days=days)


def years_ago(years: int) -> dt.date:
    """Return the same day of an earlier year; 28 February for a day that year does not have."""
    today = clock.today()
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=today.year - years, day=day)
