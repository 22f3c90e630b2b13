"""Setting up an authority: where it works, which agencies are there, how it meets and closes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Authority, ClosureCategory, Locality, MeetingKind, Practitioner
from opencaf.agencies.models.agency import SECTOR_OF
from opencaf.agencies.permissions import can_set_up
from opencaf.agencies.queries import auditors_of
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing

MOST = 10_000
MOST_DAYS = 20
MOST_YEARS = 10
LEAST_SMALL, MOST_SMALL = 3, 20
CEILINGS = {
    "searches_an_hour": MOST,
    "opens_an_hour": MOST,
    "exports_a_day": MOST,
    "answer_access_within": MOST_DAYS,
    "feedback_within": MOST_DAYS,
    "answer_offer_within": MOST_DAYS,
    "training_lasts_years": MOST_YEARS,
    "files_a_case": MOST,
    "megabytes_a_case": MOST,
    "small_numbers_below": MOST_SMALL,
}


@dataclass(frozen=True)
class KindOfMeeting:
    """A kind of meeting in the authority's own words; panels and forums are about many children."""

    code: str
    name: str
    about_many_children: bool = False


@dataclass(frozen=True)
class ReasonToClose:
    """A closure category in the authority's own words, with the shared reason it stands for."""

    reason: str
    name: str


@all_or_nothing
def add_localities(*, names: Iterable[str], by: Practitioner) -> list[Locality]:
    """Divide the authority into localities."""
    require(can_set_up(by))
    made = Locality.objects.bulk_create(Locality(authority_id=by.authority_id, name=name) for name in names)
    trail.record("localities_added", subject_kind="authority", subject_id=by.authority_id, count=len(made))
    return made


@all_or_nothing
def add_agency(
    *,
    name: str,
    kind: str,
    locality: Locality | None = None,
    phone: str = "",
    email: str = "",
    by: Practitioner,
) -> Agency:
    """Add a school, service or organisation; its sector follows from its kind."""
    require(can_set_up(by))
    if kind not in SECTOR_OF:
        raise ValidationError({"kind": "Select the kind of agency from the list"})
    if Agency.objects.filter(authority_id=by.authority_id, name=name).exists():
        raise ValidationError({"name": f"There is an agency named {name} already"})
    agency = Agency.objects.create(
        authority_id=by.authority_id,
        name=name,
        kind=kind,
        sector=SECTOR_OF[kind],
        locality=locality,
        phone=phone,
        email=email,
    )
    trail.record("agency_added", subject_kind="agency", subject_id=agency.id, kind=str(kind))
    return agency


@all_or_nothing
def set_meeting_kinds(*, kinds: Iterable[KindOfMeeting], by: Practitioner) -> list[MeetingKind]:
    """Say which kinds of multi-agency meeting the authority holds; they are offered in this order."""
    require(can_set_up(by))
    made = MeetingKind.objects.bulk_create(
        (
            MeetingKind(
                authority_id=by.authority_id,
                code=kind.code,
                name=kind.name,
                about_many_children=kind.about_many_children,
                position=position,
            )
            for position, kind in enumerate(kinds)
        ),
        update_conflicts=True,
        unique_fields=["authority", "code"],
        update_fields=["name", "about_many_children", "position"],
    )
    trail.record("meeting_kinds_set", subject_kind="authority", subject_id=by.authority_id, count=len(made))
    return list(MeetingKind.objects.filter(authority_id=by.authority_id))


@all_or_nothing
def set_closure_categories(*, categories: Iterable[ReasonToClose], by: Practitioner) -> list[ClosureCategory]:
    """Say in which words the authority closes, each standing for a shared reason."""
    require(can_set_up(by))
    made = ClosureCategory.objects.bulk_create(
        (
            ClosureCategory(
                authority_id=by.authority_id, reason=category.reason, name=category.name, position=position
            )
            for position, category in enumerate(categories)
        ),
        update_conflicts=True,
        unique_fields=["authority", "name"],
        update_fields=["reason", "position"],
    )
    trail.record(
        "closure_categories_set", subject_kind="authority", subject_id=by.authority_id, count=len(made)
    )
    return list(ClosureCategory.objects.filter(authority_id=by.authority_id))


def least_of(ceiling: str) -> int:
    """Return the smallest number that a ceiling may be."""
    return LEAST_SMALL if ceiling == "small_numbers_below" else 1


@all_or_nothing
def set_ceilings(
    *,
    searches_an_hour: int,
    opens_an_hour: int,
    exports_a_day: int,
    answer_access_within: int,
    feedback_within: int,
    answer_offer_within: int,
    training_lasts_years: int,
    files_a_case: int,
    megabytes_a_case: int,
    small_numbers_below: int,
    by: Practitioner,
) -> Authority:
    """Say how often one person may look and take away, how long requests wait, what files a case may hold.

    answer_access_within: working days; a request that nobody answered by then goes to the coordinators too.
    feedback_within: working days after which whoever stepped a case up is reminded that no feedback came.
    answer_offer_within: working days after which an offer of the lead stands on the coordinators' board.
    small_numbers_below: what readers of reports who see no case are not shown (docs/adr/0044).
    """
    require(can_set_up(by))
    looking = (searches_an_hour, opens_an_hour, exports_a_day)
    waiting = (answer_access_within, feedback_within, answer_offer_within, training_lasts_years)
    numbers = (*looking, *waiting, files_a_case, megabytes_a_case, small_numbers_below)
    wanted = dict(zip(CEILINGS, numbers, strict=True))
    wrong = {
        name: [f"Enter a number from {least_of(name)} to {most:,}"]
        for name, most in CEILINGS.items()
        if not least_of(name) <= wanted[name] <= most
    }
    if wrong:
        raise ValidationError(wrong)
    authority = Authority.objects.select_for_update().get(pk=by.authority_id)
    before = {name: getattr(authority, name) for name in CEILINGS}
    for name, most in wanted.items():
        setattr(authority, name, most)
    authority.save(update_fields=list(CEILINGS))
    trail.record(
        "ceilings_set", subject_kind="authority", subject_id=authority.id, before=before, after=wanted
    )
    return authority


@all_or_nothing
def name_privacy_officer(*, practitioner: Practitioner, by: Practitioner) -> Authority:
    """Say who is told when a record is opened in an emergency: somebody who audits."""
    require(can_set_up(by))
    if not auditors_of(by.authority_id).filter(pk=practitioner.pk).exists():
        raise ValidationError({"practitioner": "Select somebody who audits this authority"})
    authority = Authority.objects.select_for_update(of=("self",)).get(pk=by.authority_id)
    authority.privacy_officer = practitioner
    authority.save(update_fields=["privacy_officer"])
    trail.record(
        "privacy_officer_named",
        subject_kind="authority",
        subject_id=authority.id,
        practitioner=practitioner.id,
    )
    return authority
