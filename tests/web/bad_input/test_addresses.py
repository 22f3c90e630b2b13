"""An address with an id that is not ours to know is not known."""

import re
import uuid
from typing import Any

import pytest

from opencaf.web.access_table import BY_POST, all_addresses
from tests.web.bad_input.nasty import JUNK
from tests.web.bad_input.site import (
    ADDRESSES,
    ADMINISTERING,
    AUDITING,
    COORDINATING,
    FIGURING,
    Site,
    failure,
    rows,
    undone,
)

WITH_IDS = [name for name in ADDRESSES if "<uuid:" in all_addresses()[name]]
# They look after everybody of the authority, whatever case they are in; or are about no case at all.
OF_EVERYBODY = (*ADMINISTERING, *AUDITING, *COORDINATING, *FIGURING, "training:")
OF_CASES = [name for name in WITH_IDS if not name.startswith(OF_EVERYBODY)]
WITH_WORDS = [name for name in ADDRESSES if re.search("<(slug|int):", all_addresses()[name])]
UNKNOWN = uuid.UUID("01a20063-0000-7000-8000-00000000dead")
ASKED_BY_ADDRESS = (
    "account_choose_post",
    "account_login",
    "episodes:add_consent",
    "episodes:journey",
    "home:board_list",
    "home:my_work",
    "reports:report",
    "reports:report_cases",
    "reports:report_download",
    "reports:save_view",
    "reports:started",
    "reports:started_cases",
    "reports:started_download",
)


def arguments_of(name: str, kind: str) -> list[str]:
    return re.findall(rf"<(?:{kind}):(\w+)>", all_addresses()[name])


def answers_to(site: Site, name: str, **other: Any) -> list[str]:
    """Whatever is not a 404, or leaves something behind."""
    client, address = site.client(name), site.address(name, **other)
    problems = []
    with undone(client):
        sent = {"submission_token": [str(uuid.uuid4())], "reason": ["Somebody tried."]}
        answers = [client.post(address, sent), *([] if name in BY_POST else [client.get(address)])]
        for answer in answers:
            is_known = answer.status_code not in (404, 405)
            problems += [f"{name} {other}: {answer.status_code} {failure(answer)}"] if is_known else []
        problems += [f"{name} {other}: it wrote"] if rows() != site.rows else []
    return problems


@pytest.mark.parametrize("name", WITH_IDS)
def test_an_unknown_id_is_not_found(site: Site, name: str) -> None:
    found = [one for part in arguments_of(name, "uuid") for one in answers_to(site, name, **{part: UNKNOWN})]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", WITH_IDS)
def test_an_id_of_another_authority_is_not_found(site: Site, name: str) -> None:
    theirs = site.elsewhere.arguments | site.elsewhere.special.get(name, {})

    found = [
        one for part in arguments_of(name, "uuid") for one in answers_to(site, name, **{part: theirs[part]})
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", OF_CASES)
def test_an_id_of_a_case_one_is_not_in_is_not_found(site: Site, name: str) -> None:
    theirs = site.another_case.arguments | site.another_case.special.get(name, {})

    found = [
        one for part in arguments_of(name, "uuid") for one in answers_to(site, name, **{part: theirs[part]})
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", WITH_WORDS)
@pytest.mark.parametrize("word", ["nothing-like-it", "pk", "__class__", "999999999999999999999999", "0"])
def test_an_unknown_word_is_not_found(site: Site, name: str, word: str) -> None:
    parts = arguments_of(name, "int") if word.isdecimal() else arguments_of(name, "slug")

    found = [one for part in parts for one in answers_to(site, name, **{part: word})]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ASKED_BY_ADDRESS)
def test_no_query_string_breaks_a_page(site: Site, name: str) -> None:
    asked = {control.name for form in site.forms(name, "get") for control in form.controls.values()}
    names = {*asked, "page", "next", "again", "kind", "group", "month", "year", "by"}

    found = []
    for value in (JUNK, "\x00", str(UNKNOWN), "9" * 5000, "-1", "2026-99", "99999-01"):
        with undone(site.client(name)):
            answer = site.client(name).get(site.address(name), dict.fromkeys(names, value))
        found += [f"{name} {value[:20]!r}: {failure(answer)}"] if failure(answer) else []

    assert not found, "\n".join(found)
