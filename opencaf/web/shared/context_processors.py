"""What the frame of every page reads: who is signed in, the authority's words, the top bar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from opencaf.agencies.models import Practitioner, Role
from opencaf.agencies.permissions import can_edit_forms, can_oversee, can_set_up
from opencaf.costing.permissions import can_see_costs
from opencaf.national.permissions import can_read_national
from opencaf.people.permissions import can_find
from opencaf.reports.permissions import can_see_reports
from opencaf.web.shared.addresses import page_address
from opencaf.web.shared.keeping import keeper_of
from opencaf.web.shared.time_out import TIME_LEFT

TOP_BAR = (
    ("My work", "home:my_work", "home"),
    ("Find a child", "children:find", "children"),
    ("Services", "directory:index", "directory"),
    ("Reports", "reports:index", "reports"),
    ("National reports", "national:index", "national"),
    ("Costs", "costing:index", "costing"),
    ("People", "authority:people", "authority/people"),
    ("Agencies", "authority:agencies", "authority/agencies"),
    ("Training", "training:index", "training"),
    ("Form", "authority:forms", "authority/form"),
    ("Oversight", "oversight:index", "oversight"),
    ("Limits", "oversight:ceilings", "oversight"),
    ("Help", "help:index", "help"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's values; signed out, there are none."""
    practitioner: Practitioner | None = getattr(request, "practitioner", None)
    if practitioner is None:
        return {}
    authority = practitioner.authority
    return {
        "practitioner": practitioner,
        "authority": authority,
        "authority_name": authority.name,
        "person_name": f"{practitioner}, {practitioner.post.agency.name}",
        "sign_out_href": page_address("account_logout"),
        "time_out": time_out_of(request),
        "navigation": [
            {"text": text, "href": page_address(name), "current": request.path.startswith(f"/{segment}/")}
            for text, name, segment in TOP_BAR
            if may_go(practitioner, name)
        ],
    }


def time_out_of(request: HttpRequest) -> dict[str, Any]:
    """Return what the warning before the end of a session needs."""
    return {
        "href": TIME_LEFT,
        "who": request.user.pk,
        "keeper": keeper_of(request.user).name,
        "left": request.session.seconds_left(),  # type: ignore[attr-defined]
        "sign_in_href": page_address("account_login"),
    }


def may_go(practitioner: Practitioner, name: str) -> bool:
    """Whether the top bar leads somebody to a page."""
    if practitioner.has_role(Role.NATIONAL_ANALYST):
        return name in ("national:index", "help:index")
    if name == "national:index":
        return bool(can_read_national(practitioner))
    if name == "reports:index":
        return bool(can_see_reports(practitioner))
    if name == "costing:index":
        return bool(can_see_costs(practitioner))
    if name == "authority:forms":
        return bool(can_edit_forms(practitioner))
    if name.startswith("authority:"):
        return bool(can_set_up(practitioner))
    if name == "children:find":
        return bool(can_find(practitioner))
    if name == "oversight:index":
        return bool(can_oversee(practitioner))
    if name == "oversight:ceilings":
        return bool(can_set_up(practitioner))
    return True
