"""What one CAF costs, month by month, from its dated events and the sheet that the authority uses."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from decimal import Decimal

from opencaf.agencies.models import Sector
from opencaf.core import clock
from opencaf.costing.catalogue import PROCESSES
from opencaf.costing.charges import Charge, Costed
from opencaf.costing.child_cost import cost_children
from opencaf.costing.commands import hash_of
from opencaf.costing.cost_results import check_published_range, child_result
from opencaf.costing.cost_sheets import Sheet
from opencaf.costing.decimals import share_remainder_to_first
from opencaf.costing.findings import Finding, Findings, RefusedError
from opencaf.costing.indices import carried_to, years_of
from opencaf.costing.journeys import CostInput
from opencaf.costing.perspectives import NOT_STATED
from opencaf.costing.queries.case_events import CaseEvents, events_on_basis
from opencaf.costing.queries.catalogue import process_words
from opencaf.costing.queries.rates import PUBLISHED, prices_of, sheet_on
from opencaf.costing.queries.services import Ledger, ledger_of
from opencaf.costing.tables import read
from opencaf.episodes.models import Episode

ORDER = list(PROCESSES)


@dataclass(frozen=True)
class Window:
    """From a day to another that is not in it; open where a day is missing."""

    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True)
class PartCost:
    """What one part of a CAF came to: a process, a month, a sector."""

    words: str
    amount: Decimal
    units: Decimal | None = None
    code: str = ""


@dataclass(frozen=True)
class DatedEvent:
    """One event that cost something, and the record it stands in."""

    on: dt.date
    process: str
    words: str
    record_id: uuid.UUID
    is_counted: bool


@dataclass(frozen=True)
class CaseCost:
    """What a CAF costs, or what stands against costing it."""

    episode_id: str
    total: Decimal
    shares: list[Decimal]
    processes: list[PartCost]
    months: list[PartCost]
    sectors: list[PartCost]
    years: list[PartCost]
    by_payer: dict[str, Decimal]
    events: list[DatedEvent]
    months_of_support: Decimal
    errors: list[Finding]
    warnings: list[Finding]
    assumed: list[str]
    sheet: str
    source: str
    price_year: str
    carried: str
    region: str
    region_code: str
    input_sha256: str
    costed: Costed | None = field(default=None, repr=False)
    priced_by: Sheet | None = field(default=None, repr=False)
    is_published: bool = True
    words: dict[str, str] = field(default_factory=dict)
    price_years: list[str] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)

    def charges_for(self, process: str) -> list[Charge]:
        """Return what was charged for a process, in order of time."""
        charges = self.costed.charges if self.costed else []
        own = [one for one in charges if one.process == process and one.child == self.episode_id]
        return sorted(own, key=lambda one: one.month)


def cost_of_case(episode: Episode, window: Window, *, children: int, price_base: str = "") -> CaseCost:
    """Return what a CAF costs within a window, at the sheet's prices or those of another year.

    Its children share it to the penny.
    """
    case, basis = events_on_basis(episode.id, episode.authority_id, until=clock.today())
    settings, words, sheet = basis.settings, process_words(basis), sheet_on(basis)
    findings = Findings()
    carried = carried_to(price_base, prices_of(sheet), findings, basis.index)
    entered = {
        "events": [*case.events, *case.shared_with],
        "lead_spells": case.spells,
        "sheet": sheet,
        "region": settings.region,
        "extract_on": clock.today(),
        "window_from": window.starts_on,
        "window_to": window.ends_on,
        **carried.asked,
    }
    costed: Costed | None = None
    try:
        findings.refuse()
        given = read(CostInput, entered)
        costed = cost_children(given, findings)
        check_published_range(str(episode.id), costed, given, findings)
    except RefusedError as refused:
        findings.found += [one for one in refused.findings if one not in findings.found]
    result = child_result(str(episode.id), costed or Costed([]))
    return CaseCost(
        episode_id=str(episode.id),
        total=result["total"],
        shares=share_remainder_to_first(result["total"], max(children, 1)),
        processes=[
            PartCost(words.get(one["process"], one["process"]), one["amount"], one["units"], one["process"])
            for one in sorted(result["by_process"], key=lambda one: ORDER.index(one["process"]))
        ],
        months=[PartCost(month_in_words(month), amount) for month, amount in result["by_month"].items()],
        sectors=[PartCost(sector_in_words(one), amount) for one, amount in result["by_agency"].items()],
        years=[PartCost(year, amount) for year, amount in result["by_financial_year"].items()],
        by_payer=result["by_payer"],
        events=dated_events(case, words, window),
        months_of_support=result["months_of_support"],
        errors=[named(one, episode) for one in findings.errors],
        warnings=[named(one, episode) for one in findings.warnings],
        assumed=case.assumed,
        sheet=settings.sheet.name if settings.sheet else PUBLISHED,
        source=sheet.source,
        price_year=costed.price_year if costed and costed.price_year else str(sheet.price_year),
        carried=carried.words,
        region=settings.region_in_words,
        region_code=settings.region,
        input_sha256=hash_of(entered),
        costed=costed,
        priced_by=sheet,
        is_published=settings.sheet is None,
        words=words,
        price_years=years_of(basis.index),
        ledger=ledger_of(
            case.services,
            (window.starts_on, window.ends_on),
            today=clock.today(),
            price_base=price_base,
            index=basis.index,
        ),
    )


def dated_events(case: CaseEvents, words: dict[str, str], window: Window) -> list[DatedEvent]:
    """Return the events of a CAF in order; those outside the window are shown and not counted."""
    others = {"step_up": "Suspended", "step_down": "Taken up again"}
    first, last = window.starts_on or dt.date.min, window.ends_on or dt.date.max
    return [
        DatedEvent(
            on,
            process,
            words.get(process) or others.get(process, process),
            record_id,
            is_counted=first <= on < last and process not in others,
        )
        for on, process, record_id in sorted(case.sources, key=place_of)
    ]


def place_of(source: tuple[dt.date, str, uuid.UUID]) -> tuple[dt.date, int]:
    """Return what events are sorted by: the day, and on one day the order of the processes."""
    on, process, _ = source
    return on, ORDER.index(process) if process in ORDER else len(ORDER)


def named(finding: Finding, episode: Episode) -> Finding:
    """Return a finding with the CAF's reference in place of its id."""
    sentence = finding.sentence.replace(str(episode.id), episode.reference)
    return Finding(finding.code, finding.where.replace(str(episode.id), episode.reference), sentence)


def month_in_words(month: str) -> str:
    """Return a month such as 2025-09 in words."""
    return f"{dt.date.fromisoformat(f'{month}-01'):%B %Y}"


def sector_in_words(code: str) -> str:
    """Return a sector in words."""
    if code in Sector.values:
        return str(Sector(code).label)
    return "No sector recorded" if code in ("", NOT_STATED) else code
