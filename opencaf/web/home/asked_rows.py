"""What the first page says of what somebody's agency is asked: initials, since when, and the one link."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from opencaf.core.dates import in_words
from opencaf.episodes.queries.requests_received import FIRST, RequestReceived
from opencaf.web.home.rows import Group, Row


def requests_to_agency(received: Sequence[RequestReceived]) -> list[Group]:
    """Return the group of requests to the agency where somebody works, where there are any."""
    rows = [received_row(one) for one in received[:FIRST]]
    if len(received) > FIRST:
        rows.append(row_to_all())
    return [Group("Requests to your agency", rows)] if rows else []


def row_to_all() -> Row:
    """Return the line that leads to all of them."""
    return Row(
        what="There are more",
        who=None,
        why="Those that were not answered come first",
        when="",
        is_late=False,
        action={"href": reverse("home:agency_requests"), "text": "See all"},
    )


def received_row(one: RequestReceived) -> Row:
    """Return the line of a request; whoever reads it sees no case behind it."""
    return Row(
        what=f"{one.service}, for {one.initials}",
        who=None,
        why=". ".join(filter(None, [f"Sent by {one.sent_by}" if one.sent_by else "", how_far(one)])),
        when=f"Since {in_words(one.sent_on)}",
        is_late=False,
        action={
            "href": reverse("episodes:request_received", args=[one.id]),
            "text": "Read" if one.is_answered else "Read and answer",
        },
        goes_when="It goes when you decline, or note the end.",
    )


def how_far(one: RequestReceived) -> str:
    """Return what was noted last, and when."""
    on = one.started_on or one.decided_on
    return f"{one.how_far} on {in_words(on)}" if on else one.how_far
