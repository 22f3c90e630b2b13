"""Scoring blind, and settling where two scorers differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner, signed
from opencaf.audit import trail
from opencaf.case_audit.agreement import GRADES
from opencaf.case_audit.models import Answer, AuditItem, Kind, Paper, Scoring, Settled, Value
from opencaf.case_audit.permissions import can_score, can_settle
from opencaf.case_audit.queries import items_of, own_scoring, scorings_of
from opencaf.case_audit.results import paper_result
from opencaf.core import clock
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing


@dataclass(frozen=True)
class Given:
    """What somebody answers to an item, and why where it is not what the program saw."""

    value: str
    why: str = ""


@all_or_nothing
def save_answers(
    *, scoring: Scoring, given: Mapping[str, Given], finish: bool = False, by: Practitioner
) -> None:
    """Keep answers by the codes of their items; finish: they are all, and stay as they are."""
    held = own_scoring(by, scoring.paper_id) or scoring
    require(can_score(by, held))
    items = {item.code: item for item in items_of(held.paper.round.form)}
    answers = {items[code]: one for code, one in given.items() if one.value and code in items}
    check_answers(held.paper, answers)
    if finish and (missing := len(items) - len(answers)):
        left = "1 item is" if missing == 1 else f"{missing} items are"
        raise ValidationError(f"{left} not answered yet. Answer every item, or save and go on later.")
    held.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(scoring=held, item=item, value=one.value, why=one.why.strip(), **signed(by))
        for item, one in answers.items()
    )
    if finish:
        held.finished_at = clock.now()
        held.save(update_fields=["finished_at"])
    what = "audit_paper_scored" if finish else "audit_answers_saved"
    trail.record(what, subject_kind="audit_paper", subject_id=held.paper_id, answers=len(answers))


def check_answers(paper: Paper, answers: Mapping[AuditItem, Given]) -> None:
    """Raise ValidationError at each answer that does not fit, or disagrees with the record without a word."""
    refused = {}
    for item, one in answers.items():
        if not fits(item, one.value):
            refused[f"item_{item.code}"] = "Select an answer from the list"
        seen = paper.seen.get(item.code)
        if seen and one.value != seen[0] and not one.why.strip():
            refused[f"why_{item.code}"] = f"Enter why it is not as the record says: {item.wording}"
    if refused:
        raise ValidationError(refused)


def fits(item: AuditItem, value: str) -> bool:
    """Whether a value is an answer to an item."""
    return value in Value.values and (value in GRADES) == (item.kind == Kind.GRADE)


@all_or_nothing
def settle_paper(*, paper: Paper, given: Mapping[str, Given], how: str, by: Practitioner) -> None:
    """Settle what two scorers answered differently, each with why; what they answered stays.

    how: whether both agreed on it, or a third person decided, who may not be one of them.
    """
    require(can_settle(by, paper.round))
    result = paper_result(paper, items_of(paper.round.form))
    if not result.is_scored:
        raise ValidationError("Both scorers have to finish first.")
    scored = by.pk in [one.scorer_id for one in scorings_of(paper)]
    if how == Settled.How.THIRD and scored:
        raise ValidationError({"how": "You scored this case, so you cannot be the third person"})
    open_items = {one.item.code: one.item for one in result.open}
    answers = {open_items[code]: one for code, one in given.items() if code in open_items and one.value}
    check_settled(answers)
    if not answers:
        raise ValidationError("Select what stands for one item at least.")
    Settled.objects.bulk_create(
        Settled(paper=paper, item=item, value=one.value, how=how, why=one.why.strip(), **signed(by))
        for item, one in answers.items()
    )
    trail.record("audit_paper_settled", subject_kind="audit_paper", subject_id=paper.id, items=len(answers))


def check_settled(answers: Mapping[AuditItem, Given]) -> None:
    """Raise ValidationError where an item is settled by no answer to it, or without why."""
    refused = {}
    for item, one in answers.items():
        if not fits(item, one.value):
            refused[f"item_{item.code}"] = "Select an answer from the list"
        if not one.why.strip():
            refused[f"why_{item.code}"] = f"Enter why it stands: {item.wording}"
    if refused:
        raise ValidationError(refused)
