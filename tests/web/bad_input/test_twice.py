"""A form that is sent twice does its work once, whichever form it is."""

import uuid

import pytest

from tests.web.bad_input.filling import right_answers
from tests.web.bad_input.page_reading import Form, read
from tests.web.bad_input.site import PAGES, Site, failure, rows, undone

# A look in a register, and forms about the account, write nothing of the domain.
WRITES_NOTHING = {
    "account_change_password",
    "account_choose_post",
    "account_end_sessions",
    "account_login",
    "account_sessions",
    "account_reauthenticate",
    "authority:form_bring_in",  # in this world the next version is being prepared already
    "authority:form_prepare",
    "authority:people",
    "authority:training",
    "case_audit:form_next",  # in this world the next version is being prepared already
    "children:find",
    "costing:compare",  # no unit costs stand in this world, so there is nothing to show the others
    "costing:index_end",  # the index that ships is in use, so there is nothing to go back from
    "episodes:panel_add",  # asks for the number of a case, which is another in each world
    "directory:feed",  # takes a file of another maker, as do the next two
    "episodes:received_add",
    "episodes:transfer_receipt",
    "extracts:find",  # leads to a child, and writes nothing but that
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_generate_recovery_codes",
    "children:results",
    "oversight:find_case",
    "practice:index",  # goes into the street that is there
    "oversight:find_practitioner",
    "voices:asked_add",  # asks for the number of a case, which is another in each world
    "voices:code",  # no theme stands in this world
}


@pytest.mark.parametrize("name", sorted(set(PAGES) - WRITES_NOTHING))
def test_a_form_that_is_sent_twice_writes_once(site: Site, name: str) -> None:
    found = [problem for form in site.forms(name) for problem in problems_of_two(site, name, form)]

    assert not found, "\n".join(found)


def problems_of_two(site: Site, name: str, form: Form) -> list[str]:
    client, answers = site.client(name), right_answers(form, name)
    answers |= {"submission_token": [str(uuid.uuid4())]}
    with undone(client):
        before = rows()
        first = client.post(form.address, answers)
        between = rows()
        second = client.post(form.address, answers)
        after = rows()
    if first.status_code != 302 or before == between:
        why = failure(first) or read(first.content.decode()).mistakes
        return [f"{form.address} does not take right answers: {first.status_code} {why}"]
    problems = [f"{form.address} wrote twice"] if between != after else []
    if (second.status_code, second.get("Location")) != (302, first["Location"]):
        problems.append(f"{form.address} led elsewhere the second time: {second.status_code}")
    return problems
