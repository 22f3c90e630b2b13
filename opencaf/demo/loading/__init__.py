"""Making an authority by the same operations that people use, each step on its own past day."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.demo.choosing import chooser
from opencaf.demo.days import moment
from opencaf.demo.loading.assessing import plan_assessment
from opencaf.demo.loading.beginning import begin_case
from opencaf.demo.loading.ending import plan_ending
from opencaf.demo.loading.helping import plan_help
from opencaf.demo.loading.households import record_family
from opencaf.demo.loading.meeting import plan_meetings
from opencaf.demo.loading.telling import Telling
from opencaf.demo.loading.world import World, begin
from opencaf.demo.plans import AuthorityPlan, Case

SAY_EVERY = 50


@transaction.atomic
def load_authority(plan: AuthorityPlan, *, hashed_password: str, say: Callable[[str], None]) -> World:
    """Make an authority with its families and CAFs, wholly or not at all."""
    world = begin(plan, hashed_password)
    say(f"{plan.shape.settings.name}: {len(plan.people) + 1} people in {len(world.agencies)} agencies")
    for number, case in enumerate(plan.cases, start=1):
        tell_case(world, case)
        if number % SAY_EVERY == 0:
            check_keys()
            say(
                f"{plan.shape.settings.name}: {number} of {len(plan.cases)} {plan.shape.settings.short_name}s"
            )
    record_other_families(world)
    check_keys()
    say(f"{plan.shape.settings.name}: {sum(len(one.children) for one in plan.families)} children, done")
    return world


def tell_case(world: World, case: Case) -> Telling:
    """Tell one CAF from its intention to where it stands on the reference day."""
    choose = chooser(world.plan.seed, world.plan.shape.code, "telling", case.course.number)
    telling = Telling(world, case, choose)
    begin_case(telling)
    plan_assessment(telling)
    plan_meetings(telling)
    plan_help(telling)
    plan_ending(telling)
    telling.run()
    return telling


def record_other_families(world: World) -> None:
    """Record the families that have no CAF, each by somebody who met them."""
    for place, (on, family) in enumerate(world.plan.others):
        choose = chooser(world.plan.seed, world.plan.shape.code, "other", place)
        who = choose.choice(world.plan.staffing.workers)
        by = world.typist_for(who, family.place.locality)
        with clock.at(moment(on, choose.randint(0, 420))), acting_for(asking_as(by)):
            record_family(world, family, on, by)


def check_keys() -> None:
    """Let PostgreSQL check the keys written so far, so that it need not check all of them at the end."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
