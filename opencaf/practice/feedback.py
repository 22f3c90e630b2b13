"""What a practice case has of what a case audit looks for, live; a person's judgement stays a person's."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from opencaf.case_audit.models import AuditItem, Kind, Value
from opencaf.case_audit.national import ITEMS
from opencaf.case_audit.queries import form_in_use, items_of
from opencaf.case_audit.reading import read_case
from opencaf.case_audit.seeing import seen_in
from opencaf.episodes.models import Episode


@dataclass(frozen=True)
class Criterion:
    """One thing that a good CAF has. answer: what the program sees; empty where only a person can judge."""

    wording: str
    counts: str
    part: str
    seen_by: str
    answer: str = ""
    why: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether the program sees that it is not there, or only in part."""
        return self.answer in (Value.NO, Value.PARTLY)

    @property
    def is_there(self) -> bool:
        """Whether the program sees that it is there."""
        return self.answer == Value.YES


def criteria_of(authority_id: uuid.UUID) -> list[AuditItem]:
    """Return what an authority's case audits look for: its own form, or the usual one where it has none."""
    form = form_in_use(authority_id)
    if form:
        return items_of(form)
    return [AuditItem(position=position, **item._asdict()) for position, item in enumerate(ITEMS)]


def how_it_goes(episode: Episode, items: list[AuditItem]) -> list[Criterion]:
    """Return each thing that is looked for, with what the program sees of it now."""
    seen = seen_in(read_case(episode), items)
    return [criterion(item, seen.get(item.code)) for item in items if item.kind == Kind.YES_NO]


def criterion(item: AuditItem, seen: list[str] | None) -> Criterion:
    """Return an item with what is seen of it."""
    answer, why = seen or ("", "")
    return Criterion(item.wording, item.counts, item.get_part_display(), item.seen_by, answer, why)
