"""Lists of a register's rows, each with its reason, its doubts and its own words; and the same as files."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.registers.models import Import, ImportedRow, TriedRow, WaitingRegister
from opencaf.registers.queries.imports import (
    cells_of,
    changed_rows,
    doubtful_rows,
    rejected_rows,
    rows_that_came_to_cases,
    same_child_rows,
)
from opencaf.registers.queries.waiting import tried_doubts, tried_rejects, tried_together
from opencaf.web.registers.showing import (
    RowShown,
    doubt_in_words,
    headings_of,
    imported_shown,
    table_of,
    tried_shown,
)
from opencaf.web.registers.views.imports import import_or_404
from opencaf.web.registers.views.waiting import waiting_or_404
from opencaf.web.shared.confirmed import confirmed_to_download
from opencaf.web.shared.downloads import Download, chosen_way, csv_download, download
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name

A_PAGE = 25
MOST_IN_A_FILE = 20_000
REJECTS, DOUBTS, SAME, TOGETHER, CHANGED, JOINED, ALL = (
    "rejects",
    "doubts",
    "same",
    "together",
    "changed",
    "joined",
    "all",
)
TITLES = {
    REJECTS: "Rows that are left out",
    DOUBTS: "Rows to look at",
    SAME: "May be the same child",
    TOGETHER: "Rows that join the CAF of another row",
    CHANGED: "Rows that say something else than before",
    JOINED: "Rows of CAFs that were here already",
    ALL: "All rows",
}
LISTS_OF_TRIED: dict[str, Callable[[WaitingRegister, str], QuerySet[TriedRow]]] = {
    REJECTS: lambda waiting, code: tried_rejects(waiting),
    DOUBTS: tried_doubts,
    SAME: lambda waiting, code: tried_doubts(waiting, "possibly_same_child"),
    TOGETHER: lambda waiting, code: tried_together(waiting),
    ALL: lambda waiting, code: waiting.tried_rows.all(),
}
LISTS_OF_IMPORTED: dict[str, Callable[[Import, str], QuerySet[ImportedRow]]] = {
    REJECTS: lambda brought_in, code: rejected_rows(brought_in),
    DOUBTS: doubtful_rows,
    SAME: lambda brought_in, code: same_child_rows(brought_in),
    CHANGED: lambda brought_in, code: changed_rows(brought_in),
    JOINED: lambda brought_in, code: rows_that_came_to_cases(brought_in),
    ALL: lambda brought_in, code: brought_in.imported_rows.all(),
}


@require_GET
def tried(request: PractitionerRequest, waiting_id: uuid.UUID, listing: str) -> HttpResponse:
    """List rows of a register that was tried."""
    waiting = waiting_or_404(request, waiting_id)
    page = Paginator(tried_rows(request, waiting, listing), A_PAGE).get_page(request.GET.get("page"))
    trail.record("listed", subject_kind="register", subject_id=waiting.id, page=page_name(request))
    shown = {
        "lines": [tried_shown(row) for row in page],
        "back_href": reverse("registers:waiting", args=[waiting.id]),
        "file_href": reverse("registers:tried_file", args=[waiting.id, listing]),
        "name": waiting.name,
    }
    return listed(request, listing, page, shown)


@require_GET
@confirmed_to_download("registers:tried_rows", "waiting_id", "listing")
def tried_file(request: PractitionerRequest, waiting_id: uuid.UUID, listing: str) -> HttpResponse:
    """Give such a list as a file, in the register's own columns with what becomes of each row beside."""
    waiting = waiting_or_404(request, waiting_id)
    rows = [tried_shown(row) for row in tried_rows(request, waiting, listing)[:MOST_IN_A_FILE]]
    return given(request, rows, listing, waiting, headings_of(waiting))


def tried_rows(request: PractitionerRequest, waiting: WaitingRegister, listing: str) -> QuerySet[TriedRow]:
    """Return the rows of a list; raises Http404 where there is none of that name."""
    if listing not in LISTS_OF_TRIED:
        raise Http404
    return LISTS_OF_TRIED[listing](waiting, code_of(request))


@require_GET
def imported(request: PractitionerRequest, register_id: uuid.UUID, listing: str) -> HttpResponse:
    """List rows of a register that was brought in, each with its case."""
    brought_in = import_or_404(request, register_id)
    page = Paginator(imported_rows(request, brought_in, listing), A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "lines": with_cells(brought_in, list(page)),
        "back_href": reverse("registers:import", args=[brought_in.id]),
        "file_href": reverse("registers:imported_file", args=[brought_in.id, listing]),
        "name": brought_in.name,
        "is_in": True,
    }
    seen = [str(row.episode_id) for row in page if row.episode_id]
    trail.record(
        "listed", subject_kind="import", subject_id=brought_in.id, page=page_name(request), episodes=seen
    )
    return listed(request, listing, page, shown)


@require_GET
@confirmed_to_download("registers:imported_rows", "register_id", "listing")
def imported_file(request: PractitionerRequest, register_id: uuid.UUID, listing: str) -> HttpResponse:
    """Give such a list as a file."""
    brought_in = import_or_404(request, register_id)
    rows = list(imported_rows(request, brought_in, listing)[:MOST_IN_A_FILE])
    return given(request, with_cells(brought_in, rows), listing, brought_in, brought_in.headings)


def imported_rows(request: PractitionerRequest, brought_in: Import, listing: str) -> QuerySet[ImportedRow]:
    """Return the rows of a list with their cases; raises Http404 where there is none of that name."""
    if listing not in LISTS_OF_IMPORTED:
        raise Http404
    return LISTS_OF_IMPORTED[listing](brought_in, code_of(request)).select_related("episode")


def with_cells(brought_in: Import, rows: Sequence[ImportedRow]) -> list[RowShown]:
    """Return rows with what was typed in them."""
    cells = cells_of(rows, brought_in.headings)
    return [imported_shown(row, cells.get(row.id, [])) for row in rows]


def code_of(request: PractitionerRequest) -> str:
    """Return the kind of doubt that is asked for, or nothing for all."""
    return request.GET.get("kind", "").replace("\0", "")[:60]


def listed(request: PractitionerRequest, listing: str, page: Any, shown: dict[str, Any]) -> HttpResponse:
    """Show one page of rows."""
    code = code_of(request)
    frame = {
        "title": TITLES[listing],
        "is_rejects": listing == REJECTS,
        "kind": doubt_in_words(code) if code and listing == DOUBTS else "",
        "query": f"kind={code}" if code and listing == DOUBTS else "",
        "count": page.paginator.count,
        "most_in_a_file": MOST_IN_A_FILE if page.paginator.count > MOST_IN_A_FILE else None,
        "pages": page_links(page, request),
    }
    return render(request, "registers/rows.html", {**frame, **shown})


def given(
    request: PractitionerRequest,
    rows: Sequence[RowShown],
    listing: str,
    of: WaitingRegister | Import,
    known: list[str],
) -> HttpResponse:
    """Give rows as a file; taking it away is on the trail. A file of CSV holds nothing but the rows."""
    way = chosen_way(request)
    ceilings.record_export(
        "downloaded",
        by=request.practitioner,
        subject_kind="register",
        subject_id=of.id,
        reason=listing,
        way=way,
    )
    heads, lines = table_of(rows, known)
    if way == "csv":
        return csv_download(f"register-{listing}", [heads, *lines])
    return download(
        Download(f"register-{listing}", heads, lines, {"Register": of.name, "Rows": len(lines)}), way
    )
