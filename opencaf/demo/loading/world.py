"""An authority as it was set up: everything that a CAF needs before it can begin."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from opencaf.access.sight import SEES_ALL
from opencaf.accounts.models import User
from opencaf.agencies.models import (
    Agency,
    AgencyType,
    ClosureCategory,
    Locality,
    MeetingKind,
    Post,
    Practitioner,
    Role,
)
from opencaf.agencies.operations.beginning import FirstAdministrator, asking_as, begin_authority
from opencaf.agencies.operations.practitioners import Account, add_practitioner
from opencaf.agencies.operations.setup import (
    add_agency,
    add_localities,
    set_closure_categories,
    set_meeting_kinds,
)
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.demo.choosing import chooser
from opencaf.demo.days import moment
from opencaf.demo.people_names import COMMUNITIES
from opencaf.demo.plans import AuthorityPlan
from opencaf.demo.sign_ins import address_of
from opencaf.demo.staff import HOME_OFFICE, Colleague
from opencaf.episodes.operations.forms import adopt_national_form

# Comes when all else is there, so that this account says that an authority is finished.
LAST_TO_COME = Role.ANALYST


@dataclass
class World:
    """The rows of an authority, found by the names of its plan."""

    plan: AuthorityPlan
    administrator: Practitioner
    localities: dict[str, Locality] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    people: dict[str, Practitioner] = field(default_factory=dict)
    kinds: dict[str, MeetingKind] = field(default_factory=dict)
    categories: dict[str, ClosureCategory] = field(default_factory=dict)

    def row_of(self, colleague: Colleague) -> Practitioner:
        """Return the practitioner of somebody of the plan."""
        return self.people[colleague.key]

    @property
    def overseer(self) -> Practitioner:
        """Somebody who sees every case of the authority, of whatever locality."""
        people = [one for one in self.plan.people if one.role in SEES_ALL and not one.locality]
        return self.row_of(people[0])

    def typist_for(self, colleague: Colleague, locality: str) -> Practitioner:
        """Return who types what somebody does: themselves, or the coordinator for those who do not enter."""
        if self.plan.shape.all_enter and colleague.signs_in:
            return self.row_of(colleague)
        return self.row_of(self.plan.staffing.coordinator_of(locality))

    def agency_of_kind(self, kind: str, locality: str) -> Agency | None:
        """Return an agency of a kind, of the locality where there is one."""
        names = [agency.name for agency in self.plan.agencies if agency.kind == kind]
        near = [name for name in names if self.plan.staffing.locality_of[name] in ("", locality)]
        found = near or names
        return self.agencies[found[0]] if found else None


def is_begun(code: str) -> bool:
    """Whether an authority of the demonstration has been set up."""
    return User.objects.filter(email=address_of(Role.ADMINISTRATOR, code)).exists()


def is_finished(code: str) -> bool:
    """Whether an authority of the demonstration holds everything."""
    return User.objects.filter(email=address_of(LAST_TO_COME, code)).exists()


def finish(world: World, hashed_password: str) -> None:
    """Let the last one come, on the eve of the reference day."""
    last = next(colleague for colleague in world.plan.people if colleague.role == LAST_TO_COME)
    with clock.at(moment(world.plan.eve, 500)), acting_for(asking_as(world.administrator)):
        world.people[last.key] = employ(world, last, hashed_password)


def find(plan: AuthorityPlan) -> World:
    """Find an authority that was set up before, and everybody in it."""
    user = User.objects.get(email=address_of(Role.ADMINISTRATOR, plan.shape.code))
    administrator = practitioner_of_user(user.id)
    if administrator is None:
        raise ValueError(f"{user.email} has no post")
    world = World(plan, administrator)
    by_phone = {colleague.phone: colleague.key for colleague in plan.people}
    with acting_for(asking_as(administrator)), transaction.atomic():
        world.localities = {one.name: one for one in Locality.objects.all()}
        world.agencies = {one.name: one for one in Agency.objects.all()}
        world.kinds = {one.code: one for one in MeetingKind.objects.all()}
        world.categories = {one.reason: one for one in ClosureCategory.objects.all()}
        for post in Post.objects.select_related("practitioner", "agency", "authority"):
            post.practitioner.authority = post.authority
            if post.practitioner.phone in by_phone:
                world.people[by_phone[post.practitioner.phone]] = post.practitioner.wearing(post)
    return world


def begin(plan: AuthorityPlan, hashed_password: str) -> World:
    """Set an authority up on its first day, by its first administrator."""
    choose = chooser(plan.seed, plan.shape.code, "administrator")
    names = COMMUNITIES["british"]
    with clock.at(moment(plan.begun_on, 0)):
        administrator = begin_authority(
            settings=plan.shape.settings,
            administrator=FirstAdministrator(
                given_name=choose.choice(names.women),
                family_name=choose.choice(names.families),
                account=Account(address_of(Role.ADMINISTRATOR, plan.shape.code), None, hashed_password),
                job_title="System administrator",
                agency_name=HOME_OFFICE,
                agency_kind=AgencyType.CORPORATE_SERVICES,
            ),
        )
        world = World(plan, administrator)
        with acting_for(asking_as(administrator)), transaction.atomic():
            set_up(world, hashed_password)
    return world


def set_up(world: World, hashed_password: str) -> None:
    """Write what the authority is made of."""
    shape, by = world.plan.shape, world.administrator
    if shape.localities:
        made = add_localities(names=shape.localities, by=by)
        world.localities = {locality.name: locality for locality in made}
    world.kinds = {kind.code: kind for kind in set_meeting_kinds(kinds=shape.kinds, by=by)}
    categories = set_closure_categories(categories=shape.categories, by=by)
    world.categories = {category.reason: category for category in categories}
    adopt_national_form(in_use_from=world.plan.begun_on, by=by)
    world.agencies[HOME_OFFICE] = by.agency
    world.agencies[shape.team_agency] = add_agency(
        name=shape.team_agency,
        kind=AgencyType.CHILDRENS_SERVICES,
        phone=shape.settings.help_phone,
        by=by,
    )
    for number, agency in enumerate(world.plan.agencies):
        world.agencies[agency.name] = add_agency(
            name=agency.name,
            kind=agency.kind,
            locality=world.localities.get(agency.locality),
            phone=f"01632 960{(shape.place_in_row * 250 + 180 + number) % 1000:03d}",
            by=by,
        )
    for colleague in world.plan.people:
        if colleague.role != LAST_TO_COME:
            world.people[colleague.key] = employ(world, colleague, hashed_password)


def employ(world: World, colleague: Colleague, hashed_password: str) -> Practitioner:
    """Write somebody who works with families, with an account where they sign in."""
    account = Account(colleague.email, None, hashed_password) if colleague.signs_in else None
    return add_practitioner(
        given_name=colleague.given_name,
        family_name=colleague.family_name,
        agency=world.agencies[colleague.agency],
        role=colleague.role,
        job_title=colleague.job_title,
        locality=world.localities.get(colleague.locality),
        phone=colleague.phone,
        started_on=colleague.started_on,
        account=account,
        by=world.administrator,
    )
