"""What is found in the cases that somebody sees: how many of each rule, and which."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Exists, F, Func, Max, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Coalesce

from opencaf.access.sight import SEES_ALL, sight_of
from opencaf.agencies.models import Authority, Post, Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.people.models import Person
from opencaf.quality.catalogue import RULES, rules_for_who_works
from opencaf.quality.models import Acceptance, MonthlyCount
from opencaf.quality.rules.rule import Rule

LIVE_UP_TO = 5_000  # cases: more take seconds to look through, so the last night's count is shown
COLUMNS = ("code", "case", "child_row", "place", "since", "fact", "digest", "record_id")


class Finding(NamedTuple):
    """One thing found: its rule, case, child in the case (if it is of one), locality, and since when.

    fact: what was found; digest: what tells it from another fact; record_id: what the page that puts it
    right asks for.
    """

    code: str
    episode_id: uuid.UUID
    child_row_id: uuid.UUID | None
    locality_id: uuid.UUID | None
    since: dt.date | None
    fact: str
    digest: str
    record_id: str

    @property
    def rule(self) -> Rule:
        """The rule that found it."""
        return RULES[self.code]

    @property
    def about_id(self) -> uuid.UUID:
        """What it is about: the child in the case, or the case."""
        return self.child_row_id or self.episode_id


@dataclass(frozen=True)
class Line:
    """A finding with the case and the children that it is about."""

    finding: Finding
    episode: Episode
    children: list[Person]


class Digest(Func):
    """The SHA-256 of a text, so that a fact is known again without being kept."""

    function = "sha256"
    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = CharField()


def cases_for(practitioner: Practitioner, *, agency: str = "", locality: str = "") -> EpisodeQuerySet:
    """Return the cases in which is looked: those in sight, but never one that is shielded.

    agency: of who leads now, else of who started it; locality: "none" for cases without one.
    """
    found = Episode.objects.visible_to(practitioner).filter(shielded=False)
    if agency:
        found = found.annotate(at=Coalesce("standings__lead__agency_id", "initiating_agency_id")).filter(
            at=agency
        )
    if locality:
        found = found.filter(locality=None) if locality == "none" else found.filter(locality_id=locality)
    return found


def cases_of_ones_own(practitioner: Practitioner) -> EpisodeQuerySet:
    """Return the cases that somebody leads, or started where nobody leads."""
    own = Q(standings__leader=practitioner) | Q(standings__leader=None, initiator=practitioner)
    return cases_for(practitioner).filter(own)


def found_by(rule: Rule, cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Return the rows that a rule finds in cases, without those that were called right as they are."""
    rows = rule.find(cases, authority)
    called_right = Acceptance.objects.filter(
        rule=rule.code, taken_back_at=None, fact=Digest(OuterRef("fact"))
    )
    nobody = Value(None, output_field=UUIDField())
    if rule.of_children:
        rows = rows.annotate(case=F("episode_id"), child_row=F("pk"), place=F("episode__locality_id"))
        called_right = called_right.filter(child=OuterRef("pk"))
    else:
        rows = rows.annotate(case=F("pk"), child_row=nobody, place=F("locality_id"))
        called_right = called_right.filter(episode=OuterRef("pk"), child=None)
    code = Value(rule.code, output_field=CharField())
    found: QuerySet[Any] = rows.annotate(code=code, digest=Digest(F("fact")))
    return found.filter(~Exists(called_right)).order_by()


def together(rules: Sequence[Rule], cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Return what rules find in cases, those first that are so for longest, as one statement."""
    first, *others = [found_by(rule, cases, authority).values_list(*COLUMNS) for rule in rules]
    rows = first.union(*others, all=True) if others else first
    return rows.order_by("since", "case", "code", "child_row")


def counts_by_place(
    practitioner: Practitioner, *, at_once: bool = True
) -> Counter[tuple[str, uuid.UUID | None]]:
    """Return how many findings each rule has in each locality.

    at_once: in one statement; else a statement a rule, each of which may take as long as one may.
    """
    cases, authority = cases_for(practitioner), practitioner.authority
    each = [
        found_by(rule, cases, authority).values_list("code", "place").annotate(number=Count("pk"))
        for rule in RULES.values()
    ]
    rows = each[0].union(*each[1:], all=True) if at_once else chain.from_iterable(each)
    return Counter({(code, place): number for code, place, number in rows})


def counts_now(practitioner: Practitioner, *, at_once: bool = True) -> Counter[str]:
    """Return how many findings of each rule somebody sees."""
    found: Counter[str] = Counter()
    for (code, _place), number in counts_by_place(practitioner, at_once=at_once).items():
        found[code] += number
    return found


def has_few_cases(practitioner: Practitioner) -> bool:
    """Whether somebody's cases are so few that they are looked through while a page is waited for."""
    return cases_for(practitioner).order_by()[: LIVE_UP_TO + 1].count() <= LIVE_UP_TO


def last_counted_at(practitioner: Practitioner) -> dt.datetime | None:
    """Return when the findings of an authority were last counted by night."""
    rows = MonthlyCount.objects.filter(authority_id=practitioner.authority_id)
    found: dt.datetime | None = rows.aggregate(last=Max("counted_at"))["last"]
    return found


def counts_before(practitioner: Practitioner, *, since: dt.date) -> dict[dt.date, Counter[str]]:
    """Return what was counted at the end of each month from one on, where somebody looks after cases."""
    if not practitioner.has_role(*SEES_ALL):
        return {}
    rows = MonthlyCount.objects.filter(authority_id=practitioner.authority_id, month__gte=since)
    sight = sight_of(practitioner)
    if sight.locality_id is not None:
        rows = rows.filter(Q(locality_id=sight.locality_id) | Q(locality=None))
    found: dict[dt.date, Counter[str]] = {}
    for month, code, number in rows.order_by("month").values_list("month", "rule", "number"):
        found.setdefault(month, Counter())[code] += number
    return found


def own_findings(practitioner: Practitioner) -> QuerySet[Any]:
    """Return what somebody can put right themselves, in the cases that they lead or started."""
    return together(rules_for_who_works(), cases_of_ones_own(practitioner), practitioner.authority)


def finding_about(
    practitioner: Practitioner, rule: Rule, episode: Episode, about_id: uuid.UUID
) -> Finding | None:
    """Return what a rule finds about a case, or a child in it; None where it finds nothing (any more)."""
    rows = found_by(rule, cases_for(practitioner).filter(pk=episode.pk), practitioner.authority)
    row = rows.filter(pk=about_id).values_list(*COLUMNS).first()
    return Finding(*row) if row else None


def is_of_case(episode: Episode, about_id: uuid.UUID) -> bool:
    """Whether an id is that of a case, or of a child in it: what a finding can be about."""
    return about_id == episode.pk or episode.episode_children.filter(pk=about_id).exists()


def lines_of(rows: Iterable[Sequence[Any]]) -> list[Line]:
    """Return findings with their cases and children, in two statements for all of them."""
    findings = [Finding(*row) for row in rows]
    ids = list({finding.episode_id for finding in findings})
    cases = Episode.objects.select_related("initiator", "initiating_agency", "locality")
    cases = cases.prefetch_related("standings__leader", "standings__lead__agency")
    episodes = {episode.id: episode for episode in cases.filter(pk__in=ids)}
    children = EpisodeChild.objects.filter(episode__in=ids).select_related("child")
    rows_of_children = {row.id: row for row in children.order_by("position", "id")}
    return [
        Line(finding, episodes[finding.episode_id], children_in(finding, rows_of_children.values()))
        for finding in findings
        if finding.episode_id in episodes
    ]


def children_in(finding: Finding, rows: Iterable[EpisodeChild]) -> list[Person]:
    """Return the child that a finding is of, or else the children of its case, those who left too."""
    if finding.child_row_id:
        return [row.child for row in rows if row.id == finding.child_row_id]
    return [row.child for row in rows if row.episode_id == finding.episode_id]


def called_right(practitioner: Practitioner) -> QuerySet[Acceptance]:
    """Return what is called right as it is in the cases that somebody sees, the latest first."""
    rows = Acceptance.objects.filter(episode__in=cases_for(practitioner), taken_back_at=None)
    rows = rows.select_related("episode", "child__child", "recorded_by")
    return rows.prefetch_related("episode__episode_children__child")


def acceptance_in(episode: Episode, acceptance_id: uuid.UUID) -> Acceptance | None:
    """Return what was called right in a case, and is still."""
    return Acceptance.objects.filter(episode=episode, pk=acceptance_id, taken_back_at=None).first()


def counting_post(authority_id: uuid.UUID) -> Post | None:
    """Return a live post from which every case of an authority is seen, for the job that counts."""
    posts = Post.objects.filter(
        authority_id=authority_id, ended_on=None, agency__active=True, role__in=SEES_ALL, locality=None
    )
    rows = posts.select_related("practitioner__authority", "authority", "agency")
    return rows.filter(Q(started_on=None) | Q(started_on__lte=clock.today())).order_by("id").first()
