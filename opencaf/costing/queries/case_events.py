"""The dated events of CAFs as the engine reads them.

An intention, the first completed assessment, each meeting held, each closing count once. Support runs from
the first meeting. A CAF that was reopened goes on as a second stretch, its support from the next lead
professional. Where nobody led, support is costed without a role, and where a lead was agreed before the
first meeting, from the meeting on; both are said. A meeting held with the family's other CAF is shared.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from opencaf.core.dates import in_words
from opencaf.costing.journeys import Event, LeadSpell
from opencaf.costing.queries.basis import BASIS_AS_TEXT, Basis, basis_in
from opencaf.costing.queries.services import DELIVERED

# Columns: what kind of row, the CAF, its process or role, two days, a sector, two ids, a number.
ROWS = """
select 'event', e.id, 'intention', e.intended_on, null::date, coalesce(g.sector, ''), e.id, null::uuid, 1
from episodes_episode e left join agencies_agency g on g.id = e.initiating_agency_id
where e.id = any(%(episodes)s)
union all
select 'event', a.episode_id, 'assessment', a.completed_on, null, coalesce(g.sector, ''), a.id, null, 1
from episodes_assessment a
join episodes_episode e on e.id = a.episode_id
left join agencies_agency g on g.id = e.initiating_agency_id
where a.episode_id = any(%(episodes)s) and a.completed_on is not null and a.version = 1
union all
select 'event', m.episode_id,
       case when row_number() over (partition by m.episode_id order by m.held_on, m.id) = 1
            then 'initial_tac' else 'subsequent_tac' end,
       m.held_on, null, '', m.id, e.family_id,
       (select count(distinct o.episode_id) from episodes_meeting o
        join episodes_episode f on f.id = o.episode_id
        where f.family_id = e.family_id and o.held_on = m.held_on and o.kind_id = m.kind_id)
from episodes_meeting m join episodes_episode e on e.id = m.episode_id
where m.episode_id = any(%(episodes)s) and m.held_on is not null
union all
select 'event', s.episode_id, d.process, d.day, null, '', s.id, null, 1
from episodes_suspension s
cross join lateral (values ('step_up', s.started_on), ('step_down', s.ended_on)) as d (process, day)
where s.episode_id = any(%(episodes)s) and d.day is not null
union all
select 'lead', l.episode_id, coalesce(r.role, ''), l.started_on, l.ended_on, coalesce(g.sector, ''), l.id, null, 1
from episodes_leadprofessional l
left join agencies_agency g on g.id = l.agency_id
left join costing_respondent r on r.practitioner_id = l.practitioner_id
where l.episode_id = any(%(episodes)s) and l.ended_on is distinct from l.started_on
union all
select 'closure', c.episode_id, 'close', c.closed_on, c.reopened_on, '', c.id, null, 1
from episodes_closure c where c.episode_id = any(%(episodes)s)
union all
select 'shared', m.episode_id,
       case when (select count(*) from episodes_meeting b where b.episode_id = o.episode_id
                  and (b.held_on, b.id) < (o.held_on, o.id)) = 0
            then 'initial_tac' else 'subsequent_tac' end,
       o.held_on, f.intended_on, '', f.id, f.family_id,
       (select count(distinct s.episode_id) from episodes_meeting s
        join episodes_episode t on t.id = s.episode_id
        where t.family_id = f.family_id and s.held_on = o.held_on and s.kind_id = o.kind_id)
from episodes_meeting m
join episodes_episode e on e.id = m.episode_id
join episodes_episode f on f.family_id = e.family_id and f.id <> all(%(episodes)s)
join episodes_meeting o on o.episode_id = f.id and o.held_on = m.held_on and o.kind_id = m.kind_id
where m.episode_id = any(%(episodes)s) and m.held_on is not null
order by 2, 4, 5 nulls last, 7
"""
# The same for analysts, to whom no case is open: days without names, words or references.
ROWS_WITHOUT_NAMES = "select * from costing_dates_without_names(%(episodes)s)"
ROWS_ON_BASIS = f"""
select 'basis', null::uuid, ({BASIS_AS_TEXT}), null::date, null::date, '', null::uuid, null::uuid, 1
union all
{DELIVERED}
union all
{ROWS}
"""
Row = tuple[Any, ...]
Ending = tuple[dt.date, dt.date | None, uuid.UUID]


@dataclass
class CaseEvents:
    """One CAF's events and leads for the engine, where each came from, and what was assumed.

    shared_with: the same meetings in the family's other CAFs, so that shares add up to the penny.
    """

    episode_id: uuid.UUID
    events: list[Event] = field(default_factory=list)
    shared_with: list[Event] = field(default_factory=list)
    spells: list[LeadSpell] = field(default_factory=list)
    sources: list[tuple[dt.date, str, uuid.UUID]] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


def case_events(
    episode_ids: Sequence[uuid.UUID], *, until: dt.date, without_names: bool = False
) -> dict[uuid.UUID, CaseEvents]:
    """Return what happened in some CAFs until a day, in one read."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS_WITHOUT_NAMES if without_names else ROWS, {"episodes": list(episode_ids)})
        return events_from(cursor.fetchall(), episode_ids, until)


def events_on_basis(
    episode_id: uuid.UUID, authority_id: uuid.UUID, *, until: dt.date
) -> tuple[CaseEvents, Basis]:
    """Return what happened in a CAF until a day, and how its authority costs, in one read."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS_ON_BASIS, {"episodes": [episode_id], "authority": authority_id})
        of_kind: dict[str, list[Row]] = defaultdict(list)
        for row in cursor.fetchall():
            of_kind[row[0] if row[0] in ("basis", "service") else "dated"].append(row)
    [(_, _, basis, *_)] = of_kind["basis"]
    case = events_from(of_kind["dated"], [episode_id], until)[episode_id]
    case.services = of_kind["service"]
    return case, basis_in(basis, authority_id)


def events_from(
    found_rows: list[Row], episode_ids: Sequence[uuid.UUID], until: dt.date
) -> dict[uuid.UUID, CaseEvents]:
    """Return what some rows tell of each CAF until a day."""
    found = {episode_id: CaseEvents(episode_id) for episode_id in episode_ids}
    rows: dict[str, list[Row]] = defaultdict(list)
    for kind, *values in found_rows:
        if values[2] <= until:
            rows[kind].append(tuple(values))
    endings: dict[uuid.UUID, list[Ending]] = defaultdict(list)
    for episode_id, _, closed_on, reopened_on, _, closure_id, *_ in rows["closure"]:
        endings[episode_id].append((closed_on, reopened_on, closure_id))
    for row in rows["event"]:
        add_event(found[row[0]], row, endings[row[0]])
    for episode_id, ends in endings.items():
        add_closings(found[episode_id], ends)
    for row in rows["shared"]:
        add_shared(found[row[0]], row)
    add_leads(found, rows["lead"], endings, until)
    return found


def add_event(case: CaseEvents, row: Row, endings: list[Ending]) -> None:
    """Add an event, with how many CAFs of the family shared it."""
    _, process, on, _, sector, record_id, family_id, between = row
    sharing = {"shared_between": between, "sibling_group": str(family_id)} if between > 1 else {}
    case.events.append(event_of(case, process, on, stretch_of(on, endings), agency=sector, **sharing))
    case.sources.append((on, process, record_id))


def add_shared(case: CaseEvents, row: Row) -> None:
    """Add the same meeting in another CAF; when that was opened says who takes the pence left over."""
    _, process, on, opened_on, _, other, family_id, between = row
    meeting = Event(
        child=str(other), process=process, on=on, shared_between=between, sibling_group=str(family_id)
    )
    opened = Event(child=str(other), process="consent", on=opened_on)
    case.shared_with += [meeting] if opened in case.shared_with else [opened, meeting]


def event_of(case: CaseEvents, process: str, on: dt.date, stretch: int, **more: Any) -> Event:
    """Return an event of a CAF's stretch between two openings."""
    name = str(case.episode_id)
    return Event(child=name, case=words_of(stretch), process=process, on=on, **more)


def words_of(stretch: int) -> str:
    """Return a stretch in words."""
    return "" if stretch == 1 else f"opening {stretch}"


def stretch_of(on: dt.date, endings: list[Ending]) -> int:
    """Return in which stretch a day falls: 1 until it is reopened first."""
    return 1 + sum(1 for _, reopened_on, _ in endings if reopened_on and reopened_on <= on)


def add_closings(case: CaseEvents, endings: list[Ending]) -> None:
    """Add each closing, to the stretch that it ended."""
    for stretch, (closed_on, _, closure_id) in enumerate(endings, 1):
        case.events.append(event_of(case, "close", closed_on, stretch))
        case.sources.append((closed_on, "close", closure_id))


def add_leads(
    found: dict[uuid.UUID, CaseEvents],
    leads: list[Row],
    endings: dict[uuid.UUID, list[Ending]],
    until: dt.date,
) -> None:
    """Add who led, without a gap or an overlap between the first meeting and the end."""
    of_case: dict[tuple[uuid.UUID, int], list[LeadSpell]] = defaultdict(list)
    for episode_id, role, started_on, ended_on, sector, *_ in leads:
        stretch = stretch_of(started_on, endings[episode_id])
        spell = LeadSpell(
            child=str(episode_id),
            case=words_of(stretch),
            role=role,
            agency=sector,
            starts_on=started_on,
            ends_on=ended_on,
        )
        of_case[episode_id, stretch].append(spell)
    for (episode_id, stretch), spells in of_case.items():
        case, ends = found[episode_id], endings[episode_id]
        end = ends[stretch - 1][0] if stretch <= len(ends) else until
        case.spells += fitted(case, spells, words_of(stretch), min(end, until))


def fitted(case: CaseEvents, spells: list[LeadSpell], stretch: str, end: dt.date) -> list[LeadSpell]:
    """Return the spells of a stretch cut to its support, the time when nobody led filled without a role."""
    first = [e.on for e in case.events if e.case == stretch and e.process == "initial_tac" and e.on]
    start = min(first, default=min(spell.starts_on for spell in spells))
    if spells[0].starts_on < start:
        case.assumed.append(
            f"A lead professional was agreed on {in_words(spells[0].starts_on)}, before the first meeting: support "
            f"is counted from the meeting on {in_words(start)}."
        )
    kept, day = [], start
    for spell in spells:
        begins, ends = max(spell.starts_on, start, day), min(spell.ends_on or end, end)
        if ends <= begins:
            continue
        if begins > day:
            kept.append(without_lead(case, spell, day, begins))
        kept.append(spell.model_copy(update={"starts_on": begins, "ends_on": ends}))
        day = ends
    if day < end:
        kept.append(without_lead(case, spells[-1], day, end))
    return kept


def without_lead(case: CaseEvents, near: LeadSpell, start: dt.date, end: dt.date) -> LeadSpell:
    """Return a spell in which nobody led, and say so."""
    case.assumed.append(
        f"No lead professional is recorded from {in_words(start)} to {in_words(end)}: support of that time is "
        "costed without a role, but for days on which the case was suspended."
    )
    return LeadSpell(child=near.child, case=near.case, starts_on=start, ends_on=end)
