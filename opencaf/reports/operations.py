"""Saving a view of a report, removing it, the mails that say that it is ready, and whom rates are of."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Locality, Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.living import EVERYWHERE, Living
from opencaf.reports.models import ChildrenLiving, ReadyMail, SavedView
from opencaf.reports.permissions import (
    can_be_mailed,
    can_remove_view,
    can_save_view,
    can_say_children_living,
)


@all_or_nothing
def save_view(
    *, report: str, name: str, choices: Mapping[str, str], shared: bool = False, by: Practitioner
) -> SavedView:
    """Keep how a report is divided under a name; shared, others of the authority find it, too."""
    require(can_save_view(by))
    if report not in REPORTS:
        raise ValueError(f"No report {report!r}")
    named = " ".join(name.split())
    if not named:
        raise ValidationError({"name": "Enter a name for this view"})
    if SavedView.objects.filter(recorded_by=by, name=named).exists():
        raise ValidationError({"name": "You have a view with this name already. Enter another name"})
    view = SavedView.record(by=by, report=report, name=named, choices=dict(choices), shared=shared)
    trail.record("view_saved", subject_kind="report", reason=report, view=str(view.id), shared=shared)
    return view


@all_or_nothing
def remove_view(*, view: SavedView, by: Practitioner) -> None:
    """Remove a view with the mails about it; the report and its figures stay."""
    require(can_remove_view(by, view))
    ReadyMail.objects.filter(view=view).delete()
    trail.record("view_removed", subject_kind="report", reason=view.report, view=str(view.id))
    view.delete()


@all_or_nothing
def mail_when_ready(*, view: SavedView, every: str, on_day: int, by: Practitioner) -> ReadyMail:
    """Have a mail sent to oneself, every week or month on a day, that says that a view is ready."""
    require(can_be_mailed(by, view))
    if ReadyMail.objects.filter(view=view, recorded_by=by).exists():
        raise ValidationError("You get this mail already. Stop it first to choose another day")
    mail = ReadyMail.record(by=by, view=view, every=every, on_day=on_day)
    trail.record("report_mail_begun", subject_kind="report", reason=view.report, view=str(view.id))
    return mail


@all_or_nothing
def stop_mail(*, view: SavedView, by: Practitioner) -> None:
    """Have no more mails sent to oneself about a view; harmless where there are none."""
    require(can_be_mailed(by, view))
    if ReadyMail.objects.filter(view=view, recorded_by=by).delete()[0]:
        trail.record("report_mail_stopped", subject_kind="report", reason=view.report, view=str(view.id))


@all_or_nothing
def say_children_living(
    *,
    year: int,
    whole: int,
    source: str,
    places: Mapping[Locality, int | None] | None = None,
    by: Practitioner,
) -> None:
    """Say how many children aged 0 to 17 live in the authority, and in localities, in a financial year.

    places: None takes back what was said of a locality. What was said before stays and is no longer used;
    numbers that are as they were are not said again.
    """
    require(can_say_children_living(by))
    named = " ".join(source.split())
    if not named:
        raise ValidationError({"source": "Enter where the numbers are from"})
    if sum(number or 0 for number in (places or {}).values()) > whole:
        raise ValidationError({"whole": "The localities come to more children than the whole authority"})
    before = Living(by).years.get(year)
    said: list[tuple[Locality | None, int | None]] = [(None, whole), *(places or {}).items()]
    for locality, number in said:
        then = before.numbers.get(str(locality.pk) if locality else EVERYWHERE) if before else None
        is_from_elsewhere = before is not None and before.source != named and number is not None
        if number != then or is_from_elsewhere:
            ChildrenLiving.record(by=by, year=year, locality=locality, number=number, source=named)
    trail.record("children_living_said", subject_kind="authority", subject_id=by.authority_id, year=year)
