"""Recording a decision to share, or not to share, that does not rest on the family's agreement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Agency, Practitioner, signed
from opencaf.audit import trail
from opencaf.core.dates import refuse_future
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.episodes.codes import AskedFirst
from opencaf.episodes.models import Episode, SharingDecision, SharingDecisionPerson
from opencaf.episodes.permissions import can_decide_sharing
from opencaf.episodes.queries.answering import people_who_may_answer
from opencaf.people.models import Person


@all_or_nothing
def record_sharing_decision(
    *,
    episode: Episode,
    decision: str,
    decided_on: dt.date,
    items: str,
    ground: str,
    rationale: str,
    asked: str,
    family_told: bool,
    agency: Agency | None = None,
    person: Person | None = None,
    recipient: str = "",
    about: Sequence[Person] = (),
    article_6: str = "",
    article_9: str = "",
    asked_words: str = "",
    family_told_words: str = "",
    advice_from: str = "",
    decided_by: Practitioner | None = None,
    by: Practitioner,
) -> SharingDecision:
    """Record what was decided, on what ground, and whether the family knows; it opens no page to anybody."""
    require(can_decide_sharing(by, episode))
    refuse_future("decided_on", decided_on, "The date of the decision")
    refuse_half_said(agency, person, recipient, asked=asked, asked_words=asked_words)
    if not family_told and not family_told_words.strip():
        raise ValidationError({"family_told_words": "Enter why the family was not told"})
    refuse_strangers(episode, [*about, *([person] if person else [])])
    decided_by = decided_by or by
    recorded = SharingDecision.record(
        by=by,
        on_behalf_of=decided_by if decided_by != by else None,
        episode=episode,
        decision=decision,
        decided_on=decided_on,
        agency=agency,
        person=person,
        recipient=recipient,
        items=items,
        ground=ground,
        article_6=article_6,
        article_9=article_9,
        rationale=rationale,
        decided_by=decided_by,
        advice_from=advice_from,
        asked=asked,
        asked_words=asked_words,
        family_told=family_told,
        family_told_words=family_told_words,
    )
    SharingDecisionPerson.objects.bulk_create(
        SharingDecisionPerson(**signed(by), decision=recorded, person=one) for one in about
    )
    trail.record(
        f"decided_to_{decision}" if decision == "share" else "decided_not_to_share",
        subject_kind="sharing_decision",
        subject_id=recorded.id,
        episode_id=episode.id,
        about=len(about),
    )
    return recorded


def refuse_half_said(
    agency: Agency | None, person: Person | None, recipient: str, *, asked: str, asked_words: str
) -> None:
    """Raise ValidationError where nobody is named, two are, or it is not said why nobody was asked."""
    if not agency and not person and not recipient.strip():
        raise ValidationError({"agency": "Select or enter with whom"})
    if agency and person:
        raise ValidationError({"person": "Select an agency or a person, not both"})
    if asked == AskedFirst.NOT_ASKED and not asked_words.strip():
        raise ValidationError({"asked_words": "Enter why they were not asked"})


def refuse_strangers(episode: Episode, people: Sequence[Person]) -> None:
    """Raise ValidationError for somebody of another family."""
    if people and not set(people) <= set(people_who_may_answer(episode)):
        raise ValidationError({"about": "Select people of this family"})
