"""Rounds of audit at each of their stages."""

from __future__ import annotations

import datetime as dt
import uuid

from opencaf.agencies.models import Agency, Practitioner
from opencaf.case_audit.models import AuditForm, AuditRound, Feedback, Kind, Paper, SampledCase
from opencaf.case_audit.operations.feedback import give_feedback
from opencaf.case_audit.operations.forms import adopt_audit_form
from opencaf.case_audit.operations.rounds import ask_scorers, draw_round
from opencaf.case_audit.operations.scoring import Given, save_answers
from opencaf.case_audit.queries import form_in_use, items_of, own_scoring
from opencaf.episodes.models import Assessment, Episode, LeadProfessional
from tests.factories import PractitionerFactory
from tests.reports.world import World


def audit_form(by: Practitioner) -> AuditForm:
    """The audit form that an authority uses."""
    return form_in_use(by.authority_id) or adopt_audit_form(by=by)


def assessed_case(world: World, on: dt.date, *, agency: Agency | None = None, **words: str) -> Episode:
    """A case with a completed assessment."""
    case = world.case(on, agency=agency)
    assess(world, case, **words)
    return case


def assess(world: World, case: Episode, **words: str) -> None:
    """A completed assessment of a case."""
    days = {"started_on": case.intended_on, "completed_on": case.intended_on}
    who = {"by": world.by, "assessor": world.by}
    Assessment.record(**who, episode=case, form=world.form, state="completed", **days, **words)


def led_by(case: Episode, who: Practitioner, *, by: Practitioner) -> LeadProfessional:
    """Somebody leads a case."""
    return LeadProfessional.record(
        by=by,
        episode=case,
        practitioner=who,
        agency=who.agency,
        started_on=case.intended_on,
    )


def make_round(by: Practitioner, *, size: int = 3, **asked: object) -> AuditRound:
    """A sample of the cases that there are."""
    audit_form(by)
    chosen: dict[str, object] = {
        "name": f"Round {uuid.uuid4().hex[:6]}",
        "from_on": dt.date(2010, 1, 1),
        "to_on": dt.date(2030, 1, 1),
        "which": "all",
        "spread": "nothing",
        **asked,
    }
    return draw_round(size=size, by=by, **chosen)  # type: ignore[arg-type]


def two_scorers() -> list[Practitioner]:
    """Two people who never had to do with any case."""
    return [PractitionerFactory(given_name="Sam"), PractitionerFactory(given_name="Sue")]


def all_answers(paper: Paper, **others: str) -> dict[str, Given]:
    """An answer to every item: what the program saw, else yes and 2; others by the codes of their items."""
    found = {}
    for item in items_of(paper.round.form):
        seen = paper.seen.get(item.code)
        value = others.get(item.code) or (seen[0] if seen else "2" if item.kind == Kind.GRADE else "yes")
        found[item.code] = Given(value, "It stands in the notes." if seen and value != seen[0] else "")
    return found


def score(paper: Paper, by: Practitioner, **others: str) -> None:
    """Score a paper to the end."""
    scoring = own_scoring(by, paper.pk)
    assert scoring is not None
    save_answers(scoring=scoring, given=all_answers(paper, **others), finish=True, by=by)


def scored_round(by: Practitioner, *, size: int = 1) -> AuditRound:
    """A round whose papers two people have scored alike."""
    made = make_round(by, size=size)
    people = two_scorers()
    ask_scorers(audit_round=made, scorers=people, by=by)
    for paper in made.papers.all():
        for one in people:
            score(paper, one)
    return made


def make_feedback(by: Practitioner, *, paper: Paper) -> Feedback:
    """Feedback about the case of a paper that is settled."""
    return give_feedback(
        sampled=SampledCase.objects.get(paper=paper),
        good="The child’s own words open it.",
        better="Say how one will know.",
        by=by,
    )
