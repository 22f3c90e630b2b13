"""What an answer of the family holds beside itself: agencies with their parts, children, people left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Practitioner, signed
from opencaf.episodes.codes import ConsentKind, Share
from opencaf.episodes.models import (
    Consent,
    ConsentAgency,
    ConsentAgencyChild,
    ConsentAgencyElement,
    ConsentChild,
    ConsentContributor,
    PersonLeftOut,
    PersonLeftOutElement,
)
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.people.models import Person


@dataclass(frozen=True)
class AgencyShare:
    """What one agency may see, what is left out, why, and who there may see it, in words.

    parts says whether the elements are those alone that it sees, or those that it does not; children named
    are those alone whom it is about.
    """

    agency: Agency
    share: str
    left_out: str = ""
    why: str = ""
    people_words: str = ""
    parts: str = ""
    elements: Sequence[str] = ()
    children: Sequence[Person] = ()


@dataclass(frozen=True)
class Competence:
    """The view of a practitioner that a young person understands what is asked, and what it rests on."""

    judged_by: Practitioner
    judged_on: dt.date
    view: str = ""
    because: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A member of the family who may not see some elements, or without elements anything, and why."""

    person: Person
    elements: Sequence[str] = ()
    why: str = ""


def refuse_unfit_agencies(kind: str, agencies: Sequence[AgencyShare], *, given: bool) -> None:
    """Refuse sharing without saying with whom, an agency named twice, and agencies where none belong."""
    if kind == ConsentKind.ASSESS and agencies:
        raise ValidationError({"kind": "Agencies belong to an agreement to share: record it apart"})
    if kind == ConsentKind.SHARE and given and not agencies:
        raise ValidationError("Say for at least one agency what it may see")
    if not given and any(row.share != Share.NOTHING for row in agencies):
        raise ValidationError("The answer is no: no agency may see anything")
    if len({row.agency.id for row in agencies}) < len(agencies):
        raise ValidationError("Name each agency once")
    for row in agencies:
        refuse_unfit_part(row)


def refuse_unfit_part(row: AgencyShare) -> None:
    """Refuse a part that names nothing, and names where everything or nothing is shared."""
    if row.share == Share.PART and not (row.parts and row.elements) and not row.children:
        raise ValidationError(f"Select which parts {row.agency} may see")
    if row.share != Share.PART and (row.parts or row.elements):
        raise ValidationError(f"Select “A part” for {row.agency}, or no parts")
    if row.share == Share.NOTHING and row.children:
        raise ValidationError(f"Select no children for {row.agency}: it may see nothing")
    if bool(row.parts) != bool(row.elements):
        raise ValidationError(f"Select the parts for {row.agency}, and whether they are shown or left out")
    if not form_areas().codes.issuperset(row.elements):
        raise ValidationError(f"Select parts of the assessment for {row.agency}")


def refuse_children_not_asked_about(agencies: Sequence[AgencyShare], children: Sequence[Person]) -> None:
    """Refuse an agency that is to see of children whom the answer is not about."""
    asked = {child.id for child in children}
    for row in agencies:
        if not asked.issuperset(child.id for child in row.children):
            raise ValidationError(f"Select for {row.agency} children whom the answer is about")


def refuse_unfit_left_out(
    kind: str, left_out: Sequence[LeftOut], given_by: Person, family: Sequence[Person]
) -> None:
    """Refuse leaving somebody out twice, somebody of another family, or the giver."""
    if kind == ConsentKind.ASSESS and left_out:
        raise ValidationError("Who may not see something belongs to the answer about sharing")
    if len({one.person.id for one in left_out}) < len(left_out):
        raise ValidationError("Name each person who may not see something once")
    for one in left_out:
        if one.person == given_by:
            raise ValidationError(f"{one.person} gives this answer, and cannot be left out of it")
        if one.person not in family:
            raise ValidationError("Select people of this family who may not see something")
        if not form_areas().codes.issuperset(one.elements):
            raise ValidationError(f"Select parts of the assessment that {one.person} may not see")


def write_rows(
    consent: Consent,
    agencies: Iterable[AgencyShare],
    children: Iterable[Person],
    may_contribute: Iterable[Practitioner],
    people_left_out: Iterable[LeftOut],
    by: Practitioner,
) -> None:
    """Write what each agency may see, whom it is about, who may write before sharing, who is left out."""
    ConsentChild.objects.bulk_create(
        ConsentChild(**signed(by), consent=consent, child=child) for child in children
    )
    ConsentContributor.objects.bulk_create(
        ConsentContributor(**signed(by), consent=consent, practitioner=practitioner)
        for practitioner in may_contribute
    )
    write_agencies(consent, agencies, by)
    write_left_out(consent, people_left_out, by)


def write_agencies(consent: Consent, agencies: Iterable[AgencyShare], by: Practitioner) -> None:
    """Write a row for each agency, with the elements and children that it names."""
    pairs = [
        (
            row,
            ConsentAgency(
                **signed(by),
                consent=consent,
                agency=row.agency,
                share=row.share,
                parts=row.parts,
                left_out=row.left_out,
                why=row.why,
                people_words=row.people_words,
            ),
        )
        for row in agencies
    ]
    ConsentAgency.objects.bulk_create(answer for _, answer in pairs)
    ConsentAgencyElement.objects.bulk_create(
        ConsentAgencyElement(**signed(by), answer=answer, element=element)
        for row, answer in pairs
        for element in dict.fromkeys(row.elements)
    )
    ConsentAgencyChild.objects.bulk_create(
        ConsentAgencyChild(**signed(by), answer=answer, child=child)
        for row, answer in pairs
        for child in row.children
    )


def write_left_out(consent: Consent, left_out: Iterable[LeftOut], by: Practitioner) -> None:
    """Write who of the family may not see what, and why."""
    pairs = [
        (one, PersonLeftOut(**signed(by), consent=consent, person=one.person, why=one.why))
        for one in left_out
    ]
    PersonLeftOut.objects.bulk_create(row for _, row in pairs)
    PersonLeftOutElement.objects.bulk_create(
        PersonLeftOutElement(**signed(by), left_out=row, element=element)
        for one, row in pairs
        for element in dict.fromkeys(one.elements)
    )
