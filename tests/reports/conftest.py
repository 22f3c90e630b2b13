"""A world in which reports count cases that were drawn at random."""

import datetime as dt
from typing import Any

import pytest

from opencaf.agencies.models import Agency, Authority, Locality, Practitioner
from opencaf.episodes.models import Assessment
from opencaf.people.models import Person
from tests.factories import AgencyFactory, ChildFactory, LocalityFactory
from tests.reports import family
from tests.reports.drawn import Make
from tests.reports.naive import TODAY
from tests.reports.world import World


@pytest.fixture
def world(coordinator: Practitioner) -> World:
    return World(coordinator)


@pytest.fixture
def agencies(authority: Authority) -> list[Agency]:
    return [AgencyFactory(sector=sector) for sector in ("schools", "health", "unknown")]


@pytest.fixture
def localities(authority: Authority) -> list[Locality]:
    return [LocalityFactory(), LocalityFactory()]


@pytest.fixture
def children(authority: Authority) -> list[Person]:
    """Four children who come again and again."""
    born = (dt.date(2012, 3, 1), dt.date(2021, 10, 30), dt.date(2026, 6, 1), None)
    sexes = zip(born, "FMUF", ("WBRI", "REFU", "NOBT", "ABAN"), strict=True)
    return [ChildFactory(born_on=day, sex=sex, ethnicity=ethnicity) for day, sex, ethnicity in sexes]


@pytest.fixture
def relatives(authority: Authority) -> list[Person]:
    """A grown-up, a brother or sister of twelve, and one whose day of birth nobody knows."""
    return [ChildFactory(born_on=day) for day in (dt.date(1990, 5, 5), dt.date(2014, 5, 5), None)]


@pytest.fixture
def make(
    world: World,
    agencies: list[Agency],
    localities: list[Locality],
    children: list[Person],
    relatives: list[Person],
    alice: Practitioner,
) -> Make:
    """Writes cases as they were drawn; whatever would lie ahead happens today."""

    def one(drawn: dict[str, Any]) -> None:
        begun = TODAY - dt.timedelta(days=drawn["ago"])

        def after(number: int) -> dt.date:
            return min(begun + dt.timedelta(days=number), TODAY)

        about = [children[number] for number in drawn["children"]]
        place = None if drawn["locality"] is None else localities[drawn["locality"]]
        state = "assessing" if drawn["assessed"] is None else "supporting"
        case = world.case(
            begun,
            children=about,
            agency=agencies[drawn["agency"]],
            locality=place,
            state=state,
            intended_accuracy=drawn["accuracy"],
        )
        if drawn["assessed"] is not None:
            marks = {(about[i % len(about)], element): mark for i, element, mark in drawn["marks"]}
            given = [(child, element, mark, "practitioner") for (child, element), mark in marks.items()]

            def write(version: Assessment) -> None:
                voices = drawn["voices"]
                family.hear(world.by, version, child=about[0], parent=relatives[0], voices=voices)
                if drawn["own_story"]:
                    family.tell(world.by, version, about[0])
                if drawn["contributed"] is not None:
                    family.contribute(world.by, version, alice, after(drawn["contributed"]))

            world.assess(case, after(drawn["assessed"]), marks=given, write=write)
            again = {(about[i % len(about)], element): mark for i, element, mark in drawn["reviewed"]}
            if again:
                review = world.review(
                    case, after(90), [(child, element, mark) for (child, element), mark in again.items()]
                )
                if drawn["words_before"]:
                    who = {"child": about[0], "parent": relatives[0]}[drawn["words_before"]]
                    family.write_before(world.by, review, who)
        family.live_together(world.by, [about[0], *(relatives[number] for number in drawn["beside"])])
        if drawn["met"] is not None:
            world.meet(case, after(drawn["met"]))
        if drawn["lead"]:
            number, ended = drawn["lead"]
            world.lead(case, alice, after(number), ended_on=after(number) if ended else None)
        for number, is_given, partial, withdrawn, kind in drawn["consents"]:
            gone = {"withdrawn_on": after(number)} if withdrawn and is_given else {}
            world.consent(case, after(number), given=is_given, partial=partial, kind=kind, **gone)
        for number, answer, fed_back in drawn["steps"]:
            sent = after(number)
            known: dict[str, Any] = (
                {"answer": answer, "answered_on": sent + dt.timedelta(days=2)} if answer else {}
            )
            if fed_back is not None:
                known["fed_back_on"] = sent + dt.timedelta(days=fed_back)
            world.step_up(case, sent, agency=agencies[0], **known)
        if drawn["down"] is not None:
            world.step_down(case, after(drawn["down"]), agency=agencies[0])
        for number, decision, started in drawn["requests"]:
            began = after(number + started) if started is not None else None
            asked = world.ask(case, after(number), agency=agencies[1], started_on=began)
            if decision:
                world.decide(asked, decision, after(number))
        if drawn["closed"]:
            number, reason, reopened = drawn["closed"]
            world.close(case, after(number), reason, reopened=reopened)

    def all_of_them(drawn: list[dict[str, Any]]) -> None:
        for case in drawn:
            one(case)

    return all_of_them
