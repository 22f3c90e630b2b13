"""Who a command acts for: somebody with an account, with their rights and on the trail as themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from opencaf.accounts.models import User
from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core import clock
from opencaf.core.context import acting_for


@contextmanager
def acting_as(practitioner: Practitioner) -> Iterator[Practitioner]:
    """Act as somebody inside the block, at one moment, as in a request."""
    with clock.standing_still(), acting_for(asking_as(practitioner)):
        yield practitioner


def practitioner_with_address(address: str) -> Practitioner:
    """Return who signs in with an e-mail address; ValidationError for nobody or somebody without a post."""
    user = User.objects.filter(email__iexact=address.strip(), is_active=True).first()
    if user is None:
        raise ValidationError("Nobody signs in with that e-mail address.")
    practitioner = practitioner_of_user(user.id)
    if practitioner is None:
        raise ValidationError("Whoever signs in with that e-mail address holds no post.")
    return practitioner


def first_with_role(*roles: str) -> Practitioner:
    """Return the first person with one of these roles, where the database holds one authority.

    ValidationError where there is none, or where it must be said for which authority.
    """
    people = [
        practitioner
        for user_id in User.objects.filter(is_active=True).order_by("id").values_list("id", flat=True)
        if (practitioner := practitioner_of_user(user_id))
    ]
    fitting = [one for one in people if one.has_role(*roles)]
    if len({one.authority_id for one in people}) > 1:
        raise ValidationError("There are several authorities. Say who acts: --as name@example.org")
    if not fitting:
        raise ValidationError(
            "Nobody here may do this. Add a coordinator, or say who acts: --as name@example.org"
        )
    return fitting[0]
