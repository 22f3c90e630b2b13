"""What a round found: scores, items, agreement, and trends by agency that never show a few cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from opencaf.agencies.models import Practitioner
from opencaf.case_audit.agreement import GRADES, YES_NO, Agreement, agreement, as_counted, score_of
from opencaf.case_audit.models import AuditItem, AuditRound, Kind, Paper, SampledCase, Stage


@dataclass(frozen=True)
class Compared:
    """One item of a paper: what each scorer answered and why, and what stands; None while it is open."""

    item: AuditItem
    answers: list[str]
    whys: list[str]
    stands: str | None
    settled_why: str = ""

    @property
    def differs(self) -> bool:
        """Whether two finished scorers answered it differently, as it counts."""
        return len(self.answers) == 2 and as_counted(self.answers[0]) != as_counted(self.answers[1])


@dataclass(frozen=True)
class PaperResult:
    """A paper with each of its items."""

    paper: Paper
    finished: int
    compared: list[Compared]

    @property
    def is_scored(self) -> bool:
        """Whether two have finished it."""
        return self.finished == 2

    @property
    def open(self) -> list[Compared]:
        """Items that are still to be settled."""
        return [one for one in self.compared if one.differs and one.stands is None]

    @property
    def is_settled(self) -> bool:
        """Whether every item stands."""
        return self.is_scored and not self.open

    @property
    def score(self) -> Fraction | None:
        """The score of 100; None while something is open, and where no item applies."""
        if not self.is_settled:
            return None
        return score_of(one.stands or "" for one in self.compared if one.item.kind == Kind.YES_NO)


@dataclass(frozen=True)
class ItemResult:
    """How often an item was yes, of the cases to which it applies."""

    item: AuditItem
    yes: int
    applies: int


@dataclass(frozen=True)
class GradeResult:
    """How often each grade was given."""

    item: AuditItem
    counts: Counter[str]

    @property
    def mean(self) -> float | None:
        """The mean of the grades; None where there is none."""
        given = self.counts.total()
        return sum(int(grade) * number for grade, number in self.counts.items()) / given if given else None


@dataclass(frozen=True)
class RoundResult:
    """What a round found in the papers whose every item stands."""

    papers: list[PaperResult]
    items: list[ItemResult]
    grades: list[GradeResult]
    yes_no: Agreement
    graded: Agreement

    @property
    def settled(self) -> list[PaperResult]:
        """The papers whose every item stands."""
        return [one for one in self.papers if one.is_settled]

    @property
    def mean(self) -> Fraction | None:
        """The mean score; None where there is none."""
        return mean_of(one.score for one in self.settled)


def mean_of(scores: Iterable[Fraction | None]) -> Fraction | None:
    """Return the mean of the scores that there are."""
    given = [one for one in scores if one is not None]
    return sum(given, Fraction(0)) / len(given) if given else None


def result_of(audit_round: AuditRound) -> RoundResult:
    """Return what a round found."""
    items = list(audit_round.form.items.all())
    papers = audit_round.papers.defer("sections").prefetch_related("settled", "scorings__answers")
    results = [paper_result(paper, items) for paper in papers]
    settled = [one for one in results if one.is_settled]
    return RoundResult(
        papers=results,
        items=[item_result(settled, item) for item in items if item.kind == Kind.YES_NO],
        grades=[grade_result(settled, item) for item in items if item.kind == Kind.GRADE],
        yes_no=agreement(pairs_in(results, Kind.YES_NO), YES_NO),
        graded=agreement(pairs_in(results, Kind.GRADE), GRADES, in_order=True),
    )


def paper_result(paper: Paper, items: list[AuditItem]) -> PaperResult:
    """Return a paper with each item: what both answered, and what stands."""
    done = [one for one in paper.scorings.all() if one.finished_at is not None]
    done.sort(key=lambda one: (one.recorded_at, one.pk))
    given = [{answer.item_id: answer for answer in scoring.answers.all()} for scoring in done]
    settled = {one.item_id: one for one in paper.settled.all()}
    compared = []
    for item in items:
        answers = [one[item.pk] for one in given if item.pk in one]
        values = [as_counted(answer.value) for answer in answers]
        same = values[0] if len(values) == 2 and values[0] == values[1] else None
        final = settled.get(item.pk)
        compared.append(
            Compared(
                item=item,
                answers=[answer.value for answer in answers],
                whys=[answer.why for answer in answers],
                stands=as_counted(final.value) if final else same,
                settled_why=final.why if final else "",
            )
        )
    return PaperResult(paper, len(done), compared)


def item_result(papers: list[PaperResult], item: AuditItem) -> ItemResult:
    """Return how often an item was yes."""
    values = [one.stands for paper in papers for one in paper.compared if one.item.pk == item.pk]
    return ItemResult(item, values.count("yes"), len(values) - values.count("na"))


def grade_result(papers: list[PaperResult], item: AuditItem) -> GradeResult:
    """Return how often each grade was given to an item."""
    stands = (one.stands for paper in papers for one in paper.compared if one.item.pk == item.pk)
    return GradeResult(item, Counter(value for value in stands if value is not None))


def pairs_in(papers: list[PaperResult], kind: str) -> list[tuple[str, str]]:
    """Return both first answers to what people judged; not where the program had answered first."""
    return [
        (as_counted(one.answers[0]), as_counted(one.answers[1]))
        for paper in papers
        if paper.is_scored
        for one in paper.compared
        if one.item.kind == kind and not one.item.seen_by and len(one.answers) == 2
    ]


@dataclass(frozen=True)
class AgencyMean:
    """The mean score of an agency's cases in a round; None where it would tell of a few."""

    agency: str
    mean: Fraction | None


def by_agency(practitioner: Practitioner, audit_round: AuditRound) -> list[AgencyMean]:
    """Return the mean score of each agency; few cases are hidden, and never one agency alone."""
    behind = SampledCase.objects.filter(paper__round=audit_round, authority_id=practitioner.authority_id)
    agencies = dict(behind.values_list("paper_id", "agency__name"))
    below = practitioner.authority.small_numbers_below
    scores: dict[str, list[Fraction]] = {}
    for one in result_of(audit_round).settled:
        if one.score is not None and one.paper.pk in agencies:
            scores.setdefault(agencies[one.paper.pk], []).append(one.score)
    hidden = {agency for agency, given in scores.items() if len(given) < below}
    if len(hidden) == 1 and len(scores) > 1:
        hidden.add(min(scores.keys() - hidden, key=lambda agency: (len(scores[agency]), agency)))
    return [
        AgencyMean(agency, None if agency in hidden else mean_of(scores[agency])) for agency in sorted(scores)
    ]


def closed_rounds(practitioner: Practitioner) -> list[AuditRound]:
    """Return the rounds that are closed, the oldest first."""
    rounds = AuditRound.objects.filter(authority_id=practitioner.authority_id, stage=Stage.CLOSED)
    return list(rounds.select_related("form").order_by("closed_on", "id"))
