"""Meetings, reviews, lead professionals, and the plan that comes out of them."""

from __future__ import annotations

from typing import Any

from opencaf.episodes.models import Action, Meeting, Outcome
from tests.journeys.cases.hands import Answers
from tests.journeys.cases.journey import COORDINATOR, Journey
from tests.journeys.cases.reading import Entry

KINDS = {"review": "Review meeting"}
BLANK_ROWS = 6


def meeting_of(at: Journey, key: str) -> Entry:
    """Return a meeting of the file."""
    return next(one for one in at.case.parts("meetings") if one.peek("id") == key)


def id_of(at: Journey, key: str) -> Any:
    """Return the id of a meeting that was held, or is planned."""
    held = meeting_of(at, key)
    with at.inside():
        found = Meeting.objects.filter(episode_id=at.episode_id)
        on = held.peek("on")
        return (found.get(held_on=on) if on else found.get(planned_for=held.peek("planned_for"))).id


def hold(at: Journey, key: str) -> None:
    """Write down a meeting, then what follows from it: the review and the plan."""
    held = meeting_of(at, key)
    at.open_case("episodes:meetings", "episodes:meeting_hold")
    at.hands.write(what_was_said(at, held) | attendance(at, held))
    at.hands.send()
    review = next((one for one in at.case.parts("reviews") if one.peek("meeting") == key), None)
    if review:
        write_review(at, review)
    plan_what_follows(at, key)


def what_was_said(at: Journey, held: Entry) -> Answers:
    """Return what kind it was, where, who chaired, what was said and decided."""
    kind = held["kind"]
    chair, minutes = held["chair"], held["minutes_by"]
    answers: Answers = {
        "kind": KINDS.get(kind, "Team around the child meeting"),
        "purpose": kind,
        "held_on": held["on"],
        "place": held["place"],
        "notes": held["notes"],
        "decisions": "\n".join(held["decisions"]),
        "next_on": held.get("next_on"),
        "closing_proposed": True if not held.get("next_on") else None,
        "why_without_family": None if family_came(at, held) else "Could not come; was rung afterwards.",
    }
    for name, who in (("chair", chair), ("minutes", minutes)):
        chosen = "minutes_by" if name == "minutes" else name
        known = is_offered(at, chosen, at.id_of(who))
        answers[chosen if known else f"{name}_else"] = at.id_of(who) if known else at.email(who)
    return answers


def family_came(at: Journey, held: Entry) -> bool:
    """Whether anybody came who is neither a practitioner nor an agency."""
    others = [line for line in held["attendance"] if line["who"] not in at.place.practitioners]
    return any(line["attendance"] == "present" and line["who"] not in at.place.agencies for line in others)


def is_offered(at: Journey, name: str, value: str) -> bool:
    """Whether a list on the page offers somebody."""
    return bool(at.hands.page.locator(f'main [name="{name}"] option[value="{value}"]').count())


def attendance(at: Journey, held: Entry) -> Answers:
    """Return a line for everybody who was asked."""
    answers: Answers = {}
    free = iter(range(1, BLANK_ROWS + 1))
    for line in held["attendance"]:
        who = line["who"]
        key = at.id_of(who)
        if not at.hands.page.locator(f'main [name="attendance_{key}"]').count():
            key = f"other_{next(free)}"
            answers[f"who_{key}"] = (
                at.email(who) if who in at.place.practitioners else name_of_agency(at, who)
            )
        answers[f"attendance_{key}"] = line["attendance"].replace(" ", "_")
        answers[f"note_{key}"] = line.get("note")
        answers[f"update_{key}"] = line.get("update")
        if who in at.place.practitioners and at.hands.page.locator(f'main [name="joins_{key}"]').count():
            answers[f"joins_{key}"] = True
            at.let_in.add(who)
    return answers


def name_of_agency(at: Journey, key: str) -> str:
    """Return the name of an agency of the file."""
    return at.place.agencies[key].name


def plan_meeting(at: Journey, key: str) -> None:
    """Plan a meeting that will be cancelled."""
    held = meeting_of(at, key)
    at.open_case("episodes:meetings", "episodes:meeting_plan")
    at.hands.write(
        {
            "kind": KINDS.get(held["kind"], "Team around the child meeting"),
            "purpose": held["kind"],
            "planned_for": held["planned_for"],
        }
    )
    at.hands.send()


def cancel(at: Journey, key: str) -> None:
    """Cancel a planned meeting."""
    held = meeting_of(at, key)
    assert held["status"] == "cancelled"
    at.open_case("episodes:meetings", "episodes:meeting_cancel", meeting_id=id_of(at, key))
    at.hands.write({"why_cancelled": held["why"]})
    at.hands.send()


def write_review(at: Journey, review: Entry) -> None:
    """Mark again what was looked at, with own marks, what changed and the views."""
    meeting = id_of(at, review["meeting"])
    at.open_case("episodes:meetings", "episodes:meeting", meeting_id=meeting)
    at.hands.walk("episodes:review", episode_id=at.episode_id, meeting_id=meeting)
    assert review["on"] == meeting_of(at, review["meeting"])["on"]
    answers: Answers = {"what_changed": review["what_changed"], "parents_view": review.get("parents_view")}
    for child, marks in review["marks"].items():
        for element, mark in marks.items():
            answers[f"mark_{at.id_of(child)}_{element}"] = str(mark)
    views = review.get("child_views")
    said = views.items() if views else [(at.subjects[0], review.get("child_view"))]
    answers |= {f"view_{at.id_of(child)}": text for child, text in said}
    if not all(at.hands.page.locator(f'main [name="{name}"]').count() for name in answers):
        let_the_coordinator_write(at, meeting)
    at.hands.write(answers | own_marks(at, review))
    at.hands.send()


def let_the_coordinator_write(at: Journey, meeting: Any) -> None:
    """Let the coordinator write a review: who leads is not to see every part, and says so."""
    at.hands.see("not shared with your agency")
    at.work_as(COORDINATOR)
    at.open_case("episodes:meetings", "episodes:meeting", meeting_id=meeting)
    at.hands.walk("episodes:review", episode_id=at.episode_id, meeting_id=meeting)


def own_marks(at: Journey, review: Entry) -> Answers:
    """Return the marks that members of the family gave themselves."""
    answers: Answers = {}
    number = 0
    for own in review.rows("own_marks"):
        rater = own["rater"]
        for element, mark in own["marks"].items():
            number += 1
            answers[f"own_{number}_who"] = at.id_of(rater)
            answers[f"own_{number}_element"] = element
            answers[f"own_{number}_mark"] = str(mark)
            if len(at.subjects) > 1:
                answers[f"own_{number}_child"] = at.id_of(rater) if rater in at.subjects else "all"
    return answers


def plan_what_follows(at: Journey, key: str) -> None:
    """Write the outcomes and actions that were agreed at a meeting."""
    for outcome in at.case["plan"].parts("outcomes"):
        actions = [one for one in outcome.parts("actions") if one.peek("agreed_at") == key]
        if not actions:
            continue
        with at.inside():
            held = Outcome.objects.filter(episode_id=at.episode_id, wording=outcome["wording"])
            is_there = held.exists()
        if not is_there:
            add_outcome(at, outcome, str(meeting_of(at, key).peek("on")))
        for action in actions:
            add_action(at, outcome, action)


def add_outcome(at: Journey, outcome: Entry, on: str) -> None:
    """Write what should be different."""
    at.open_case("episodes:plan", "episodes:outcome_add")
    whose = outcome["whose_words"]
    at.hands.write(
        {
            "wording": outcome["wording"],
            "whose_words": at.name_of(whose) if whose in (*at.people, *at.place.practitioners) else whose,
            "children": [at.id_of(child) for child in outcome["for"]],
            "measure": outcome["measure"],
            "agreed_on": on,
            "target_on": outcome["target_on"],
            "elements": outcome["elements"],
            "need_tags": outcome["need_tags"],
        }
    )
    at.hands.send()


def add_action(at: Journey, outcome: Entry, action: Entry) -> None:
    """Write what somebody will do by a day."""
    with at.inside():
        held = Outcome.objects.get(episode_id=at.episode_id, wording=outcome.peek("wording"))
    at.open_case("episodes:plan", "episodes:action_add", outcome_id=held.id)
    owner = action["owner"]
    known = is_offered(at, "owner", at.id_of(owner))
    else_ = at.email(owner) if owner in at.place.practitioners else owner
    at.hands.write(
        {
            "what": action["what"],
            "owner" if known else "somebody_else": at.id_of(owner) if known else else_,
            "due_on": action["due"],
            "agreed_at": str(id_of(at, action["agreed_at"])),
        }
    )
    at.hands.send()


def action_of(at: Journey, key: str) -> tuple[Entry, Any]:
    """Return an action of the file with its id in the program."""
    for outcome in at.case["plan"].parts("outcomes"):
        for action in outcome.parts("actions"):
            if action.peek("id") == key:
                with at.inside():
                    held = Action.objects.get(
                        outcome__episode_id=at.episode_id,
                        what=action.peek("what"),
                        due_on=action.peek("due"),
                    )
                return action, held.id
    raise AssertionError(key)


def write_progress(at: Journey, key: str, on: str) -> None:
    """Write how an action is going."""
    action, held = action_of(at, key)
    for line in action["progress"]:
        if line["on"] != on:
            continue
        who = line["by"]
        at.open_case("episodes:plan", "episodes:action", action_id=held)
        known = is_offered(at, "said_by", at.id_of(who))
        at.hands.write(
            {
                "text": line["text"],
                "said_on": line["on"],
                "said_by" if known else "said_by_else": at.id_of(who) if known else at.email(who),
            }
        )
        at.hands.press("Save progress")


def close_action(at: Journey, key: str) -> None:
    """Say how an action ended."""
    action, held = action_of(at, key)
    at.open_case("episodes:plan", "episodes:action", action_id=held)
    at.hands.write(
        {"status": action["status"], "closed_on": action["closed_on"], "reason": action.get("reason")}
    )
    at.hands.press("Close the action")


def begin_lead(at: Journey, key: str, on: str) -> None:
    """Agree who leads, or hand the lead over."""
    rows = at.case.parts("lead_professionals")
    held = next(one for one in rows if (one.peek("practitioner"), one.peek("from")) == (key, on))
    at.open_case("episodes:overview", "episodes:meetings")
    meeting = held["agreed_at"]
    at.hands.walk("episodes:meeting", episode_id=at.episode_id, meeting_id=id_of(at, meeting))
    at.hands.walk("episodes:lead", episode_id=at.episode_id)
    leader = held["practitioner"]
    known = is_offered(at, "practitioner", at.id_of(leader))
    answers: Answers = {
        "practitioner" if known else "somebody_else": at.id_of(leader) if known else at.email(leader),
        "started_on": held["from"],
        "agreed_at": str(id_of(at, meeting)),
        "chosen_by": chosen_by(at, held.get("chosen_by")),
    }
    at.hands.write({**answers, **handover(at, held)})
    at.hands.send()
    at.lead = leader
    at.let_in.add(leader)


def chosen_by(at: Journey, words: str | None) -> str | None:
    """Return who chose, by name where the file gives an id."""
    return at.name_of(words) if words in at.people else words


def handover(at: Journey, held: Entry) -> Answers:
    """Return what is handed over, where somebody led before."""
    why, handed = held.get("why_changed"), held.get("handover")
    if not why:
        return {}
    answers: Answers = {"why_changed": why}
    if handed:
        answers |= {
            "met_on": handed["met_on"],
            "present": ", ".join(at.name_of(one) for one in handed["present"]),
            "note": handed["note"],
            "more_steps": "\n".join(handed["checklist"]),
        }
    return answers
