"""What an authority asks before work with records: training, and agreement to its rules of use."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Max

from opencaf.agencies.models import AcceptableUse, AgreedUse, Authority, Practitioner
from opencaf.agencies.permissions import can_agree_to_use, can_note_training, can_set_up
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing

ASKED = ["asks_training", "asks_acceptable_use", "acceptable_use_version"]


@all_or_nothing
def set_admission(
    *, asks_training: bool, asks_acceptable_use: bool, words: str = "", by: Practitioner
) -> Authority:
    """Say what is asked before work with records; other words make a new version, to which all agree anew."""
    require(can_set_up(by))
    words = words.strip()
    if asks_acceptable_use and not words:
        raise ValidationError({"words": "Enter the rules that people are to agree to"})
    authority = Authority.objects.select_for_update().get(pk=by.authority_id)
    newest = AcceptableUse.objects.filter(authority_id=by.authority_id).order_by("-version").first()
    if words and (newest is None or newest.words != words):
        newest = AcceptableUse.record(by=by, version=1 + (newest.version if newest else 0), words=words)
    authority.asks_training, authority.asks_acceptable_use = asks_training, asks_acceptable_use
    authority.acceptable_use_version = newest.version if newest else 0
    authority.save(update_fields=ASKED)
    asked = {name: getattr(authority, name) for name in ASKED}
    trail.record("admission_set", subject_kind="authority", subject_id=authority.id, **asked)
    return authority


@all_or_nothing
def note_training(*, practitioner: Practitioner, trained_on: dt.date | None, by: Practitioner) -> None:
    """Say on which day somebody was, or will be, trained; without a day they were not."""
    require(can_note_training(by))
    practitioner.trained_on = trained_on
    practitioner.save(update_fields=["trained_on"])
    trail.record(
        "training_noted", subject_kind="practitioner", subject_id=practitioner.id, trained_on=trained_on
    )


@all_or_nothing
def agree_to_use(*, version: int, by: Practitioner) -> AgreedUse:
    """Agree to the rules of use, in the version that was read."""
    require(can_agree_to_use(by))
    newest = AcceptableUse.objects.filter(authority_id=by.authority_id).aggregate(Max("version"))
    if version != newest["version__max"]:
        raise ValidationError("The rules have changed meanwhile. Read them again before you agree")
    text = AcceptableUse.objects.get(authority_id=by.authority_id, version=version)
    held = AgreedUse.objects.filter(text=text, practitioner=by).first()
    agreed = held or AgreedUse.record(by=by, text=text, practitioner=by)
    Practitioner.objects.filter(pk=by.id).update(agreed_to_version=version)
    trail.record("use_agreed", subject_kind="practitioner", subject_id=by.id, version=version)
    return agreed
