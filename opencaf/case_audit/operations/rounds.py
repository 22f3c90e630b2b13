"""Rounds: drawn, looked through, given to scorers, closed."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Practitioner, signed
from opencaf.agencies.queries import live_posts
from opencaf.audit import trail
from opencaf.case_audit.drawing import drawn, pairs_for
from opencaf.case_audit.models import AuditForm, AuditRound, Paper, SampledCase, Scoring, Stage
from opencaf.case_audit.papers import mask_in_paper, masks_of, sections_of
from opencaf.case_audit.permissions import can_make_rounds
from opencaf.case_audit.queries import (
    cases_to_draw,
    form_in_use,
    items_of,
    kept_from_somebody,
    papers_of_shielded_cases,
    strata_of,
)
from opencaf.case_audit.reading import CaseRead, involved_in, read_case
from opencaf.case_audit.results import result_of
from opencaf.case_audit.seeing import seen_in
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.models import Episode
from opencaf.people.permissions import WRITES_RECORDS

MOST = 60  # papers: more would keep a page waiting, and two scorers busy for a year
LARGEST_SEED = 2**31 - 1


@all_or_nothing
def draw_round(
    *,
    name: str,
    from_on: dt.date,
    to_on: dt.date,
    which: str,
    spread: str,
    size: int,
    agency_id: uuid.UUID | None = None,
    sector: str = "",
    locality_id: uuid.UUID | None = None,
    seed: int | None = None,
    by: Practitioner,
) -> AuditRound:
    """Draw cases at random and make their papers, without names; scorers are asked afterwards.

    seed: of an earlier draw, to draw the same again; else one is made up.
    """
    require(can_make_rounds(by))
    form = check_asked(name, from_on, to_on, size, by)
    chosen: dict[str, Any] = {"agency_id": agency_id, "sector": sector, "locality_id": locality_id}
    cases = cases_to_draw(by, from_on=from_on, to_on=to_on, which=which, **chosen)
    passed_over = kept_from_somebody(cases)
    strata = strata_of(cases.exclude(pk__in=passed_over), spread)
    found = sum(map(len, strata.values()))
    if not found:
        raise ValidationError("No case began in these days that fits. Choose other days or fewer limits.")
    sown = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    audit_round = AuditRound.record(
        by=by,
        form=form,
        name=name.strip(),
        from_on=from_on,
        to_on=to_on,
        which=which,
        spread=spread,
        size=size,
        seed=sown,
        found=found,
        passed_over=len(passed_over),
        **chosen,
    )
    make_papers(audit_round, drawn(strata, size=size, seed=sown), by)
    return audit_round


def check_asked(name: str, from_on: dt.date, to_on: dt.date, size: int, by: Practitioner) -> AuditForm:
    """Return the form to draw on; ValidationError where a round cannot be drawn as it is asked for."""
    form = form_in_use(by.authority_id)
    if form is None:
        raise ValidationError("Your authority has no audit form yet. Begin with the one of 39 items.")
    if not name.strip():
        raise ValidationError({"name": "Enter the name of the round"})
    if AuditRound.objects.filter(authority_id=by.authority_id, name__iexact=name.strip()).exists():
        raise ValidationError({"name": "There is a round of this name already"})
    if from_on > to_on:
        raise ValidationError({"to_on": "The last day must be on or after the first day"})
    if not 1 <= size <= MOST:
        raise ValidationError({"size": f"How many cases must be between 1 and {MOST}"})
    return form


def make_papers(audit_round: AuditRound, ids: Sequence[uuid.UUID], by: Practitioner) -> None:
    """Make the papers of a sample in its order; that each case was read for it is on the trail."""
    cases = {case.pk: case for case in Episode.objects.visible_to(by).filter(pk__in=ids)}
    agencies = list(Agency.objects.filter(authority_id=by.authority_id))
    for number, case_id in enumerate(ids, start=1):
        make_paper(audit_round, number, read_case(cases[case_id]), agencies, by)
    trail.record(
        "listed",
        subject_kind="case_audit",
        subject_id=audit_round.id,
        reason="drawn",
        episodes=[str(one) for one in ids],
        seed=audit_round.seed,
    )


def make_paper(
    audit_round: AuditRound, number: int, case: CaseRead, agencies: list[Agency], by: Practitioner
) -> None:
    """Make the paper of one case, and keep which case it is."""
    paper = Paper.record(
        by=by,
        round=audit_round,
        number=number,
        sections=sections_of(case, masks_of(case, agencies)),
        seen=seen_in(case, items_of(audit_round.form)),
    )
    lead = case.leads[-1] if case.leads else None
    SampledCase.record(
        by=by,
        paper=paper,
        episode=case.episode,
        agency_id=lead.agency_id if lead else case.episode.initiating_agency_id,
        assessor=case.assessment.assessor if case.assessment else None,
        lead_id=lead.practitioner_id if lead else None,
    )


@all_or_nothing
def mask_more(*, paper: Paper, words: str, by: Practitioner) -> None:
    """Mask words in a paper that the record does not know as names: each on a line of its own."""
    require(can_make_rounds(by))
    require_stage(paper.round, Stage.DRAWN, "Names can be masked until scorers are asked.")
    lines = [line for line in words.splitlines() if line.strip()]
    if not lines:
        raise ValidationError({"words": "Enter what is to be masked"})
    mask_in_paper(paper, lines)
    paper.save(update_fields=["sections"])
    trail.record("audit_paper_masked", subject_kind="audit_paper", subject_id=paper.id, words=len(lines))


@all_or_nothing
def ask_scorers(*, audit_round: AuditRound, scorers: Sequence[Practitioner], by: Practitioner) -> None:
    """Give every paper to two of these people who never had to do with its case."""
    require(can_make_rounds(by))
    require_stage(audit_round, Stage.DRAWN, "Scorers were asked already.")
    people = {one.pk: one for one in scorers}
    if len(people) < 2:
        raise ValidationError({"scorers": "Enter two people or more: each paper is scored by two"})
    for one in people.values():
        if one.user_id is None or not any(post.role in WRITES_RECORDS for post in live_posts(one)):
            raise ValidationError({"scorers": f"{one} does not sign in to work with families"})
    behind = list(SampledCase.objects.filter(paper__round=audit_round).select_related("episode", "paper"))
    involved = involved_in([row.episode for row in behind])
    ids = [row.paper_id for row in behind]
    pairs = pairs_for(ids, list(people), {row.paper_id: involved[row.episode_id] for row in behind})
    if alone := sorted(row.paper.number for row in behind if pairs[row.paper_id] is None):
        numbers = ", ".join(map(str, alone))
        raise ValidationError(
            {"scorers": f"Fewer than two of them were never involved in case {numbers}. Add somebody"}
        )
    Scoring.objects.bulk_create(
        Scoring(paper_id=paper_id, scorer_id=scorer, id=new_id(), **signed(by))
        for paper_id, pair in pairs.items()
        for scorer in pair or ()
    )
    audit_round.stage = Stage.SCORING
    audit_round.save(update_fields=["stage"])
    trail.record(
        "audit_scorers_asked", subject_kind="audit_round", subject_id=audit_round.id, scorers=list(people)
    )


@all_or_nothing
def close_round(*, audit_round: AuditRound, by: Practitioner) -> None:
    """Close a round whose every item stands, but for cases shielded meanwhile: nobody can score those."""
    require(can_make_rounds(by))
    require_stage(audit_round, Stage.SCORING, "Only a round that is being scored can be closed.")
    shut = papers_of_shielded_cases(audit_round)
    waiting = sorted(
        one.paper.number
        for one in result_of(audit_round).papers
        if not one.is_settled and one.paper.pk not in shut
    )
    if waiting:
        numbers = ", ".join(map(str, waiting))
        raise ValidationError(f"Not every item stands yet. Still to be scored or settled: case {numbers}.")
    end(audit_round, Stage.CLOSED)
    trail.record("audit_round_closed", subject_kind="audit_round", subject_id=audit_round.id)


@all_or_nothing
def throw_round_away(*, audit_round: AuditRound, by: Practitioner) -> None:
    """Score nothing of a round; that it was drawn stays in the list, so that nobody draws until it suits."""
    require(can_make_rounds(by))
    require_stage(audit_round, Stage.DRAWN, "Scorers were asked already. Let them finish, then close it.")
    end(audit_round, Stage.DROPPED)
    trail.record("audit_round_thrown_away", subject_kind="audit_round", subject_id=audit_round.id)


def end(audit_round: AuditRound, stage: str) -> None:
    """End a round: nobody reads a case by it any more, and the database empties its papers."""
    audit_round.stage, audit_round.closed_on = stage, clock.today()
    audit_round.save(update_fields=["stage", "closed_on"])


def require_stage(audit_round: AuditRound, stage: str, why_not: str) -> None:
    """Raise ValidationError where a round is not at a stage; it is held against others meanwhile."""
    held = AuditRound.objects.select_for_update(of=("self",)).filter(pk=audit_round.pk, stage=stage).exists()
    if not held:
        raise ValidationError(why_not)
