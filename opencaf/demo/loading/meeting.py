"""Meetings: planned, held or cancelled; the lead agreed at the first, marks given again at the others."""

from __future__ import annotations

import datetime as dt
from typing import Any

from opencaf.agencies.models import MeetingKind, Practitioner
from opencaf.demo.authorities import MANY_CHILDREN, TEAM_MEETING
from opencaf.demo.choosing import chance, some
from opencaf.demo.loading.beginning import agree_to_share
from opencaf.demo.loading.planning import act_late, add_more_actions, agree_plan
from opencaf.demo.loading.telling import Telling
from opencaf.demo.staff import Colleague
from opencaf.demo.stories import general
from opencaf.demo.stories.shape import say
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.models import FamilyView, Meeting
from opencaf.episodes.operations.leading import agree_lead_professional, hand_over_lead
from opencaf.episodes.operations.meetings import (
    Line,
    cancel_meeting,
    hold_meeting,
    is_with_parent,
    plan_meeting,
)
from opencaf.episodes.operations.reviews import ReviewMark, ReviewView, hold_review
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.people.models import Person

TIMES = (dt.time(9), dt.time(10), dt.time(13, 30), dt.time(14), dt.time(15, 30), dt.time(16))
OLD_ENOUGH_TO_COME = 9
PLANNED_BEFORE = 0.6
CHILD_VIEW_MISSING = 0.33
ASKED_AGAIN = 0.75


def plan_meetings(telling: Telling) -> None:
    """Put the meetings of the course on the agenda, each planned some time before where it was."""
    course = telling.case.course
    for number, on in enumerate(course.held_on):
        earlier = course.completed_on if number == 0 else course.held_on[number - 1]
        if earlier and chance(telling.choose, PLANNED_BEFORE):
            asked_on = telling.soon_after(earlier, 1, 5)
            if asked_on < on:
                telling.plan(asked_on, lambda day=on, at=asked_on: ahead(telling, day, at))  # type: ignore[misc]
        telling.plan(on, lambda day=on, place=number: meet(telling, day, place))  # type: ignore[misc]
    last = course.held_on[-1] if course.held_on else course.completed_on
    if course.planned_for and last:
        planned_for, asked_on = course.planned_for, min(telling.soon_after(last, 0, 4), course.eve)
        telling.plan(asked_on, lambda: ahead(telling, planned_for, asked_on))


def ahead(telling: Telling, planned_for: dt.date, on: dt.date) -> None:
    """Plan a meeting; now and then a first date falls through."""
    cast = telling.case.cast
    with telling.sitting(telling.coordinates, on) as by:
        invited = [telling.row_of(one) for one in cast.everybody] + [telling.recorded.carer]
        values: dict[str, Any] = {
            "episode": telling.episode,
            "kind": kind_of(telling, first=not telling.has_lead),
            "place": telling.say(general.PLACES),
            "planned_time": telling.choose.choice(TIMES),
            "invited": invited,
            "by": by,
        }
        if chance(telling.choose, 0.06) and (planned_for - on).days > 10:
            early = plan_meeting(planned_for=planned_for - dt.timedelta(days=7), **values)
            cancel_meeting(meeting=early, why_cancelled="Half of us ill; a week later instead", by=by)
        telling.planned = plan_meeting(planned_for=planned_for, **values)


def kind_of(telling: Telling, *, first: bool) -> MeetingKind:
    """Return the kind of meeting: the team's own, now and then one about many children."""
    code = TEAM_MEETING if first or not chance(telling.choose, 0.12) else MANY_CHILDREN
    return telling.world.kinds[code]


def meet(telling: Telling, on: dt.date, number: int) -> None:
    """Hold a meeting with all that comes of it."""
    course = telling.case.course
    is_first = not telling.has_lead
    is_last = on == course.held_on[-1]
    proposes_closing = is_last and course.closed_on is not None and course.reopened_on is None
    late = 0 if course.closed_on == on else telling.lateness()
    with telling.sitting(telling.coordinates, on, late=late) as by:
        lines = attendance(telling)
        meeting = hold_meeting(
            episode=telling.episode,
            meeting=telling.planned,
            kind=None if telling.planned else kind_of(telling, first=is_first),
            held_on=on,
            attendance=lines,
            place=telling.planned.place if telling.planned else telling.say(general.PLACES),
            purpose="First meeting" if is_first else "Closing" if proposes_closing else "Review",
            chair=telling.row_of(telling.coordinates),
            minutes_by=telling.row_of(telling.choose.choice(telling.case.cast.everybody)),
            notes=telling.say(general.MEETING_NOTES),
            decisions=[
                say(telling.choose, (text,), telling.words)
                for text in some(telling.choose, general.DECISIONS, telling.choose.randint(1, 3))
            ],
            next_on=None if proposes_closing else next_on(telling, on, is_last=is_last),
            closing_proposed=proposes_closing,
            why_without_family="" if is_with_parent(lines, telling.episode) else general.WITHOUT_FAMILY,
            by=by,
        )
        telling.planned = None
        if is_first:
            lead(telling, meeting, on, by)
            agree_plan(telling, meeting, on, by)
        else:
            review(telling, meeting, number, by)
            if not proposes_closing:
                add_more_actions(telling, meeting, on, by)
        if is_last and telling.case.is_late:
            act_late(telling, meeting, on, by)
    if telling.shared and (telling.shared.review_by or on) < on and chance(telling.choose, ASKED_AGAIN):
        agree_to_share(telling, on)
    if not is_first and number == 1 and telling.case.cast.next_lead and not proposes_closing:
        hand_over(telling, meeting, on)


def next_on(telling: Telling, on: dt.date, *, is_last: bool) -> dt.date:
    """Return the day on which to meet next, as agreed."""
    course = telling.case.course
    if is_last and course.next_on:
        return course.next_on
    later = [day for day in course.held_on if day > on]
    every = telling.world.plan.shape.settings.review_every_days
    return later[0] if later else telling.soon_after(on, every, every)


def attendance(telling: Telling) -> list[Line]:
    """Return who came, who sent word, who did not."""
    people = telling.case.cast.everybody
    lines = [line_of(telling, colleague, must_come=place == 0) for place, colleague in enumerate(people)]
    state = AttendanceState.PRESENT if chance(telling.choose, 0.9) else AttendanceState.APOLOGIES
    lines.append(Line(telling.recorded.carer, state, joins_team=state == AttendanceState.PRESENT))
    others = [adult for adult, row in zip(telling.case.family.adults, telling.recorded.adults, strict=True)][
        1:
    ]
    for adult in others[:1]:
        row = telling.recorded.adults[telling.case.family.adults.index(adult)]
        came = chance(telling.choose, 0.55)
        lines.append(Line(row, AttendanceState.PRESENT if came else AttendanceState.ABSENT))
    age = telling.case.subjects[0].age_on(telling.typed_on)
    if age is not None and age >= OLD_ENOUGH_TO_COME and chance(telling.choose, 0.65):
        lines.append(Line(telling.child, AttendanceState.PRESENT, note="For the first half"))
    return lines


def line_of(telling: Telling, colleague: Colleague, *, must_come: bool) -> Line:
    """Return the line of a practitioner; whoever leads is always there."""
    states = (
        AttendanceState.PRESENT,
        AttendanceState.APOLOGIES,
        AttendanceState.ABSENT,
        AttendanceState.NO_REPLY,
    )
    state = AttendanceState.PRESENT if must_come else telling.choose.choices(states, (82, 11, 4, 3))[0]
    sent = telling.say(general.APOLOGY_UPDATES) if state == AttendanceState.APOLOGIES else ""
    return Line(telling.row_of(colleague), state, update=sent, joins_team=state == AttendanceState.PRESENT)


def lead(telling: Telling, meeting: Meeting, on: dt.date, by: Practitioner) -> None:
    """Agree who leads."""
    telling.leader = telling.case.cast.lead
    agree_lead_professional(
        episode=telling.episode,
        practitioner=telling.row_of(telling.leader),
        started_on=on,
        agreed_at=meeting,
        chosen_by=telling.say(general.CHOSEN_BY),
        by=by,
    )
    telling.has_lead = True


def hand_over(telling: Telling, meeting: Meeting, on: dt.date) -> None:
    """Hand the lead over, at a meeting, by whoever has it."""
    new = telling.case.cast.next_lead
    if new is None or telling.leader is None or new.key == telling.leader.key:
        return
    with telling.sitting(telling.leader, on) as by:
        hand_over_lead(
            episode=telling.episode,
            practitioner=telling.row_of(new),
            started_on=on,
            why_changed=telling.say(general.WHY_HANDED_OVER),
            agreed_at=meeting,
            chosen_by=telling.say(general.CHOSEN_BY),
            met_on=on,
            present=f"{telling.words['mum']}, the old one and the new one",
            note=telling.say(general.HANDOVER_NOTES),
            steps=some(telling.choose, general.HANDOVER_STEPS, 3),
            by=by,
        )
    telling.leader = new


def review(telling: Telling, meeting: Meeting, number: int, by: Practitioner) -> None:
    """Mark again what was of concern and whoever writes sees; write what changed, what the family says."""
    choose, strands = telling.choose, telling.case.strands
    goes_well = chance(choose, 0.72)
    left_out = withheld_from(by, telling.episode)
    marks = [
        ReviewMark(child, element, str(lower(telling, start, number, goes_well=goes_well)))
        for (child, element), start in telling.start_marks.items()
        if child in telling.subjects and chance(choose, 0.85) and (child.id, element) not in left_out
    ]
    changed = say(choose, strands[0].better if goes_well else strands[0].stuck, telling.words)
    if len(strands) > 1:
        changed += " " + say(
            choose, strands[1].better if chance(choose, 0.6) else strands[1].stuck, telling.words
        )
    hold_review(
        meeting=meeting,
        marks=marks,
        own_marks=own_marks(telling, number, left_out),
        what_changed=changed,
        views=views(telling),
        by=by,
    )


def lower(telling: Telling, start: int, number: int, *, goes_well: bool) -> int:
    """Return a mark after some meetings: mostly lower each time, sometimes as it was or higher."""
    moved = telling.choose.choice((1, 1, 2) if goes_well else (0, 0, -1))
    return max(0, min(5, start - moved - (number - 1 if goes_well else 0)))


def own_marks(telling: Telling, number: int, left_out: Areas) -> list[ReviewMark]:
    """Return what a young person marks for themselves, where they do and whoever writes sees it."""
    age = telling.case.subjects[0].age_on(telling.typed_on)
    own = [
        (child, element)
        for child, element in telling.start_marks
        if child == telling.child and (child.id, element) not in left_out
    ]
    if age is None or age < 12 or not own or not chance(telling.choose, 0.3):
        return []
    child, element = own[0]
    mark = lower(telling, telling.start_marks[child, element], number, goes_well=True)
    return [ReviewMark(child, element, str(mark), person=child)]


def views(telling: Telling) -> list[ReviewView]:
    """Return what parent and child say; a child's words are missing in a third of reviews."""
    strand = telling.case.strands[0]
    found = []
    said = say(telling.choose, strand.parent_says, telling.words)
    if said and chance(telling.choose, 0.85):
        found.append(ReviewView(FamilyView.Whose.PARENT, said, telling.recorded.carer))
    childs = say(telling.choose, strand.child_says, telling.words)
    child: Person = telling.child
    if childs and not chance(telling.choose, CHILD_VIEW_MISSING):
        found.append(ReviewView(FamilyView.Whose.CHILD, childs, child))
    return found
