"""Adding the people who work with families, their accounts and their posts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.accounts.models import User
from opencaf.agencies.models import Agency, Authority, Locality, Post, Practitioner, Role, roles_in
from opencaf.agencies.permissions import (
    can_add_practitioner,
    can_give_account,
    can_invite_contributor,
    can_set_up,
)
from opencaf.audit import trail
from opencaf.core.dates import refuse_before
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing


@dataclass(frozen=True)
class Account:
    """How somebody signs in. A password that was hashed before spares hashing it for each of many."""

    email: str
    password: str | None = None
    hashed_password: str = ""


@all_or_nothing
def add_practitioner(
    *,
    given_name: str,
    family_name: str,
    agency: Agency,
    role: str = Role.PRACTITIONER,
    job_title: str = "",
    locality: Locality | None = None,
    phone: str = "",
    email: str = "",
    started_on: dt.date | None = None,
    account: Account | None = None,
    by: Practitioner,
) -> Practitioner:
    """Add somebody with a first post; without an account they never sign in and others type for them."""
    require(can_add_practitioner(by))
    if account or role != Role.PRACTITIONER:
        require(can_give_account(by))
    if not (given_name or family_name):
        raise ValidationError({"family_name": "Enter a name"})
    practitioner = make_practitioner(
        by.authority,
        given_name=given_name,
        family_name=family_name,
        phone=phone,
        email=email or (account.email if account else ""),
        account=account,
    )
    place(
        practitioner,
        agency,
        role=role,
        job_title=job_title,
        locality_id=locality.id if locality else None,
        started_on=started_on,
    )
    trail.record(
        "practitioner_added",
        subject_kind="practitioner",
        subject_id=practitioner.id,
        role=str(role),
        signs_in=account is not None,
    )
    return practitioner


@all_or_nothing
def add_contributor(
    *, given_name: str, family_name: str, agency: Agency, job_title: str = "", by: Practitioner
) -> Practitioner:
    """Add somebody of an agency who answers what they are asked, and sees nothing else."""
    require(can_invite_contributor(by))
    if not (given_name and family_name):
        raise ValidationError({"family_name": "Enter a given name and a family name"})
    practitioner = make_practitioner(
        by.authority, given_name=given_name, family_name=family_name, phone="", email="", account=None
    )
    place(practitioner, agency, role=Role.CONTRIBUTOR, job_title=job_title)
    trail.record(
        "practitioner_added",
        subject_kind="practitioner",
        subject_id=practitioner.id,
        role=str(Role.CONTRIBUTOR),
        signs_in=False,
    )
    return practitioner


@all_or_nothing
def add_post(
    *,
    practitioner: Practitioner,
    agency: Agency,
    role: str = Role.PRACTITIONER,
    job_title: str = "",
    locality: Locality | None = None,
    started_on: dt.date | None = None,
    by: Practitioner,
) -> Post:
    """Give somebody a further post; one is worn at a time."""
    require(can_set_up(by))
    post = place(
        practitioner,
        agency,
        role=role,
        job_title=job_title,
        locality_id=locality.id if locality else None,
        started_on=started_on,
    )
    trail.record("post_added", subject_kind="practitioner", subject_id=practitioner.id, role=str(role))
    return post


@all_or_nothing
def end_post(*, post: Post, ended_on: dt.date, by: Practitioner) -> None:
    """End somebody's post on a day; with the last one ended they see nothing more."""
    require(can_set_up(by))
    if post.ended_on:
        raise ValidationError({"ended_on": "This post has ended already"})
    refuse_before("ended_on", ended_on, "The last day", earliest=post.started_on, event="when the post began")
    post.ended_on = ended_on
    post.save(update_fields=["ended_on"])
    trail.record("post_ended", subject_kind="practitioner", subject_id=post.practitioner_id)


def make_practitioner(
    authority: Authority,
    *,
    given_name: str,
    family_name: str,
    phone: str,
    email: str,
    account: Account | None,
) -> Practitioner:
    """Write a practitioner's row, with an account where they sign in."""
    return Practitioner.objects.create(
        authority=authority,
        given_name=given_name,
        family_name=family_name,
        phone=phone,
        email=email,
        user=find_or_make_user(account) if account else None,
    )


def find_or_make_user(account: Account) -> User:
    """Return the account of an address; one that somebody has already keeps its password."""
    held = User.objects.filter(email=account.email.lower()).first()
    if held:
        return held
    if account.hashed_password:
        return User.objects.create(email=account.email.lower(), password=account.hashed_password)
    return User.objects.create_user(account.email, account.password)


def place(practitioner: Practitioner, agency: Agency, *, role: str, **values: object) -> Post:
    """Write a post, and let the practitioner wear it where they wear none yet."""
    if role not in roles_in(practitioner.authority):
        raise ValidationError({"role": "Select a role from the list: nobody can have this one here"})
    post = Post(
        authority_id=practitioner.authority_id,
        practitioner=practitioner,
        agency=agency,
        role=role,
        **values,
    )
    post.save(force_insert=True)
    practitioner.wearing(post)
    return post
