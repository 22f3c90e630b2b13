"""One authority with its settings, agencies, services and practitioners who can sign in."""

from __future__ import annotations

from bench.world.inserting import Connection, insert, number, quoted
from bench.world.names import of
from opencaf.accounts.models import User
from opencaf.agencies.models import (
    Agency,
    Authority,
    ClosureCategory,
    Locality,
    MeetingKind,
    Post,
    Practitioner,
)
from opencaf.directory.models import Service
from opencaf.episodes.codes import ClosureReason
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import AssessmentForm, Question

LOCALITIES = 6
ROLES = ["coordinator", "manager", "administrator", "analyst", "auditor", "practitioner"]
FIRST_WITH_CASES = len(ROLES) - 1  # one of each other role comes first
KINDS = "array['primary_school','health_visiting','early_help_team','youth_service','nursery','camhs']"
SECTORS = "array['schools','health','childrens_services','youth','early_years','health']"


def make_authority(connection: Connection, *, agencies: int, practitioners: int) -> None:
    """Make the authority that every other row belongs to."""
    insert(
        connection,
        Authority,
        "here",
        id="here.id",
        code="'ZB'",
        name="'Benchshire'",
        delivery_model="'operational'",
        intention_route="'opens_record'",
        data_entry="'all_professionals'",
        safeguarding_phone="'01632 960999'",
        searches_an_hour="30000",  # one practitioner asks for every page, over and over
        opens_an_hour="30000",
        exports_a_day="30000",
    )
    make_settings(connection)
    make_agencies(connection, agencies)
    make_practitioners(connection, practitioners)
    make_form(connection)


def make_settings(connection: Connection) -> None:
    """Localities, kinds of meeting and reasons to close."""
    source = f"here, generate_series(1, {LOCALITIES}) n"
    insert(connection, Locality, source, authority_id="here.id", name="'Part ' || n")
    number(connection, "agencies_locality", "locality_no")
    for code, name in (("tac", "Team around the child"), ("review", "Review meeting"), ("panel", "Panel")):
        insert(connection, MeetingKind, "here", authority_id="here.id", code=quoted(code), name=quoted(name))
    for position, (reason, name) in enumerate(ClosureReason.choices):
        insert(
            connection,
            ClosureCategory,
            "here",
            authority_id="here.id",
            reason=quoted(reason),
            name=quoted(str(name)),
            position=str(position),
        )


def make_agencies(connection: Connection, agencies: int) -> None:
    """Agencies over all localities, each with one service."""
    insert(
        connection,
        Agency,
        f"here, generate_series(1, {agencies}) as n (i)"
        f" join locality_no on locality_no.n = n.i % {LOCALITIES}",
        authority_id="here.id",
        name="'Agency ' || n.i",
        kind=f"({KINDS})[1 + n.i % 6]",
        sector=f"({SECTORS})[1 + n.i % 6]",
        locality_id="locality_no.id",
        phone="'01632 960100'",
    )
    number(connection, "agencies_agency", "agency_no")
    insert(
        connection,
        Service,
        "here, agency_no",
        authority_id="here.id",
        agency_id="agency_no.id",
        name="'Service ' || agency_no.n",
    )


def make_practitioners(connection: Connection, practitioners: int) -> None:
    """People with an account and a post; the first four coordinate, manage, administer and analyse."""
    insert(
        connection,
        User,
        f"generate_series(1, {practitioners}) n",
        email="'worker' || n || '@example.org'",
        password="'no password leads here'",  # noqa: S106
    )
    number(connection, "accounts_user", "user_no")
    insert(
        connection,
        Practitioner,
        f"here, user_no join accounts_user u using (id) {of('given_name', 'user_no.n')}"
        f" {of('family_name', 'user_no.n * 7')}",
        authority_id="here.id",
        user_id="u.id",
        given_name="given_name.name",
        family_name="family_name.name",
        email="u.email",
        phone="'01632 960123'",
    )
    number(connection, "agencies_practitioner", "practitioner_no")
    insert(
        connection,
        Post,
        "here, practitioner_no p join agency_no on agency_no.n = p.n % (select count(*) from agency_no)",
        authority_id="here.id",
        practitioner_id="p.id",
        agency_id="agency_no.id",
        role=f"(array{ROLES!r})[least(p.n, {FIRST_WITH_CASES}) + 1]",
        job_title="'Support worker'",
    )
    insert(
        connection,
        Post,
        "here, practitioner_no p join agency_no on agency_no.n = (p.n + 1) % (select count(*) from agency_no)"
        f" where p.n > {FIRST_WITH_CASES} and p.n % 50 = 5",
        authority_id="here.id",
        practitioner_id="p.id",
        agency_id="agency_no.id",
        job_title="'Volunteer'",
    )


def make_form(connection: Connection) -> None:
    """The national form with its nineteen elements."""
    insert(
        connection,
        AssessmentForm,
        "here",
        authority_id="here.id",
        version="1",
        name="'National form'",
        in_use_from="date '2006-04-01'",
    )
    for position, element in enumerate(ELEMENTS):
        insert(
            connection,
            Question,
            "here, episodes_assessmentform form",
            authority_id="here.id",
            form_id="form.id",
            code=quoted(element.code),
            domain=quoted(str(element.domain)),
            group=quoted(element.group),
            name=quoted(element.name),
            help_text=quoted(element.help_text),
            fits_the_unborn=str(element.fits_the_unborn).lower(),
            position=str(position),
        )
