"""The audit form and the themes: an authority's own, by versions."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Max

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.case_audit.models import AuditForm, AuditItem, Kind, Theme
from opencaf.case_audit.national import ITEMS
from opencaf.case_audit.permissions import can_prepare
from opencaf.case_audit.queries import form_being_prepared, form_in_use, items_of, themes_of
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing

IN_USE = "This version is in use and stays as it is. Prepare the next one."


@all_or_nothing
def adopt_audit_form(*, by: Practitioner) -> AuditForm:
    """Begin with the form of 39 items and six grades; it is in use at once."""
    require(can_prepare(by))
    if AuditForm.objects.filter(authority_id=by.authority_id).exists():
        raise ValidationError("Your authority has an audit form already. Prepare its next version.")
    form = AuditForm.objects.create(authority_id=by.authority_id, version=1, in_use_from=clock.today())
    AuditItem.objects.bulk_create(
        AuditItem(authority_id=by.authority_id, form=form, position=position, **item._asdict())
        for position, item in enumerate(ITEMS)
    )
    trail.record("audit_form_adopted", subject_kind="audit_form", subject_id=form.id, version=1)
    return form


@all_or_nothing
def prepare_audit_form(*, by: Practitioner) -> AuditForm:
    """Begin the next version as a copy of the one in use; rounds that were drawn keep theirs."""
    require(can_prepare(by))
    newest = form_in_use(by.authority_id)
    if newest is None:
        raise ValidationError("Your authority has no audit form yet. Begin with the one of 39 items.")
    if form_being_prepared(by.authority_id):
        raise ValidationError("The next version is being prepared already. Go on with it.")
    form = AuditForm.objects.create(authority_id=by.authority_id, version=newest.version + 1)
    copies = items_of(newest)
    for item in copies:
        item.pk, item.form = new_id(), form
    AuditItem.objects.bulk_create(copies)
    trail.record("audit_form_prepared", subject_kind="audit_form", subject_id=form.id, version=form.version)
    return form


@all_or_nothing
def change_audit_item(*, item: AuditItem, wording: str, counts: str, by: Practitioner) -> None:
    """Word an item of the version that is being prepared anew."""
    require(can_prepare(by))
    require_prepared(item.form)
    item.wording, item.counts = required("wording", wording, "Enter what is asked"), counts.strip()
    item.save(update_fields=["wording", "counts"])
    trail.record("audit_item_changed", subject_kind="audit_form", subject_id=item.form_id, item=item.code)


@all_or_nothing
def add_audit_item(
    *, form: AuditForm, part: str, kind: str, wording: str, counts: str, by: Practitioner
) -> AuditItem:
    """Ask something more on the version that is being prepared; only a person answers it."""
    require(can_prepare(by))
    require_prepared(form)
    asked = required("wording", wording, "Enter what is asked")
    last = form.items.aggregate(last=Max("position"))["last"] or 0
    item = AuditItem.objects.create(
        authority_id=by.authority_id,
        form=form,
        code=f"own_{new_id().hex}"[:40],
        part=part,
        kind=Kind(kind),
        wording=asked,
        counts=counts.strip(),
        position=last + 1,
    )
    trail.record("audit_item_added", subject_kind="audit_form", subject_id=form.id, item=item.code)
    return item


@all_or_nothing
def remove_audit_item(*, item: AuditItem, by: Practitioner) -> None:
    """Ask something no more on the version that is being prepared."""
    require(can_prepare(by))
    require_prepared(item.form)
    trail.record("audit_item_removed", subject_kind="audit_form", subject_id=item.form_id, item=item.code)
    item.delete()


@all_or_nothing
def use_audit_form(*, form: AuditForm, by: Practitioner) -> None:
    """Let the version that was prepared be used from today on."""
    require(can_prepare(by))
    require_prepared(form)
    if not form.items.filter(kind=Kind.YES_NO).exists():
        raise ValidationError("Ask at least one thing that is answered by yes or no: the score rests on it.")
    form.in_use_from = clock.today()
    form.save(update_fields=["in_use_from"])
    trail.record("audit_form_used", subject_kind="audit_form", subject_id=form.id, version=form.version)


@all_or_nothing
def add_theme(*, name: str, by: Practitioner) -> Theme:
    """Name something that audits find again and again."""
    require(can_prepare(by))
    tidy = required("name", name, "Enter the theme")
    if any(one.name.casefold() == tidy.casefold() for one in themes_of(by, also_stopped=True)):
        raise ValidationError({"name": "There is a theme of this name already"})
    theme = Theme.record(by=by, name=tidy)
    trail.record("audit_theme_added", subject_kind="audit_theme", subject_id=theme.id)
    return theme


@all_or_nothing
def stop_theme(*, theme: Theme, by: Practitioner) -> None:
    """Offer a theme no more; where it was found it stays."""
    require(can_prepare(by))
    theme.stopped_on = clock.today()
    theme.save(update_fields=["stopped_on"])
    trail.record("audit_theme_stopped", subject_kind="audit_theme", subject_id=theme.id)


def require_prepared(form: AuditForm) -> None:
    """Raise ValidationError for a version that is in use."""
    if form.in_use_from is not None:
        raise ValidationError(IN_USE)


def required(field: str, words: str, missing: str) -> str:
    """Return words without spaces around them; ValidationError at the field where there are none."""
    tidy = " ".join(words.split())
    if not tidy:
        raise ValidationError({field: missing})
    return tidy
