"""What the program sees by itself: the first answer to an item, and why. A scorer may disagree."""

from __future__ import annotations

from collections.abc import Callable

from opencaf.case_audit.models import AuditItem, Value
from opencaf.case_audit.reading import CaseRead
from opencaf.core.partial_dates import EXACT
from opencaf.people.codes import Ethnicity, Sex

Seen = tuple[Value, str]
NOT_YET = (Value.NOT_APPLICABLE, "No review was held.")


def told(there: object, yes: str, no: str) -> Seen:
    """Return yes or no, and why."""
    return (Value.YES, yes) if there else (Value.NO, no)


def of_children(case: CaseRead, having: list[bool], what: str) -> Seen:
    """Return whether something is there for every child, for some, or for none."""
    if having and all(having):
        return Value.YES, f"{what} is recorded for every child."
    if any(having):
        return Value.PARTLY, f"{what} is missing for a child."
    return Value.NO, f"{what} is not recorded."


def agreed(case: CaseRead) -> Seen:
    """Whether the family agreed to be assessed."""
    given = [one for one in case.consents if one.kind == "assess" and one.given]
    return told(
        given, "An answer to assess is recorded as given.", "No answer to assess is recorded as given."
    )


def agreed_again(case: CaseRead) -> Seen:
    """Whether sharing was asked about."""
    asked = [one for one in case.consents if one.kind == "share"]
    return told(asked, "An answer about sharing is recorded.", "No answer about sharing is recorded.")


def begun(case: CaseRead) -> Seen:
    """Whether the day of the beginning is known."""
    exact = case.episode.intended_accuracy == EXACT
    return told(exact, "The day is recorded.", "The day is not known exactly.")


def identifiers(case: CaseRead) -> Seen:
    """Whether name, sex, birth, address and telephone are there."""
    homes = {home.person_id for home in case.homes if home.household.postcode}
    reached = bool(case.phones)
    having = [
        bool(one.given_names or one.expected_on)
        and bool(one.family_name)
        and (one.sex != Sex.UNKNOWN or one.expected_on is not None)
        and bool(one.born_on or one.expected_on)
        and one.pk in homes
        and reached
        for one in case.children
    ]
    return of_children(case, having, "Name, sex, birth, address and telephone together")


def languages(case: CaseRead) -> Seen:
    """Whether first languages are there."""
    return of_children(case, [bool(one.first_language) for one in case.children], "First language")


def ethnicity(case: CaseRead) -> Seen:
    """Whether ethnicity is there."""
    return of_children(case, [one.ethnicity != Ethnicity.NOBT for one in case.children], "Ethnicity")


def text_of(case: CaseRead, name: str) -> str:
    """Return a text of the assessment."""
    return str(getattr(case.assessment, name, "")).strip()


def written(name: str, what: str) -> Callable[[CaseRead], Seen]:
    """Return the rule that a text of the assessment is written."""
    return lambda case: told(text_of(case, name), f"{what} is written.", f"{what} is blank.")


def parents(case: CaseRead) -> Seen:
    """Whether anybody of the family is there besides the children."""
    return told(
        case.family, "Others of the family are recorded.", "Nobody of the family besides is recorded."
    )


def assessor(case: CaseRead) -> Seen:
    """Whether who assessed can be reached."""
    who = case.assessment.assessor if case.assessment else None
    reached = who is not None and (who.phone or who.email)
    return told(reached, "A telephone number or mail address is recorded.", "Neither is recorded.")


def lead(case: CaseRead) -> Seen:
    """Whether somebody led."""
    return told(case.leads, "A lead professional was named.", "Nobody was named to lead.")


def services(case: CaseRead) -> Seen:
    """Whether services are there."""
    found = case.assessment is not None and case.assessment.services.exists()
    return told(found, "A service is recorded.", "No service is recorded.")


def concluded(case: CaseRead) -> Seen:
    """Whether conclusions are there."""
    found = text_of(case, "summary") or (case.assessment is not None and case.assessment.findings.exists())
    return told(found, "Conclusions are written.", "No conclusion is written.")


def actions(case: CaseRead) -> Seen:
    """Whether there are actions; each has an owner and a day, or could not be saved."""
    return told(case.actions, "Each action has who and by when.", "There is no action.")


def plan_whom(case: CaseRead) -> Seen:
    """Whether each outcome names its children."""
    if not case.outcomes:
        return Value.NO, "There is no plan."
    named = [bool(outcome.children.all()) for outcome in case.outcomes]
    return told(all(named), "Each outcome names its children.", "An outcome names no child.")


def outcomes(case: CaseRead) -> Seen:
    """Whether actions stand under outcomes, as they always do."""
    return told(case.actions, "Each action stands under an outcome.", "There is no action.")


def measures(case: CaseRead) -> Seen:
    """Whether each outcome says how one will know."""
    having = [bool(outcome.measure.strip()) for outcome in case.outcomes]
    if having and all(having):
        return Value.YES, "Each outcome says how one will know."
    return (Value.PARTLY if any(having) else Value.NO), "An outcome does not say how one will know."


def progress(case: CaseRead) -> Seen:
    """Whether progress is written."""
    lines = [action for action in case.actions if action.progress.all()]
    return told(lines, "Progress is written on an action.", "No progress is written on any action.")


def review_day(case: CaseRead) -> Seen:
    """Whether a review was held."""
    return told(case.review, "A review is recorded with its day.", "No review is recorded.")


def review_present(case: CaseRead) -> Seen:
    """Whether who came to the review is there."""
    if case.review is None:
        return NOT_YET
    came = [one for one in case.attendances if one.meeting_id == case.review.meeting_id]
    return told(came, "Who was asked and who came is recorded.", "Nobody is recorded as present.")


def review_next(case: CaseRead) -> Seen:
    """Whether the next review, or a closing, is there."""
    if case.review is None:
        return NOT_YET
    meeting = case.review.meeting
    return told(meeting.next_on or meeting.closing_proposed, "It is recorded.", "Neither is recorded.")


def review_notes(case: CaseRead) -> Seen:
    """Whether the review has notes."""
    if case.review is None:
        return NOT_YET
    notes = case.review.what_changed.strip() or case.review.meeting.notes.strip()
    return told(notes, "Notes are written.", "No notes are written.")


def said(whose: str, *, at_review: bool) -> Callable[[CaseRead], Seen]:
    """Return the rule that somebody's words are there, or why they are not."""

    def look(case: CaseRead) -> Seen:
        if at_review and case.review is None:
            return NOT_YET
        views = case.said_at(whose, review=case.review if at_review else None)
        if any(view.text.strip() for view in views):
            return Value.YES, "Their words are written."
        if any(view.not_asked_why.strip() for view in views):
            return Value.PARTLY, "Why they were not asked is written, and no words."
        return Value.NO, "No words are written."

    return look


RULES: dict[str, Callable[[CaseRead], Seen]] = {
    "agreed": agreed,
    "agreed_again": agreed_again,
    "begun": begun,
    "identifiers": identifiers,
    "languages": languages,
    "ethnicity": ethnicity,
    "present": written("people_present", "Who was there"),
    "reason": written("reason", "What led to the assessment"),
    "home": written("home_situation", "Family and home"),
    "parents": parents,
    "assessor": assessor,
    "lead": lead,
    "services": services,
    "concluded": concluded,
    "actions": actions,
    "child_said": said("child", at_review=False),
    "parent_said": said("parent", at_review=False),
    "plan_whom": plan_whom,
    "outcomes": outcomes,
    "measures": measures,
    "progress": progress,
    "review_day": review_day,
    "review_present": review_present,
    "review_next": review_next,
    "review_notes": review_notes,
    "review_child": said("child", at_review=True),
    "review_parent": said("parent", at_review=True),
}


def seen_in(case: CaseRead, items: list[AuditItem]) -> dict[str, list[str]]:
    """Return what the program sees of a case, by the code of the item: the answer, and why."""
    return {item.code: list(RULES[item.seen_by](case)) for item in items if item.seen_by in RULES}
