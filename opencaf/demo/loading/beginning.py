"""From the first thought to the family's answer: intention, checklist, agreement."""

from __future__ import annotations

import datetime as dt
from typing import Any

from opencaf.demo.choosing import chance, some
from opencaf.demo.loading.households import record_family
from opencaf.demo.loading.telling import Telling
from opencaf.demo.stories import general
from opencaf.demo.stories.shape import tell
from opencaf.episodes.codes import (
    ChecklistAnswer,
    ChecklistDecision,
    ChecklistQuestion,
    ClosureReason,
    ConsentCapacity,
    ConsentKind,
    ConsentMethod,
    Parts,
    Share,
)
from opencaf.episodes.operations.checklist import Answer, fill_in_checklist, leave_out_checklist
from opencaf.episodes.operations.consent import record_consent, withdraw_consent
from opencaf.episodes.operations.consent_rows import AgencyShare, Competence
from opencaf.episodes.operations.intention import Look, record_intention
from opencaf.people.codes import Kinship

METHODS = (
    ConsentMethod.WRITTEN,
    ConsentMethod.WRITTEN,
    ConsentMethod.WRITTEN,
    ConsentMethod.VERBAL,
    ConsentMethod.TELEPHONE,
)
OLD_ENOUGH_TO_ANSWER = 13
PRIVATE = ("emotional_social_development", "identity")
NEEDS_OF_QUESTION = {
    ChecklistQuestion.HEALTHY: {
        "disability_long_term_illness",
        "child_mental_health",
        "new_expectant_parent",
    },
    ChecklistQuestion.SAFE_FROM_HARM: {"domestic_abuse", "neglect_low_level", "exploitation"},
    ChecklistQuestion.LEARNING_DEVELOPING: {"speech_language", "attendance", "sen_unmet", "neet"},
    ChecklistQuestion.POSITIVE_IMPACT: {"exclusion_suspension_risk", "offending_asb", "parenting_routines"},
    ChecklistQuestion.FREE_FROM_POVERTY: {"housing", "debt_worklessness", "isolation_discrimination"},
}


def begin_case(telling: Telling) -> None:
    """Record the family and the intention, and put what follows on the agenda."""
    case, course = telling.case, telling.case.course
    initiator = case.cast.initiator
    with telling.sitting(initiator, course.intended_on) as by:
        telling.recorded = record_family(telling.world, case.family, course.intended_on, by)
    with telling.sitting(initiator, course.intended_on) as by:
        telling.episode = record_intention(
            children=telling.subjects,
            intended_on=course.intended_on,
            why=why(telling),
            look=look(telling, course.intended_on),
            told="" if telling.world.plan.shape.all_enter else "CAF co-ordinator",
            family=telling.recorded.family,
            initiator=telling.row_of(initiator),
            by=by,
        )
    is_old_enough = (telling.eve - course.intended_on).days > 2
    if is_old_enough and chance(telling.choose, 0.65) and course.started_on is not None:
        checked_on = min(telling.soon_after(course.intended_on, 0, 2), course.started_on)
        telling.plan(checked_on, lambda: check(telling, checked_on))
    if course.consent_on:
        telling.plan(course.consent_on, lambda: answer(telling, course.consent_on or course.intended_on))


def why(telling: Telling) -> str:
    """Return why a CAF is thought of, in the initiator's words."""
    first, *others = telling.case.strands
    words = tell(telling.choose, first.why, telling.words)
    if others:
        words += " " + tell(telling.choose, others[0].why[:1], telling.words)
    return words


def look(telling: Telling, on: dt.date) -> Look:
    """Return the look whether a record exists already."""
    child = telling.case.subjects[0]
    asked = [
        f"{child.given} {child.family}".strip(),
        f"{telling.case.family.carer.family}, {telling.case.family.postcode}",
    ]
    found = telling.choose.choice(("none", "none", "none", "two of the name, other dates of birth"))
    return Look(on=on, searched_for="; ".join(asked), found=found)


def check(telling: Telling, on: dt.date) -> None:
    """Fill in the checklist, or say why it was left out."""
    initiator = telling.case.cast.initiator
    tags = {tag for strand in telling.case.strands for tag in strand.tags}
    with telling.sitting(initiator, on) as by:
        if chance(telling.choose, 0.08):
            leave_out_checklist(
                episode=telling.episode, decided_on=on, why="Another assessment says it already", by=by
            )
            return
        fill_in_checklist(
            episode=telling.episode,
            filled_in_on=on,
            filled_in_by=telling.row_of(initiator),
            answers={code: checklist_answer(telling, code, tags) for code in ChecklistQuestion.values},
            extra_services="; ".join(sorted(help_.service for help_ in telling.case.strands[0].helps)),
            own_service_enough=False,
            caf_would_help=True,
            decision=ChecklistDecision.START_CAF,
            by=by,
        )


def checklist_answer(telling: Telling, code: str, tags: set[str]) -> Answer:
    """Return one of the five answers: no where a need is known, else yes or not sure."""
    if NEEDS_OF_QUESTION[ChecklistQuestion(code)] & tags:
        kind = telling.choose.choice((ChecklistAnswer.NO, ChecklistAnswer.NO, ChecklistAnswer.NOT_SURE))
        return Answer(kind, telling.say(telling.case.strands[0].needs))
    return Answer(telling.choose.choice((ChecklistAnswer.YES, ChecklistAnswer.YES, ChecklistAnswer.NOT_SURE)))


def answer(telling: Telling, on: dt.date) -> None:
    """Record what the family says to being assessed."""
    said_no = telling.case.course.ending == ClosureReason.DECLINED_AT_OFFER
    initiator = telling.case.cast.initiator
    with telling.sitting(initiator, on) as by:
        record_consent(
            episode=telling.episode,
            kind=ConsentKind.ASSESS,
            given=not said_no,
            answered_on=on,
            explained_by=telling.row_of(initiator),
            words=telling.say(general.NO_TO_ASSESS if said_no else general.YES_TO_ASSESS),
            what_next=telling.say(general.NO_NEXT) if said_no else "",
            **giver(telling, on),
            by=by,
        )


def giver(telling: Telling, on: dt.date) -> dict[str, Any]:
    """Return who answers, in which capacity and how: mostly the parent, sometimes the young person."""
    method = telling.choose.choice(METHODS)
    age = telling.case.subjects[0].age_on(on)
    if age is not None and age >= OLD_ENOUGH_TO_ANSWER and chance(telling.choose, 0.4):
        return {
            "given_by": telling.child,
            "capacity": ConsentCapacity.YOUNG_PERSON,
            "method": ConsentMethod.WRITTEN,
            "competence": Competence(
                judged_by=telling.row_of(telling.case.cast.initiator),
                judged_on=on,
                view="understands",
                because=f"{age} years old; asked what happens after a no, and said it back in own words.",
            ),
        }
    if telling.case.is_about_unborn and telling.child.expected_on:
        capacity = ConsentCapacity.EXPECTANT_MOTHER
    elif (
        telling.case.family.carer.kinship == Kinship.GRANDMOTHER and not telling.case.family.carer.responsible
    ):
        capacity = ConsentCapacity.CARER
    else:
        capacity = ConsentCapacity.PARENT
    return {"given_by": telling.recorded.carer, "capacity": capacity, "method": method}


def agree_to_share(telling: Telling, on: dt.date) -> None:
    """Record with whom the family shares what was written; sometimes a part, sometimes with nobody.

    Asked again after half a year, the new answer takes the place of the earlier.
    """
    assessor = telling.case.cast.assessor
    refuses = telling.shared is None and chance(telling.choose, 0.05)
    shares = [] if refuses else agency_shares(telling)
    with telling.sitting(assessor, on) as by:
        telling.shared = record_consent(
            episode=telling.episode,
            kind=ConsentKind.SHARE,
            replaces=telling.shared,
            why_now="Asked again at a review" if telling.shared else "",
            given=not refuses,
            answered_on=on,
            explained_by=telling.row_of(assessor),
            words=telling.say(general.NO_TO_SHARE if refuses else general.YES_TO_SHARE),
            agencies=shares,
            review_by=None if refuses else on + dt.timedelta(days=182),
            **giver(telling, on),
            by=by,
        )


def agency_shares(telling: Telling) -> list[AgencyShare]:
    """Return what each agency may see: those of the team, and one of those that may be asked."""
    names = [colleague.agency for colleague in telling.case.cast.everybody]
    names += [agency.name for agency in asked_agencies(telling)[:2]]
    shares = [AgencyShare(telling.agency_named(name), Share.EVERYTHING) for name in dict.fromkeys(names)]
    if chance(telling.choose, 0.3) and len(shares) > 1:
        last = shares[-1]
        share = telling.choose.choice((Share.PART, Share.PART, Share.NOTHING))
        shares[-1] = AgencyShare(
            last.agency,
            share,
            parts=Parts.EXCEPT if share == Share.PART else "",
            elements=PRIVATE if share == Share.PART else (),
            left_out=telling.say(general.LEFT_OUT),
            why=telling.say(general.WHY_LEFT_OUT),
        )
    return shares


def asked_agencies(telling: Telling) -> list:  # type: ignore[type-arg]
    """Return the agencies whose help the strands speak of."""
    kinds = [help_.kind for strand in telling.case.strands for help_ in strand.helps]
    found = [telling.world.agency_of_kind(kind, telling.case.locality) for kind in dict.fromkeys(kinds)]
    return some(telling.choose, [agency for agency in found if agency], 3)


def take_back(telling: Telling, on: dt.date) -> None:
    """Let the family withdraw what it agreed to."""
    with telling.sitting(telling.coordinates, on) as by:
        given = telling.episode.consents.filter(given=True, withdrawn_on=None)
        consent = given.order_by("answered_on", "id").first()
        if consent:
            withdraw_consent(consent=consent, withdrawn_on=on, words=telling.say(general.WITHDRAWN), by=by)
