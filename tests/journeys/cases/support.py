"""Services asked for, levels of need, rests, and the closing."""

from __future__ import annotations

from typing import Any

from opencaf.episodes.models import Episode, LevelOfNeed, Outcome, ServiceRequest
from opencaf.episodes.queries.withholding import withheld_from
from tests.journeys.cases.hands import Answers
from tests.journeys.cases.journey import COORDINATOR, Journey
from tests.journeys.cases.meeting import action_of, is_offered
from tests.journeys.cases.meeting import id_of as meeting_id
from tests.journeys.cases.reading import Entry


def request_of(at: Journey, key: str) -> Entry:
    """Return a request of the file."""
    return next(one for one in at.case.parts("service_requests") if one.peek("id") == key)


def ask(at: Journey, key: str) -> None:
    """Ask a service."""
    held = request_of(at, key)
    at.open_case("episodes:services", "episodes:request_add")
    by = held["asked_by"]
    if not is_offered(at, "asked_by", at.id_of(by)) and at.hands.who != at.email(by):
        raise AssertionError(f"{by} is not offered as who asked")
    at.hands.write(
        {
            "service_name": held["service"],
            "agency": at.id_of(held["agency"]),
            "people": [at.id_of(one) for one in held["for"]],
            "asked_on": held["asked_on"],
            "asked_by": None
            if by in at.place.practitioners and at.hands.who == at.email(by)
            else at.id_of(by),
            "consent_note": held.get("consent_note"),
        }
    )
    at.hands.send()


def step(at: Journey, key: str, page: str, answers: Answers) -> None:
    """Write one step of a request."""
    held = request_of(at, key)
    with at.inside():
        found = ServiceRequest.objects.get(
            episode_id=at.episode_id, service_name=held["service"], asked_on=held["asked_on"]
        )
    at.open_case("episodes:services", "episodes:request", request_id=found.id)
    at.hands.walk(f"episodes:request_{page}", episode_id=at.episode_id, request_id=found.id)
    at.hands.write(answers)
    at.hands.send()


def send(at: Journey, key: str) -> None:
    """Say what was sent."""
    held = request_of(at, key)
    step(at, key, "send", {"sent_on": held["sent_on"], "sent_what": held["sent"]})


def decide(at: Journey, key: str, *, again: bool = False) -> None:
    """Say what the service decided, first or again."""
    held = request_of(at, key)
    if again:
        answers = {"decision": held["decision_again"], "decided_on": held["decided_again_on"]}
    else:
        answers = {
            "decision": held["decision"],
            "decided_on": held["decided_on"],
            "reason": held.get("reason"),
        }
    step(at, key, "decide", answers)


def begin(at: Journey, key: str) -> None:
    """Say that the service began."""
    step(at, key, "start", {"started_on": request_of(at, key)["started_on"]})


def end(at: Journey, key: str) -> None:
    """Say what the service gave, and when it ended, if it did."""
    held = request_of(at, key)
    step(at, key, "deliver", {"delivered": held["delivered"], "ended_on": held.get("ended_on")})


def unmet(at: Journey, key: str) -> None:
    """Record a need that nobody meets."""
    held = request_of(at, key)["unmet_need"]
    step(
        at,
        key,
        "unmet",
        {"need": held["need"], "recorded_on": held["recorded_on"], "review_asked": held["asked_for_review"]},
    )


def record_level(at: Journey, level: str, by: str, on: str) -> None:
    """Record the level of need."""
    held = next(one for one in at.case["level_of_need"] if one["on"] == on)
    assert (str(held["level"]), held["by"]) == (level, by)
    if is_recorded(at, level, by, on):
        return  # completing the assessment recorded what its conclusions say
    at.open_case("episodes:overview", "episodes:level")
    says = at.id_of(by) if at.hands.who != at.email(by) else None
    at.hands.write({"level": level, "decided_on": on, "decided_by": says})
    at.hands.send()


def is_recorded(at: Journey, level: str, by: str, on: str) -> bool:
    """Whether the level was recorded on that day by that practitioner already."""
    with at.inside():
        held = LevelOfNeed.objects.filter(episode_id=at.episode_id, level=level, decided_on=on)
        return held.filter(decided_by_id=at.id_of(by)).exists()


def suspend(at: Journey) -> None:
    """Let the case rest."""
    held = at.case["suspended"][0]
    ended = [one for one in at.case.parts("lead_professionals") if one.peek("why_ended")]
    at.open_case("episodes:overview", "episodes:suspend")
    at.hands.write(
        {
            "started_on": held["from"],
            "reason": held["why"],
            "lead_why": ended[0]["why_ended"] if ended else None,
        }
    )
    at.hands.send()


def resume(at: Journey) -> None:
    """Take the case up again."""
    at.open_case("episodes:overview", "episodes:resume")
    at.hands.write({"ended_on": at.case["suspended"][0]["to"]})
    at.hands.send()


def close(at: Journey) -> None:
    """Say how far each outcome was met, then close with everything the file says."""
    held = at.case["closure"]
    for outcome in at.case["plan"].parts("outcomes"):
        judge_outcome(at, outcome)
    if is_kept_from_the_lead(at, held):
        at.work_as(COORDINATOR)
    at.open_case("episodes:overview", "episodes:close")
    answers: Answers = {
        "closed_on": held["on"],
        "meeting": str(meeting_id(at, held["meeting"])),
        "outcome_level": held["outcome_level"],
        "level_of_need": str(held["level_of_need"]),
        "keeping_it_going": held["keeping_it_going"],
        "look_back_on": held["look_back_on"],
        "single_agency": at.id_of(held["single_agency"]) if held.peek("single_agency") else None,
    }
    answers["reason"] = reason(at, held["reason"])
    needs = held["remaining_needs"]
    for number, need in enumerate(needs):
        answers[f"need{number}"], answers[f"need{number}_held_by"] = need["need"], need["held_by"]
    at.hands.write({**answers, **results(at, held), **views(at, held)})
    at.hands.send()


def is_kept_from_the_lead(at: Journey, held: Entry) -> bool:
    """Whether the file tells of a part that who leads is not to see, so that the coordinator closes."""
    told = {(at.people[row["child"]], row["element"]) for row in held["per_need"]}
    with at.inside():
        kept = withheld_from(at.place.practitioners[at.lead], Episode.objects.get(pk=at.episode_id))
    return not kept.isdisjoint(told)


def reason(at: Journey, code: str) -> str:
    """Return the authority's own words for a reason, as the page offers them."""
    values = [one["value"] for one in at.hands.controls() if one["name"] == "reason"]
    return next(value for value in values if value.split(".")[0] == code)


def judge_outcome(at: Journey, outcome: Entry) -> None:
    """Say on the plan how far an outcome is met, and who carries an open action on."""
    with at.inside():
        held = Outcome.objects.get(episode_id=at.episode_id, wording=outcome.peek("wording"))
    at.open_case("episodes:plan", "episodes:outcome", outcome_id=held.id)
    at.hands.write({"status": outcome["status"]})
    at.hands.send()
    for action in outcome.parts("actions"):
        if action.peek("handed_to"):
            hand_on(at, action)


def hand_on(at: Journey, action: Entry) -> None:
    """Say who carries an open action on."""
    _, held = action_of(at, action.peek("id"))
    assert action["status"] == "in_progress"
    at.open_case("episodes:plan", "episodes:action", action_id=held)
    at.hands.write({"handed_to": action["handed_to"]})
    at.hands.press("Hand on")


def results(at: Journey, held: Entry) -> Answers:
    """Return how far each outcome was met for each child and area."""
    answers: Answers = {}
    more = 0
    for row in held["per_need"]:
        wording = next(
            one.peek("wording")
            for one in at.case["plan"].parts("outcomes")
            if one.peek("id") == row["outcome"]
        )
        with at.inside():
            outcome = Outcome.objects.get(episode_id=at.episode_id, wording=wording)
        child = at.people[row["child"]]
        key = f"result_{outcome.id.hex}_{child.hex}_{row['element']}"
        if not at.hands.page.locator(f'[name="{key}_status"]').count():
            key = f"more{more}"
            more += 1
            answers |= {
                f"{key}_outcome": str(outcome.id),
                f"{key}_child": str(child),
                f"{key}_element": row["element"],
            }
        answers |= {
            f"{key}_status": row["status"],
            f"{key}_end": str(row["end"]),
            f"{key}_highest": str(row["highest"]) if row.peek("highest") is not None else None,
            f"{key}_text": row.get("text"),
        }
    return answers


def views(at: Journey, held: Entry) -> Answers:
    """Return what each member of the family says, or why they were not asked."""
    found: dict[str, Any] = {}
    said = held.get("child_views")
    for child, text in said.items() if said else [(at.subjects[0], held.get("child_view"))]:
        found[f"view_{at.people[child].hex}"] = text
    for view in held["parents_views"]:
        found[f"view_{at.people[view['person']].hex}"] = view["text"]
    left_out = held.get("parent_not_asked")
    if left_out:
        found[f"view_{at.people[left_out['person']].hex}_why"] = left_out["why"]
    return found
