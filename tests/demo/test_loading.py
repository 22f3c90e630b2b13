"""Loading a small authority through the operations, on past days."""

import dataclasses
import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.db import transaction

from opencaf.access.models import AccessGrant
from opencaf.accounts.models import User
from opencaf.agencies.models import Authority, Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core.context import acting_for
from opencaf.costing.models import TimeImport
from opencaf.costing.queries.comparing import compared_costs
from opencaf.costing.queries.imports import faulty_lines
from opencaf.costing.queries.unit_costs import own_unit_costs
from opencaf.demo import loading
from opencaf.demo.loading import OtherPlanError, load_authority
from opencaf.demo.loading.world import is_begun, is_finished
from opencaf.demo.plans import AuthorityPlan, Case, plan_authority
from opencaf.demo.sign_ins import address_of
from opencaf.episodes.models import ContactNote, Episode, Mark, Meeting, Outcome, Story
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.episodes.queries.work import work_of
from opencaf.people.models import Person
from tests.episodes.standing_anew import stands_anew, stands_as_kept
from tests.fixtures import TODAY

pytestmark = pytest.mark.django_db
DAY = TODAY.date()


def small_plan(code: str = "D", *, day: dt.date = DAY) -> AuthorityPlan:
    return plan_authority(code, seed=2011, day=day, children=12, episodes=6)


def load(plan: AuthorityPlan) -> list[str]:
    """Load quietly and return what was said."""
    said: list[str] = []
    load_authority(plan, hashed_password="!", say=said.append)
    return said


def account(role: str, code: str = "D") -> Practitioner:
    """Somebody with a memorable address."""
    found = practitioner_of_user(User.objects.get(email=address_of(role, code)).id)
    assert found
    return found


def everything_told() -> dict[str, Any]:
    """Words, dates and counts of what the authority holds, without ids."""
    return {
        "episodes": list(Episode.objects.order_by("reference").values_list("reference", "state", "why")),
        "stories": list(Story.objects.order_by("id").values_list("story", "family_words", "written_on")),
        "meetings": list(Meeting.objects.order_by("id").values_list("held_on", "planned_for", "notes")),
        "outcomes": list(Outcome.objects.order_by("id").values_list("wording", "agreed_on")),
        "notes": list(ContactNote.objects.order_by("id").values_list("text", "happened_on", "recorded_at")),
        "people": list(Person.objects.order_by("id").values_list("given_names", "family_name", "born_on")),
    }


def test_a_small_load_makes_what_was_asked(today: dt.date) -> None:
    plan = small_plan()

    said = load(plan)

    with acting_for(asking_as(account("coordinator"))):
        states = Counter(Episode.objects.values_list("state", flat=True))
        authority = Authority.objects.get()
        assert authority.name == "Authority D"
        assert sum(states.values()) == 6
        assert states == Counter(case.course.state for case in plan.cases)
        assert Person.objects.filter(search_names__is_child=True).distinct().count() == 12
        assert stands_as_kept() == stands_anew()
    assert said[-1] == "Authority D: 12 children, done"


def test_what_is_loaded_carries_the_past_day_on_which_it_was_typed(today: dt.date) -> None:
    plan = small_plan()

    load(plan)

    with acting_for(asking_as(account("manager"))):
        for note in ContactNote.objects.all():
            assert note.happened_on <= note.recorded_at.date() <= plan.eve
        assert not AccessGrant.objects.filter(starts_at__gte=TODAY).exists()


def test_coordinators_enter_where_practitioners_do_not(today: dt.date) -> None:
    load(small_plan("D"))

    with acting_for(asking_as(account("manager"))):
        typists = {episode.recorded_by for episode in Episode.objects.select_related("recorded_by")}

    with acting_for(asking_as(account("manager"))):
        assert {typist.post.role for typist in typists} == {"coordinator"}


def test_practitioners_enter_themselves_where_all_do(today: dt.date) -> None:
    load(small_plan("A"))

    with acting_for(asking_as(account("practitioner", "A"))):
        episodes = Episode.objects.filter(recorded_by=account("practitioner", "A"))
        assert episodes.exists()
        assert not episodes.exclude(on_behalf_of=None).exists()


def test_the_practitioner_account_finds_work(today: dt.date) -> None:
    load(plan_authority("A", seed=2011, day=DAY, children=16, episodes=14))

    practitioner = account("practitioner", "A")
    with acting_for(asking_as(practitioner)):
        work = work_of(practitioner)

    assert len(work.leading) == 2
    assert len(work.helping) >= 2
    assert work.drafts
    assert any(row.is_late for row in work.actions)
    assert any(not row.is_late for row in work.meetings)


@pytest.mark.parametrize("number", [146, 241])
def test_a_family_that_shares_little_with_who_leads_is_told_to_the_end(today: dt.date, number: int) -> None:
    """Case 146 is reviewed by a lead who sees no part; in 241 the family withdraws and the lead closes."""
    whole = plan_authority("A", seed=2011, day=DAY, children=600, episodes=250)
    cases = [case for case in whole.cases if case.course.number == number]

    load(dataclasses.replace(whole, cases=cases, others=[]))

    course = cases[0].course
    manager = account("manager", "A")
    with acting_for(asking_as(manager)):
        episode = Episode.objects.get()
        assert episode.closed_on == course.closed_on
        assert episode.reviews.count() == len(course.held_on) - 1


def test_the_same_seed_and_day_tell_the_same(today: dt.date) -> None:
    told = []

    for _ in range(2):
        with transaction.atomic():
            load(small_plan())
            with acting_for(asking_as(account("manager"))):
                told.append(everything_told())
            transaction.set_rollback(True)

    assert told[0] == told[1]


def test_a_finished_load_is_left_as_it_is(today: dt.date) -> None:
    load(small_plan())

    said = load(small_plan(day=DAY + dt.timedelta(days=30)))

    assert said == []
    assert is_finished("D")


def break_off_after(monkeypatch: pytest.MonkeyPatch, cases: int) -> None:
    """Let the loading stop when so many CAFs have been told."""
    told: list[Any] = []
    tell = loading.tell_case

    def tell_or_break(*args: Any) -> Any:
        if len(told) == cases:
            raise KeyboardInterrupt
        told.append(args)
        return tell(*args)

    monkeypatch.setattr(loading, "tell_case", tell_or_break)


def test_a_broken_load_is_carried_on_to_the_same_end(today: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        load(small_plan())
        with acting_for(asking_as(account("manager"))):
            whole = everything_told()
        transaction.set_rollback(True)
    with monkeypatch.context() as breaking:
        break_off_after(breaking, 3)
        with pytest.raises(KeyboardInterrupt):
            load(small_plan())
    assert is_begun("D")
    assert not is_finished("D")

    said = load(small_plan())

    assert said[0] == "Authority D: carrying on"
    with acting_for(asking_as(account("manager"))):
        assert everything_told() == whole


def test_what_another_day_began_is_not_carried_on(today: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as breaking:
        break_off_after(breaking, 3)
        with pytest.raises(KeyboardInterrupt):
            load(small_plan())

    with pytest.raises(OtherPlanError):
        load(small_plan(day=DAY + dt.timedelta(days=30)))


def test_costs_are_there_to_be_looked_at(today: dt.date) -> None:
    load(small_plan())

    with acting_for(asking_as(account("manager"))):
        found = own_unit_costs(account("manager").authority_id)
        waiting = TimeImport.objects.get(state="waiting")
        faulty = len(faulty_lines(waiting))
    assert found.errors == []
    assert {one.basis for one in found.processes} == {"interval"}
    assert len([one for one in found.processes if one.amount is not None]) == 6
    assert {one.process for one in compared_costs()} >= {"assessment", "close"}
    assert faulty == 2


def test_one_authority_asks_a_question_of_its_own_of_which_families_tell(today: dt.date) -> None:
    whole = plan_authority("B", seed=2011, day=DAY, children=120, episodes=50)
    asked = [one for one in whole.cases if assessed_lately(one, whole.eve)][:4]
    load(dataclasses.replace(whole, cases=asked, others=[]))

    with acting_for(asking_as(account("manager", "B"))):
        told = Story.objects.filter(question__code="own_time_online").exclude(story="")
        assert told.exists()
        assert Mark.objects.filter(element="own_time_online", value__isnull=False).exists()
        assert "Time online" in form_areas().names(["own_time_online"])


def assessed_lately(case: Case, eve: dt.date) -> bool:
    """Whether an assessment was begun on the version with the question."""
    begun_on = case.course.started_on
    return begun_on is not None and begun_on > eve - dt.timedelta(days=200)
