"""Rounds and results as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse

from opencaf.case_audit.models import AuditItem, AuditRound, SampledCase, Stage, Value
from opencaf.case_audit.results import AgencyMean, GradeResult, ItemResult, PaperResult, RoundResult
from opencaf.web.shared.charts import Bar, Chart, bar_chart
from opencaf.web.shared.downloads import Download

HIDDEN = "hidden: few cases"


def percent(value: Fraction | None) -> str:
    """Return a score in words."""
    return "No score: nothing applies" if value is None else f"{float(value):.0f}%"


@dataclass(frozen=True)
class PaperLine:
    """A paper in the list of its round."""

    title: str
    reference: str
    state: str
    href: str
    action: str
    feedback_href: str
    feedback: str


def paper_lines(
    audit_round: AuditRound, result: RoundResult, behind: Sequence[SampledCase]
) -> list[PaperLine]:
    """Return the papers of a round, each with what is to be done next."""
    by_paper = {row.paper_id: row for row in behind}
    lines = []
    for one in result.papers:
        row = by_paper.get(one.paper.pk)
        if row is None:
            continue
        told = row.feedback.first()
        give = reverse("case_audit:feedback_give", args=[one.paper.pk]) if one.is_settled else ""
        lines.append(
            PaperLine(
                title=str(one.paper),
                reference=row.episode.reference,
                state=state_of(audit_round, one),
                **way_of(audit_round, one),
                feedback_href=reverse("case_audit:feedback", args=[told.pk]) if told else give,
                feedback="Read the feedback" if told else "Give feedback",
            )
        )
    return lines


def state_of(audit_round: AuditRound, one: PaperResult) -> str:
    """Return how far a paper is."""
    if audit_round.stage in (Stage.DRAWN, Stage.DROPPED):
        return audit_round.get_stage_display()
    if not one.is_scored:
        return f"{one.finished} of 2 have scored it"
    if one.open:
        return f"They differ on {len(one.open)} of {len(one.compared)}"
    return f"Every item stands: {percent(one.score)}"


def way_of(audit_round: AuditRound, one: PaperResult) -> dict[str, str]:
    """Return where a paper is worked on, and what the link says; nothing where there is nothing to do."""
    if audit_round.stage == Stage.DRAWN:
        return {"href": reverse("case_audit:paper", args=[one.paper.pk]), "action": "Look it through"}
    if audit_round.stage == Stage.SCORING and one.is_scored:
        action = "Settle" if one.open else "Compare"
        return {"href": reverse("case_audit:settle", args=[one.paper.pk]), "action": action}
    return {"href": "", "action": ""}


def chart_of(items: Sequence[ItemResult]) -> Chart:
    """Return how often each item was yes, the rarest first."""
    bars = [
        Bar(
            one.item.wording,
            100 * one.yes / one.applies if one.applies else None,
            f"{one.yes} of {one.applies}" if one.applies else "–",
        )
        for one in sorted(items, key=lambda one: one.yes / one.applies if one.applies else 2)
    ]
    return bar_chart(
        "How often each item was yes", bars, heads=("Item", "Yes, of the cases to which it applies")
    )


def grade_line(one: GradeResult) -> dict[str, object]:
    """Return how often each grade was given."""
    mean = "–" if one.mean is None else f"{one.mean:.1f}"
    return {
        "wording": one.item.wording,
        "counts": [one.counts[str(grade)] for grade in range(4)],
        "mean": mean,
    }


def agency_chart(means: Sequence[AgencyMean]) -> Chart:
    """Return the mean score of each agency; those of few cases say so."""
    bars = [
        Bar(
            one.agency,
            None if one.mean is None else float(one.mean),
            HIDDEN if one.mean is None else percent(one.mean),
        )
        for one in means
    ]
    return bar_chart("Mean score by agency", bars, heads=("Agency", "Mean score"))


def file_of(audit_round: AuditRound, result: RoundResult) -> Download:
    """Return what a round found as a file: items and grades, no case and no person."""
    rows: list[tuple[object, ...]] = [
        (one.item.get_part_display(), one.item.wording, one.yes, one.applies, share_of(one))
        for one in result.items
    ]
    rows += [
        (one.item.get_part_display(), one.item.wording, "", one.counts.total(), mean_of(one))
        for one in result.grades
    ]
    depends: dict[str, object] = {
        "Round": audit_round.name,
        "Form": str(audit_round.form),
        "Cases": len(result.settled),
        "Mean score": percent(result.mean),
        "Kappa, yes or no": result.yes_no.in_words,
        "Weighted kappa, grades": result.graded.in_words,
        "Seed": audit_round.seed,
    }
    heads = ("Part", "Item", "Yes", "Applies to", "Yes in 100, or mean grade")
    return Download("case-audit", heads, rows, depends)


def share_of(one: ItemResult) -> Decimal | str:
    """Return the yes of 100; nothing where the item applies to none."""
    return Decimal(100 * one.yes) / one.applies if one.applies else ""


def mean_of(one: GradeResult) -> Decimal | str:
    """Return the mean grade; nothing where there is none."""
    return "" if one.mean is None else Decimal(str(one.mean))


def seen_words(item: AuditItem, seen: dict[str, list[str]]) -> str:
    """Return what counts for an item, and what the program saw, as a hint."""
    if item.code not in seen:
        return item.counts
    value, why = seen[item.code]
    return f"{item.counts} The record says: {Value(value).label}. {why}".strip()


def mean_words(one: AgencyMean | None) -> str:
    """Return the mean of an agency in a round: a dash where it had no case, and words where it had few."""
    if one is None:
        return "–"
    return HIDDEN if one.mean is None else percent(one.mean)


def trend_chart(rounds: Sequence[AuditRound], means: Sequence[Fraction | None]) -> Chart:
    """Return the mean score of each closed round, the oldest first."""
    bars = [
        Bar(audit_round.name, None if mean is None else float(mean), percent(mean))
        for audit_round, mean in zip(rounds, means, strict=True)
    ]
    return bar_chart("Mean score of each round", bars, heads=("Round", "Mean score"))
