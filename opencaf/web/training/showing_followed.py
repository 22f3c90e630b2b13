"""How the way from training to practice is shown, and the lists of where help is wanted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from opencaf.agencies.models import Authority
from opencaf.core.dates import in_words
from opencaf.reports.followed import By, Followed, Line
from opencaf.reports.to_help import AgencyToHelp, ToHelp
from opencaf.web.shared.charts import Bar, Cell, Chart, Row, bar_chart
from opencaf.web.shared.downloads import Download
from opencaf.web.training.forms_followed import FollowedFilter

HIDDEN = "few or none"
EXACT_HEADS = ["First trained", "Months to the first start", "Accounts today", "Last signed in"]
LISTS = {
    "never-started": "Agencies trained that never started",
    "untrained": "Agencies that start untrained",
    "first-leads": "First-time leads without a coordinator",
}


def number(value: int | None) -> str:
    """Return a number as people read it."""
    return HIDDEN if value is None else f"{value:,}"


def sentence(found: Followed, day: dt.date, authority: Authority) -> str:
    """Return the figures of all in a sentence."""
    total = found.total
    if not total.trained:
        return f"Nobody is noted by name as trained up to {in_words(day)}."
    about = "about " if found.hides_small else ""
    started, led = (
        HIDDEN if value is None else f"{about if value else ''}{value:,}"
        for value in (total.started, total.led)
    )
    were = "1 person was" if total.trained == 1 else f"{total.trained:,} people were"
    after = f", half of them within {total.months:g} months" if total.months is not None else ""
    return (
        f"Up to {in_words(day)}, {were} trained; {started} of them started a {authority.short_name} "
        f"afterwards{after}, and {led} led one."
    )


def chart_of(found: Followed, form: FollowedFilter, *, with_names: bool) -> Chart:
    """Return three bars of everybody, with the whole table below; agencies lead to who was trained."""
    total = found.total
    bars = [
        Bar("Trained", total.trained, shown=number(total.trained)),
        Bar("Started afterwards", total.started, shown=number(total.started)),
        Bar("Led afterwards", total.led, shown=number(total.led)),
    ]
    drawn = bar_chart("Trained, started, led", bars, heads=("", ""))
    heads = [str(By(form.grouped_by).label), "Trained", "Started", "Led"]
    heads += [] if found.hides_small else EXACT_HEADS
    lines = [*found.lines, total]
    rows = tuple(Row(line.label, cells_of(line, found, form, with_names=with_names)) for line in lines)
    return replace(drawn, heads=tuple(heads), rows=rows)


def cells_of(line: Line, found: Followed, form: FollowedFilter, *, with_names: bool) -> tuple[Cell, ...]:
    """Return the figures of a line; the number trained opens their names where somebody may read them."""
    cells = [number(line.trained), number(line.started), number(line.led)]
    if not found.hides_small:
        cells += [since_words(line.since), "–" if line.months is None else f"{line.months:g}"]
        cells += [f"{line.accounts:,}", f"{line.seen_on:%B %Y}" if line.seen_on else "–"]
    return tuple(
        Cell(text, names_of(line, form) if with_names and not place else "")
        for place, text in enumerate(cells)
    )


def names_of(line: Line, form: FollowedFilter) -> str:
    """Return where the people trained for an agency stand by name; nowhere for other groups."""
    if line.agency_id is None or form.cohort is not None:
        return ""
    query = urlencode({"on": form.day.isoformat()})
    return f"{reverse('training:trained_people', args=[line.agency_id])}?{query}"


def since_words(day: dt.date | None) -> str:
    """Return a day as people read it."""
    return in_words(day) if day else "–"


def file_of(found: Followed, form: FollowedFilter) -> Download:
    """Return the figures as a table to take away."""
    rows = [
        (
            line.label,
            line.trained,
            number(line.started),
            number(line.led),
            line.since or "",
            "" if line.months is None else line.months,
            "" if found.hides_small else line.accounts,
            f"{line.seen_on:%Y-%m}" if line.seen_on else "",
        )
        for line in [*found.lines, found.total]
    ]
    heads = (
        str(By(form.grouped_by).label),
        "Trained",
        "Started",
        "Led",
        *EXACT_HEADS,
    )
    parameters: dict[str, object] = {"Up to": form.day.isoformat(), "Hidden and rounded": found.hides_small}
    if form.cohort is not None:
        parameters["Trained in the financial year from"] = form.cohort
    return Download("from-training-to-practice", heads, rows, parameters)


def list_file(list_code: str, found: ToHelp) -> Download:
    """Return one of the three lists as a table to take away."""
    if list_code == "first-leads":
        heads: tuple[str, ...] = ("Who leads", "Agency", "Leads since", "Telephone")
        leads = [
            (str(one.who), str(one.agency), f"{one.since:%B %Y}", one.who.phone or one.agency.phone)
            for one in found.leads
        ]
        return Download(list_code, heads, leads, {"What": LISTS[list_code]})
    agencies = found.never_started if list_code == "never-started" else found.untrained
    heads = ("Agency", "Locality", "Trained", "First trained", "Telephone", "E-mail")
    return Download(list_code, heads, [agency_row(one) for one in agencies], {"What": LISTS[list_code]})


def agency_row(one: AgencyToHelp) -> tuple[object, ...]:
    """Return an agency as a line of a file."""
    agency = one.agency
    since = one.since.isoformat() if one.since else ""
    return agency.name, str(agency.locality or ""), one.trained, since, agency.phone, agency.email
