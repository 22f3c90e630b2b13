"""What stands before a case begins: the authority, its agencies and the people who work there."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from opencaf.agencies.models import Agency, Authority, Practitioner, Role
from opencaf.agencies.operations.beginning import (
    AuthoritySettings,
    FirstAdministrator,
    asking_as,
    begin_authority,
)
from opencaf.agencies.operations.practitioners import Account, add_practitioner
from opencaf.agencies.operations.setup import (
    KindOfMeeting,
    ReasonToClose,
    add_agency,
    add_localities,
    set_closure_categories,
    set_meeting_kinds,
)
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.episodes.operations.forms import adopt_national_form
from tests.factories import hashed_once
from tests.journeys.cases.reading import Entry

BEFORE = dt.date(2019, 1, 7)
KINDS = (KindOfMeeting("tac", "Team around the child meeting"), KindOfMeeting("review", "Review meeting"))
CATEGORIES = (
    ReasonToClose("needs_met_universal", "Needs met, universal services carry on"),
    ReasonToClose("needs_met_single_agency", "One agency carries on"),
    ReasonToClose("consent_withdrawn", "The family withdrew"),
)


@dataclass(frozen=True)
class Place:
    """The authority of a case, with its agencies and practitioners by the ids of the file."""

    authority: Authority
    administrator: Practitioner
    agencies: dict[str, Agency]
    practitioners: dict[str, Practitioner]

    @property
    def authority_id(self) -> uuid.UUID:
        """The authority's id."""
        return self.authority.id


def set_up(case: Entry) -> Place:
    """Make an authority like Authority D with the agencies and practitioners of a case.

    There is no page for administrators yet, so this is done by operations.
    """
    with clock.everywhere_at(clock.noon(BEFORE), running=True):
        administrator = begin_authority(
            settings=AuthoritySettings(
                code="9D", name="Authority D", safeguarding_phone="01632 960900", help_phone="01632 960901"
            ),
            administrator=FirstAdministrator("Ada", "Minster", account_of("ada.minster@example.org")),
        )
        with transaction.atomic(), acting_for(asking_as(administrator)):
            return furnish(case, administrator)


def furnish(case: Entry, administrator: Practitioner) -> Place:
    """Give the authority its form, kinds of meeting, ways to close, places and people."""
    adopt_national_form(in_use_from=dt.date(2010, 1, 1), by=administrator)
    set_meeting_kinds(kinds=KINDS, by=administrator)
    set_closure_categories(categories=CATEGORIES, by=administrator)
    locality, *_ = add_localities(names=[case.peek("authority")["locality"]], by=administrator)
    agencies = {
        agency.peek("id"): add_agency(
            name=agency["name"], kind=agency["type"], locality=locality, by=administrator
        )
        for agency in case["agencies"]
    }
    practitioners = {
        one.peek("id"): add_practitioner(
            given_name=one["given"],
            family_name=one["family"],
            agency=agencies[one["agency"]],
            role=Role.COORDINATOR if one.peek("id") == "coordinator" else Role.PRACTITIONER,
            job_title=one["role"],
            locality=locality,
            phone=one["phone"],
            email=one["email"],
            account=account_of(one["email"]) if one["signs_in"] else None,
            by=administrator,
        )
        for one in case["practitioners"]
    }
    return Place(administrator.authority, administrator, agencies, practitioners)


def account_of(email: str) -> Account:
    """Return an account with the password of the tests."""
    return Account(email, hashed_password=hashed_once())
