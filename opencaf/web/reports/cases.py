"""The list of cases behind a number."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core.dates import in_words
from opencaf.episodes.models import Episode, EpisodeChild
from opencaf.reports.periods import Period
from opencaf.reports.started import Breakdown
from opencaf.web.reports.forms import as_code, filter_for, from_code
from opencaf.web.shared.who import Who, who_of


@dataclass(frozen=True)
class Line:
    """One CAF, or one child in a CAF."""

    episode_id: uuid.UUID
    who: Who
    reference: str
    started_on: str
    agency: str
    state: str


class CaseFilter:
    """Which cell of a report's table: the report's own filter, and the category and month of the cell."""

    def __init__(self, practitioner: Practitioner, chosen: Any) -> None:
        self.form = filter_for(practitioner, chosen)
        self.category = str(chosen.get("category", ""))
        self.month_code = str(chosen.get("month", ""))

    def is_valid(self) -> bool:
        """Whether the codes name a cell of a table."""
        if not self.form.is_valid():
            return False
        months = {as_code(month) for month in self.form.period.months}
        categories = {code for code, _label in self.form.breakdown.categories}
        knows_month = not self.month_code or self.month_code in months
        return knows_month and (not self.category or self.category in categories)

    @property
    def breakdown(self) -> Breakdown:
        """The way the count is divided."""
        return self.form.breakdown

    @property
    def month(self) -> dt.date | None:
        """The month of the cell; none for its whole line."""
        return from_code(self.month_code) if self.month_code else None

    @property
    def answers(self) -> dict[str, Any]:
        """What the report asks."""
        return {
            "period": self.form.period,
            "breakdown": self.breakdown,
            "category": self.category,
            "month": self.month,
        }

    @property
    def codes(self) -> dict[str, str]:
        """The cell as it stands in an address."""
        return {**self.form.codes, "category": self.category, "month": self.month_code}

    @property
    def title(self) -> str:
        """Which number this is, in words."""
        words = dict(self.breakdown.categories).get(self.category, "all")
        period = Period(self.month, self.month) if self.month else self.form.period
        return f"{self.breakdown.title}: {words}, {period}"

    @property
    def report_href(self) -> str:
        """The address of the table."""
        return f"{reverse('reports:started')}?{urlencode(self.form.codes)}"


def with_what_is_shown(rows: QuerySet[Any], breakdown: Breakdown) -> QuerySet[Any]:
    """Return the cases with what their lines show."""
    if breakdown.counts_children:
        return rows.select_related("child", "episode__initiating_agency")
    return rows.select_related("initiating_agency").prefetch_related("episode_children__child")


def lines_of(rows: Iterable[Any], breakdown: Breakdown) -> list[Line]:
    """Return the lines of a page of cases."""
    if breakdown.counts_children:
        return [line_of(row.episode, [row]) for row in rows]
    return [line_of(episode, list(episode.episode_children.all())) for episode in rows]


def line_of(episode: Episode, children: list[EpisodeChild]) -> Line:
    """Return the line of a CAF and the children it is listed for."""
    return Line(
        episode_id=episode.id,
        who=who_of(episode, [row.child for row in children]),
        reference=episode.reference,
        started_on=in_words(episode.intended_on),
        agency=episode.initiating_agency.name,
        state=episode.get_state_display(),
    )
