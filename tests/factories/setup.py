"""An authority with everything that its settings hold."""

import datetime as dt
from dataclasses import dataclass

from opencaf.agencies.models import Authority, ClosureCategory, MeetingKind, Practitioner
from opencaf.agencies.operations.setup import (
    KindOfMeeting,
    ReasonToClose,
    set_closure_categories,
    set_meeting_kinds,
)
from opencaf.episodes.models import AssessmentForm
from opencaf.episodes.operations.forms import adopt_national_form
from tests.factories import PractitionerFactory, acting_in

KINDS = (
    KindOfMeeting("tac", "Team around the child meeting"),
    KindOfMeeting("panel", "Multi-agency panel", about_many_children=True),
)
CATEGORIES = (
    ReasonToClose("needs_met_universal", "Child's needs met"),
    ReasonToClose("needs_met_single_agency", "One agency carries on"),
    ReasonToClose("consent_withdrawn", "Family withdrew"),
)


@dataclass(frozen=True)
class Equipment:
    """What an authority needs before an episode can run from intention to closure."""

    form: AssessmentForm
    meeting_kinds: list[MeetingKind]
    closure_categories: list[ClosureCategory]
    administrator: Practitioner


def equipped(authority: Authority) -> Equipment:
    """Give an authority the national form, meeting kinds and closure categories."""
    with acting_in(authority.id):
        administrator = PractitionerFactory(given_name="Ada", post_worn__role="administrator")
        return Equipment(
            form=adopt_national_form(in_use_from=dt.date(2010, 1, 1), by=administrator),
            meeting_kinds=set_meeting_kinds(kinds=KINDS, by=administrator),
            closure_categories=set_closure_categories(categories=CATEGORIES, by=administrator),
            administrator=administrator,
        )
