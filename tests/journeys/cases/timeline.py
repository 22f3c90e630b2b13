"""The steps of a file's timeline, each on its day, by who does it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from opencaf.core import clock
from tests.journeys.cases import (
    assessing,
    beginning,
    chronicle,
    contributing,
    deciding,
    family,
    homes,
    meeting,
    stepping,
    support,
)
from tests.journeys.cases.hands import Hands
from tests.journeys.cases.journey import COORDINATOR, Journey, day
from tests.journeys.cases.reading import Entry
from tests.journeys.cases.setting_up import BEFORE, set_up

EARLY, LATE = -1, 9999  # what has no line of its own comes before or after those of its day
Step = tuple[str, int, Callable[[], Any]]


def go_through(case: Entry, hands: Hands) -> Journey:
    """Enter a case from the search to the closing; afterwards the clock stands at the day it closed."""
    at = Journey(case, set_up(case), hands)
    latest = clock.noon(BEFORE)
    for on, _, act in sorted(steps_of(at), key=lambda step: step[:2]):
        with clock.everywhere_at(max(clock.noon(day(on)), latest), running=True):
            act()
            latest = clock.now()
    return at


def steps_of(at: Journey) -> list[Step]:
    """Return every step with its day and its place in the day."""
    steps = enumerate(at.case.peek("timeline"))
    named = [(step["on"], number, partial(take, at, **step)) for number, step in steps]
    return [*named, *extra_steps(at)]


def extra_steps(at: Journey) -> list[Step]:
    """Return what has a day of its own in the file but no line in its timeline."""
    return [
        *of_the_family(at),
        *of_the_chronology(at),
        *of_services(at),
        *of_cancelled_meetings(at),
        *of_first_meetings(at),
    ]


def of_the_family(at: Journey) -> list[Step]:
    """Moves, and parental responsibility that begins."""
    acts = {"move": homes.move, "responsibility": family.begin_responsibility}
    return [
        (on, LATE, partial(in_charge, at, partial(acts[kind], at, what)))
        for on, kind, what in family.later_events(at)
    ]


def of_the_chronology(at: Journey) -> list[Step]:
    """The events of the family's life."""
    return [(on, LATE, partial(in_charge, at, act)) for on, act in chronicle.events_to_come(at)]


def of_services(at: Journey) -> list[Step]:
    """Needs that nobody meets, and what a service that carries on has given by the closing."""
    found: list[Step] = []
    closed_on = at.case.peek("closure")["on"]
    for one in at.case.parts("service_requests"):
        key, need = one.peek("id"), one.peek("unmet_need")
        if need:
            found.append((need["recorded_on"], LATE, partial(in_charge, at, partial(support.unmet, at, key))))
        if one.peek("delivered") and not one.peek("ended_on"):
            found.append((closed_on, EARLY, partial(in_charge, at, partial(support.end, at, key))))
    return found


def of_cancelled_meetings(at: Journey) -> list[Step]:
    """A meeting that is cancelled is planned at the one before."""
    held = [one.peek("on") for one in at.case.parts("meetings") if one.peek("on")]
    return [
        (
            max(on for on in held if on < one.peek("planned_for")),
            LATE,
            partial(in_charge, at, partial(meeting.plan_meeting, at, one.peek("id"))),
        )
        for one in at.case.parts("meetings")
        if one.peek("status") == "cancelled"
    ]


def of_first_meetings(at: Journey) -> list[Step]:
    """After it was held, the meeting is named that was social care's last."""
    meetings = {one.peek("id"): one.peek("on") for one in at.case.parts("meetings")}
    return [
        (meetings[one.peek("meeting")], LATE, partial(in_charge, at, partial(stepping.name_meeting, at)))
        for one in at.case.parts("step_down")
    ]


def in_charge(at: Journey, act: Callable[[], Any]) -> None:
    """Let who leads, or who began, do something."""
    at.work_as(at.lead)
    act()


def take(at: Journey, on: str, step: str, ref: str) -> None:
    """Take one step of the timeline."""
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
    if step.startswith(("step up: ", "step down: ")):
        what = step.split(": ")[1]
        return [(step, stepping.who_acts(at, what), lambda: stepping.act(at, what))]
    return [
        ("log the intention", at.case.peek("intention")["by"], lambda: begin(at)),
        ("fill in the checklist", at.lead, lambda: beginning.fill_in_checklist(at)),
        ("record consent", explainer(at, ref), lambda: beginning.record_consent(at, ref)),
        ("record a sharing decision", decider(at, ref), lambda: deciding.decide(at, ref)),
        ("start the assessment", assessor(at, ref), lambda: assessing.start(at, ref.split()[-1])),
        ("visit the family", at.case.peek("assessment")["by"], lambda: assessing.visit(at, on)),
        (
            "contribute to the assessment",
            at.case.peek("assessment")["by"],
            lambda: contributing.contribute(at, ref),
        ),
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


def decider(at: Journey, ref: str) -> str:
    """Who decided to share, or not to."""
    rows = [one for one in at.case.parts("sharing_decisions") if one.peek("id") == ref]
    return let_in(at, rows[0].peek("decided_by")) if rows else ""


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
