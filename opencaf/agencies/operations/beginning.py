"""The first practitioner of an authority: the one step that has nobody to act by."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass

from django.db import transaction

from opencaf.agencies.models import Agency, Authority, DataEntry, DeliveryModel, IntentionRoute, Role
from opencaf.agencies.models.agency import SECTOR_OF, AgencyType
from opencaf.agencies.models.practitioner import Practitioner
from opencaf.agencies.operations.practitioners import Account, make_practitioner, place
from opencaf.audit import trail
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id


@dataclass(frozen=True)
class AuthoritySettings:
    """Everything in which an authority differs from others; the words are those of its own pages."""

    code: str
    name: str
    delivery_model: str = DeliveryModel.OPERATIONAL
    intention_route: str = IntentionRoute.OPENS_RECORD
    data_entry: str = DataEntry.ALL_PROFESSIONALS
    team_function: str = ""
    recording_system: str = ""
    social_care_link: str = ""
    scans_paper_forms: bool = False
    programme_name: str = "Common Assessment Framework"
    short_name: str = "CAF"
    lead_title: str = "lead professional"
    team_name: str = "team around the child"
    assessment_within_days: int = 42
    first_meeting_within_days: int = 42
    review_every_days: int = 84
    drift_after_days: int = 365
    oldest_age: int = 18
    oldest_age_with_special_needs: int = 25
    safeguarding_contact: str = "children's social care"
    safeguarding_phone: str = ""
    help_phone: str = ""
    is_national: bool = False
    practice_of_id: uuid.UUID | None = None


@dataclass(frozen=True)
class FirstAdministrator:
    """Who sets the authority up, and the agency they work for; without an account nobody signs in as them."""

    given_name: str
    family_name: str
    account: Account | None
    phone: str = ""
    job_title: str = "Administrator"
    agency_name: str = "CAF team"
    agency_kind: str = AgencyType.CHILDRENS_SERVICES


def begin_authority(*, settings: AuthoritySettings, administrator: FirstAdministrator) -> Practitioner:
    """Make an authority with one agency and its first administrator, by whom all else is done.

    Not an operation: nobody is there yet to act by. Used by a command and by the demonstration; what
    follows acts for the administrator (core.context.acting_for).
    """
    authority_id = new_id()
    with acting_for(Asking(authority_id=authority_id)), transaction.atomic():
        authority = Authority.objects.create(id=authority_id, **asdict(settings))
        agency = Agency.objects.create(
            authority=authority,
            name=administrator.agency_name,
            kind=administrator.agency_kind,
            sector=SECTOR_OF[administrator.agency_kind],
        )
        first = make_practitioner(
            authority,
            given_name=administrator.given_name,
            family_name=administrator.family_name,
            phone=administrator.phone,
            email=administrator.account.email if administrator.account else "",
            account=administrator.account,
        )
        place(first, agency, role=Role.ADMINISTRATOR, job_title=administrator.job_title)
        trail.record("authority_begun", subject_kind="authority", subject_id=authority_id)
    return first


def asking_as(practitioner: Practitioner) -> Asking:
    """Return the access context in which a practitioner acts in the post they wear."""
    return Asking(
        practitioner_id=practitioner.id,
        post_id=practitioner.post.id,
        authority_id=practitioner.authority_id,
    )
