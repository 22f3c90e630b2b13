"""What is odd: it can be so, but hardly ever is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields import DurationField

from opencaf.agencies.models import Authority
from opencaf.core import clock
from opencaf.core.partial_dates import EXACT
from opencaf.episodes.models import Assessment, Meeting, Review
from opencaf.episodes.models.episode import EpisodeQuerySet
from opencaf.people.codes import SpecialNeeds
from opencaf.people.models import HouseholdMember, Identifier, Relationship
from opencaf.quality.rules.missing import PARENTS
from opencaf.quality.rules.rule import (
    WHO_LEADS,
    WHO_LOOKS_AFTER,
    WHO_WORKS,
    Kind,
    Rule,
    as_text,
    children_of,
    since,
    years_ago,
)

PREGNANCY = dt.timedelta(weeks=42)
YOUNGEST_PARENT = dt.timedelta(days=12 * 365)
POSTCODE = r"^ *[A-Za-z]{1,2}[0-9][A-Za-z0-9]? *[0-9][A-Za-z]{2} *$"


def later(day: str, by: dt.timedelta) -> Any:
    """Return a day so much later, as SQL."""
    return ExpressionWrapper(F(day) + Value(by, output_field=DurationField()), output_field=DateField())


def born_too_late(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children born so long after the case began that nobody could expect them then."""
    rows = children_of(cases).filter(child__born_on__gt=later("episode__intended_on", PREGNANCY))
    return rows.annotate(fact=as_text("child__born_on"))


def too_old(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children past the age up to which even those with a plan for special needs are helped."""
    born = years_ago(authority.oldest_age_with_special_needs)
    return children_of(cases).filter(child__born_on__lte=born).annotate(fact=as_text("child__born_on"))


def past_the_age(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Young people past the authority's age without a plan for special needs, and not too old for one."""
    rows = children_of(cases).filter(
        child__born_on__lte=years_ago(authority.oldest_age),
        child__born_on__gt=years_ago(authority.oldest_age_with_special_needs),
    )
    return rows.exclude(child__special_needs=SpecialNeeds.PLAN).annotate(fact=as_text("child__born_on"))


def first_of_january(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children born, to the day, on 1 January: what a form writes where only the year is known."""
    rows = children_of(cases).filter(
        child__born_on__month=1, child__born_on__day=1, child__born_accuracy=EXACT
    )
    return rows.annotate(fact=as_text("child__born_on"))


def young_parent(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children with a mother or father who was under twelve when they were born."""
    ties = Relationship.objects.filter(
        to=OuterRef("child_id"), to_on=None, kinship__in=PARENTS, of__shielded=False
    ).filter(of__born_on__gt=ExpressionWrapper(
        OuterRef("child__born_on") - Value(YOUNGEST_PARENT, output_field=DurationField()),
        output_field=DateField(),
    ))  # fmt: skip
    first = Subquery(ties.order_by("-of__born_on", "id").values("of__born_on")[:1])
    return children_of(cases).filter(Exists(ties)).annotate(fact=as_text(first))


def odd_postcode(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children who live at a postcode that cannot be one; a sealed address is not looked at."""
    homes = HouseholdMember.objects.filter(
        person=OuterRef("child_id"), to_on=None, household__sealed=False
    ).exclude(household__postcode="")
    homes = homes.exclude(household__postcode__regex=POSTCODE).order_by("id")
    return children_of(cases).filter(Exists(homes)).annotate(
        fact=as_text(Subquery(homes.values("household__postcode")[:1])),
        record_id=as_text(Subquery(homes.values("household_id")[:1])),
    )  # fmt: skip


def odd_number(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Children with a number whose check digit does not fit."""
    numbers = (
        Identifier.objects.filter(person=OuterRef("child_id"), to_on=None).exclude(warning="").order_by("id")
    )
    return children_of(cases).filter(Exists(numbers)).annotate(
        fact=as_text(Subquery(numbers.values("value")[:1])),
        record_id=as_text(Subquery(numbers.values("id")[:1])),
    )  # fmt: skip


def early_review(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Cases with a review that looks back before the meeting at which it was made."""
    early = Review.objects.filter(episode=OuterRef("pk"), reviewed_on__lt=F("meeting__held_on")).order_by(
        "id"
    )
    first = early[:1]
    return since(
        cases.filter(Exists(early)),
        Subquery(first.values("reviewed_on")),
        fact=Subquery(first.values("reviewed_on")),
        record=Subquery(first.values("id")),
    )


def held_tomorrow(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Cases with a meeting that was held on a day to come."""
    ahead = Meeting.objects.filter(episode=OuterRef("pk"), held_on__gt=clock.today()).order_by(
        "held_on", "id"
    )
    first = ahead[:1]
    return since(
        cases.filter(Exists(ahead)),
        "intended_on",
        fact=Subquery(first.values("held_on")),
        record=Subquery(first.values("id")),
    )


def assessed_before(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Cases whose assessment began before the intention, where both days are known."""
    early = Assessment.objects.filter(
        episode=OuterRef("pk"), started_on__lt=OuterRef("intended_on")
    ).order_by("version")
    first = early[:1]
    return since(
        cases.filter(Exists(early), intended_accuracy=EXACT),
        "intended_on",
        fact=Subquery(first.values("started_on")),
        record=Subquery(first.values("id")),
    )


def begins_tomorrow(cases: EpisodeQuerySet, authority: Authority) -> QuerySet[Any]:
    """Cases that begin on a day to come."""
    found = cases.filter(Q(intended_on__gt=clock.today()) | Q(closed_on__gt=clock.today()))
    return since(found, "intended_on", fact=F("intended_on"), record="pk")


RULES = (
    Rule(
        "born-too-late", Kind.ODD, "Born long after the {caf} began",
        "Was each child born, or expected, when the {caf} began?",
        "One of the two dates is wrong, and the age in every figure with it.",
        WHO_WORKS, "Change the date of birth, or correct the date of the intention.",
        born_too_late, of_children=True, shows="Born {fact}",
    ),
    Rule(
        "too-old", Kind.ODD, "Older than {oldest}",
        "Is everybody whom an open {caf} is about younger than {oldest}?",
        "A wrong year of birth, or a {caf} that should have closed.",
        WHO_WORKS, "Change the date of birth, or close the {caf}.",
        too_old, of_children=True, shows="Born {fact}",
    ),
    Rule(
        "past-the-age", Kind.ODD, "Past {grown} without a plan for special needs",
        "Is everybody from {grown} on there because of an education, health and care plan?",
        "Help for adults begins elsewhere; somebody has to take over.",
        WHO_LEADS, "Note the plan for special needs, or close with what follows.",
        past_the_age, of_children=True, shows="Born {fact}",
    ),
    Rule(
        "first-of-january", Kind.ODD, "Born on 1 January",
        "Is 1 January the day, or what a form wrote where only the year was known?",
        "A made-up day joins two children, or keeps one apart from itself.",
        WHO_WORKS, "Ask, and say which parts of the date are known.",
        first_of_january, of_children=True, shows="Born {fact}",
    ),
    Rule(
        "young-parent", Kind.ODD, "Parent hardly older than the child",
        "Was every mother and father at least twelve when the child was born?",
        "A sibling was noted as a parent, or a date of birth is the child’s own.",
        WHO_WORKS, "Put the relationship or the date of birth right, on the child’s page.",
        young_parent, of_children=True, shows="Parent born {fact}",
    ),
    Rule(
        "odd-postcode", Kind.ODD, "Postcode that cannot be one",
        "Has each postcode the shape of one?",
        "Letters go astray, and a search by postcode misses the home.",
        WHO_WORKS, "Correct the address.",
        odd_postcode, of_children=True, shows="{fact}",
    ),
    Rule(
        "odd-number", Kind.ODD, "Number that fails its check",
        "Does the check digit of each NHS number and unique pupil number fit?",
        "Joined by a wrong number, one child gets another’s record.",
        WHO_WORKS, "Look at the letter or card it was copied from, and correct it.",
        odd_number, of_children=True, shows="{fact}",
    ),
    Rule(
        "early-review", Kind.ODD, "Review before its meeting",
        "Was each review made on the day of its meeting or later?",
        "Times between meetings and reviews come out wrong.",
        WHO_LEADS, "Correct the date of the review.",
        early_review, shows="Reviewed {fact}",
    ),
    Rule(
        "held-tomorrow", Kind.ODD, "Meeting held on a day to come",
        "Does every meeting that was held lie behind us?",
        "It counts as held, and nobody will be asked to come.",
        WHO_LEADS, "Correct the date of the meeting.",
        held_tomorrow, shows="Held {fact}",
    ),
    Rule(
        "assessed-before", Kind.ODD, "Assessment begun before the intention",
        "Did each assessment begin on the day of the intention or later?",
        "The time that assessments take comes out too short.",
        WHO_WORKS, "Correct one of the two dates.",
        assessed_before, shows="Assessment started {fact}",
    ),
    Rule(
        "begins-tomorrow", Kind.ODD, "Begins or closes on a day to come",
        "Did every {caf} begin, and every closed one close, by today?",
        "It is counted in a month that is not over.",
        WHO_LOOKS_AFTER, "Correct the date.",
        begins_tomorrow, shows="Begins {fact}",
    ),
)  # fmt: skip
