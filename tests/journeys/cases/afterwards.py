"""What must be so when a case is closed: figures, journey, comparison, closing, and every word."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F

from opencaf.episodes.codes import (
    CONCERN_WORDS,
    ActionStatus,
    ClosureReason,
    MarkState,
    OutcomeLevel,
    OutcomeStatus,
    RequestDecision,
)
from opencaf.episodes.elements import ELEMENTS
from opencaf.episodes.models import Action, LeadProfessional, ServiceRequest, Story, StoryChild
from opencaf.episodes.queries.figures import expected_figures
from opencaf.people.models import HouseholdMember, Person
from tests.journeys.cases import deciding, stepping
from tests.journeys.cases.assessing import TEXTS, full_name
from tests.journeys.cases.chronicle import check_chronology
from tests.journeys.cases.copying import check_copies
from tests.journeys.cases.deciding import check_decisions, check_sharing, check_withheld
from tests.journeys.cases.hands import flat
from tests.journeys.cases.journey import Journey
from tests.journeys.cases.meeting import id_of as meeting_id
from tests.journeys.cases.sealing import check_sealed

AREAS = {element.code: element.name for element in ELEMENTS}
WORDS = {
    **dict(CONCERN_WORDS.items()),
    "dont_know": "Don’t know",
    "not_relevant": "Not relevant",
    "not_my_area": "Not my area to judge",
    "not_asked": "Not asked yet",
}
FIGURES = (
    "days_from_intention_to_completed_assessment",
    "days_from_completed_assessment_to_first_meeting",
    "days_open",
    "meetings_held",
    "reviews",
    "actions",
    "actions_by_status",
    "lead_professional_changes",
)
# Steps that the journey page does not name.
NOT_NAMED = ("contribute to the assessment",)
Event = tuple[str, str, str]
Step = dict[str, str]


def check_everything(at: Journey) -> None:
    """Compare what the program holds and shows with the file."""
    check_figures(at)
    check_people(at)
    check_sealed(at)
    at.work_as("coordinator")
    check_journey(at)
    check_assessments(at)
    check_last_review(at)
    check_closing(at)
    check_chronology(at)
    check_sharing(at)
    check_decisions(at)
    check_withheld(at)
    stepping.check_steps(at)


def check_figures(at: Journey) -> None:
    """Every figure that follows from the file's data, but its cost."""
    expected = at.case.peek("expected")
    with at.inside():
        held = expected_figures(at.episode())
        assert {name: getattr(held, name) for name in FIGURES} == {name: expected[name] for name in FIGURES}
        late = Action.objects.filter(outcome__episode_id=at.episode_id, closed_on__gt=F("due_on"))
        assert sorted(late.values_list("what", flat=True)) == sorted(
            wording(at, key) for key in expected["actions_closed_after_their_due_date"]
        )
        assert held.requests_declined == len(expected["requests_declined"])
        check_boxes(at, expected)
        check_declined(at, expected["requests_declined"])


def wording(at: Journey, key: str) -> str:
    """Return the words of an action of the file."""
    actions = [one for outcome in at.case["plan"].parts("outcomes") for one in outcome.parts("actions")]
    return str(next(one.peek("what") for one in actions if one.peek("id") == key))


def check_declined(at: Journey, keys: list[str]) -> None:
    """The requests that were declined are those of the file."""
    declined = [one for one in at.case.parts("service_requests") if one.peek("id") in keys]
    for one in declined:
        held = ServiceRequest.objects.get(
            episode_id=at.episode_id, service_name=one.peek("service"), asked_on=one.peek("asked_on")
        )
        assert held.decisions.latest("decided_on").decision == RequestDecision.DECLINED


def check_boxes(at: Journey, expected: dict[str, Any]) -> None:
    """Boxes, boxes by child, high marks and ages at the start."""
    episode = at.episode()
    first = episode.assessments.get(version=1)
    assert Story.objects.filter(assessment=first).count() == expected["boxes"]
    assert StoryChild.objects.filter(assessment=first).count() == expected["boxes_by_element_and_child"]
    assert len(at.subjects) == episode.episode_children.count() == expected["subjects"]
    for child, many in expected["marks_of_3_or_more_at_the_start"].items():
        marks = first.marks.filter(child_id=at.people[child], value__gte=3, rated_by_person=None)
        assert marks.count() == many, child
    for child, age in expected["ages_in_years_at_intention"].items():
        if age is not None:
            assert Person.objects.get(pk=at.people[child]).age_on(episode.intended_on) == age


def check_people(at: Journey) -> None:
    """Who led from when to when, and who lived where from when to when."""
    with at.inside():
        leads = LeadProfessional.objects.filter(episode_id=at.episode_id).order_by("started_on")
        assert [(str(one.practitioner), str(one.started_on), str(one.ended_on)) for one in leads] == [
            (at.name_of(one["practitioner"]), one["from"], one["to"]) for one in at.case["lead_professionals"]
        ]
        for house in at.case["households"]:
            for member in house["members"]:
                stays = HouseholdMember.objects.filter(
                    household__line1=house["address"]["line1"], person_id=at.people[member["person"]]
                )
                held = [(str(one.from_on), str(one.to_on or "")) for one in stays]
                assert held == [(member["from"], member.get("to", ""))], member["person"]


def check_journey(at: Journey) -> None:
    """Every step of the timeline stands on its day, once, and in order."""
    at.open_case("episodes:journey")
    events = events_shown(at)
    place = -1
    for step in at.case.peek("timeline"):
        if step["step"].startswith(NOT_NAMED):
            continue
        title, words = title_and_words(at, step)
        found = [
            number
            for number, (on, named, text) in enumerate(events)
            if on == step["on"] and named.startswith(title) and flat(words) in text
        ]
        assert len(found) == 1, (step, title, words, [one for one in events if one[0] == step["on"]])
        assert found[0] > place, f"{step} is out of order"
        place = found[0]


def events_shown(at: Journey) -> list[Event]:
    """Return the events of the journey page: day, title, everything said."""
    found = at.hands.page.evaluate(
        """() => [...document.querySelectorAll('.app-timeline__event')].map(one => [
             one.querySelector('.app-timeline__date').firstChild.textContent.trim(),
             one.querySelector('.app-timeline__title').textContent.trim(), one.textContent])"""
    )
    return [(iso(on), flat(title), flat(text)) for on, title, text in found]


def iso(words: str) -> str:
    """Return a day in words as the files write it."""
    return dt.datetime.strptime(words, "%d %B %Y").date().isoformat()  # noqa: DTZ007 - a day only


def title_and_words(at: Journey, step: Step) -> tuple[str, str]:
    """Return how the journey names a step of the file, and words that it says there."""
    what, ref = step["step"], step["ref"]
    plain = {
        "search for": "Looked whether a record existed",
        "log the intention": "Intention recorded",
        "fill in the checklist": "Checklist filled in",
        "visit the family": "Visit to the family",
        "start the assessment": f"Assessment started, {ref}",
        "complete the assessment": f"Assessment completed, {ref}",
        "show the assessment": "Assessment shown to the family",
        "record level": f"Level of need {what.split()[-1]}",
        "suspend the CAF": "Suspended",
        "take the CAF up again": "Taken up again",
        "close the CAF": "Closed: ",
    }
    for begins, title in plain.items():
        if what.startswith(begins):
            return title, ""
    if what.startswith("record consent"):
        held = row(at, "consents", ref)
        verb = "agreed to the assessment" if what.endswith("assess") else "agreed to share"
        return f"{full_name(at, held['given_by'])} {verb}", held["words"]
    if what.startswith(("step up", "step down")):
        return stepping.title_and_words(at, what)
    if what == "record a sharing decision":
        return deciding.title_and_words(at, row(at, "sharing_decisions", ref))
    if what.startswith("the baby is born"):
        return f"{full_name(at, ref)} was born", ""
    if what.startswith("lead professional"):
        return f"{at.name_of(ref)} {'began to lead' if what.endswith('begins') else 'stopped leading'}", ""
    if what.startswith(("hold:", "cancelled:")):
        held = row(at, "meetings", ref)
        return f"Meeting{' cancelled' if what.startswith('c') else ''}: {held['kind']}", ""
    if what.startswith("close an action"):
        status = ActionStatus(what.split(": ")[1]).label
        return f"Action closed: {status.lower()}", wording(at, ref)
    if what.startswith("write progress"):
        actions = [one for outcome in at.case.held["plan"]["outcomes"] for one in outcome["actions"]]
        lines = next(one["progress"] for one in actions if one["id"] == ref)
        return "News of an action", next(one["text"] for one in lines if one["on"] == step["on"])
    return of_service(what, row(at, "service_requests", ref)["service"])


def of_service(what: str, service: str) -> tuple[str, str]:
    """Return how the journey names a step of a request."""
    if what.startswith("service decides"):
        label = str(RequestDecision(what.split(": ")[1]).label)
        again = f"Decided again, {label.lower()}" if "again" in what else label
        return f"{again}: {service}", ""
    begins = {
        "ask for a service": "Asked",
        "send the request": "Request sent",
        "service starts": "Started",
        "service ends": "Ended",
    }
    return f"{begins[what]}: {service}", ""


def row(at: Journey, table: str, key: str) -> dict[str, Any]:
    """Return a row of the file as it stands there."""
    found: dict[str, Any] = next(one for one in at.case.held[table] if one["id"] == key)
    return found


def check_assessments(at: Journey) -> None:
    """Every story stands in its version word for word, and every mark in words; on paper too."""
    for held in [at.case.held["assessment"], *at.case.held.get("assessment_versions", [])]:
        at.open_case("episodes:assessment", "episodes:assessment_show", version=held["version"])
        says = at.hands.text()
        for box in held["elements"]:
            for name in TEXTS:
                assert flat(box.get(name) or "") in says, (box["element"], name)
        for mark in set(WORDS) & {mark for box in held["elements"] for mark in box["marks"].values()}:
            many = sum(list(box["marks"].values()).count(mark) for box in held["elements"])
            shown = at.hands.page.locator(".app-mark__level", has_text=WORDS[mark])
            exact = [one for one in shown.all_text_contents() if flat(one) == WORDS[mark]]
            assert len(exact) == many, (mark, many, len(exact))
        texts = [
            held.get("reason"),
            held.get("home_situation"),
            held.get("why"),
            held["conclusions"]["summary"],
        ]
        for text in texts:
            assert flat(text or "") in says
        check_reused(at, held, says)
        check_copies(at, held)


def check_reused(at: Journey, held: dict[str, Any], says: str) -> None:
    """A version says on which other assessment it rests, and who of the family agreed, in any order."""
    if reused := held.get("reused"):
        of = dt.date.fromisoformat(reused["of"])
        _, found, agreed = says.partition(flat(f"{reused['what']}, of {of.day} {of:%B %Y}. Agreed by "))
        assert found
        names = {full_name(at, one) for one in reused["agreed_by"]}
        assert set(agreed.partition(".")[0].strip().split(", ")) == names


def check_last_review(at: Journey) -> None:
    """The comparison shows the marks of the start beside those of the last review."""
    last = at.case.held["reviews"][-1]
    meeting = meeting_id(at, last["meeting"])
    at.open_case("episodes:meetings")
    at.hands.walk("episodes:review_show", episode_id=at.episode_id, meeting_id=meeting)
    shown = comparison(at)
    for child, marks in last["marks"].items():
        for element, mark in marks.items():
            cells = shown[(full_name(at, child).split()[0], AREAS[element])]
            start = mark_at_start(at, child, element)
            assert (cells[0], cells[-1]) == (WORDS[start], WORDS[mark]), (child, element, cells)


def comparison(at: Journey) -> dict[tuple[str, str], list[str]]:
    """Return the table of the comparison: child and area to the words of its marks."""
    found = at.hands.page.evaluate(
        """() => [...document.querySelectorAll('.app-comparison tbody')].flatMap(group =>
             [...group.querySelectorAll('.app-comparison__area')].map(area => [
               group.querySelector('.app-comparison__group').textContent, area.textContent,
               [...area.parentElement.querySelectorAll('.app-mark__level')].map(one => one.textContent)]))"""
    )
    return {(flat(child), flat(area)): [flat(one) for one in marks] for child, area, marks in found}


def mark_at_start(at: Journey, child: str, element: str) -> Any:
    """Return the mark of a child in the first version."""
    boxes = at.case.held["assessment"]["elements"]
    return next(box["marks"][child] for box in boxes if box["element"] == element and child in box["marks"])


def check_closing(at: Journey) -> None:
    """The closing shows its reason, level, every result, view and remaining need."""
    held = at.case["closure"]
    at.open_case("episodes:overview", "episodes:closed")
    says = at.hands.text()
    for words in (
        ClosureReason(held["reason"]).label,
        OutcomeLevel(held["outcome_level"]).label,
        held["keeping_it_going"],
        *(f"{one['need']}: {one['held_by']}" for one in held["remaining_needs"]),
        *(one["text"] for one in held["parents_views"]),
        *(held.get("child_views").held.values() if held.peek("child_views") else [held["child_view"]]),
    ):
        assert flat(str(words)) in says, words
    for result in held["per_need"]:
        child = full_name(at, result["child"]).split()[0]
        head = f"{child}: {AREAS[result['element']]} {OutcomeStatus(result['status']).label}. "
        start, end = in_words(result["start"]), in_words(result["end"])
        peak = highest_between(at, result)
        highest = f"Highest in between: {in_words(peak)}. " if peak else ""
        marks = f"At the start: {start}. {highest}At the end: {end}."
        assert flat(f"{head}{result.get('text', '')} {marks}") in says, (head, marks)


def highest_between(at: Journey, result: Any) -> int:
    """Return the highest number noted at closing or marked at a review where it is above both ends."""
    area = result["child"], result["element"]
    marks = [review["marks"].get(area[0], {}).get(area[1]) for review in at.case.held["reviews"]]
    peak = max(mark for mark in (0, result.get("highest"), *marks) if isinstance(mark, int))
    ends = [mark for mark in (result["start"], result["end"]) if isinstance(mark, int)]
    return peak if ends and peak > max(ends) else 0


def in_words(mark: int | str) -> str:
    """Return a mark as the closing says it."""
    return f"{mark} {CONCERN_WORDS[mark]}" if isinstance(mark, int) else str(MarkState(mark).label)
