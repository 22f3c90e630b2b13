"""The list of records that may be of one child, and making one record of two."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from opencaf.agencies import ceilings
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.people.models import DuplicatePair, Merge, Person
from opencaf.people.operations.duplicates import judge_not_same
from opencaf.people.operations.merging import approve_merge, propose_merge, refuse_merge
from opencaf.people.operations.unmerging import undo_merge
from opencaf.people.permissions import can_approve_merge, can_judge_duplicates
from opencaf.people.queries.duplicates import pair_called, pairs_to_judge
from opencaf.people.queries.merges import (
    merge_called,
    merges_done,
    newly_seeing,
    open_merges,
    rows_about_each,
    seers_of,
)
from opencaf.web.children import merging_words as words
from opencaf.web.children.forms.duplicates import (
    AnswerMergeForm,
    JudgeForm,
    ProposeMergeForm,
    TakeBackForm,
    UndoMergeForm,
)
from opencaf.web.shared.confirmed import confirmed_to_send
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest
from opencaf.web.shared.shortcuts import page_name

METHODS = ["GET", "POST"]
A_PAGE = 25
MOST_DONE = 10


@require_GET
def duplicates(request: PractitionerRequest) -> HttpResponse:
    """List what waits for a second person, what has to be judged, and what was merged lately."""
    require(can_judge_duplicates(request.practitioner))
    page = Paginator(pairs_to_judge(), A_PAGE).get_page(request.GET.get("page"))
    waiting, done = list(open_merges()), list(merges_done()[:MOST_DONE])
    shown = [
        *(one for pair in page for one in (pair.first_id, pair.second_id)),
        *(one for merge in [*waiting, *done] for one in (merge.keeping_id, merge.losing_id)),
    ]
    trail.record(
        "listed", subject_kind="duplicates", page=page_name(request), children=[str(one) for one in shown]
    )
    values = {
        "pairs": [words.pair_row(pair) for pair in page],
        "count": page.paginator.count,
        "pages": page_links(page, request),
        "waiting": [words.merge_row(merge) for merge in waiting],
        "done": [words.merge_row(merge) for merge in done],
    }
    return render(request, "children/duplicates.html", values)


@require_http_methods(METHODS)
def judge(request: PractitionerRequest, pair_id: uuid.UUID) -> HttpResponse:
    """Show two records side by side and ask whether they are of one person."""
    pair = pair_or_404(request, pair_id)
    form = JudgeForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["verdict"] == "same":
            return redirect("children:propose_merge", pair.id)
        form.apply(judge_not_same, pair=pair, reason=form.cleaned_data["reason"], by=request.practitioner)
        if form.applied:
            messages.success(
                request, "Noted. They are not proposed again unless something about them changes."
            )
            return redirect("children:duplicates")
    values = {"form": form, "button": "Continue", "heading": "Are these two the same person?", "pair": pair}
    evidence = {"reasons": pair.reasons.splitlines(), "doubts": pair.doubts.splitlines()}
    two = two_records(pair.first, pair.second, rows_of_both(pair.first, pair.second))
    return render(request, "children/judge.html", {**values, **evidence, **two, **way_back()})


@require_http_methods(METHODS)
def propose(request: PractitionerRequest, pair_id: uuid.UUID) -> HttpResponse:
    """Choose what the one record is made of; the older one is kept, the other leads to it."""
    pair = pair_or_404(request, pair_id)
    keeping, losing = sorted((pair.first, pair.second), key=lambda one: (one.recorded_at, one.id))
    seers, rows = seers_of(keeping, losing), rows_of_both(keeping, losing)
    form = ProposeMergeForm(request.POST or None, keeping=keeping, losing=losing, rows=rows, seers=seers)
    if form.is_valid():
        said = {"choices": form.choices(), "why": form.cleaned_data["why"]}
        form.apply(propose_merge, keeping=keeping, losing=losing, **said, by=request.practitioner)
        if form.applied:
            messages.success(request, "Proposed. Another coordinator or manager now has to approve it.")
            return redirect("children:duplicates")
    more = [words.seer_row(one) for one in newly_seeing(seers, [])]
    values = {"form": form, "button": "Propose this", "heading": "Make one record of two", "more": more}
    return render(
        request, "children/propose_merge.html", {**values, **two_records(keeping, losing, rows), **way_back()}
    )


@confirmed_to_send
@require_http_methods(METHODS)
def merge(request: PractitionerRequest, merge_id: uuid.UUID) -> HttpResponse:
    """Show what one record is made of; the second person approves it or says why not."""
    asked = merge_or_404(request, merge_id)
    may_approve = can_approve_merge(request.practitioner, asked)
    form = AnswerMergeForm(request.POST or None) if may_approve else TakeBackForm(request.POST or None)
    if asked.state == Merge.State.PROPOSED and form.is_valid():
        approves = form.cleaned_data.get("answer") == "approve"
        if approves:
            form.apply(approve_merge, merge=asked, by=request.practitioner)
        else:
            reason = form.cleaned_data["reason"]
            form.apply(refuse_merge, merge=asked, reason=reason, by=request.practitioner)
        if form.applied:
            said = "They are one record now." if approves else "Noted: they stay two records."
            messages.success(request, said)
            return redirect("children:merge", asked.id)
    return render(request, "children/merge.html", {**merge_values(asked), **way_back(), "form": form})


@confirmed_to_send
@require_http_methods(METHODS)
def undo(request: PractitionerRequest, merge_id: uuid.UUID) -> HttpResponse:
    """Make two records of one again, asking whose is what was written since."""
    asked = merge_or_404(request, merge_id)
    if asked.state != Merge.State.MERGED:
        raise Http404
    form = UndoMergeForm(request.POST or None, merge=asked)
    if form.is_valid():
        said = {"decisions": form.decisions(), "reason": form.cleaned_data["reason"]}
        form.apply(undo_merge, merge=asked, **said, by=request.practitioner)
        if form.applied:
            messages.success(request, "They are two records again.")
            return redirect("children:merge", asked.id)
    values = {"form": form, "button": "Make them two records again", "heading": "Undo this merge"}
    back = {"back_href": reverse("children:merge", args=[asked.id])}
    return render(request, "children/undo_merge.html", {**values, **back, "cancel_href": back["back_href"]})


def merge_values(asked: Merge) -> dict[str, Any]:
    """Return what the page about a merge shows."""
    waits = asked.state == Merge.State.PROPOSED
    seers = seers_of(asked.keeping, asked.losing) if waits else []
    taken = [words.NAMES_OF_GROUPS[group] for group in asked.takes]
    both = rows_of_both(asked.keeping, asked.losing)
    rows = {str(row.id): words.words_of_row(row) for row in both.second}
    let_in = [words.seer_row(one) for one in seers if str(one.practitioner.id) in asked.lets_in]
    shut_out = [
        words.seer_row(one)
        for one in seers
        if one.may_be_let_in and not one.keeping and str(one.practitioner.id) not in asked.lets_in
    ]
    return {
        "merge": asked,
        "waits": waits,
        "stands": asked.state == Merge.State.MERGED,
        "taken": taken,
        "left": [rows[one] for one in asked.leaves if one in rows],
        "let_in": let_in,
        "shut_out": shut_out,
        "more": [words.seer_row(one) for one in newly_seeing(seers, asked.lets_in)],
        "button": "Save",
        **two_records(asked.keeping, asked.losing, both),
    }


def pair_or_404(request: PractitionerRequest, pair_id: uuid.UUID) -> DuplicatePair:
    """Return a pair that may be judged; the look at both is on the trail before it is shown."""
    require(can_judge_duplicates(request.practitioner))
    pair = pair_called(pair_id)
    if pair is None:
        raise Http404
    record_look_at_two(request, pair.first, pair.second)
    return pair


def merge_or_404(request: PractitionerRequest, merge_id: uuid.UUID) -> Merge:
    """Return a merge that may be seen; the look at both is on the trail before it is shown."""
    require(can_judge_duplicates(request.practitioner))
    asked = merge_called(merge_id)
    if asked is None:
        raise Http404
    record_look_at_two(request, asked.keeping, asked.losing)
    return asked


def record_look_at_two(request: PractitionerRequest, one: Person, other: Person) -> None:
    """Write on the trail that somebody looks at two records side by side."""
    ceilings.record_open(
        "read" if request.method == "GET" else "sent",
        record_id=one.id,
        by=request.practitioner,
        subject_kind="child",
        subject_id=one.id,
        other=str(other.id),
        page=page_name(request),
    )


def rows_of_both(first: Person, second: Person) -> words.BothRows:
    """Return what hangs on two records."""
    rows = rows_about_each([first, second])
    return words.BothRows(rows[first.id], rows[second.id])


def two_records(first: Person, second: Person, rows: words.BothRows) -> dict[str, Any]:
    """Return two records side by side, ready for a page."""
    return {
        "first": first,
        "second": second,
        "rows": words.side_by_side(first, second),
        "first_rows": words.hanging_on(rows.first),
        "second_rows": words.hanging_on(rows.second),
    }


def way_back() -> dict[str, str]:
    """Return the way back to the list."""
    back = reverse("children:duplicates")
    return {"back_href": back, "cancel_href": back, "back_text": "Back to the list"}
