"""Case audits of the demonstration: a round that was closed, and a sample that waits for its scorers."""

from __future__ import annotations

import datetime as dt

from opencaf.agencies.models import Practitioner
from opencaf.case_audit.models import AuditItem, AuditRound, Kind, Paper, SampledCase, Spread, Which
from opencaf.case_audit.operations.feedback import give_feedback
from opencaf.case_audit.operations.forms import add_theme, adopt_audit_form
from opencaf.case_audit.operations.rounds import ask_scorers, close_round, draw_round
from opencaf.case_audit.operations.scoring import Given, save_answers, settle_paper
from opencaf.case_audit.queries import cases_to_draw, items_of, kept_from_somebody, own_scoring
from opencaf.case_audit.reading import involved_in
from opencaf.case_audit.results import result_of
from opencaf.demo.loading.safekeeping import days_before, sitting
from opencaf.demo.loading.world import World

DREW, SCORED, CLOSED, DREW_AGAIN = 50, 30, 20, 2  # days before the last one on which anything is written
PAPERS, SCORERS, SEED = 4, 2, 2011
WHY = "Both read it again together: the plan says what, and not by when."
GOOD = "One sees this child: what she does, and not only what she lacks. Her own words stand at the top."
BETTER = "Say for each step by when, and what will be different then."
THEME = "Steps without a day"


def audit_cases(world: World) -> None:
    """Draw, score and close a round; then draw the next one, for which nobody is asked yet.

    Nothing is drawn where fewer cases can be than a round has, as in the smallest demonstrations.
    """
    by = world.overseer
    with sitting(by, days_before(world, DREW)):
        if can_be_drawn(world, by) < PAPERS:
            return
        adopt_audit_form(by=by)
        held = draw(world, "Summer round", by)
        scorers = scorers_of(world, held)
        if len(scorers) < SCORERS:
            return
        ask_scorers(audit_round=held, scorers=scorers, by=by)
        papers = list(held.papers.order_by("number"))
    for place, scorer in enumerate(scorers):
        with sitting(scorer, days_before(world, SCORED)):
            for paper in papers:
                score(paper, scorer, place)
    with sitting(by, days_before(world, CLOSED)):
        finish(held, papers[0], by)
    with sitting(by, days_before(world, DREW_AGAIN)):
        draw(world, "Autumn round", by)


def can_be_drawn(world: World, by: Practitioner) -> int:
    """Return how many cases can be drawn."""
    first, last = window(world)
    cases = cases_to_draw(by, from_on=first, to_on=last, which=Which.ALL)
    return cases.exclude(pk__in=kept_from_somebody(cases)).count()


def window(world: World) -> tuple[dt.date, dt.date]:
    """Return the two years before the first draw."""
    until = days_before(world, DREW)
    return until - dt.timedelta(days=730), until


def draw(world: World, name: str, by: Practitioner) -> AuditRound:
    """Draw a round of cases that began within these years."""
    first, last = window(world)
    return draw_round(
        name=name,
        from_on=first,
        to_on=last,
        which=Which.ALL,
        spread=Spread.SECTOR,
        size=PAPERS,
        seed=SEED,
        by=by,
    )


def finish(held: AuditRound, told: Paper, by: Practitioner) -> None:
    """Settle what differs, give feedback to one case, and close."""
    settle_all(held, by)
    theme = add_theme(name=THEME, by=by)
    sampled = SampledCase.objects.select_related("paper__round__form").get(paper=told)
    give_feedback(sampled=sampled, good=GOOD, better=BETTER, themes=[theme], by=by)
    close_round(audit_round=AuditRound.objects.get(pk=held.pk), by=by)


def scorers_of(world: World, held: AuditRound) -> list[Practitioner]:
    """Return two people who sign in and never had to do with any case of a sample."""
    cases = [row.episode for row in SampledCase.objects.filter(paper__round=held).select_related("episode")]
    busy = set().union(*involved_in(cases).values())
    workers = [world.row_of(one) for one in world.plan.staffing.workers if one.signs_in]
    return [one for one in workers if one.id not in busy][:SCORERS]


def score(paper: Paper, scorer: Practitioner, place: int) -> None:
    """Answer every item: as the record says where it says something, and not always as the other does."""
    scoring = own_scoring(scorer, paper.pk)
    if scoring is None:
        return
    given = {}
    for number, item in enumerate(items_of(paper.round.form)):
        seen = paper.seen.get(item.code)
        differs = (number + paper.number + 5 * place) % 9 == 0
        given[item.code] = Given(seen[0] if seen else judged(item, differs=differs))
    save_answers(scoring=scoring, given=given, finish=True, by=scorer)


def judged(item: AuditItem, *, differs: bool) -> str:
    """Return what somebody thinks of an item that the record does not answer."""
    if item.kind == Kind.GRADE:
        return "1" if differs else "2"
    return "no" if differs else "yes"


def settle_all(held: AuditRound, by: Practitioner) -> None:
    """Settle whatever the two answered differently."""
    for result in result_of(held).papers:
        given = {one.item.code: Given(one.answers[0], WHY) for one in result.open}
        if given:
            settle_paper(paper=result.paper, given=given, how="third", by=by)
