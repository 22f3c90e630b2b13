"""How findings are shown: a line each, the counts beside those of months before, and the file."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from opencaf.agencies.models import Authority
from opencaf.core.dates import in_words
from opencaf.quality.catalogue import rules_of
from opencaf.quality.queries import Line
from opencaf.quality.rules.rule import Kind, Rule
from opencaf.web.quality.putting_right import address_for
from opencaf.web.shared.charts import Bar, Chart, bar_chart, line_chart
from opencaf.web.shared.charts import Line as Series
from opencaf.web.shared.downloads import Download
from opencaf.web.shared.who import Who, who_of

A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HEADS = ("Finding", "Reference", "Initials", "What was found", "Since", "Who leads", "Agency", "Locality")


@dataclass(frozen=True)
class Shown:
    """One finding as a list shows it."""

    title: str
    reference: str
    who: Who
    fact: str
    since: str
    leads: str
    agency: str
    locality: str
    right_href: str
    accept_href: str


@dataclass(frozen=True)
class RuleLine:
    """A rule with how many it finds now and found before; None where nobody counted then."""

    title: str
    href: str
    now: int
    last_month: int | None
    three_months: int | None

    @property
    def change(self) -> str:
        """How it moved since last month, in words."""
        if self.last_month is None:
            return "–"
        moved = self.now - self.last_month
        if not moved:
            return "As before"
        return f"{'Rises' if moved > 0 else 'Falls'} by {abs(moved):,}"


def title_of(rule: Rule, authority: Authority) -> str:
    """Return the heading of a rule in an authority's own terms."""
    told = rule.told(rule.title, authority)
    return told[:1].upper() + told[1:]


def shown_line(line: Line, authority: Authority, query: str = "") -> Shown:
    """Return a finding as a list shows it."""
    finding, episode = line.finding, line.episode
    standing = next(iter(episode.standings.all()), None)
    leader = standing.leader if standing else None
    accept = reverse("quality:accept", args=[finding.code, episode.id, finding.about_id])
    return Shown(
        title=title_of(finding.rule, authority),
        reference=episode.reference,
        who=who_of(episode, line.children),
        fact=fact_words(finding.rule, finding.fact),
        since=in_words(finding.since) if finding.since else "",
        leads=str(leader) if leader else f"{episode.initiator} (started it)",
        agency=str(standing.lead.agency if standing and standing.lead else episode.initiating_agency),
        locality=episode.locality.name if episode.locality else "No locality",
        right_href=address_for(line),
        accept_href=f"{accept}?{query}" if query else accept,
    )


def fact_words(rule: Rule, fact: str) -> str:
    """Return what was found, in words; nothing where the rule's name says it all."""
    if not rule.shows or not fact:
        return ""
    words = in_words(dt.date.fromisoformat(fact)) if A_DAY.fullmatch(fact) else fact
    return rule.shows.replace("{fact}", words)


def file_of(rule: Rule, lines: Iterable[Line], authority: Authority, chosen: dict[str, str]) -> Download:
    """Return a list as a file, with initials where the page says names."""
    rows = []
    for line in lines:
        one = shown_line(line, authority)
        since = line.finding.since.isoformat() if line.finding.since else ""
        rows.append(
            (one.title, one.reference, one.who.initials, one.fact, since, one.leads, one.agency, one.locality)
        )
    depends: dict[str, object] = {"Looked for": rule.told(rule.asks, authority), **chosen}
    return Download(f"quality-{rule.code}", HEADS, rows, depends)


def kinds_of(
    now: Counter[str], before: dict[dt.date, Counter[str]], months: Sequence[dt.date], authority: Authority
) -> list[dict[str, object]]:
    """Return the four kinds with the rules that find or found anything, and the names of the others."""
    found: list[dict[str, object]] = []
    for kind, words in Kind.WORDS.items():
        lines = [line_of(rule, now, before, months, authority) for rule in rules_of(kind)]
        seen = [line for line in lines if line.now or line.last_month or line.three_months]
        quiet = [line.title for line in lines if line not in seen]
        found.append({"title": words, "lines": seen, "quiet": quiet})
    return found


def line_of(
    rule: Rule,
    now: Counter[str],
    before: dict[dt.date, Counter[str]],
    months: Sequence[dt.date],
    authority: Authority,
) -> RuleLine:
    """Return the line of a rule: now, at the end of last month, and of the third month before this one."""
    last, third = (before[month][rule.code] if month in before else None for month in months)
    address = reverse("quality:rule", args=[rule.code])
    return RuleLine(title_of(rule, authority), address, now[rule.code], last, third)


def chart_of(now: Counter[str], before: dict[dt.date, Counter[str]], when: str) -> Chart:
    """Return how the four kinds moved, month by month; as long as nothing was kept, how they stand.

    when: what the latest count is called.
    """
    if not before:
        bars = [Bar(words, of_kind(now, kind), shown=f"{of_kind(now, kind):,}") for kind, words in SHORT]
        return bar_chart("What is to be put right", bars, heads=("Kind", when))
    points = [*(f"{month:%b %Y}" for month in before), when]
    counts = [*before.values(), now]
    series = [Series(words, tuple(of_kind(one, kind) for one in counts)) for kind, words in SHORT]
    return line_chart("What is to be put right, month by month", points, series, head="End of")


SHORT = tuple(Kind.SHORT.items())


def of_kind(counts: Counter[str], kind: str) -> int:
    """Return how many findings of a kind there are."""
    return sum(counts[rule.code] for rule in rules_of(kind))


def sentence_of(now: Counter[str], before: dict[dt.date, Counter[str]], last: dt.date) -> str:
    """Return in a sentence how much there is, and whether it falls."""
    total = now.total()
    if not total:
        return "Nothing is to be put right."
    things = f"{total:,} thing{'' if total == 1 else 's'} to put right"
    if last not in before:
        return f"{things}. How that moves is seen once two months were counted."
    was = before[last].total()
    way = "as many as" if total == was else f"{abs(total - was):,} {'more' if total > was else 'fewer'} than"
    return f"{things}, {way} at the end of {last:%B %Y}."


def query_of(chosen: dict[str, str]) -> str:
    """Return a choice as it stands in an address, without what is not chosen."""
    return urlencode({name: code for name, code in chosen.items() if code})
