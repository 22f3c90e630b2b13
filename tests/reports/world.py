"""Cases as rows, for figures: whatever a report counts, written without the operations that ask more."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from opencaf.agencies.models import Agency, Locality, Practitioner
from opencaf.episodes.models import (
    Assessment,
    AssessmentForm,
    Closure,
    Consent,
    Episode,
    EpisodeChild,
    LeadProfessional,
    Mark,
    Meeting,
    Review,
    ServiceDecision,
    ServiceRequest,
    ThresholdStep,
)
from opencaf.people.models import Person
from tests.factories import ChildFactory, MeetingKindFactory
from tests.factories.assessment import national_form


class World:
    """Writes rows of cases for one authority."""

    def __init__(self, by: Practitioner) -> None:
        self.by = by
        self.form: AssessmentForm = national_form(by)
        self.kind = MeetingKindFactory()

    def case(
        self,
        on: dt.date,
        *,
        children: list[Person] | None = None,
        agency: Agency | None = None,
        locality: Locality | None = None,
        **values: Any,
    ) -> Episode:
        """A CAF intended on a day; a child may be in several."""
        case = Episode.record(
            by=self.by,
            reference=f"T-{uuid.uuid4().hex[:12]}",
            intended_on=on,
            initiator=self.by,
            initiating_agency=agency or self.by.agency,
            locality=locality,
            why="More help is needed.",
            **values,
        )
        for position, child in enumerate(children or [ChildFactory()]):
            EpisodeChild.record(
                by=self.by,
                episode=case,
                child=child,
                joined_on=on,
                position=position,
                second_open_reason="Of a test.",
            )
        return case

    def assess(
        self,
        case: Episode,
        on: dt.date,
        *,
        version: int = 1,
        state: str = "completed",
        marks: Iterable[tuple[Person, str, int | str, str]] = (),
        write: Callable[[Assessment], None] = lambda _version: None,
    ) -> Assessment:
        """A version that is complete, with marks by child, area, what was marked and who marked.

        write: what else is written while it is a draft.
        """
        made = Assessment.record(
            by=self.by, episode=case, form=self.form, version=version, started_on=on, assessor=self.by
        )
        for child, element, mark, rater in marks:
            about = {"child": child, "element": element, "rater": rater, "marked_on": on}
            Mark.record(by=self.by, episode=case, assessment=made, occasion="start", **about, **said(mark))
        write(made)
        made.state, made.completed_on = state, on
        made.save()
        return made

    def meet(self, case: Episode, on: dt.date) -> Meeting:
        return Meeting.record(
            by=self.by, episode=case, kind=self.kind, status="held", held_on=on, closing_proposed=True
        )

    def review(self, case: Episode, on: dt.date, marks: Iterable[tuple[Person, str, int | str]]) -> Review:
        """Marks of the team at a review."""
        review = Review.record(by=self.by, episode=case, meeting=self.meet(case, on), reviewed_on=on)
        for child, element, mark in marks:
            about = {"child": child, "element": element, "rater": "team", "marked_on": on}
            Mark.record(by=self.by, episode=case, review=review, occasion="review", **about, **said(mark))
        return review

    def lead(self, case: Episode, of: Practitioner, on: dt.date, **values: Any) -> LeadProfessional:
        return LeadProfessional.record(
            by=self.by, episode=case, practitioner=of, agency=of.agency, started_on=on, **values
        )

    def close(
        self, case: Episode, on: dt.date, reason: str, *, outcome: str = "most", reopened: bool = False
    ) -> Closure:
        """A closing; one that was followed by a reopening leaves the case open."""
        before = case.state
        if not reopened:
            case.state, case.closed_on = "closed", on
            case.save()
        again = {"reopened_on": on, "reopened_reason": "Needed again."} if reopened else {}
        return Closure.record(
            by=self.by,
            episode=case,
            closed_on=on,
            state_before=before,
            reason=reason,
            outcome_level=outcome,
            **again,
        )

    def consent(self, case: Episode, on: dt.date, **values: Any) -> Consent:
        columns = {"kind": "assess", "given": True, "capacity": "parent", "method": "written"} | values
        person = case.episode_children.all()[0].child
        return Consent.record(
            by=self.by, episode=case, answered_on=on, given_by=person, explained_by=self.by, **columns
        )

    def ask(self, case: Episode, on: dt.date, *, agency: Agency, **values: Any) -> ServiceRequest:
        return ServiceRequest.record(
            by=self.by, episode=case, asked_on=on, agency=agency, service_name="Group", **values
        )

    def decide(self, request: ServiceRequest, decision: str, on: dt.date) -> ServiceDecision:
        return ServiceDecision.record(by=self.by, request=request, decision=decision, decided_on=on)

    def step_up(self, case: Episode, on: dt.date, *, agency: Agency, **values: Any) -> ThresholdStep:
        return ThresholdStep.record(
            by=self.by,
            episode=case,
            direction="up",
            agency=agency,
            decided_on=on,
            sent_on=on,
            sent_by=self.by,
            **values,
        )

    def step_down(self, case: Episode, on: dt.date, *, agency: Agency, **values: Any) -> ThresholdStep:
        return ThresholdStep.record(
            by=self.by, episode=case, direction="down", agency=agency, decided_on=on, **values
        )


def said(mark: int | str) -> dict[str, Any]:
    """The columns of a mark: a number, or why there is none."""
    return {"state": "marked", "value": mark} if isinstance(mark, int) else {"state": mark}
