"""Saving a view of a report, removing it, and the mails that say that it is ready."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.rulings import require
from opencaf.core.together import all_or_nothing
from opencaf.reports.catalogue import REPORTS
from opencaf.reports.models import ReadyMail, SavedView
from opencaf.reports.permissions import can_be_mailed, can_remove_view, can_save_view


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
