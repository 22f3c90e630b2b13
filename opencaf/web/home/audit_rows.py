"""Case audits on the first page: what somebody is asked to score, feedback, and cases to look at again."""

from __future__ import annotations

from django.urls import reverse

from opencaf.case_audit.queries import Waiting
from opencaf.web.home.rows import Group, Row


def groups_of(waiting: Waiting) -> list[Group]:
    """Return the group of case audits, where anything waits."""
    lines = (
        (
            waiting.to_score,
            "to score",
            "Without names; somebody else scores it too",
            "case_audit:mine",
            "Score",
        ),
        (waiting.told, "with feedback to you", "What was good in it comes first", "case_audit:mine", "Read"),
        (waiting.again, "to look at again", "Three months after feedback", "case_audit:index", "Look again"),
    )
    rows = [
        Row(
            what=f"{count} case{'' if count == 1 else 's'} {what}",
            who=None,
            why=why,
            when="",
            is_late=False,
            action={"href": reverse(page), "text": text},
        )
        for count, what, why, page, text in lines
        if count
    ]
    return [Group("Case audits", rows)] if rows else []
