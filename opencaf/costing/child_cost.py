"""What a child's CAF cost, from its dated events, its lead professionals and a sheet of unit costs.

An event costs one unit where it falls in the window; support costs its months, prorated by the calendar
from the first meeting to the day of closing, that day not counted. Whatever happened costs; a path that
ended early costs what occurred. Services received are a ledger apart.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction

from opencaf.costing.calendar_months import Span, financial_year_of, month_of, units_by_month
from opencaf.costing.charges import UNDATED, Charge, Costed
from opencaf.costing.cost_sheets import Region, Sheet, SheetLine, check_sheet, published_sheet
from opencaf.costing.decimals import (
    share_by_largest_remainder,
    share_remainder_to_first,
    times,
    unit_cost_as_used,
)
from opencaf.costing.findings import Findings
from opencaf.costing.journey_checks import (
    Journey,
    check_events,
    check_journeys,
    journeys_of,
    supported_spans,
)
from opencaf.costing.journeys import (
    STEPS_WITHOUT_COST,
    WINDOW_WITHOUT_LIMITS,
    CostInput,
    Counted,
    Event,
    LeadSpell,
    ServiceUse,
)
from opencaf.costing.meetings import FAMILY, HourlyRate, attendee_cost, counts, meeting_cost, sector_of
from opencaf.costing.perspectives import PAYERS_OF, share_counted
from opencaf.costing.price_base import PriceBase
from opencaf.costing.rate_checks import check_age
from opencaf.costing.sharing import children_sharing, meeting_key


def cost_children(given: CostInput, findings: Findings) -> Costed:
    """Return what each child cost, or refuse with everything that stands against it."""
    costing = Costing(given, findings)
    check_events(given, findings)
    findings.refuse()
    journeys = journeys_of(given)
    check_journeys(journeys, given, findings)
    findings.refuse()
    for journey in journeys:
        costing.add_events(journey)
        costing.add_support(journey)
    for place, counted in enumerate(given.counts, 1):
        costing.add_count(counted, f"counts[{place}]")
    for place, use in enumerate(given.services, 1):
        costing.add_service(use, f"services[{place}]")
    costing.prices.check_one_year()
    findings.refuse()
    costing.costed.price_year = costing.prices.year
    costing.costed.children = sorted({*costing.costed.children, *(journey.child for journey in journeys)})
    return costing.costed


class Costing:
    """One calculation under way: what is entered, what has been found, what has been charged."""

    def __init__(self, given: CostInput, findings: Findings) -> None:
        self.given = given
        self.findings = findings
        self.sheet: Sheet = published_sheet() if isinstance(given.sheet, str) else given.sheet
        self.regions = {facts.child: facts.region for facts in given.children if facts.region}
        for region in sorted({given.region, *self.regions.values()}):
            check_sheet(self.sheet, region, findings)
        findings.refuse()
        self.prices = PriceBase(given.price_base, given.index, findings)
        self.rates: dict[str, HourlyRate] = {rate.role: rate for rate in given.rates}
        start, end = WINDOW_WITHOUT_LIMITS
        self.window = Span(given.window_from or start, given.window_to or end)
        self.costed = Costed(children=[facts.child for facts in given.children])
        self.sharing = children_sharing(given)

    def add_events(self, journey: Journey) -> None:
        """Charge what happened in the window; count what has no day."""
        for event in journey.events:
            if event.process in STEPS_WITHOUT_COST:
                continue
            if event.on is None:
                self.costed.undated[event.process] += 1
            elif self.window.starts_on <= event.on < self.window.ends_on:
                self.costed.charges.append(self.charge_for(event, event.on))

    def charge_for(self, event: Event, on: date) -> Charge:
        """Return the charge for one event."""
        if event.attendees:
            unit_cost, payers, error = self.cost_by_attendance(event)
        else:
            line = self.line_for(event, event.child, on)
            unit_cost, error = self.amount_of(line, on), self.error_of(line)
            unit_cost, payers = self.counted(unit_cost, line)
        amount = self.share_of(event, unit_cost)
        return Charge(
            child=event.child,
            process=event.process,
            month=month_of(on),
            role=event.role,
            agency=event.agency,
            amount=amount,
            units=Fraction(1),
            unit_cost=unit_cost,
            payers=payers,
            is_estimated=bool(event.estimated_by),
            standard_error=error,
        )

    def cost_by_attendance(self, event: Event) -> tuple[Decimal, dict[str, Decimal], Decimal]:
        """Return what a meeting cost by who came, and whose money it was."""
        for attendee in event.attendees:
            if attendee.role not in self.rates and attendee.role != FAMILY:
                sentence = f"There is no rate for {attendee.role}, who came to {event.process} of {event.child}: add it."
                self.findings.add("E13", "rates", sentence)
        perspective = self.given.perspective
        sectors = PAYERS_OF[perspective] if perspective else None
        cost = meeting_cost(event.attendees, self.rates, sectors)
        payers: dict[str, Decimal] = defaultdict(Decimal)
        for attendee in event.attendees:
            sector = sector_of(attendee, self.rates)
            if counts(sector, sectors):
                payers[sector] += attendee_cost(attendee, self.rates)
        shares = {sector: amount / cost for sector, amount in payers.items()} if cost else {}
        return unit_cost_as_used(cost, self.given.rounding), shares, Decimal(0)

    def share_of(self, event: Event, unit_cost: Decimal) -> Decimal:
        """Return a child's share of a meeting; the whole, unless it was shared."""
        if not (event.shared or event.shared_between):
            return unit_cost
        children = self.sharing[meeting_key(event)]
        parts = event.shared_between or len(children)
        if parts < 2 or parts < len(children):
            sentence = (
                f"{event.process} of {event.sibling_group} on {event.on} is shared, but {len(children)} of its children "
                "were entered for it: enter the others, or say how many with shared_between."
            )
            self.findings.add("E14", "events", sentence)
            return unit_cost
        if self.given.sibling_remainder == "largest_remainder":
            shares = share_by_largest_remainder(unit_cost, [Decimal(1)] * parts)
        else:
            shares = share_remainder_to_first(unit_cost, parts)
        return shares[children.index(event.child)]

    def add_support(self, journey: Journey) -> None:
        """Charge months of support to whoever was lead professional."""
        spells = journey.spells or [LeadSpell(child=journey.child, starts_on=WINDOW_WITHOUT_LIMITS[0])]
        for supported in supported_spans(journey, self.given):
            for spell in spells:
                ends_on = spell.ends_on or WINDOW_WITHOUT_LIMITS[1]
                span = supported.within(Span(spell.starts_on, ends_on)).within(self.window)
                if span.days:
                    self.add_spell(spell, span)

    def add_spell(self, spell: LeadSpell, span: Span) -> None:
        """Charge each month of a lead professional's spell."""
        line = self.line_for_process("ongoing_support", spell, spell.child, span.starts_on)
        unit_cost, payers = self.counted(self.amount_of(line, span.starts_on), line)
        for month, units in units_by_month(span, line.unit or "month", self.given.proration).items():
            self.costed.charges.append(
                Charge(
                    child=spell.child,
                    process="ongoing_support",
                    month=month,
                    role=spell.role,
                    agency=spell.agency,
                    amount=times(unit_cost, units),
                    units=units,
                    unit_cost=unit_cost,
                    payers=payers,
                    standard_error=self.error_of(line),
                )
            )

    def add_count(self, counted: Counted, where: str) -> None:
        """Charge what is known by number only."""
        line = self.line_for_process(counted.process, counted, counted.child, None)
        if line.unit in {"week", "day"}:
            sentence = f"{counted.units} is a number of months, but the price is by the {line.unit}: enter dates instead."
            self.findings.add("E15", where, sentence)
        unit_cost, payers = self.counted(self.amount_of(line, None), line)
        self.costed.children.append(counted.child)
        self.costed.charges.append(
            Charge(
                child=counted.child,
                process=counted.process,
                month=UNDATED,
                role=counted.role,
                agency=counted.agency,
                amount=unit_cost * counted.units,
                units=Fraction(counted.units),
                unit_cost=unit_cost,
                payers=payers,
                standard_error=self.error_of(line),
            )
        )

    def add_service(self, use: ServiceUse, where: str) -> None:
        """Enter a service in its ledger."""
        self.check_service(use, where)
        if use.on and not self.window.starts_on <= use.on < self.window.ends_on:
            return
        price = use.price * self.prices.factor_from(use.price_year) if use.price_year else use.price
        shares = {use.payer: Decimal(1)} if use.payer else {}
        if self.given.perspective and not use.payer:
            self.findings.add(
                "E00", f"{where}.payer", f"Say who pays for {use.service}: a perspective is asked for."
            )
        price *= share_counted(shares, self.given.perspective)
        month = month_of(use.on) if use.on else UNDATED
        self.costed.children.append(use.child)
        self.costed.services.append(
            Charge(
                child=use.child,
                process="services",
                month=month,
                role=use.service,
                agency="",
                amount=price * use.units,
                units=Fraction(use.units),
                unit_cost=price,
                payers=shares,
            )
        )

    def check_service(self, use: ServiceUse, where: str) -> None:
        """Refuse a price of another unit than what was counted, or without a price year."""
        if use.price_unit is None:
            sentence = (
                f"Say what £{use.price} for {use.service} is the price of: one hour, session, day or week."
            )
            self.findings.add("E15", f"{where}.price_unit", sentence)
        elif use.price_unit != use.unit:
            sentence = (
                f"{use.service} is counted by the {use.unit} but priced by the {use.price_unit}: "
                "enter the price of what was counted."
            )
            self.findings.add("E15", f"{where}.price_unit", sentence)
        if use.price_year is None:
            self.findings.add(
                "E18", f"{where}.price_year", f"Give the price year of £{use.price} for {use.service}."
            )

    def line_for(self, event: Event, child: str, on: date) -> SheetLine:
        """Return the line of the sheet for an event."""
        return self.line_for_process(event.process, event, child, on)

    def line_for_process(
        self, process: str, done_by: Event | LeadSpell | Counted, child: str, on: date | None
    ) -> SheetLine:
        """Return the line that fits most closely; blank cells of the sheet fit everybody."""
        region: Region = self.regions.get(child) or self.given.region
        fitting = [
            line
            for line in self.sheet.lines
            if line.process == process
            and line.role in {"", done_by.role}
            and line.agency in {"", done_by.agency}
            and line.authority in {"", done_by.authority}
            and line.region in {None, region}
            and (on is None or (line.valid_from or date.min) <= on < (line.valid_to or date.max))
        ]
        if fitting:
            return max(fitting, key=closeness)
        about = [word for word in (done_by.role, done_by.agency, done_by.authority) if word]
        who = f" by {', '.join(about)}" if about else ""
        when = f" on {on}" if on else ""
        sentence = (
            f"The sheet {self.sheet.name} has no line for {process}{who}{when}: add one, or correct the role."
        )
        self.findings.add("E13", "sheet", sentence)
        self.findings.refuse()
        raise AssertionError("refused above")

    def amount_of(self, line: SheetLine, on: date | None) -> Decimal:
        """Return a unit cost at the price base, rounded as asked."""
        price_year = line.price_year or self.sheet.price_year or ""
        if self.given.price_base or on:
            base = self.given.price_base or financial_year_of(on or date.min)
            check_age(price_year, base, f"The sheet {self.sheet.name}", "sheet", self.findings)
        return unit_cost_as_used(line.amount * self.prices.factor_from(price_year), self.given.rounding)

    def error_of(self, line: SheetLine) -> Decimal:
        """Return the standard error of a unit cost at the price base."""
        price_year = line.price_year or self.sheet.price_year or ""
        return (line.standard_error or Decimal(0)) * self.prices.factor_from(price_year)

    def counted(self, amount: Decimal, line: SheetLine) -> tuple[Decimal, dict[str, Decimal]]:
        """Return the part of a unit cost that counts for the perspective, and who pays it."""
        if self.given.perspective is None or not line.payers:
            if self.given.perspective is not None:
                sentence = (
                    f"The sheet {self.sheet.name} does not say who pays for {line.process}: add payers to its line, or "
                    "leave perspective blank to count everybody's money."
                )
                self.findings.add("E00", "perspective", sentence)
            return amount, line.payers
        share = share_counted(line.payers, self.given.perspective)
        allowed = PAYERS_OF[self.given.perspective]
        if share == 0:
            return Decimal(0), {}
        return amount * share, {
            payer: part / share for payer, part in line.payers.items() if payer in allowed
        }


def closeness(line: SheetLine) -> tuple[int, date]:
    """Return how closely a line fits: how much it names, and how recent it is."""
    named = [line.role, line.agency, line.authority, line.region]
    return sum(bool(word) for word in named), line.valid_from or date.min
