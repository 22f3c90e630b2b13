"""Recording what the family agrees to, refuses or takes back: to be assessed and, apart from it, to share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.dates import refuse_before, refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import Share
from opencaf.episodes.models import Consent, Episode
from opencaf.episodes.operations.consent_rows import (
    AgencyShare,
    Competence,
    LeftOut,
    refuse_children_not_asked_about,
    refuse_unfit_agencies,
    refuse_unfit_left_out,
    write_rows,
)
from opencaf.episodes.operations.withholding import settle_sharing
from opencaf.episodes.permissions import can_withdraw_consent, can_write
from opencaf.episodes.queries.answering import children_now, people_who_may_answer
from opencaf.people.models import Person


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
    lawful_basis: str = "",
    what_next: str = "",
    people_left_out: Sequence[LeftOut] = (),
    replaces: Consent | None = None,
    changes: Consent | None = None,
    competence: Competence | None = None,
    by: Practitioner,
) -> Consent:
    """Record one answer of one person. To assess and to share are asked, and answered, apart.

    No children named means every child of the episode. A refusal is recorded like an agreement: it
    blocks nothing that every family may have. What agencies see follows the answer at once.
    """
    require(can_write(by, episode))
    refuse_future("answered_on", answered_on, "The date of the answer")
    refuse_strangers(episode, given_by, children)
    refuse_unfit_agencies(kind, agencies, given=given)
    if any(row.children for row in agencies):
        refuse_children_not_asked_about(agencies, children or children_now(episode))
    if people_left_out:
        refuse_unfit_left_out(kind, people_left_out, given_by, people_who_may_answer(episode))
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
        lawful_basis=lawful_basis,
        what_next=what_next,
        replaces=replaces,
        changes=changes,
        **judged(competence),
    )
    write_rows(consent, agencies, children, may_contribute, people_left_out, by)
    settle_sharing(episode=episode, changed=consent, was_there=False, on=answered_on, by=by)
    trail.record(
        "consent_given" if given else "consent_refused",
        subject_kind="consent",
        subject_id=consent.id,
        episode_id=episode.id,
        kind=kind,
        agencies=len(agencies),
        left_out=len(people_left_out),
    )
    return consent


@all_or_nothing
def withdraw_consent(*, consent: Consent, withdrawn_on: dt.date, words: str = "", by: Practitioner) -> None:
    """Note that somebody takes an agreement back. What was shared before stays shared; nothing new is.

    Whose reason to see rested on it cannot open the record from this moment.
    """
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
    settle_sharing(episode=consent.episode, changed=consent, was_there=True, on=withdrawn_on, by=by)
    trail.record(
        "consent_withdrawn",
        subject_kind="consent",
        subject_id=consent.id,
        episode_id=consent.episode_id,
        kind=consent.kind,
    )


def refuse_strangers(episode: Episode, given_by: Person, children: Sequence[Person]) -> None:
    """Refuse an answer by, or for, somebody who does not belong to this episode's family."""
    if given_by not in people_who_may_answer(episode):
        raise ValidationError({"given_by": "Select somebody of this family"})
    if children and not set(children) <= set(children_now(episode)):
        raise ValidationError({"children": "Select children whom this is about"})


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
