"""Long lists on several pages, with the filters of the first kept on the next."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest


def page_links(page: Page[Any], request: HttpRequest) -> dict[str, Any] | None:
    """Return the parameters of GOV.UK's pagination; None where one page holds everything."""
    if page.paginator.num_pages < 2:
        return None
    items: list[dict[str, Any]] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            items.append(
                {"number": number, "href": address(request, number), "current": number == page.number}
            )
        else:
            items.append({"ellipsis": True})
    links: dict[str, Any] = {"items": items, "landmarkLabel": "Pages of this list"}
    if page.has_previous():
        links["previous"] = {"href": address(request, page.previous_page_number())}
    if page.has_next():
        links["next"] = {"href": address(request, page.next_page_number())}
    return links


def address(request: HttpRequest, number: int) -> str:
    """Return the address of another page of this list."""
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
