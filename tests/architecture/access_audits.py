"""Case audits at each of their stages, for the addresses of the access table."""

from __future__ import annotations

from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.case_audit.models import Paper, SampledCase, Scoring
from opencaf.case_audit.operations.forms import add_theme, prepare_audit_form
from opencaf.case_audit.operations.rounds import MOST, ask_scorers
from opencaf.case_audit.queries import form_being_prepared
from opencaf.episodes.models import Episode
from tests.factories.case_audit import make_feedback, make_round, score, scored_round, two_scorers

Arguments = tuple[dict[str, Any], dict[str, dict[str, Any]]]


def case_audits(case: Episode, lead: Practitioner, helper: Practitioner, by: Practitioner) -> Arguments:
    """A round that is drawn, one that is being scored, and one whose every item stands."""
    drawn, done = make_round(by, size=1), scored_round(by, size=MOST)
    told = SampledCase.objects.get(paper__round=done, episode=case).paper
    untold = done.papers.exclude(pk=told.pk)[0]
    differs, unscored = being_scored(by)
    for scorer in (lead, helper):
        Scoring.record(by=by, paper=unscored, scorer=scorer)
    prepared = form_being_prepared(by.authority_id) or prepare_audit_form(by=by)
    arguments = {
        "round_id": drawn.id,
        "paper_id": drawn.papers.get().id,
        "feedback_id": make_feedback(by, paper=told).id,
        "item_id": prepared.items.all()[0].id,
        "theme_id": add_theme(name=f"Late plans of {case.reference}", by=by).id,
    }
    special = {
        "case_audit:close": {"round_id": done.id},
        "case_audit:results": {"round_id": done.id},
        "case_audit:results_download": {"round_id": done.id},
        "case_audit:feedback_give": {"paper_id": untold.id},
        "case_audit:settle": {"paper_id": differs.id},
        "case_audit:score": {"paper_id": unscored.id},
    }
    return arguments, special


def being_scored(by: Practitioner) -> tuple[Paper, Paper]:
    """Two papers of a round: one on which two scorers differ, and one that nobody has scored."""
    running, people = make_round(by, size=MOST), two_scorers()
    ask_scorers(audit_round=running, scorers=people, by=by)
    differs, unscored = running.papers.all()[:2]
    for one, value in zip(people, ("yes", "no"), strict=True):
        score(differs, one, disability=value)
    return differs, unscored
