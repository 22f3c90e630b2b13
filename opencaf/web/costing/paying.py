"""Who pays: each perspective of a cost as a chart with its table, and in words where nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from opencaf.costing.models.rates import Payer
from opencaf.costing.perspectives import NOT_STATED, Perspective, counted_for
from opencaf.costing.queries.unit_costs import UnitCost
from opencaf.costing.six_months import of_six_months
from opencaf.web.costing.showing import six_months_with
from opencaf.web.shared.charts import Bar, Cell, Chart, Row, bar_chart
from opencaf.web.shared.money import HIDDEN, pence, pounds

SEEN_FROM = {
    Perspective.LOCAL_AUTHORITY: "The local authority’s own share",
    Perspective.ALL_PUBLIC: "All public bodies",
    Perspective.PUBLIC_AND_VOLUNTARY: "Public bodies and the voluntary sector",
}
EVERYBODY = "Everybody"
TENTH = Decimal("0.1")


def payer_in_words(payer: str) -> str:
    """Return a payer in words."""
    return str(Payer(payer).label) if payer in Payer.values else "The sheet does not say"


def paid_in_words(payers: Mapping[str, Decimal | str]) -> str:
    """Return which share each payer pays, in words."""
    known = [str(payer) for payer in Payer]
    in_order = sorted(
        payers.items(), key=lambda paid: known.index(paid[0]) if paid[0] in known else len(known)
    )
    shares = {payer: (Decimal(share) * 100).quantize(TENTH) for payer, share in in_order}
    return ", ".join(f"{payer_in_words(payer)} {share.normalize():f}%" for payer, share in shares.items())


def who_pays_for(paid: dict[str, Decimal], show: Callable[[Decimal], str] = pence) -> Chart | None:
    """Return what was paid by whose money counts; None where the sheet says of nothing who pays."""
    known = {payer: amount for payer, amount in paid.items() if payer != NOT_STATED}
    if not known:
        return None
    amounts = {words: counted_for(paid, perspective) for perspective, words in SEEN_FROM.items()}
    amounts[EVERYBODY] = sum(paid.values(), Decimal(0))
    bars = [Bar(words, float(amount), shown=show(amount)) for words, amount in amounts.items()]
    parts = [f"{payer_in_words(payer)}: {show(amount)}" for payer, amount in paid.items()]
    return bar_chart("Who pays", bars, heads=("Whose money counts", "Cost"), sentence=f"{'. '.join(parts)}.")


def who_pays_for_processes(costs: Sequence[UnitCost], reviews: int) -> Chart | None:
    """Return each process's cost by whose money counts, and that of six months; None where all is hidden."""
    if not any(one.by_payer for one in costs):
        return None
    own = Perspective.LOCAL_AUTHORITY
    bars = [Bar(one.name, as_float(seen_from(one, own)), shown=pounds(seen_from(one, own))) for one in costs]
    drawn = bar_chart(
        "Who pays",
        bars,
        heads=("Process", "Cost"),
        sentence="The bars are the local authority’s own share. Who pays is said by the rate of each role.",
    )
    rows = [row_of(one.name, [*(seen_from(one, each) for each in SEEN_FROM), one.amount]) for one in costs]
    of_six = [six_months(costs, reviews, each) for each in (*SEEN_FROM, None)]
    rows.append(row_of(six_months_with(reviews).capitalize(), of_six))
    heads = ("Process", *SEEN_FROM.values(), EVERYBODY)
    return Chart(drawn.title, drawn.sentence, drawn.svg, heads, tuple(rows))


def seen_from(one: UnitCost, perspective: Perspective) -> Decimal | None:
    """Return what of a process counts for a perspective; None where that would tell of a hidden role."""
    return counted_for(one.by_payer, perspective) if one.by_payer else None


def six_months(costs: Sequence[UnitCost], reviews: int, perspective: Perspective | None) -> Decimal | None:
    """Return what of a CAF of six months counts; None where a process is hidden or not known."""
    amounts = {
        one.process: one.amount if perspective is None else seen_from(one, perspective) for one in costs
    }
    known = {process: amount for process, amount in amounts.items() if amount is not None}
    return of_six_months(known, reviews)


def row_of(words: str, amounts: Sequence[Decimal | None]) -> Row:
    """Return a row of the table."""
    return Row(words, tuple(Cell(HIDDEN if amount is None else pounds(amount)) for amount in amounts))


def as_float(amount: Decimal | None) -> float | None:
    """Return an amount as a bar takes it."""
    return None if amount is None else float(amount)
