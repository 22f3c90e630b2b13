"""What the demonstration thinks out before it writes anything."""

import datetime as dt
import re
from collections import Counter
from typing import Any

import pytest

from opencaf.demo.authorities import AUTHORITIES
from opencaf.demo.choosing import apportion, chooser
from opencaf.demo.courses import ENDED_WITHOUT_CLOSING_MEETING
from opencaf.demo.days import eve_of, is_working
from opencaf.demo.families import words_of
from opencaf.demo.plans import AuthorityPlan, plan_authority
from opencaf.demo.stories import STRANDS
from opencaf.demo.stories.everyday import EVERYDAY
from opencaf.episodes.codes import NEED_TAGS, ONLY_IN_OLD_REGISTERS, ClosureReason
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.states import State
from opencaf.people.identifiers import is_sound_nhs_number, is_sound_upn

DAY = dt.date(2026, 11, 2)


def full_plan(code: str, *, seed: int = 2011, day: dt.date = DAY) -> AuthorityPlan:
    return plan_authority(code, seed=seed, day=day, children=600, episodes=250)


@pytest.fixture(scope="module")
def plans() -> dict[str, AuthorityPlan]:
    return {code: full_plan(code) for code in AUTHORITIES}


def test_the_same_seed_and_day_give_the_same_plan() -> None:
    first = full_plan("C")

    second = full_plan("C")

    assert first == second


def test_another_seed_gives_other_families() -> None:
    first = full_plan("C")

    second = full_plan("C", seed=2012)

    assert first.families != second.families


@pytest.mark.parametrize("code", AUTHORITIES)
def test_an_authority_has_its_children_and_cafs(plans: dict[str, AuthorityPlan], code: str) -> None:
    plan = plans[code]

    assert len(plan.cases) == 250
    assert sum(len(family.children) for family in plan.families) == 600
    assert 40 <= len(plan.agencies) <= 60
    assert 115 <= len(plan.people) <= 170


@pytest.mark.parametrize("code", AUTHORITIES)
def test_every_state_and_every_reason_to_close_is_there(plans: dict[str, AuthorityPlan], code: str) -> None:
    courses = [case.course for case in plans[code].cases]

    assert {course.state for course in courses} == set(State.values)
    assert {course.ending for course in courses if course.closed_on} >= set(ClosureReason.values) - {
        reason.value for reason in ONLY_IN_OLD_REGISTERS
    }
    assert any(course.reopened_on for course in courses)
    assert any(course.is_overdue for course in courses)
    assert any(case.is_about_unborn for case in plans[code].cases)
    assert {len(case.subjects) for case in plans[code].cases} == {1, 2, 3}


def test_nobodys_numbers_are_real_and_none_is_given_twice(plans: dict[str, AuthorityPlan]) -> None:
    families = [family for plan in plans.values() for family in plan.families]
    children = [child for family in families for child in family.children]

    nhs_numbers = [child.nhs_number for child in children if child.nhs_number]
    upns = [child.upn for child in children if child.upn]
    mobiles = [adult.mobile for family in families for adult in family.adults if adult.mobile]
    phones = [person.phone for plan in plans.values() for person in plan.people]
    mails = [person.email for plan in plans.values() for person in plan.people if person.email]

    assert all(number.startswith("999") and is_sound_nhs_number(number) for number in nhs_numbers)
    assert all(is_sound_upn(number) and 990 <= int(number[1:4]) <= 993 for number in upns)
    assert all(re.fullmatch(r"07700 900\d{3}", mobile) for mobile in mobiles)
    assert all(re.fullmatch(r"01632 960\d{3}", phone) for phone in phones)
    assert all(re.fullmatch(r"[a-z.-]+@example\.org", mail) for mail in mails)
    assert all(re.fullmatch(r"ZD\d{1,2} \d[A-Z]{2}|ZZ99 3VZ", family.postcode) for family in families)
    for given in (nhs_numbers, upns, phones, mails):
        assert max(Counter(given).values()) == 1


# Tables 1 to 3 of the interim report: who is in the team, how an intention is made known, who enters
# data, what the meetings about many children are called, whether paper forms are scanned.
TABLES: dict[str, tuple[Any, ...]] = {
    "A": (
        "commissioning",
        {"manager": 1, "coordinator": 1, "training": 1},
        "opens_record",
        "all_professionals",
        "Multi-agency meeting in school",
        False,
    ),
    "B": (
        "training",
        {"manager": 1, "coordinator": 2, "training": 2},
        "opens_record",
        "all_professionals",
        "Team around the school meeting",
        False,
    ),
    "C": (
        "operational",
        {"manager": 1, "coordinator": 5},
        "form_to_coordinator",
        "coordinators",
        "Multi-agency forum",
        False,
    ),
    "D": (
        "operational",
        {"manager": 2, "coordinator": 4},
        "call_to_coordinator",
        "coordinators_administrator",
        "Multi-agency panel",
        True,
    ),
}


@pytest.mark.parametrize("code", AUTHORITIES)
def test_authorities_are_shaped_as_in_the_tables(code: str) -> None:
    shape = AUTHORITIES[code]
    settings = shape.settings

    found = (
        settings.delivery_model,
        dict(Counter(post.role for post in shape.team)),
        settings.intention_route,
        settings.data_entry,
        shape.kinds[1].name,
        settings.scans_paper_forms,
    )

    assert found == TABLES[code]


def test_two_are_inner_london_and_the_others_have_localities_with_a_coordinator_each() -> None:
    assert [shape.code for shape in AUTHORITIES.values() if shape.inner_london] == ["A", "B"]
    for code in ("C", "D"):
        coordinators = [post.locality for post in AUTHORITIES[code].team if post.locality]
        assert sorted(coordinators) == sorted(AUTHORITIES[code].localities)


@pytest.mark.parametrize("weekday", range(7))
def test_nothing_lies_after_the_eve_whichever_day_it_is(weekday: int) -> None:
    day = DAY + dt.timedelta(days=weekday)

    plan = full_plan("D", day=day)

    for case in plan.cases:
        course = case.course
        steps = [course.intended_on, course.consent_on, course.started_on, course.completed_on]
        steps += [*course.held_on, course.suspended_on]
        done = [step for step in steps if step]
        assert done == sorted(done)
        assert max(done) <= eve_of(day)
        assert all(is_working(step) for step in done)


def test_a_well_ended_caf_closes_at_its_last_meeting(plans: dict[str, AuthorityPlan]) -> None:
    met = [case.course for plan in plans.values() for case in plan.cases if case.course.held_on]
    well = [course for course in met if course.closed_on and not course.reopened_on]

    together = [course for course in well if course.ending not in ENDED_WITHOUT_CLOSING_MEETING]

    assert all(course.closed_on == course.held_on[-1] for course in together)


@pytest.mark.parametrize("code", AUTHORITIES)
def test_the_practitioner_account_has_something_to_do(plans: dict[str, AuthorityPlan], code: str) -> None:
    plan = plans[code]
    account = plan.staffing.practitioner_account

    shown = Counter(case.shown_as for case in plan.cases if case.shown_as)

    assert shown == {"leads": 2, "helps": 2, "writes": 1, "started": 2}
    for case in plan.cases:
        if case.shown_as:
            assert account.key in {one.key for one in case.cast.everybody}


@pytest.mark.parametrize("strand", STRANDS, ids=lambda strand: strand.code)
def test_every_sentence_can_be_told_of_girls_and_boys(plans: dict[str, AuthorityPlan], strand: Any) -> None:
    families = [family for plan in plans.values() for family in plan.families if family.children[0].given]
    first = {family.children[0].sex: family for family in families}

    told = [
        sentence.format_map(words_of(family, family.children[0], chooser("words"), on=DAY))
        for family in first.values()
        for sentence in sentences_of(strand)
    ]

    assert not [sentence for sentence in told if "{" in sentence or "}" in sentence]


def sentences_of(value: Any) -> list[str]:
    """Every text inside a strand, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | list):
        return [text for part in value for text in sentences_of(part)]
    return sentences_of(list(vars(value).values())) if hasattr(value, "__dict__") else []


def test_strands_name_elements_and_needs_that_exist() -> None:
    codes = {element.code for element in ELEMENTS}

    assert set(EVERYDAY) == codes
    for strand in STRANDS:
        assert set(strand.elements) <= codes
        assert set(strand.tags) <= set(NEED_TAGS)


def test_shares_are_apportioned_by_largest_remainders() -> None:
    assert apportion({"a": 5, "b": 3, "c": 2}, 4) == ["a", "a", "b", "c"]
