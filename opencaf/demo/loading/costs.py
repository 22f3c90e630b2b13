"""Times, rates and estimates of a demonstration's authority: invented, but shaped as surveys find them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from opencaf.agencies.models import Practitioner, Role, Sector
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.core.together import together
from opencaf.costing.operations.comparing import show_to_others
from opencaf.costing.operations.diary import note_time
from opencaf.costing.operations.estimates import record_estimates
from opencaf.costing.operations.importing import bring_in_times, take_over
from opencaf.costing.operations.rates import Hour, choose_costing, set_rate
from opencaf.demo.choosing import chance, chooser
from opencaf.demo.days import moment
from opencaf.demo.loading.world import World
from opencaf.episodes.models import LeadProfessional

PEOPLE = 9
PRICE_YEAR = "2025/26"
SOURCE = "Invented for this demonstration"
DIARISTS = 6

# Role, sector, who pays, salary of the band, weeks, hours: nobody's own, all invented.
ROLES = (
    ("Inclusion lead", Sector.SCHOOLS, "local_authority", 41_000, "39", "32.5"),
    ("Health visitor", Sector.HEALTH, "other_public", 44_000, "42", "37.5"),
    ("Family support worker", Sector.CHILDRENS_SERVICES, "local_authority", 29_000, "41", "37"),
    ("Youth worker", Sector.VOLUNTARY, "voluntary", 28_000, "42", "37"),
    ("CAF co-ordinator", Sector.CHILDRENS_SERVICES, "local_authority", 35_000, "41", "37"),
)
# Whoever works in a sector notes time as its first role.
ROLE_IN: dict[str, str] = {sector: role for role, sector, *_ in reversed(ROLES)}
# Activity, usual minutes, how often it is done.
LEADING = (
    ("A101", 30, 1.0),
    ("A102", 10, 0.9),
    ("A202", 25, 1.0),
    ("A203", 110, 0.9),
    ("A204", 45, 0.8),
    ("A205", 120, 1.0),
    ("A302", 25, 0.7),
    ("A303", 20, 0.6),
    ("A304", 75, 0.6),
    ("A304S", 60, 0.55),
    ("A303S", 20, 0.5),
    ("A401", 60, 1.0),
    ("A402", 90, 0.8),
    ("A405", 45, 0.9),
    ("A501", 40, 0.9),
    ("A502", 35, 1.0),
)
ON_PAPER = (("A104", 12, 0.9), ("A207", 40, 0.9), ("A208", 15, 0.6), ("A504", 12, 0.8))
COORDINATING = (("A206", 20, 0.6), ("A407", 25, 0.7))
HEADS = "respondent,role,sector,activity,minutes"
UNFINISHED = (
    "a1,Inclusion lead,schools,A205,95",
    "a2,Inclusion lead,schools,A205,",
    "a3,Inclusion lead,schools,A205,not_done",
    "a4,Inclusion lead,schools,A205,9500",
)


def load_costs(world: World) -> None:
    """Enter rates, a survey, a group's estimates and some diaries, and let the others compare."""
    manager = next(one for one in world.plan.people if one.role == Role.MANAGER)
    by = world.people[manager.key]
    choose = chooser(world.plan.seed, world.plan.shape.code, "costs")
    with clock.at(moment(world.plan.eve, 300)), acting_for(asking_as(by)), together():
        enter_rates(by)
        choose_costing(
            region="london" if world.plan.shape.inner_london else "out_of_london", sheet=None, by=by
        )
        survey = "\n".join([HEADS, *answers(choose, on_paper=not world.plan.shape.all_enter)])
        take_over(
            batch=bring_in_times(name="Survey of practitioners", mode="survey", table=survey, by=by), by=by
        )
        bring_in_times(name="Late answers", mode="survey", table="\n".join([HEADS, *UNFINISHED]), by=by)
        record_estimates(
            activity="A310",
            role="Inclusion lead",
            sector=Sector.SCHOOLS,
            estimates="10 15 30\n10 20 40\n5 15 25\n15 20 30",
            by=by,
        )
        show_to_others(by=by)
    keep_diaries(world, choose)


def enter_rates(by: Practitioner) -> None:
    """Enter what an hour of each role is made of."""
    for role, sector, payer, salary, weeks, hours in ROLES:
        set_rate(
            role=role,
            sector=sector,
            payer=payer,
            hour=Hour(
                salary=Decimal(salary),
                salary_is="band",
                on_costs_share=Decimal("0.25"),
                direct_share=Decimal("0.2"),
                indirect_share=Decimal("0.15"),
                overheads_basis="salary_and_on_costs",
                capital=Decimal(2_400),
                weeks=Decimal(weeks),
                hours_a_week=Decimal(hours),
                london_pay=Decimal("1.15"),
                london_capital=Decimal("1.4"),
            ),
            price_year=PRICE_YEAR,
            source=SOURCE,
            quality="red",
            by=by,
        )


def answers(choose: Random, *, on_paper: bool) -> Iterator[str]:
    """Yield the lines of a survey: minutes, not done, or not known."""
    for role, sector, *_ in ROLES:
        leads = role != "CAF co-ordinator"
        asked = LEADING if leads else COORDINATING + (ON_PAPER if on_paper else ())
        for number in range(PEOPLE):
            pace = choose.uniform(0.7, 1.4)
            for activity, usual, often in asked:
                yield f"{role[:3]}{number},{role},{sector},{activity},{said(choose, usual * pace, often)}"


def said(choose: Random, usual: float, often: float) -> str:
    """Return one answer."""
    if chance(choose, 0.05):
        return "missing"
    if not chance(choose, often):
        return "not_done"
    return str(max(5, 5 * round(usual * choose.uniform(0.75, 1.3) / 5)))


def keep_diaries(world: World, choose: Random) -> None:
    """Let some of those who lead note their time in their cases."""
    if not world.plan.shape.all_enter:
        return
    by_id = {person.id: person for person in world.people.values()}
    manager = next(one for one in world.plan.people if one.role == Role.MANAGER)
    with acting_for(asking_as(world.people[manager.key])), together():
        leads = list(
            LeadProfessional.objects.filter(ended_on=None)
            .filter(practitioner__posts__ended_on=None, practitioner__posts__agency__sector__in=ROLE_IN)
            .exclude(practitioner__user=None)
            .select_related("episode")
            .order_by("id")[:DIARISTS]
        )
    for lead in leads:
        by = by_id[lead.practitioner_id]
        with clock.at(moment(world.plan.eve, 320)), acting_for(asking_as(by)), together():
            for activity, usual in (("A401", 35), ("A402", 80)):
                note_time(
                    episode=lead.episode,
                    activity=activity,
                    happened_on=max(lead.started_on, lead.episode.intended_on),
                    minutes=Decimal(5 * round(usual * choose.uniform(0.7, 1.4) / 5)),
                    role=ROLE_IN[by.agency.sector],
                    by=by,
                )
