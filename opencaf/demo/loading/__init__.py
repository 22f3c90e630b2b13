"""Making an authority by the same operations that people use, each step on its own past day."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.core.together import together
from opencaf.costing.models import RoleRate
from opencaf.demo.choosing import chooser
from opencaf.demo.days import moment
from opencaf.demo.loading.asking import ask_shown
from opencaf.demo.loading.assessing import plan_assessment
from opencaf.demo.loading.audits import audit_cases
from opencaf.demo.loading.beginning import begin_case
from opencaf.demo.loading.costs import load_costs
from opencaf.demo.loading.directory import open_directory
from opencaf.demo.loading.ending import plan_ending
from opencaf.demo.loading.guidance import help_where_it_is_needed
from opencaf.demo.loading.helping import plan_help
from opencaf.demo.loading.households import record_family
from opencaf.demo.loading.living import say_who_lives_here
from opencaf.demo.loading.meeting import plan_meetings
from opencaf.demo.loading.own_question import ask_own_question
from opencaf.demo.loading.panels import sit_as_panels
from opencaf.demo.loading.papers import keep_papers
from opencaf.demo.loading.reviewing import review_access
from opencaf.demo.loading.safekeeping import keep_safe
from opencaf.demo.loading.social_care import go_to_social_care
from opencaf.demo.loading.telling import Telling
from opencaf.demo.loading.training import train_people
from opencaf.demo.loading.voices import let_people_speak
from opencaf.demo.loading.world import World, begin, find, finish, is_begun, is_finished
from opencaf.demo.plans import AuthorityPlan, Case
from opencaf.episodes.models import Episode
from opencaf.people.models import Family

SAY_EVERY = 50
FAMILIES_AT_ONCE = 20

Say = Callable[[str], None]


class OtherPlanError(Exception):
    """An authority was begun by another plan (another day, seed or size), so it cannot be carried on."""


def load_authority(plan: AuthorityPlan, *, hashed_password: str, say: Say) -> None:
    """Make an authority with its families and CAFs, or carry on where a load was broken off.

    Each CAF is one transaction: what is there is whole, and PostgreSQL can learn how its tables grow.
    """
    if is_finished(plan.shape.code):
        return
    name = plan.shape.settings.name
    if is_begun(plan.shape.code):
        world = find(plan)
        say(f"{name}: carrying on")
    else:
        with together():
            world = begin(plan, hashed_password)
            ask_own_question(world)
            open_directory(world)
        say(f"{name}: {len(plan.people) + 1} people in {len(world.agencies)} agencies")
    told, recorded = progress_of(world)
    tell_cases(world, told, say)
    record_other_families(world, recorded - told)
    if not has_costs(world):
        load_costs(world)
    with acting_for(asking_as(world.administrator)), together():
        keep_safe(world)
        keep_papers(world)
        go_to_social_care(world)
        sit_as_panels(world)
        ask_shown(world)
        train_people(world)
        help_where_it_is_needed(world)
        let_people_speak(world)
        audit_cases(world)
        say_who_lives_here(world)
        review_access(world)
        finish(world, hashed_password)
    say(f"{name}: {sum(len(one.children) for one in plan.families)} children, done")


def has_costs(world: World) -> bool:
    """Whether times and rates were loaded before a load was broken off."""
    with acting_for(asking_as(world.administrator)), transaction.atomic():
        return RoleRate.objects.exists()


def progress_of(world: World) -> tuple[int, int]:
    """Return how many CAFs and families are there; refuse what another plan has begun."""
    with acting_for(asking_as(world.overseer)), transaction.atomic():
        days = list(Episode.objects.order_by("reference").values_list("intended_on", flat=True))
        families = Family.objects.count()
    if days != [case.course.intended_on for case in world.plan.cases[: len(days)]]:
        raise OtherPlanError(world.plan.shape.settings.name)
    return len(days), families


def tell_cases(world: World, told: int, say: Say) -> None:
    """Tell the CAFs that are not there yet."""
    settings = world.plan.shape.settings
    for number, case in enumerate(world.plan.cases[told:], start=told + 1):
        with acting_for(asking_as(world.administrator)), together():
            tell_case(world, case)
        if number % SAY_EVERY == 0:
            say(f"{settings.name}: {number} of {len(world.plan.cases)} {settings.short_name}s")


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


def record_other_families(world: World, recorded: int) -> None:
    """Record the families that have no CAF, each by somebody who met them."""
    others = world.plan.others
    for first in range(recorded, len(others), FAMILIES_AT_ONCE):
        with acting_for(asking_as(world.administrator)), together():
            for place in range(first, min(first + FAMILIES_AT_ONCE, len(others))):
                record_other_family(world, place)


def record_other_family(world: World, place: int) -> None:
    """Record one family without a CAF."""
    on, family = world.plan.others[place]
    choose = chooser(world.plan.seed, world.plan.shape.code, "other", place)
    by = world.typist_for(choose.choice(world.plan.staffing.workers), family.place.locality)
    with clock.at(moment(on, choose.randint(0, 420))), acting_for(asking_as(by)):
        record_family(world, family, on, by)
