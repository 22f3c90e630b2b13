"""The people who work with families in an authority, and those who can sign in to look at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from opencaf.agencies.models import Role
from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.agencies import PlannedAgency
from opencaf.demo.authorities import Shape
from opencaf.demo.choosing import chance, chooser, weighted
from opencaf.demo.numbers import Numbers
from opencaf.demo.people_names import COMMUNITIES
from opencaf.demo.sign_ins import SERVICE, address_of

HOME_OFFICE = "Council support services"
WORKERS_MIX = {
    "british": 60,
    "caribbean": 6,
    "nigerian": 6,
    "pakistani": 5,
    "indian": 6,
    "irish": 5,
    "polish": 3,
}
FORMS_OF_ADDRESS = 0.8  # women among those who work with families


@dataclass(frozen=True)
class Colleague:
    """Somebody who works with families; email empty where they never sign in."""

    key: str
    given_name: str
    family_name: str
    agency: str
    kind: str
    role: str
    job_title: str
    locality: str
    phone: str
    email: str
    started_on: dt.date

    @property
    def signs_in(self) -> bool:
        return bool(self.email)


def staff_of(
    shape: Shape, agencies: list[PlannedAgency], numbers: Numbers, begun_on: dt.date, seed: int
) -> list[Colleague]:
    """Return everybody who works in an authority: the team, the roles around it, then the agencies."""
    makers = chooser(seed, shape.code, "staff")
    taken: set[str] = set()
    people = [
        *team_of(shape, makers, taken, numbers, begun_on),
        *roles_around(shape, agencies, makers, taken, numbers, begun_on),
        *workers_of(shape, agencies, makers, taken, numbers, begun_on),
    ]
    return with_practitioner_account(people, shape)


def team_of(
    shape: Shape, choose: Random, taken: set[str], numbers: Numbers, begun_on: dt.date
) -> Iterator[Colleague]:
    """Yield the CAF team as table 1 has it; the first of each role has the memorable address."""
    seen: set[str] = set()
    for place, post in enumerate(shape.team):
        given, family = new_name(choose, taken)
        memorable = post.role not in seen
        seen.add(post.role)
        yield Colleague(
            key=f"team-{place}",
            given_name=given,
            family_name=family,
            agency=shape.team_agency,
            kind=AgencyType.CHILDRENS_SERVICES,
            role=post.role,
            job_title=post.job_title,
            locality=post.locality,
            phone=numbers.landline(),
            email=address_of(post.role, shape.code) if memorable else mail_of(given, family, shape),
            started_on=begun_on,
        )


def roles_around(
    shape: Shape,
    agencies: list[PlannedAgency],
    choose: Random,
    taken: set[str],
    numbers: Numbers,
    begun_on: dt.date,
) -> Iterator[Colleague]:
    """Yield those who look at the whole from other places, and training where the team has none."""
    care = next(one for one in agencies if one.kind == AgencyType.CHILDRENS_SOCIAL_CARE)
    around = [
        (Role.DUTY, "Duty social worker", care.name, care.kind),
        (Role.ANALYST, "Performance analyst", HOME_OFFICE, AgencyType.CORPORATE_SERVICES),
        (Role.AUDITOR, "Data protection officer", HOME_OFFICE, AgencyType.CORPORATE_SERVICES),
    ]
    if all(post.role != Role.TRAINING for post in shape.team):
        around.append((Role.TRAINING, "Workforce trainer", HOME_OFFICE, AgencyType.CORPORATE_SERVICES))
    for role, job_title, agency, kind in around:
        given, family = new_name(choose, taken)
        yield Colleague(
            key=f"role-{role}",
            given_name=given,
            family_name=family,
            agency=agency,
            kind=kind,
            role=role,
            job_title=job_title,
            locality="",
            phone=numbers.landline(),
            email=address_of(role, shape.code),
            started_on=begun_on,
        )


def workers_of(
    shape: Shape,
    agencies: list[PlannedAgency],
    choose: Random,
    taken: set[str],
    numbers: Numbers,
    begun_on: dt.date,
) -> Iterator[Colleague]:
    """Yield those who work in schools, health, voluntary and other agencies."""
    for place, agency in enumerate(agencies):
        for number, job_title in enumerate(agency.jobs):
            given, family = new_name(choose, taken)
            signs_in = chance(choose, shape.signing_in)
            yield Colleague(
                key=f"agency-{place}-{number}",
                given_name=given,
                family_name=family,
                agency=agency.name,
                kind=agency.kind,
                role=Role.PRACTITIONER,
                job_title=job_title,
                locality="",
                phone=numbers.landline(),
                email=mail_of(given, family, shape) if signs_in else "",
                started_on=begun_on + dt.timedelta(days=choose.randint(0, 120)),
            )


def with_practitioner_account(people: list[Colleague], shape: Shape) -> list[Colleague]:
    """Give the first practitioner of the first primary school the memorable address, and one of a service."""
    kinds = {AgencyType.PRIMARY_SCHOOL: Role.PRACTITIONER, AgencyType.CAMHS: SERVICE}
    addresses = {
        next(person.key for person in people if person.kind == kind): address_of(role, shape.code)
        for kind, role in kinds.items()
    }
    return [
        replace(person, email=addresses[person.key]) if person.key in addresses else person
        for person in people
    ]


def new_name(choose: Random, taken: set[str]) -> tuple[str, str]:
    """Return a name that nobody else who works here has."""
    while True:
        community = COMMUNITIES[weighted(choose, WORKERS_MIX)]
        given_names = community.women if chance(choose, FORMS_OF_ADDRESS) else community.men
        given, family = choose.choice(given_names), choose.choice(community.families)
        if f"{given} {family}" not in taken:
            taken.add(f"{given} {family}")
            return given, family


def mail_of(given: str, family: str, shape: Shape) -> str:
    """Return the e-mail address of somebody who signs in."""
    return f"{given}.{family}.{shape.code}@example.org".lower().replace(" ", "").replace("'", "")
