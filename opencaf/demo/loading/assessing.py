"""Writing the assessment over days: situation, domains, conclusions; some are left as drafts."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from opencaf.demo.choosing import chance, some
from opencaf.demo.families import PlannedPerson, words_of
from opencaf.demo.loading.beginning import agree_to_share
from opencaf.demo.loading.own_question import write_own_box
from opencaf.demo.loading.telling import Telling
from opencaf.demo.stories import general
from opencaf.demo.stories.everyday import EARLY_EVIDENCE, EVIDENCE, everyday
from opencaf.demo.stories.shape import Box, perhaps, say, tell
from opencaf.episodes.codes import MarkState
from opencaf.episodes.elements import ELEMENTS, Domain, Element
from opencaf.episodes.models import FamilyView
from opencaf.episodes.operations.assessment import (
    complete_assessment,
    record_visit,
    set_reason_and_home,
    show_to_family,
    start_assessment,
)
from opencaf.episodes.operations.assessment_services import record_service
from opencaf.episodes.operations.conclusions import Goal, Words, write_conclusions
from opencaf.episodes.operations.family_views import View
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.regrouping import tell_apart
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.queries.assessment import Box as HeldBox
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.episodes.states import State
from opencaf.people.models import Person

TOLD = 0.62  # of the elements that give little concern
SCHOOL_AGE = 5
TOLD_APART = ("emotional_social_development", "behavioural_development", "general_health", "aspirations")


def plan_assessment(telling: Telling) -> None:
    """Put the writing of the assessment on the agenda."""
    course = telling.case.course
    if course.started_on is None:
        return
    started_on, completed_on = course.started_on, course.completed_on
    telling.plan(started_on, lambda: start(telling, started_on))
    if completed_on is None:
        plan_draft(telling, started_on)
        return
    days = (completed_on - started_on).days
    visit_on = telling.soon_after(started_on, 1, max(1, days // 3))
    middle = min(telling.soon_after(started_on, days // 3, max(days // 3, 1)), completed_on)
    telling.plan(min(visit_on, completed_on), lambda: visit(telling, min(visit_on, completed_on)))
    telling.plan(middle, lambda: write_domain(telling, Domain.CHILD, middle))
    telling.plan(completed_on, lambda: finish(telling, completed_on))


def plan_draft(telling: Telling, started_on: dt.date) -> None:
    """Let a draft be begun and left: a visit, and one domain or two."""
    visit_on = telling.soon_after(started_on, 1, 6)
    telling.plan(visit_on, lambda: visit(telling, visit_on))
    write_on = telling.soon_after(visit_on, 0, 8)
    telling.plan(write_on, lambda: write_domain(telling, Domain.CHILD, write_on))
    if chance(telling.choose, 0.4):
        later = telling.soon_after(write_on, 1, 10)
        telling.plan(later, lambda: write_domain(telling, Domain.PARENTS_CARERS, later))


def start(telling: Telling, on: dt.date) -> None:
    """Start the assessment."""
    cast = telling.case.cast
    with telling.sitting(cast.initiator, on) as by:
        telling.assessment = start_assessment(
            episode=telling.episode, started_on=on, assessor=telling.row_of(cast.assessor), by=by
        )
    if len(telling.subjects) > 1:
        tell_children_apart(telling, on)


def tell_children_apart(telling: Telling, on: dt.date) -> None:
    """Give brothers and sisters boxes of their own where they differ."""
    with telling.sitting(telling.case.cast.assessor, on) as by:
        for box in boxes_of(telling.assessment):
            if box.question.code not in TOLD_APART:
                continue
            for child_id in box.child_ids[1:]:
                tell_apart(assessment=telling.assessment, story_id=box.id, child_ids=[child_id], by=by)


def visit(telling: Telling, on: dt.date) -> None:
    """Record a visit, with why the assessment is done and how the family lives."""
    assessor = telling.case.cast.assessor
    with telling.sitting(assessor, on) as by:
        record_visit(assessment=telling.assessment, visited_on=on, visited_by=telling.row_of(assessor), by=by)
        set_reason_and_home(
            assessment=telling.assessment,
            reason=tell(telling.choose, telling.case.strands[0].why, telling.words),
            home_situation=home_situation(telling),
            people_present=telling.say(general.PRESENT),
            by=by,
        )


def home_situation(telling: Telling) -> str:
    """Return how the family lives, in a few sentences."""
    family = telling.case.family
    names = [child.given or "the baby to come" for child in family.children]
    children = ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]
    away = [adult for adult in family.adults[1:] if not adult.lives_at_home]
    at_home = [adult for adult in family.adults[1:] if adult.lives_at_home]
    others = [f"{adult.given} lives with them." for adult in at_home]
    others += [f"{adult.given} lives elsewhere and is in touch." for adult in away]
    words = telling.words | {"children": children, "others": " ".join(others)}
    return say(telling.choose, general.HOME_SITUATION, words).strip()


def write_domain(telling: Telling, domain: str, on: dt.date) -> None:
    """Write a domain's boxes and marks in one go."""
    assessor = telling.case.cast.assessor
    with telling.sitting(assessor, on) as by:
        written: list[BoxWords] = []
        marks: list[MarkFor] = []
        for box in held_boxes(telling):
            if box.question.domain == domain:
                write = write_own_box if box.question.is_own else write_box
                write(telling, box, on, written, marks)
        save_domain(
            assessment=telling.assessment, domain=domain, words=written, marks=marks, written_on=on, by=by
        )


def held_boxes(telling: Telling) -> list[HeldBox]:
    """Return the boxes of the assessment, read once: which children are told together stays as it is."""
    if not telling.boxes:
        telling.boxes = boxes_of(telling.assessment)
    return telling.boxes


def write_box(
    telling: Telling, held: HeldBox, on: dt.date, written: list[BoxWords], marks: list[MarkFor]
) -> None:
    """Add the words and marks of one box."""
    element = next(one for one in ELEMENTS if one.code == held.question.code)
    people = {person.id: place for place, person in enumerate(telling.recorded.children)}
    about = [telling.case.family.children[people[child_id]] for child_id in held.child_ids]
    told = box_of(telling, element) if about[0] is telling.case.subjects[0] else None
    words = words_of(telling.case.family, about[0], telling.choose, on=on)
    words |= {name: telling.words[name] for name in ("weekday", "month")}
    texts: dict[str, Any] = (
        tell_box(telling, told, words) if told else tell_ordinary(telling, element, about[0], words, on)
    )
    if any(texts.values()):
        assessor = telling.row_of(telling.case.cast.assessor)
        written.append(BoxWords(story_id=held.id, written_by=assessor, **texts))
    for child_id, child in zip(held.child_ids, about, strict=True):
        marks.append(mark_for(telling, child_id, child, element, told, on, has_words=any(texts.values())))


def box_of(telling: Telling, element: Element) -> Box | None:
    """Return what the strands tell of an element; the first that does."""
    boxes = (box for strand in telling.case.strands for box in strand.boxes)
    return next((box for box in boxes if box.element == element.code), None)


def tell_box(telling: Telling, box: Box, words: dict[str, str]) -> dict[str, str]:
    """Return the texts of a box that matters."""
    choose = telling.choose
    return {
        "story": tell(choose, box.said, words),
        "family_words": perhaps(choose, 0.7, box.words, words),
        "strengths": perhaps(choose, 0.8, box.strengths, words),
        "needs": perhaps(choose, 0.9, box.needs, words),
        "evidence": perhaps(choose, 0.8, box.evidence, words),
    }


def tell_ordinary(
    telling: Telling, element: Element, child: PlannedPerson, words: dict[str, str], on: dt.date
) -> dict[str, str]:
    """Return the texts of a box that gives little concern; often nothing."""
    choose = telling.choose
    if not chance(choose, TOLD):
        return {}
    age = child.age_on(on)
    community = telling.case.family.community
    story = everyday(choose, element.code, age, religion=community.religion, language=community.language)
    if not story:
        return {}
    evidence = EVIDENCE if (age or 0) >= SCHOOL_AGE else EARLY_EVIDENCE
    return {"story": story.format_map(words), "evidence": perhaps(choose, 0.5, evidence, words)}


def mark_for(
    telling: Telling,
    child_id: uuid.UUID,
    child: PlannedPerson,
    element: Element,
    told: Box | None,
    on: dt.date,
    *,
    has_words: bool,
) -> MarkFor:
    """Return the mark of a child for an element, and remember it when it is of concern."""
    choose = telling.choose
    if told:
        mark = choose.choice(told.marks)
        person = telling.recorded.children[telling.case.family.children.index(child)]
        telling.start_marks[person, element.code] = mark
        return MarkFor(child_id, element.code, str(mark))
    age = child.age_on(on)
    if (age is None and not element.fits_the_unborn) or ((age or 0) < 3 and element.code == "aspirations"):
        return MarkFor(child_id, element.code, MarkState.NOT_RELEVANT)
    if has_words:
        return MarkFor(child_id, element.code, choose.choice("0001"))
    states = (MarkState.DONT_KNOW, MarkState.NOT_MY_AREA, MarkState.NOT_ASKED)
    options = ("0", "1", "2", *states)
    return MarkFor(child_id, element.code, choose.choices(options, (36, 20, 12, 16, 4, 12))[0])


def finish(telling: Telling, on: dt.date) -> None:
    """Write what is left, conclude, show it to the family and mark it as complete."""
    write_domain(telling, Domain.PARENTS_CARERS, on)
    write_domain(telling, Domain.FAMILY_ENVIRONMENT, on)
    with telling.sitting(telling.case.cast.assessor, on) as by:
        for colleague in some(telling.choose, telling.case.cast.helpers, 2):
            record_service(
                assessment=telling.assessment,
                agency=telling.agency_named(colleague.agency),
                practitioner=telling.row_of(colleague),
                contributed=chance(telling.choose, 0.6),
                by=by,
            )
        write_conclusions(assessment=telling.assessment, words=conclusions(telling), said_on=on, by=by)
        if chance(telling.choose, 0.7):
            show_to_family(assessment=telling.assessment, shown_on=on, by=by)
        complete_assessment(assessment=telling.assessment, completed_on=on, by=by)
    if telling.episode.state != State.CLOSED:
        agree_to_share(telling, on)


def conclusions(telling: Telling) -> Words:
    """Return the conclusions: what is strong, what is needed, what everybody hopes for."""
    strands = telling.case.strands
    fill = telling.words
    return Words(
        summary=telling.say(general.SUMMARY),
        strengths=[text.format_map(fill) for text in strands[0].strengths],
        needs=[text.format_map(fill) for strand in strands for text in strand.needs],
        worries=[text.format_map(fill) for text in strands[0].worries],
        goals=[Goal(say(telling.choose, strand.wishes, fill), telling.recorded.carer) for strand in strands],
        how_we_will_know=telling.say(general.HOW_KNOW),
        differences_of_view=perhaps(telling.choose, 0.25, general.DIFFERENCES, fill),
        level_of_need=telling.choose.choice((2, 2, 3, 3, 3)),
        views=views(telling),
    )


def views(telling: Telling) -> list[View]:
    """Return what child and parent say about the assessment; a child's words are often missing."""
    found = [
        View(FamilyView.Whose.PARENT, telling.recorded.carer, text)
        for text in (telling.say(general.PARENT_ON_ASSESSMENT),)
    ]
    child: Person = telling.child
    if telling.case.is_about_unborn:
        return found
    if chance(telling.choose, 0.62):
        found.append(View(FamilyView.Whose.CHILD, child, telling.say(general.CHILD_ON_ASSESSMENT)))
    elif chance(telling.choose, 0.5):
        found.append(View(FamilyView.Whose.CHILD, child, "", telling.say(general.WHY_CHILD_NOT_ASKED)))
    return found
