"""Whatever is dangerous asks once more who it is; a new page that may be is named here."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from opencaf.agencies.models import Practitioner
from opencaf.web.access_table import all_addresses
from opencaf.web.shared.confirmed import CONFIRMED_AT
from tests.architecture.access_world import World, make_world
from tests.factories import AgencyFactory, PractitionerFactory
from tests.factories.national import make_national_analyst
from tests.signing_in import add_app, user_of

# Access of others, what may be seen before work, and what leaves the program; who does it.
DANGEROUS = {
    "authority:account_close": "administrator",
    "authority:account_open": "administrator",
    "authority:admission": "administrator",
    "authority:agency_reopen": "administrator",
    "authority:agency_stop": "administrator",
    "authority:factor_lose": "administrator",
    "authority:factor_release": "administrator",
    "authority:invite": "administrator",
    "authority:person_add": "administrator",
    "authority:post_end": "administrator",
    "authority:post_give": "administrator",
    "authority:trained": "administrator",
    "children:merge": "coordinator",
    "children:undo_merge": "coordinator",
    "case_audit:results_download": "coordinator",
    "costing:case_download": "lead",
    "costing:faulty": "coordinator",
    "costing:unit_costs_download": "coordinator",
    "costing:years_download": "coordinator",
    "episodes:assessment_copy": "lead",
    "episodes:assessment_data": "lead",
    "episodes:concern_map_download": "lead",
    "episodes:meeting_copy": "lead",
    "episodes:request_papers": "lead",
    "episodes:step_packet": "lead",
    "episodes:file_download": "lead",
    "episodes:transfer_package": "lead",
    "episodes:transfer_words": "lead",
    "extracts:tables_download": "coordinator",
    "extracts:take": "coordinator",
    "mfa_activate_totp": "lead",
    "mfa_add_webauthn": "lead",
    "mfa_generate_recovery_codes": "lead",
    "national:report_download": "national_analyst",
    "oversight:ceilings": "administrator",
    "oversight:review": "administrator",
    "oversight:review_sign_off": "administrator",
    "quality:rule_download": "coordinator",
    "voices:results_download": "coordinator",
    "training:followed_download": "coordinator",
    "training:statistics_download": "coordinator",
    "training:to_help_download": "coordinator",
    "reports:impact_download": "coordinator",
    "reports:report_download": "coordinator",
    "reports:started_download": "coordinator",
    "reports:unmet_download": "coordinator",
}
# Pages of the same areas that are not dangerous, each with the reason.
HARMLESS = {
    "authority:agencies": "a list",
    "authority:agency_add": "a new agency opens nothing until somebody has a post there",
    "authority:agency_change": "a name, a locality and numbers",
    "authority:checking": "who looks at completed assessments, of those who see them anyway",
    "authority:forms": "a list",
    "authority:form_add_question": "a question that nobody is asked before its version's first day",
    "authority:form_bring_in": "questions of the form, which nobody is asked before its first day",
    "authority:form_download": "the questions of the form, no answer",
    "authority:form_into_use": "which questions are asked from a day on; nobody sees more",
    "authority:form_move": "the order of questions that are being prepared",
    "authority:form_prepare": "a copy of the form, which nobody is asked before its first day",
    "authority:form_question": "the words of a question that is being prepared",
    "authority:form_show": "a page to read",
    "authority:form_take_off": "a question that nobody was asked on this version",
    "authority:form_throw_away": "questions that nobody was asked",
    "authority:people": "a list",
    "authority:person": "a page to read",
    "authority:training": "a list",
    "oversight:index": "a page to read",
    "oversight:find_case": "a question that changes nothing",
    "oversight:case_looks": "a page to read",
    "oversight:find_practitioner": "a question that changes nothing",
    "oversight:practitioner_looks": "a page to read",
    "oversight:alerts": "a list",
    "oversight:glass": "a list",
    "oversight:judge": "a verdict about a look that is over; nobody sees more or less",
    "oversight:withhold": "leaves a look out of the family's list, or puts it back; nobody sees more",
    "oversight:privacy_officer": "who gets a mail without a name",
    "oversight:alert_sign_off": "words about an alert; nobody sees more or less",
    "oversight:reviews": "a list",
}
AREAS = ("authority:", "oversight:")
TAKES_AWAY = ("csv_download(", "record_export(", "note_taken(", "FileResponse(")
SENT = {
    "children:merge",
    "children:undo_merge",
    "oversight:ceilings",
    "oversight:review",
}  # read by others without; asked when it is sent


def views() -> dict[str, Callable[..., Any]]:
    """Every named address with what answers it."""
    return dict(walk(get_resolver().url_patterns, ""))


def walk(patterns: Iterable[URLPattern | URLResolver], space: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for item in patterns:
        if isinstance(item, URLResolver):
            found += walk(item.url_patterns, f"{space}{item.namespace}:" if item.namespace else space)
        else:
            found.append((f"{space}{item.name}", item.callback))
    return found


def takes_away(view: Callable[..., Any]) -> bool:
    """Whether a view gives out a file, as far as its own words tell."""
    try:
        words = inspect.getsource(inspect.unwrap(view))
    except (OSError, TypeError):
        return False
    return any(call in words for call in TAKES_AWAY)


def unnamed(answering: dict[str, Callable[..., Any]], named: set[str]) -> set[str]:
    """Pages of the dangerous areas, and downloads, that stand in neither list."""
    return {
        name
        for name, view in answering.items()
        if name not in named and (name.startswith(AREAS) or takes_away(view))
    }


def test_every_page_that_may_be_dangerous_is_named() -> None:
    assert unnamed(views(), {*DANGEROUS, *HARMLESS}) == set()
    assert {*DANGEROUS, *HARMLESS} - set(views()) == set()
    assert [name for name, view in views().items() if takes_away(view)] != []
    assert {name for name, view in views().items() if takes_away(view)} <= set(DANGEROUS)


def test_the_guard_sees_a_download_and_an_administrators_page() -> None:
    def away() -> object:
        return csv_download("all")  # type: ignore[name-defined]  # noqa: F821 - only its words are read

    assert unnamed({"episodes:all": away, "authority:new": len}, set()) == {"episodes:all", "authority:new"}


@pytest.fixture
def world(alice: Practitioner, bob: Practitioner, coordinator: Practitioner) -> World:
    finder = PractitionerFactory(given_name="Fred")
    agency = AgencyFactory()
    return make_world(lead=alice, helper=bob, finder=finder, coordinator=coordinator, agency=agency)


def test_each_dangerous_page_asks_who_it_is(
    world: World,
    alice: Practitioner,
    coordinator: Practitioner,
    erin: Practitioner,
    client_of: Callable[[Practitioner], Client],
) -> None:
    cache.clear()
    people = {"lead": alice, "coordinator": coordinator, "administrator": erin}
    people["national_analyst"] = make_national_analyst()
    clients = {name: client_of(person) for name, person in people.items()}
    for name, person in people.items():
        add_app(user_of(person))
        session = clients[name].session
        del session[CONFIRMED_AT]
        session.save()

    let_through = []
    for name, who in DANGEROUS.items():
        address = world.address(name, all_addresses()[name])
        answer = clients[who].post(address) if name in SENT else clients[who].get(address)
        if not answer.headers.get("Location", "").startswith(reverse("mfa_reauthenticate")):
            let_through.append(f"{name}: {answer.status_code}")

    assert let_through == []
