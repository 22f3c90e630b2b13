"""What is missing: nobody has asked, or nobody has written it down."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from opencaf.agencies.models import Authority
from opencaf.core.partial_dates import NOT_KNOWN
from opencaf.episodes.codes import ClosureReason, ConsentKind
from opencaf.episodes.models import Closure, Consent, LevelOfNeed, Outcome
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.episodes.states import State
from opencaf.people.codes import Ethnicity, Kinship, Sex
from opencaf.people.models import HouseholdMember, Relationship
from opencaf.quality.rules.rule import (
    ASSESSED,
    BEGUN,
    WHO_LEADS,
    WHO_LOOKS_AFTER,
    WHO_WORKS,
    Hand,
    Kind,
    Rule,
    children_of,
    days_ago,
    since,
)

PARENTS = (Kinship.MOTHER, Kinship.FATHER)
CARERS = (
    *PARENTS,
    Kinship.STEPMOTHER,
    Kinship.STEPFATHER,
    Kinship.PARENTS_PARTNER,
    Kinship.FOSTER_CARER,
    Kinship.GUARDIAN,
    Kinship.CARER,
    Kinship.GRANDMOTHER,
    Kinship.GRANDFATHER,
)


def no_ethnicity(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children whose family was not asked; one that refused has answered."""
    return children_of(cases).filter(child__ethnicity=Ethnicity.NOBT)


def no_sex(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children who are born, and whose sex is not known."""
    return children_of(cases).filter(child__sex=Sex.UNKNOWN, child__expected_on=None)


def no_birth(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children of whom neither a date of birth nor an expected date is known."""
    return children_of(cases).filter(child__born_on=None, child__expected_on=None)


def no_home(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children who live nowhere. That somebody lives somewhere is known also where the address is sealed."""
    return children_of(cases).filter(
        ~Exists(HouseholdMember.objects.filter(person=OuterRef("child_id"), to_on=None))
    )


def no_carer(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children for whom nobody is noted who cares for them."""
    caring = Relationship.objects.filter(to=OuterRef("child_id"), to_on=None, kinship__in=CARERS)
    return children_of(cases).filter(~Exists(caring))


def nobody_responsible(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children with a parent, where it was asked of nobody's parental responsibility."""
    ties = Relationship.objects.filter(to=OuterRef("child_id"), to_on=None)
    asked = ties.filter(parental_responsibility__isnull=False)
    return children_of(cases).filter(Exists(ties.filter(kinship__in=PARENTS)), ~Exists(asked))


def no_consent(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Cases that went beyond the intention without an answer of the family, given or refused."""
    answered = Consent.objects.filter(episode=OuterRef("pk"), kind=ConsentKind.ASSESS)
    return since(cases.filter(~Exists(answered), state__in=BEGUN), "intended_on")


def no_lead(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Cases that are assessed or supported, and that nobody leads."""
    found = cases.filter(state__in=ASSESSED, standings__lead=None)
    return since(found, "standings__first_completed_on", "intended_on")


def no_first_meeting(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Assessed cases that should have met by now, with no meeting held or planned."""
    due = days_ago(authority.first_meeting_within_days)
    found = cases.filter(state__in=ASSESSED, standings__has_held=False, standings__has_planned=False)
    return since(found.filter(standings__first_completed_on__lt=due), "standings__first_completed_on")


def no_next_date(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Supported cases whose last meeting agreed on neither a next date nor closing."""
    found = cases.filter(
        state=State.SUPPORTING,
        standings__has_held=True,
        standings__agreed_next_on=None,
        standings__closing_proposed=False,
        standings__has_planned=False,
    )
    return since(found, "standings__led_since", "intended_on")


def no_plan(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Supported cases in which no outcome was ever agreed."""
    found = cases.filter(~Exists(Outcome.objects.filter(episode=OuterRef("pk"))), state=State.SUPPORTING)
    return since(found, "standings__led_since", "intended_on")


def no_level(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Assessed cases in which no level of need was agreed."""
    found = cases.filter(~Exists(LevelOfNeed.objects.filter(episode=OuterRef("pk"))), state__in=ASSESSED)
    return since(found, "standings__first_completed_on", "intended_on")


def no_beginning(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Open cases of an old register that did not say when they began."""
    return since(cases.open().filter(intended_accuracy=NOT_KNOWN), "intended_on", record="pk")


def no_reason_to_close(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Cases that closed in the last year without words about it where the reason says nothing."""
    silent = Closure.objects.filter(
        episode=OuterRef("pk"), reopened_on=None, reason=ClosureReason.NOT_STATED, reason_words=""
    )
    found = cases.filter(Exists(silent), closed_on__gte=days_ago(365))
    return since(found, "closed_on", record=Subquery(silent.values("id")[:1]))


RULES = (
    Rule(
        "no-ethnicity", Kind.MISSING, "No ethnicity recorded",
        "Was the family asked for the child’s ethnicity? Refused is an answer.",
        "Nobody can say whether help reaches all groups alike, and every return asks for it.",
        WHO_WORKS, "Ask the family, and write down what they say or that they refused.",
        no_ethnicity, of_children=True,
    ),
    Rule(
        "no-sex", Kind.MISSING, "Sex not known",
        "Is the sex of each born child known?",
        "Every return asks for it, and matching with other records goes by it.",
        WHO_WORKS, "Change what is known about the child.",
        no_sex, of_children=True,
    ),
    Rule(
        "no-birth", Kind.MISSING, "No date of birth",
        "Is a date of birth or an expected date known, a part of it at least?",
        "Without it the child is taken for another, or recorded twice.",
        WHO_WORKS, "Change what is known about the child; an estimate is better than nothing.",
        no_birth, of_children=True,
    ),
    Rule(
        "no-home", Kind.MISSING, "No address",
        "Is it known where the child lives?",
        "Letters reach nobody, and a sibling in the same home is not found.",
        WHO_WORKS, "Add where the child lives. A secret address can be sealed.",
        no_home, of_children=True,
    ),
    Rule(
        "no-carer", Kind.MISSING, "No parent or carer",
        "Is somebody noted who cares for the child?",
        "Nobody can be asked to agree, and nobody is told.",
        WHO_WORKS, "Add the parent or carer.",
        no_carer, of_children=True,
    ),
    Rule(
        "nobody-responsible", Kind.MISSING, "Parental responsibility not asked",
        "Is it known of one of the parents or carers whether they have parental responsibility?",
        "Only somebody who has it can agree for a child who is too young to.",
        WHO_WORKS, "Put the relationship right, on the child’s page.",
        nobody_responsible, of_children=True,
    ),
    Rule(
        "no-consent", Kind.MISSING, "No answer on agreeing",
        "Does every {caf} beyond the intention say whether the family agreed to the assessment?",
        "A {caf} is a choice of the family. Without their answer nobody can show that it was one.",
        WHO_WORKS, "Talk with the family, and write down their answer.",
        no_consent,
    ),
    Rule(
        "no-lead", Kind.MISSING, "No {lead}",
        "Does somebody lead every {caf} that is assessed or supported?",
        "Without one person to turn to, families tell their story again and again.",
        (*WHO_LOOKS_AFTER, Hand.AUTHOR), "Note who leads, or offer the lead to somebody.",
        no_lead,
    ),
    Rule(
        "no-first-meeting", Kind.MISSING, "No date of the first meeting",
        "Was a first meeting held or planned within {met_within} days of the assessment?",
        "An assessment without a meeting brings no help.",
        WHO_WORKS, "Plan the meeting, or write down the one that was held.",
        no_first_meeting,
    ),
    Rule(
        "no-next-date", Kind.MISSING, "No next date",
        "Did the last meeting agree on a next date, or on closing?",
        "A {caf} without a next date is forgotten.",
        WHO_LEADS, "Plan the next meeting.",
        no_next_date,
    ),
    Rule(
        "no-plan", Kind.MISSING, "No outcome agreed",
        "Does every supported {caf} have an outcome that the family wants?",
        "Nobody can say later whether it helped.",
        WHO_LEADS, "Add what was agreed to the plan.",
        no_plan,
    ),
    Rule(
        "no-level", Kind.MISSING, "No level of need",
        "Does every assessed {caf} have a level of need?",
        "Steps up and down cannot be seen without one.",
        WHO_LEADS, "Note the level that was agreed.",
        no_level,
    ),
    Rule(
        "no-beginning", Kind.MISSING, "Day of the beginning not known",
        "Is it known when each open {caf} began?",
        "It is counted in the wrong month, and how long it takes cannot be said.",
        (*WHO_LOOKS_AFTER, Hand.AUTHOR), "Correct the date of the intention.",
        no_beginning,
    ),
    Rule(
        "no-reason-to-close", Kind.MISSING, "Closed without a reason",
        "Does every {caf} that closed in the last year say why, in a reason or in words?",
        "What came of help can only be counted where it was written down.",
        WHO_LOOKS_AFTER, "Add in words why it closed.",
        no_reason_to_close,
    ),
)  # fmt: skip
