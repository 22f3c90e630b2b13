"""The steps of a file's timeline, each on its day, by who does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opencaf.core import clock
from tests.journeys.cases import assessing, beginning, family, meeting, support
from tests.journeys.cases.hands import Hands
from tests.journeys.cases.journey import COORDINATOR, Journey, day
from tests.journeys.cases.reading import Entry
from tests.journeys.cases.setting_up import set_up

# Steps that the program has no place for yet; docs/case-coverage.md says what will hold their words.
NOT_YET = ("record a sharing decision", "step up", "step down", "contribute to the assessment")
ORDER_OF_EXTRAS = 50


def go_through(case: Entry, hands: Hands) -> Journey:
    """Enter a case from the search to the closing."""
    at = Journey(case, set_up(case), hands)
    for on, _, act in sorted(steps_of(at), key=lambda step: step[:2]):
        with clock.everywhere_at(clock.noon(day(on))):
            act()
    return at


def steps_of(at: Journey) -> list[tuple[str, int, Callable[[], Any]]]:
    """Return every step with its day and its place in the day."""
    steps: list[tuple[str, int, Callable[[], Any]]] = []
    for number, step in enumerate(at.case.peek("timeline")):
        steps.append((step["on"], number * 10, lambda step=step: take(at, **step)))
    return [*steps, *extra_steps(at)]


def extra_steps(at: Journey) -> list[tuple[str, int, Callable[[], Any]]]:
    """Return what has a day of its own in the file but no line in its timeline."""
    late = 9999
    found: list[tuple[str, int, Callable[[], Any]]] = []
    for on, kind, what in family.later_events(at):
        act = family.move if kind == "move" else family.begin_responsibility
        found.append((on, late, lambda act=act, what=what: in_charge(at, lambda: act(at, what))))
    for one in at.case.parts("service_requests"):
        if one.peek("unmet_need"):
            on = one.peek("unmet_need")["recorded_on"]
            found.append((on, late, lambda key=one.peek("id"): in_charge(at, lambda: support.unmet(at, key))))
        if one.peek("delivered") and not one.peek("ended_on"):
            on = at.case.peek("closure")["on"]
            found.append((on, -1, lambda key=one.peek("id"): in_charge(at, lambda: support.end(at, key))))
    for one in at.case.parts("meetings"):
        if one.peek("status") == "cancelled":
            before = max(
                other.peek("on")
                for other in at.case.parts("meetings")
                if (other.peek("on") or "9999") < one.peek("planned_for")
            )
            found.append(
                (before, late, lambda key=one.peek("id"): in_charge(at, lambda: meeting.plan_meeting(at, key)))
            )
    return found


def in_charge(at: Journey, act: Callable[[], Any]) -> None:
    """Let who leads, or who began, do something."""
    at.work_as(at.lead)
    act()


def take(at: Journey, on: str, step: str, ref: str) -> None:
    """Take one step of the timeline."""
    if step.startswith(NOT_YET):
        return
    for words, who, act in handlers(at, on, step, ref):
        if step.startswith(words):
            at.work_as(who)
            act()
            return
    raise AssertionError(f"No step like “{step}”")


def handlers(at: Journey, on: str, step: str, ref: str) -> list[tuple[str, str, Callable[[], Any]]]:
    """Return how each step begins, who takes it, and what they do."""
    if step == "search for an existing record":
        return [(step, begin_search(at), lambda: family.search(at))]
    return [
        ("log the intention", at.case.peek("intention")["by"], lambda: begin(at)),
        ("fill in the checklist", at.lead, lambda: beginning.fill_in_checklist(at)),
        ("record consent", explainer(at, ref), lambda: beginning.record_consent(at, ref)),
        ("start the assessment", assessor(at, ref), lambda: assessing.start(at, ref.split()[-1])),
        ("visit the family", at.case.peek("assessment")["by"], lambda: assessing.visit(at, on)),
        ("complete the assessment", assessor(at, ref), lambda: assessing.complete(at, ref.split()[-1])),
        ("show the assessment", at.case.peek("assessment")["by"], lambda: assessing.show(at)),
        ("record level of need", ref, lambda: support.record_level(at, step.split()[-1], ref, on)),
        ("ask for a service", asker(at, ref), lambda: support.ask(at, ref)),
        ("send the request", at.lead, lambda: support.send(at, ref)),
        ("service decides again", at.lead, lambda: support.decide(at, ref, again=True)),
        ("service decides", at.lead, lambda: support.decide(at, ref)),
        ("service starts", at.lead, lambda: support.begin(at, ref)),
        ("service ends", at.lead, lambda: support.end(at, ref)),
        ("hold:", minute_taker(at, ref), lambda: meeting.hold(at, ref)),
        ("cancelled:", at.lead, lambda: meeting.cancel(at, ref)),
        ("lead professional begins", at.lead, lambda: meeting.begin_lead(at, ref, on)),
        ("lead professional ends", at.lead, lambda: None),
        ("close an action", at.lead, lambda: meeting.close_action(at, ref)),
        ("write progress", at.lead, lambda: meeting.write_progress(at, ref, on)),
        ("suspend the CAF", at.lead, lambda: support.suspend(at)),
        ("take the CAF up again", at.lead, lambda: support.resume(at)),
        ("the baby is born", at.lead, lambda: family.record_birth(at, ref)),
        ("close the CAF", at.lead, lambda: support.close(at)),
    ]


def begin_search(at: Journey) -> str:
    """Let the initiator in before there is anything to be let into."""
    at.let_in.add(at.case.peek("intention")["by"])
    return str(at.case.peek("intention")["by"])


def begin(at: Journey) -> None:
    """Record the family, then the intention."""
    family.record_family(at)
    beginning.log_intention(at)


def explainer(at: Journey, ref: str) -> str:
    """Who explained an agreement to the family."""
    rows = [one for one in at.case.parts("consents") if one.peek("id") == ref]
    return let_in(at, rows[0].peek("explained_by")) if rows else ""


def assessor(at: Journey, ref: str) -> str:
    """Who writes a version."""
    if not ref.startswith("version"):
        return ""
    versions = [at.case.peek("assessment"), *(at.case.peek("assessment_versions") or [])]
    return let_in(at, next(one["by"] for one in versions if str(one["version"]) == ref.split()[-1]))


def asker(at: Journey, ref: str) -> str:
    """Who asked a service."""
    rows = [one for one in at.case.parts("service_requests") if one.peek("id") == ref]
    return str(rows[0].peek("asked_by")) if rows else ""


def minute_taker(at: Journey, ref: str) -> str:
    """Who writes a meeting down."""
    rows = [one for one in at.case.parts("meetings") if one.peek("id") == ref]
    return str(rows[0].peek("minutes_by")) if rows and rows[0].peek("minutes_by") else at.lead


def let_in(at: Journey, key: str) -> str:
    """Take somebody into the team who works with the family from now on."""
    if key in at.let_in or key == COORDINATOR or not at.signs_in(key):
        return key
    at.work_as(at.lead)
    at.open_case("episodes:overview", "episodes:team", "episodes:team_join")
    at.hands.write({"somebody_else": at.email(key), "joined_on": clock.today()})
    at.hands.send()
    at.let_in.add(key)
    return key
