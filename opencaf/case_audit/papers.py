"""The paper of a case: assessment, plan and reviews on one page, with every known name masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from opencaf.agencies.models import Agency
from opencaf.agencies.models.agency import Sector
from opencaf.case_audit.masking import Masks
from opencaf.case_audit.models import Paper
from opencaf.case_audit.reading import CaseRead, workers_of
from opencaf.core.dates import in_words
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.text_names import AROUND
from opencaf.people.models import Identifier, Person, PersonName, Schooling

Line = tuple[str, str]
Section = dict[str, Any]


def masks_of(case: CaseRead, agencies: Iterable[Agency]) -> Masks:
    """Return what stands for each name that the record of a case knows."""
    masks = Masks()
    masks.add([case.episode.reference], "[reference]")
    for agency in agencies:
        masks.add([agency.name], "[school]" if agency.sector == Sector.SCHOOLS else "[agency]")
    people = [(child, f"[child {number}]") for number, child in enumerate(case.children, start=1)]
    people += [(person, "[family member]") for person in case.family]
    ids = [person.pk for person, _ in people]
    masks.add(Schooling.objects.filter(person__in=ids).values_list("name", flat=True), "[school]")
    masks.add(Identifier.objects.filter(person__in=ids).values_list("value", flat=True), "[number]")
    masks.add([point.value for point in case.phones], "[number]")
    others = list(PersonName.objects.filter(person__in=ids))
    for person, stand_in in people:
        mask_person(masks, person, [name for name in others if name.person_id == person.pk], stand_in)
    for home in case.homes:
        place = home.household
        masks.add([place.line1, place.line2, place.city, place.postcode], "[address]")
    for worker in workers_of(case):
        masks.add_name(worker.given_name, worker.family_name, "[worker]", of_family="[worker]")
        masks.add([worker.email, worker.phone], "[number]")
    return masks


def mask_person(masks: Masks, person: Person, others: Iterable[PersonName], stand_in: str) -> None:
    """Let a stand-in replace the names of somebody of the family, earlier ones too, and their birth."""
    names = [(person.given_names, person.family_name)]
    for given, family in [*names, *((one.given_names, one.family_name) for one in others)]:
        masks.add_name(given, family, stand_in, of_family="[family name]")
    if born := person.born_on:
        masks.add([in_words(born), f"{born:%d/%m/%Y}", f"{born.day}/{born.month}/{born.year}"], "[born]")


def sections_of(case: CaseRead, masks: Masks) -> list[Section]:
    """Return the sections of a paper; one that is empty says so."""
    parts = (
        ("Who it is about", who_lines(case)),
        ("Assessment", assessment_lines(case)),
        ("Conclusions", conclusion_lines(case)),
        ("In the family’s words", words_lines(case)),
        ("Plan", plan_lines(case)),
        ("Reviews", review_lines(case)),
    )
    return [
        {
            "title": title,
            "lines": [[masks.masked(label), masks.masked(text)] for label, text in lines if text],
        }
        for title, lines in parts
    ]


def who_lines(case: CaseRead) -> Iterator[Line]:
    """Yield who the case is about, without anything by which one is known."""
    for number, child in enumerate(case.children, start=1):
        age = child.age_years
        if child.born_on:
            age = (case.episode.intended_on - child.born_on).days // 365
        yield (
            f"Child {number}",
            "Unborn" if child.expected_on else f"Age {age}" if age is not None else "Age not known",
        )
        yield "Disability", child.disability
        yield "What they need to take part", " ".join([child.special_requirements, child.interpreter]).strip()
    yield "Others of the family who are recorded", str(len(case.family))
    yield "Why it was begun", case.episode.why
    if case.episode.closed_on:
        yield "Closed", case.week(case.episode.closed_on)


def assessment_lines(case: CaseRead) -> Iterator[Line]:
    """Yield what was written around the boxes of the assessment, and in them."""
    if case.assessment is None:
        return
    yield "Begun", case.week(case.assessment.started_on)
    yield "Completed", case.week(case.assessment.completed_on)
    for name, label in AROUND.items():
        if name not in ("summary", "how_we_will_know", "differences_of_view"):
            yield label, str(getattr(case.assessment, name))
    for story in case.stories:
        yield story.question.name, story.story
        yield f"{story.question.name}: strengths", story.strengths
        yield f"{story.question.name}: needs", story.needs
        yield f"{story.question.name}: in the family’s words", story.family_words
        yield f"{story.question.name}: evidence", story.evidence


def conclusion_lines(case: CaseRead) -> Iterator[Line]:
    """Yield what was concluded."""
    if case.assessment is None:
        return
    for name in ("summary", "how_we_will_know", "differences_of_view"):
        yield AROUND[name], str(getattr(case.assessment, name))
    for finding in case.assessment.findings.all():
        yield finding.get_kind_display(), finding.text


def words_lines(case: CaseRead) -> Iterator[Line]:
    """Yield what the family said, and when."""
    for view in case.views:
        when = case.week(view.said_on)
        yield f"{view.get_whose_display()}, {when}", view.text or f"Not asked: {view.not_asked_why}"


def plan_lines(case: CaseRead) -> Iterator[Line]:
    """Yield outcomes with their actions."""
    for outcome in case.outcomes:
        yield "What should change", outcome.wording
        yield "How one will know", outcome.measure
        for action in outcome.actions.all():
            owner = (
                "a worker"
                if action.owner_id
                else "the family"
                if action.owner_person_id
                else action.owner_words
            )
            yield (
                "Action",
                f"{action.what} ({owner}, by {case.week(action.due_on)}; {action.get_status_display()})",
            )
            for line in action.progress.all():
                yield f"Progress, {case.week(line.said_on)}", line.text


def review_lines(case: CaseRead) -> Iterator[Line]:
    """Yield the reviews: when, who came, what changed, what is next."""
    for review in case.reviews:
        meeting = review.meeting
        asked = [one for one in case.attendances if one.meeting_id == meeting.pk]
        came = sum(one.state == AttendanceState.PRESENT for one in asked)
        yield "Review", case.week(review.reviewed_on)
        yield "Who came", f"{came} of {len(asked)} who were asked"
        yield "What changed", review.what_changed
        yield "Notes", meeting.notes
        yield "Next", "closing was proposed" if meeting.closing_proposed else case.week(meeting.next_on)


def mask_in_paper(paper: Paper, words: Iterable[str]) -> None:
    """Mask more words in a paper, wherever they stand; does not save it."""
    masks = Masks()
    masks.add(words, "[name]")
    paper.sections = [
        {
            "title": section["title"],
            "lines": [[masks.without_names(one) for one in line] for line in section["lines"]],
        }
        for section in paper.sections
    ]
