"""What My work shows to the social care duty team: what it was sent, and what it has open."""

from __future__ import annotations

from django.urls import reverse

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.queries.duty import OpenOnGround, SentToTeam
from opencaf.episodes.queries.work_rows import due_words
from opencaf.people.models import Person
from opencaf.web.home.rows import Group, Row
from opencaf.web.shared.who import Who


def sent_group(sent: list[SentToTeam]) -> list[Group]:
    """Return the group of cases that were sent to the team and wait for its decision, if there are any."""
    rows = [
        Row(
            what="A case was sent to your team",
            who=child_by_name(one.child, "children:summary"),
            why=f"{one.sent_by} sent it on {in_words(one.sent_on)}",
            when=due_words(one.answer_by),
            is_late=one.answer_by < clock.today(),
            action={"href": reverse("children:ground", args=[one.child.id]), "text": "Open it"},
            goes_when="It goes when the decision is recorded.",
        )
        for one in sent
    ]
    return [Group("Sent to your team", rows)] if rows else []


def opened_group(opened: list[OpenOnGround]) -> list[Group]:
    """Return the group of records that are open on a ground, with when they close, if there are any."""
    rows = [
        Row(
            what="A record is open to you",
            who=child_by_name(one.child, "children:show"),
            why="You wrote down the ground",
            when=f"Until {in_words(one.ends_at.astimezone(clock.LONDON).date())}",
            is_late=False,
            action={"href": reverse("children:show", args=[one.child.id]), "text": "Open"},
            goes_when="It goes by itself.",
        )
        for one in opened
    ]
    return [Group("Open to you on a ground", rows)] if rows else []


def child_by_name(child: Person, page: str) -> Who:
    """Return a child whose case is not open, with where a click on the name leads."""
    return Who(child.initials, child.full_name, reverse(page, args=[child.id]))
