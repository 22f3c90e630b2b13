"""The people of an authority in a list: chosen by codes in the address, found by a name that is sent."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from opencaf.agencies.queries import agencies_of, chosen_people, people_named
from opencaf.core import clock
from opencaf.web.authority.forms import FindPersonForm, PeopleFilter
from opencaf.web.shared.pages import page_links
from opencaf.web.shared.requests import PractitionerRequest

A_PAGE = 50


def listed_people(request: PractitionerRequest, here: str) -> dict[str, Any]:
    """Return what a list of people shows: those of a name, or those whom the filter chooses, page by page."""
    authority = request.practitioner.authority_id
    choose = PeopleFilter(request.GET or None, agencies=agencies_of(authority))
    find = FindPersonForm(request.POST or None)
    values = {"filter": choose, "find": find, "has_errors": bool(find.errors), "here": here, "pages": None}
    if find.is_valid():
        return {**values, "people": people_named(authority, find.cleaned_data["name"]), "named": True}
    chosen = choose.cleaned_data if choose.is_valid() else {}
    page = Paginator(chosen_people(authority, on=clock.now(), **chosen), A_PAGE).get_page(
        request.GET.get("page")
    )
    return {**values, "people": page, "pages": page_links(page, request), "count": page.paginator.count}
