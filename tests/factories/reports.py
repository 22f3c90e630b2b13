"""CAFs started on a day, for figures that are worked out by hand."""

import datetime as dt
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Closure, Episode
from opencaf.reports.models import ReadyMail, SavedView
from opencaf.reports.operations import mail_when_ready, save_view
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory, make_episode


def initiator_of(sector: str, **values: Any) -> Practitioner:
    """Somebody who works in a sector."""
    return PractitionerFactory(post_worn__agency=AgencyFactory(sector=sector, **values))


def start_caf(on: dt.date, *, by: Practitioner, children: list[dict[str, Any]] | None = None) -> Episode:
    """A CAF intended on a day; each child is given by what is known of it."""
    people = [ChildFactory(**values) for values in children or [{}]]
    return make_episode(by=by, children=people, intended_on=on)


def close_as(episode: Episode, reason: str, *, on: dt.date, by: Practitioner) -> Closure:
    """A closure with a reason, and nothing else of what closing does."""
    episode.state, episode.closed_on = "closed", on
    episode.save()
    return Closure.record(
        by=by,
        episode=episode,
        closed_on=on,
        state_before="intended",
        reason=reason,
        outcome_level="not_assessed",
    )


def make_view(*, by: Practitioner, **values: Any) -> SavedView:
    """A view of closings by reason, saved by its owner: the database lets nobody save one for another."""
    values = {"report": "closed", "name": "Closings", "choices": {"rows": "reason"}} | values
    with acting_as(by):
        return save_view(by=by, **values)


def make_mail(view: SavedView, *, by: Practitioner, every: str = "week", on_day: int = 1) -> ReadyMail:
    """A mail that says on a day that a view is ready."""
    with acting_as(by):
        return mail_when_ready(view=view, every=every, on_day=on_day, by=by)


def acting_as(practitioner: Practitioner) -> Any:
    """Ask the database as somebody does who is signed in."""
    return acting_for(
        Asking(
            practitioner_id=practitioner.id,
            post_id=practitioner.post.id,
            authority_id=practitioner.authority_id,
        )
    )
