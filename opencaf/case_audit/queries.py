"""Forms, rounds, papers and feedback, as far as somebody may know of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from opencaf.agencies.models import Practitioner
from opencaf.case_audit.models import (
    AuditForm,
    AuditItem,
    AuditRound,
    Feedback,
    Paper,
    SampledCase,
    Scoring,
    Spread,
    Stage,
    Theme,
    Which,
)
from opencaf.case_audit.permissions import can_make_rounds
from opencaf.core import clock
from opencaf.episodes.models import Episode, Withheld
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.episodes.states import State

CASE_OF = "select case_audit_case_of(%s)"


def form_in_use(authority_id: uuid.UUID) -> AuditForm | None:
    """Return the version on which a round would be drawn now."""
    forms = AuditForm.objects.filter(authority_id=authority_id, in_use_from__isnull=False)
    return forms.order_by("-version").first()


def form_being_prepared(authority_id: uuid.UUID) -> AuditForm | None:
    """Return the next version, where one is being prepared."""
    return AuditForm.objects.filter(authority_id=authority_id, in_use_from=None).first()


def items_of(form: AuditForm) -> list[AuditItem]:
    """Return what a form asks, in its order."""
    return list(form.items.all())


def item_being_prepared(practitioner: Practitioner, item_id: uuid.UUID) -> AuditItem | None:
    """Return an item of the version that is being prepared."""
    items = AuditItem.objects.filter(authority_id=practitioner.authority_id, form__in_use_from=None)
    return items.filter(pk=item_id).select_related("form").first()


def rounds_of(practitioner: Practitioner) -> QuerySet[AuditRound]:
    """Return the rounds of an authority, the newest first, with how many papers each has."""
    rounds = AuditRound.objects.filter(authority_id=practitioner.authority_id).select_related("form")
    return rounds.annotate(
        papers_drawn=Count("papers", distinct=True),
        scorings_asked=Count("papers__scorings", distinct=True),
        scorings_done=Count(
            "papers__scorings", distinct=True, filter=Q(papers__scorings__finished_at__isnull=False)
        ),
    ).order_by("-recorded_at", "-id")


def round_with(practitioner: Practitioner, round_id: uuid.UUID) -> AuditRound | None:
    """Return a round of somebody's authority."""
    return rounds_of(practitioner).filter(pk=round_id).first()


def cases_to_draw(
    practitioner: Practitioner,
    *,
    from_on: dt.date,
    to_on: dt.date,
    which: str,
    agency_id: uuid.UUID | None = None,
    sector: str = "",
    locality_id: uuid.UUID | None = None,
) -> EpisodeQuerySet:
    """Return the cases that began in a window with an assessment, but never one that is shielded."""
    cases = Episode.objects.visible_to(practitioner).filter(
        shielded=False, intended_on__range=(from_on, to_on), assessments__isnull=False
    )
    if which != Which.ALL:
        cases = cases.filter(state=State.CLOSED) if which == Which.CLOSED else cases.open()
    if agency_id:
        cases = cases.filter(
            Q(standings__lead__agency=agency_id) | Q(standings__lead=None, initiating_agency=agency_id)
        )
    if sector:
        cases = cases.filter(
            Q(standings__lead__agency__sector=sector)
            | Q(standings__lead=None, initiating_agency__sector=sector)
        )
    return (cases.filter(locality_id=locality_id) if locality_id else cases).distinct()


def kept_from_somebody(cases: EpisodeQuerySet) -> set[uuid.UUID]:
    """Return the cases of which something is kept from an agency: a paper would carry it elsewhere."""
    return set(Withheld.objects.filter(episode__in=cases.values("pk")).values_list("episode_id", flat=True))


def strata_of(cases: EpisodeQuerySet, spread: str) -> dict[str, list[uuid.UUID]]:
    """Return the ids of cases by what the sample is spread over."""
    columns = {
        Spread.AGENCY: Coalesce("standings__lead__agency_id", "initiating_agency_id"),
        Spread.SECTOR: Coalesce("standings__lead__agency__sector", "initiating_agency__sector"),
        Spread.LOCALITY: F("locality_id"),
        Spread.STATE: F("closed_on"),
    }
    if spread == Spread.NOTHING:
        return {"": list(cases.values_list("pk", flat=True))}
    strata: dict[str, list[uuid.UUID]] = {}
    for case, stratum in cases.annotate(stratum=columns[Spread(spread)]).values_list("pk", "stratum"):
        name = str(stratum is None) if spread == Spread.STATE else str(stratum or "")
        strata.setdefault(name, []).append(case)
    return strata


def paper_with(practitioner: Practitioner, paper_id: uuid.UUID) -> Paper | None:
    """Return a paper that is open to somebody: its scorers, and who sees the case."""
    papers = Paper.objects.filter(authority_id=practitioner.authority_id, pk=paper_id)
    return papers.select_related("round__form").first()


def papers_of_shielded_cases(audit_round: AuditRound) -> set[uuid.UUID]:
    """Return the papers that are shut because their case was shielded, for who still sees it."""
    rows = SampledCase.objects.filter(paper__round=audit_round, episode__shielded=True)
    return set(rows.values_list("paper_id", flat=True))


def sampled_of(paper: Paper) -> SampledCase | None:
    """Return the case behind a paper, for who sees it."""
    rows = SampledCase.objects.filter(paper=paper)
    return rows.select_related("episode", "assessor", "lead", "agency").first()


def case_behind(paper_id: uuid.UUID) -> uuid.UUID | None:
    """Return the case behind a paper to its scorer, for the trail alone; None where it is shut."""
    with connection.cursor() as cursor:
        cursor.execute(CASE_OF, [paper_id])
        found: uuid.UUID | None = cursor.fetchone()[0]
    return found


def own_scoring(practitioner: Practitioner, paper_id: uuid.UUID) -> Scoring | None:
    """Return what somebody is asked to score themselves."""
    rows = Scoring.objects.filter(scorer=practitioner, paper=paper_id)
    return rows.select_related("paper__round__form").first()


def to_score(practitioner: Practitioner) -> list[Scoring]:
    """Return the papers that somebody has still to score."""
    waiting = Scoring.objects.filter(scorer=practitioner, finished_at=None, paper__round__stage=Stage.SCORING)
    return list(waiting.select_related("paper__round").order_by("paper__round_id", "paper__number"))


def scorings_of(paper: Paper) -> list[Scoring]:
    """Return both scorings of a paper with their answers, always in the same order."""
    rows = paper.scorings.select_related("scorer").prefetch_related("answers")
    return list(rows.order_by("recorded_at", "id"))


def feedback_of(practitioner: Practitioner) -> list[Feedback]:
    """Return the feedback that somebody was given, the newest first."""
    own = Feedback.objects.filter(Q(assessor=practitioner) | Q(lead=practitioner))
    return list(own.prefetch_related("themes__theme").order_by("-given_on", "-id"))


@dataclass(frozen=True)
class Waiting:
    """How many papers somebody has to score, how much feedback waits, and how many cases are due again."""

    to_score: int
    told: int
    again: int


def waiting_audits(practitioner: Practitioner) -> Waiting:
    """Return what of case audits waits for somebody, in one statement."""
    today = clock.today()
    scoring = Scoring.objects.filter(
        scorer=practitioner, finished_at=None, paper__round__stage=Stage.SCORING
    ).values_list(Value("score"), "pk")
    own = Q(assessor=practitioner) | Q(lead=practitioner)
    told = Feedback.objects.filter(own, replied_on=None, looked_on=None)
    rows = scoring.union(told.order_by().values_list(Value("told"), "pk"), all=True)
    if can_make_rounds(practitioner):
        due = Feedback.objects.filter(looked_on=None, look_again_on__lte=today)
        rows = rows.union(due.order_by().values_list(Value("again"), "pk"), all=True)
    found = Counter(kind for kind, _ in rows)
    return Waiting(found["score"], found["told"], found["again"])


def feedback_with(practitioner: Practitioner, feedback_id: uuid.UUID) -> Feedback | None:
    """Return feedback by its id, as far as the database shows it to somebody."""
    rows = Feedback.objects.filter(authority_id=practitioner.authority_id, pk=feedback_id)
    rows = rows.select_related("assessor", "lead", "recorded_by", "replied_by")
    return rows.prefetch_related("themes__theme").first()


def round_told_of(feedback: Feedback) -> uuid.UUID | None:
    """Return the round from which feedback came, for who sees the case."""
    behind = SampledCase.objects.filter(pk=feedback.sampled_id)
    found: uuid.UUID | None = behind.values_list("paper__round_id", flat=True).first()
    return found


def to_look_at_again(practitioner: Practitioner, *, by: dt.date) -> list[Feedback]:
    """Return the feedback after which a case is due to be looked at again by a day."""
    due = Feedback.objects.filter(
        authority_id=practitioner.authority_id, looked_on=None, look_again_on__lte=by
    )
    return list(due.select_related("episode"))


def reference_seen(practitioner: Practitioner, episode_id: uuid.UUID) -> str:
    """Return the reference of a case that is open to somebody; nothing for one that is not any more."""
    found = Episode.objects.visible_to(practitioner).filter(pk=episode_id).values_list("reference", flat=True)
    return found.first() or ""


def themes_of(practitioner: Practitioner, *, also_stopped: bool = False) -> list[Theme]:
    """Return the themes of an authority."""
    themes = Theme.objects.filter(authority_id=practitioner.authority_id)
    return list(themes if also_stopped else themes.filter(stopped_on=None))


def theme_with(practitioner: Practitioner, theme_id: uuid.UUID) -> Theme | None:
    """Return a theme of somebody's authority."""
    return Theme.objects.filter(authority_id=practitioner.authority_id, pk=theme_id).first()


def themes_found(rounds: Iterable[AuditRound]) -> list[tuple[str, int]]:
    """Return how often each theme was found in rounds, the most frequent first."""
    themes = Theme.objects.filter(found__feedback__sampled__paper__round__in=list(rounds))
    counted = themes.annotate(times=Count("found")).order_by("-times", "name")
    return list(counted.values_list("name", "times"))


def cases_behind(practitioner: Practitioner, audit_round: AuditRound) -> list[SampledCase]:
    """Return the cases behind the papers of a round, as far as somebody sees them."""
    rows = SampledCase.objects.filter(authority_id=practitioner.authority_id, paper__round=audit_round)
    return list(rows.select_related("episode").prefetch_related("feedback").order_by("paper__number"))
