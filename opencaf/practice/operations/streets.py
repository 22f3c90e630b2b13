"""Beginning a practice street, ending it, and beginning it anew (docs/adr/0052)."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import fields

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, AgencyType, Authority, Practitioner, Role
from opencaf.agencies.operations.beginning import (
    AuthoritySettings,
    FirstAdministrator,
    asking_as,
    begin_authority,
)
from opencaf.agencies.operations.practitioners import Account, add_post, add_practitioner
from opencaf.agencies.operations.setup import (
    KindOfMeeting,
    ReasonToClose,
    add_agency,
    set_closure_categories,
    set_meeting_kinds,
)
from opencaf.audit import trail
from opencaf.core import clock
from opencaf.core.asked import remembering
from opencaf.core.context import Asking, acting_for
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import ClosureReason
from opencaf.episodes.operations.forms import adopt_national_form
from opencaf.practice.families import FAMILIES
from opencaf.practice.models import Street
from opencaf.practice.permissions import can_end_street, can_practise
from opencaf.practice.queries import street_of
from opencaf.practice.telling import Cast, Telling

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PHONE = "01632 960480"
FORM_STANDS_FOR = dt.timedelta(days=2000)  # longer than any family has been known
AGENCIES = (
    ("Larkspur Primary School", AgencyType.PRIMARY_SCHOOL),
    ("School nursing", AgencyType.SCHOOL_NURSING),
    ("Larkham family hub", AgencyType.FAMILY_HUB),
)
KINDS = (
    KindOfMeeting("team_meeting", "Team around the child meeting"),
    KindOfMeeting("panel", "Multi-agency panel", about_many_children=True),
)
CATEGORIES = (
    ReasonToClose(ClosureReason.NEEDS_MET_UNIVERSAL, "Child's needs met"),
    ReasonToClose(ClosureReason.NEEDS_MET_SINGLE_AGENCY, "One agency carries on"),
    ReasonToClose(ClosureReason.STEPPED_UP_CSC, "Moved to children's social care"),
    ReasonToClose(ClosureReason.CONSENT_WITHDRAWN, "Consent withdrawn"),
    ReasonToClose(ClosureReason.DISENGAGED_UNCONTACTABLE, "Family not in touch"),
)


@all_or_nothing
def begin_street(*, by: Practitioner) -> Street:
    """Make a practice street for somebody, with its invented families, by the operations of real work."""
    require(can_practise(by))
    Practitioner.objects.select_for_update(of=("self",)).get(pk=by.pk)  # who asks twice at once gets one
    if street_of(by):
        raise ValidationError("You have a practice street already. Open it, or begin it anew.")
    learner = make_street(by)
    street = Street.objects.create(
        authority_id=by.authority_id, learner=by, street_id=learner.authority_id, post_id=learner.post.id
    )
    trail.record("practice_begun", subject_kind="practice_street", subject_id=street.id)
    return street


@all_or_nothing
def end_street(*, street: Street, by: Practitioner) -> None:
    """End a street: nobody is let in any more, and a job deletes all of it."""
    require(can_end_street(by, street))
    street = Street.objects.select_for_update(of=("self",)).get(pk=street.pk)
    if street.ended_at:
        raise ValidationError("This practice street has been cleared already.")
    street.ended_at = clock.now()
    street.save(update_fields=["ended_at"])
    with acting_for(Asking(authority_id=street.street_id)):
        Authority.objects.filter(pk=street.street_id).update(practice_ended_at=street.ended_at)
    trail.record("practice_ended", subject_kind="practice_street", subject_id=street.id)


@all_or_nothing
def begin_street_anew(*, by: Practitioner) -> Street:
    """Clear somebody's street and make a new one, with the families as they were at first."""
    require(can_practise(by))
    old = street_of(by)
    if old:
        end_street(street=old, by=by)
    return begin_street(by=by)


def make_street(of: Practitioner) -> Practitioner:
    """Make the authority with its families, and return the learner as they work there."""
    administrator = begin_authority(
        settings=settings_like(of.authority),
        administrator=FirstAdministrator(given_name="Petra", family_name="Practice", account=None),
    )
    with acting_for(asking_as(administrator)), remembering():
        cast = cast_of(of, administrator)
    with acting_for(asking_as(cast.learner)), remembering():
        for family in FAMILIES:
            Telling(cast, family).run()
    return cast.learner


def settings_like(authority: Authority) -> AuthoritySettings:
    """Return the settings of a street: words and timings of the authority it is of, a code of its own."""
    own = {one.name: getattr(authority, one.name) for one in fields(AuthoritySettings)}
    code = "P" + "".join(secrets.choice(LETTERS) for _ in range(5))
    return AuthoritySettings(
        **{**own, "code": code, "name": f"Practice street {code}", "practice_of_id": authority.id}
    )


def cast_of(of: Practitioner, administrator: Practitioner) -> Cast:
    """Set the street up, and let the learner and two invented colleagues work there."""
    kinds = set_meeting_kinds(kinds=KINDS, by=administrator)
    set_closure_categories(categories=CATEGORIES, by=administrator)
    adopt_national_form(in_use_from=clock.today() - FORM_STANDS_FOR, by=administrator)
    school, nursing, hub = (
        add_agency(name=name, kind=kind, phone=PHONE, by=administrator) for name, kind in AGENCIES
    )
    return Cast(
        learner=learner_like(of, school, administrator),
        nurse=add_practitioner(
            given_name="Nadia", family_name="Nightingale-Bell", agency=nursing, by=administrator
        ),
        worker=add_practitioner(given_name="Wilf", family_name="Ambrose", agency=hub, by=administrator),
        school=school,
        kind=kinds[0],
    )


def learner_like(of: Practitioner, school: Agency, administrator: Practitioner) -> Practitioner:
    """Give whoever practises a post at the school, which they wear, and one that coordinates."""
    learner = add_practitioner(
        given_name=of.given_name,
        family_name=of.family_name,
        agency=school,
        job_title="Practising as a practitioner",
        phone=PHONE,
        account=account_of(of),
        by=administrator,
    )
    first = learner.post
    add_post(
        practitioner=learner,
        agency=administrator.agency,
        role=Role.COORDINATOR,
        job_title="Practising as a coordinator",
        by=administrator,
    )
    return learner.wearing(first)


def account_of(of: Practitioner) -> Account:
    """Return the account with which somebody signs in."""
    if of.user is None:
        raise ValidationError("Practising is for people who sign in.")
    return Account(of.user.email)
