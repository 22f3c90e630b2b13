"""Saving guidance: each save is a version, and an older one comes back as a new one."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Authority, Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.guidance.models import GuidanceVersion
from opencaf.guidance.permissions import can_write_guidance
from opencaf.guidance.queries.versions import questions_asked, versions_of


@all_or_nothing
def save_guidance(*, element: str, text: str, is_shown: bool, by: Practitioner) -> GuidanceVersion:
    """Save what is said about a question, as its next version; shown without words, nothing stands there.

    A draft changes nothing that is shown.
    """
    require(can_write_guidance(by))
    refuse_unknown(element, by)
    if not is_shown and not text.strip():
        raise ValidationError({"text": "Enter the words of the draft"})
    Authority.objects.select_for_update(no_key=True).get(pk=by.authority_id)
    last = versions_of(element, by.authority_id).first()
    number = last.number + 1 if last else 1
    saved = GuidanceVersion.record(
        by=by, element=element, number=number, text=text.strip(), is_shown=is_shown
    )
    trail.record("guidance_saved", subject_kind="guidance", subject_id=saved.id, shown=is_shown)
    return saved


@all_or_nothing
def bring_guidance_back(*, version: GuidanceVersion, by: Practitioner) -> GuidanceVersion:
    """Show the words of an older version, or of a draft, again: they become the next version."""
    return save_guidance(element=version.element, text=version.text, is_shown=True, by=by)


def refuse_unknown(element: str, by: Practitioner) -> None:
    """Raise ValidationError for a question that the form of the authority does not ask."""
    if element not in {question.code for question in questions_asked(by.authority_id)}:
        raise ValidationError({"element": "Select a question that your form asks today"})
