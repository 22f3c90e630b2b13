"""Who somebody is at work."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models

from opencaf.accounts.models import User
from opencaf.agencies.models import (
    AcceptableUse,
    Agency,
    Authority,
    Locality,
    LostFactor,
    Post,
    Practitioner,
    Role,
)
from opencaf.core.composed import composed_once

M = TypeVar("M", bound=models.Model)

WHO = "select agencies_who_is_asking(%s, %s)"
ACCOUNT_COLUMNS = [field.attname for field in User._meta.concrete_fields]
ACCOUNT = (
    f"select {', '.join(ACCOUNT_COLUMNS)}, who, {{beside}}"  # noqa: S608
    " from accounts_user, agencies_who_is_asking(id, %s) who where id = %s"
)


@dataclass(frozen=True)
class Beside:
    """What is read of an authority in the same statement as who asks.

    sql: an expression in which `who` is the answer of agencies_who_is_asking.
    """

    sql: str
    params: tuple[Any, ...] = ()


def practitioner_of_user(user_id: uuid.UUID, wanted_post_id: uuid.UUID | None = None) -> Practitioner | None:
    """Return who a user is at work, wearing the wanted post or the first live one; None without a post.

    Read through one database function, since nothing of an authority is seen before it is known who asks.
    """
    with connection.cursor() as cursor:
        cursor.execute(WHO, [user_id, wanted_post_id])
        row = cursor.fetchone()
    return practitioner_in(row[0]) if row else None


def account_at_work(user_id: uuid.UUID, wanted_post_id: uuid.UUID | None, beside: Beside) -> User | None:
    """Return an account with who it is at work, by the one statement with which most requests begin."""
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNT.format(beside=beside.sql), [*beside.params, wanted_post_id, user_id])
        row = cursor.fetchone()
    if row is None:
        return None
    *columns, told, read_beside = row
    user = User.from_db("default", ACCOUNT_COLUMNS, columns)
    user.at_work, user.read_beside = practitioner_in(told), read_beside
    return user


def practitioner_in(told: Any) -> Practitioner | None:
    """Return who the database says that somebody is at work."""
    if told is None:
        return None
    found = as_dict(told)
    authority = from_row(Authority, found["authority"])
    agency = from_row(Agency, found["agency"], authority=authority)
    practitioner = from_row(Practitioner, found["practitioner"], authority=authority)
    return practitioner.wearing(
        from_row(Post, found["post"], authority=authority, agency=agency, practitioner=practitioner)
    )


@composed_once
def live_posts(practitioner: Practitioner) -> models.QuerySet[Post]:
    """The posts that somebody holds now, in the order in which they took them."""
    held = practitioner.posts.filter(ended_on=None, agency__active=True)
    return held.select_related("agency").order_by("id")


def from_row(model: type[M], row: dict[str, Any], **related: models.Model) -> M:
    """Return a model made of a row that PostgreSQL gave as JSON."""
    names = [field.attname for field in model._meta.concrete_fields]
    values = [field.to_python(row[str(field.column)]) for field in model._meta.concrete_fields]
    made = model.from_db("default", names, values)
    for name, value in related.items():
        setattr(made, name, value)
    return made


def agencies_of(authority_id: uuid.UUID) -> list[Agency]:
    """Return every agency of an authority by name, the stopped ones too."""
    return list(Agency.objects.filter(authority_id=authority_id).select_related("locality").order_by("name"))


def agency_with(agency_id: uuid.UUID) -> Agency | None:
    """Return an agency of the authority that asks."""
    return Agency.objects.select_related("locality").filter(pk=agency_id).first()


def localities_of(authority_id: uuid.UUID) -> list[Locality]:
    """Return the localities of an authority by name."""
    return list(Locality.objects.filter(authority_id=authority_id).order_by("name"))


def people_of(authority_id: uuid.UUID) -> models.QuerySet[Practitioner]:
    """Return everybody who works with families in an authority, with posts, accounts and what waits."""
    live = Post.objects.filter(ended_on=None).select_related("agency", "locality")
    waiting = LostFactor.objects.filter(released_at=None)
    return (
        Practitioner.objects.filter(authority_id=authority_id)
        .select_related("user", "authority")
        .prefetch_related(
            models.Prefetch("posts", live, to_attr="live_posts"),
            models.Prefetch("lost_factors", waiting, to_attr="waiting_factors"),
        )
    )


STALE_AFTER = dt.timedelta(days=90)


def chosen_people(
    authority_id: uuid.UUID, *, on: dt.datetime, agency: str = "", role: str = "", account: str = ""
) -> models.QuerySet[Practitioner]:
    """Return those of an authority's people whom these codes choose."""
    found = people_of(authority_id)
    if agency or role:
        held = Post.objects.filter(practitioner=models.OuterRef("pk"), ended_on=None)
        held = held.filter(agency_id=agency) if agency else held
        found = found.filter(models.Exists(held.filter(role=role) if role else held))
    return found.filter(OF_ACCOUNT[account](on)) if account else found


OF_ACCOUNT: dict[str, Callable[[dt.datetime], models.Q]] = {
    "none": lambda on: models.Q(user=None),
    "open": lambda on: models.Q(user__is_active=True),
    "closed": lambda on: models.Q(user__is_active=False),
    "stale": lambda on: (
        models.Q(user__is_active=True)
        & (
            models.Q(user__last_login__lt=on - STALE_AFTER)
            | models.Q(user__last_login=None, user__recorded_at__lt=on - STALE_AFTER)
        )
    ),
    "untrained": lambda on: models.Q(trained_on=None),
}


def people_named(authority_id: uuid.UUID, words: str) -> list[Practitioner]:
    """Return up to 50 of an authority's people whose name holds each of these words."""
    found = people_of(authority_id)
    for word in words.split():
        found = found.filter(models.Q(given_name__icontains=word) | models.Q(family_name__icontains=word))
    return list(found[:50])


def acceptable_use_of(authority: Authority) -> AcceptableUse | None:
    """Return the newest version of an authority's rules of use."""
    return AcceptableUse.objects.filter(authority=authority).order_by("-version").first()


def post_with(post_id: uuid.UUID) -> Post | None:
    """Return a post that has not ended, of the authority that asks."""
    return Post.objects.filter(pk=post_id, ended_on=None).select_related("practitioner", "agency").first()


def lost_factor_with(lost_id: uuid.UUID) -> LostFactor | None:
    """Return a lost factor of the authority that asks, which waits for its release."""
    return LostFactor.objects.filter(pk=lost_id, released_at=None).select_related("practitioner").first()


@dataclass(frozen=True)
class Alert:
    """Something that auditors look into: a ceiling half reached or reached, seals that do not hold."""

    id: uuid.UUID
    at: dt.datetime
    action: str
    reason: str
    practitioner_id: uuid.UUID | None
    name: str
    agency: str
    detail: dict[str, Any]


def alerts_since(moment: dt.datetime) -> list[Alert]:
    """Return the alerts of the auditor's authority, the latest first; nobody else gets a row."""
    with connection.cursor() as cursor:
        cursor.execute("select * from agencies_alerts(%s)", [moment])
        rows = cursor.fetchall()
    return [
        Alert(event_id, at, action, reason, who, name, agency, as_dict(detail))
        for event_id, at, action, reason, who, name, agency, detail in rows
    ]


def as_dict(value: Any) -> dict[str, Any]:
    """Return a JSON column as a dict, however the driver gave it."""
    found: dict[str, Any] = value if isinstance(value, dict) else json.loads(value or "{}")
    return found


def practitioners_named(words: str, authority: Authority) -> list[Practitioner]:
    """Return up to 50 practitioners whose name holds each of these words."""
    found = Practitioner.objects.filter(authority=authority)
    for word in words.split():
        found = found.filter(models.Q(given_name__icontains=word) | models.Q(family_name__icontains=word))
    return list(found.prefetch_related("posts__agency")[:50])


def practitioner_of(authority: Authority, practitioner_id: uuid.UUID) -> Practitioner | None:
    """Return a practitioner of an authority."""
    return Practitioner.objects.filter(authority=authority, pk=practitioner_id).first()


def authority_with(authority_id: uuid.UUID) -> Authority | None:
    """Return the authority that asks."""
    return Authority.objects.select_related("privacy_officer__user").filter(pk=authority_id).first()


def addresses_of_role(authority_id: uuid.UUID, role: str, *, agency_id: uuid.UUID | None = None) -> list[str]:
    """Return where mail reaches everybody who holds a role now, everywhere or at one agency."""
    at_agency = {"posts__agency_id": agency_id} if agency_id else {}
    holders = Practitioner.objects.filter(
        authority_id=authority_id, posts__role=role, posts__ended_on=None, user__is_active=True, **at_agency
    )
    return list(holders.order_by("id").values_list("user__email", flat=True).distinct())


def addresses_of_privacy_officers(authority: Authority) -> list[str]:
    """Return where mail reaches the privacy officer or, where none is named, everybody who audits."""
    officer = authority.privacy_officer
    if officer and officer.user and officer.user.is_active:
        return [officer.user.email]
    return addresses_of_role(authority.id, Role.AUDITOR)


def auditors_of(authority_id: uuid.UUID) -> models.QuerySet[Practitioner]:
    """Return who audits an authority now."""
    holding = Post.objects.filter(practitioner=models.OuterRef("pk"), role=Role.AUDITOR, ended_on=None)
    return Practitioner.objects.filter(models.Exists(holding), authority_id=authority_id)


def authority_ids() -> list[uuid.UUID]:
    """Return the ids of all authorities, past the wall: a job that begins asks for none of them yet."""
    with connection.cursor() as cursor:
        cursor.execute("select agencies_authority_ids()")
        (ids,) = cursor.fetchone()
    return list(ids or [])


def posts_to_remind(authority_id: uuid.UUID, rhythms: Iterable[str]) -> list[Post]:
    """Return the first live post of everybody who signs in and whose digest has one of these rhythms."""
    return one_each(live_posts_with_account(authority_id).filter(practitioner__digest__in=list(rhythms)))


def posts_with_roles(authority_id: uuid.UUID, roles: Iterable[str]) -> list[Post]:
    """Return the first live post of one of these roles of everybody who signs in."""
    return one_each(live_posts_with_account(authority_id).filter(role__in=list(roles)))


def live_posts_with_account(authority_id: uuid.UUID) -> models.QuerySet[Post]:
    """Return the posts in which somebody works who can sign in."""
    held = Post.objects.filter(authority_id=authority_id, ended_on=None, agency__active=True)
    rows = held.filter(practitioner__user__is_active=True)
    return rows.select_related("practitioner__user", "practitioner__authority", "agency", "authority")


def one_each(posts: models.QuerySet[Post]) -> list[Post]:
    """Return the first post of each practitioner."""
    return list(posts.order_by("practitioner_id", "id").distinct("practitioner_id"))
