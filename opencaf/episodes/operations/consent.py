"""Recording what the family agrees to, refuses or takes back: to be assessed and, apart from it, to share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import ConsentKind, Share
from opencaf.episodes.models import (
    Consent,
    ConsentAgency,
    ConsentChild,
    ConsentContributor,
    Episode,
)
from opencaf.episodes.permissions import can_withdraw_consent, can_write
from opencaf.episodes.queries.answering import children_now, may_answer
from opencaf.people.models import Person


@dataclass(frozen=True)
class AgencyShare:
    """What one agency may see, what is left out, why, and who there may see it, in words."""

    agency: Agency
    share: str
    left_out: str = ""
    why: str = ""
    people_words: str = ""


@dataclass(frozen=True)
class Competence:
    """The view of a practitioner that a young person understands what is asked, and what it rests on."""

    judged_by: Practitioner
    judged_on: dt.date
    view: str = ""
    because: str = ""


@all_or_nothing
def record_consent(
    *,
    episode: Episode,
    kind: str,
    given: bool,
    answered_on: dt.date,
    given_by: Person,
    capacity: str,
    method: str,
    explained_by: Practitioner,
    capacity_words: str = "",
    method_words: str = "",
    words: str = "",
    agencies: Sequence[AgencyShare] = (),
    children: Sequence[Person] = (),
    may_contribute: Sequence[Practitioner] = (),
    review_by: dt.date | None = None,
    why_now: str = "",
    purpose: str = "",
    what_next: str = "",
    replaces: Consent | None = None,
    changes: Consent | None = None,
    competence: Competence | None = None,
    by: Practitioner,
) -> Consent:
    """Record one answer of one person. To assess and to share are asked, and answered, apart.

    No children named means every child of the episode. A refusal is recorded like an agreement: it
    blocks nothing that every family may have.
    """
    require(can_write(by, episode))
    refuse_future("answered_on", answered_on, "The date of the answer")
    refuse_strangers(episode, given_by, children)
    refuse_unfit_agencies(kind, agencies, given=given)
    refuse_unfit_dates(answered_on, review_by, competence)
    refuse_unfit_earlier(episode, kind, answered_on, replaces=replaces, changes=changes)
    consent = Consent.record(
        by=by,
        on_behalf_of=explained_by if explained_by != by else None,
        episode=episode,
        kind=kind,
        given=given,
        answered_on=answered_on,
        given_by=given_by,
        capacity=capacity,
        capacity_words=capacity_words,
        method=method,
        method_words=method_words,
        explained_by=explained_by,
        words=words,
        partial=any(row.share != Share.EVERYTHING for row in agencies),
        review_by=review_by,
        why_now=why_now,
        purpose=purpose,
        what_next=what_next,
        replaces=replaces,
        changes=changes,
        **judged(competence),
    )
    write_rows(consent, agencies, children, may_contribute, by)
    trail.record(
        "consent_given" if given else "consent_refused",
        subject_kind="consent",
        subject_id=consent.id,
        episode_id=episode.id,
        kind=kind,
        agencies=len(agencies),
    )
    return consent


@all_or_nothing
def withdraw_consent(*, consent: Consent, withdrawn_on: dt.date, words: str = "", by: Practitioner) -> None:
    """Note that somebody takes an agreement back. What was shared before stays shared; nothing new is."""
    require(can_withdraw_consent(by, consent.episode))
    if not consent.given:
        raise ValidationError("This answer was no; there is nothing to withdraw")
    if consent.withdrawn_on:
        raise ValidationError("This agreement has been withdrawn already")
    label = "The date of the withdrawal"
    refuse_future("withdrawn_on", withdrawn_on, label)
    refuse_before(
        "withdrawn_on", withdrawn_on, label, earliest=consent.answered_on, event="when it was given"
    )
    consent.withdrawn_on = withdrawn_on
    consent.withdrawal_words = words
    consent.save(update_fields=["withdrawn_on", "withdrawal_words"])
    trail.record(
        "consent_withdrawn",
        subject_kind="consent",
        subject_id=consent.id,
        episode_id=consent.episode_id,
        kind=consent.kind,
    )


def refuse_strangers(episode: Episode, given_by: Person, children: Sequence[Person]) -> None:
    """Refuse an answer by, or for, somebody who does not belong to this episode's family."""
    if not may_answer(episode, given_by):
        raise ValidationError({"given_by": "Select somebody of this family"})
    if children and not set(children) <= set(children_now(episode)):
        raise ValidationError({"children": "Select children whom this is about"})


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


def refuse_unfit_dates(
    answered_on: dt.date, review_by: dt.date | None, competence: Competence | None
) -> None:
    """Refuse asking again before the answer, and a judgement in the future."""
    refuse_before(
        "review_by", review_by, "Ask again by", earliest=answered_on, event="the date of the answer"
    )
    if competence:
        refuse_future("judged_on", competence.judged_on, "The date of the judgement")


def refuse_unfit_earlier(
    episode: Episode,
    kind: str,
    answered_on: dt.date,
    *,
    replaces: Consent | None,
    changes: Consent | None,
) -> None:
    """Refuse to replace or change an answer of another episode, of the other part, or a later one."""
    for earlier in (replaces, changes):
        if earlier is None:
            continue
        if earlier.episode_id != episode.id or earlier.kind != kind:
            raise ValidationError({"earlier": "Select an earlier answer to the same question"})
        refuse_before(
            "answered_on",
            answered_on,
            "The date of the answer",
            earliest=earlier.answered_on,
            event="the date of the earlier answer",
        )


def judged(competence: Competence | None) -> dict[str, object]:
    """Return the columns of the judgement."""
    if competence is None:
        return {}
    return {
        "competence_judged_by": competence.judged_by,
        "competence_judged_on": competence.judged_on,
        "competence_view": competence.view,
        "competence_because": competence.because,
    }


def write_rows(
    consent: Consent,
    agencies: Iterable[AgencyShare],
    children: Iterable[Person],
    may_contribute: Iterable[Practitioner],
    by: Practitioner,
) -> None:
    """Write what each agency may see, whom it is about, and who may write boxes before sharing is agreed."""
    ConsentAgency.objects.bulk_create(
        ConsentAgency(
            **signed(by),
            consent=consent,
            agency=row.agency,
            share=row.share,
            left_out=row.left_out,
            why=row.why,
            people_words=row.people_words,
        )
        for row in agencies
    )
    ConsentChild.objects.bulk_create(
        ConsentChild(**signed(by), consent=consent, child=child) for child in children
    )
    ConsentContributor.objects.bulk_create(
        ConsentContributor(**signed(by), consent=consent, practitioner=practitioner)
        for practitioner in may_contribute
    )
