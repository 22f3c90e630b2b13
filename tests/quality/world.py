"""A case in which nothing is to be put right, and one mistake for each rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import (
    Action,
    Assessment,
    Episode,
    LevelOfNeed,
    Meeting,
    Outcome,
    Review,
    Suspension,
    TeamMember,
)
from opencaf.people.models import (
    Household,
    HouseholdMember,
    Identifier,
    Person,
    Relationship,
    Schooling,
)
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory
from tests.reports.world import World

DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 11, 2)
BEGUN, ASSESSED, MET, NEXT = (
    dt.date(2026, 9, 1),
    dt.date(2026, 9, 15),
    dt.date(2026, 10, 1),
    dt.date(2026, 12, 1),
)


@dataclass
class Case:
    """A case with the rows around it that rules look at."""

    world: World
    by: Practitioner
    episode: Episode
    child: Person
    mother: Person
    home: Household
    meeting: Meeting

    def of_case(self, **values: Any) -> None:
        """Change the case itself."""
        Episode.objects.filter(pk=self.episode.pk).update(**values)

    def of_child(self, **values: Any) -> None:
        """Change what is known about the child."""
        Person.objects.filter(pk=self.child.pk).update(**values)

    def plan(self, on: dt.date) -> None:
        """Plan another meeting."""
        Meeting.record(
            by=self.by, episode=self.episode, kind=self.world.kind, status="planned", planned_for=on
        )


def clean_case(world: World) -> Case:
    """A supported case that lacks nothing."""
    by = world.by
    child = ChildFactory(ethnicity="WBRI")
    mother = ChildFactory(given_names="Hodan", born_on=dt.date(1990, 2, 3))
    Relationship.record(by=by, of=mother, to=child, kinship="mother", parental_responsibility=True)
    home = Household.record(by=by, line1="3 Mill Lane", postcode="ZZ9 9ZZ")
    HouseholdMember.record(by=by, household=home, person=child)
    case = world.case(BEGUN, children=[child], state="supporting")
    world.consent(case, BEGUN)
    world.assess(case, ASSESSED)
    LevelOfNeed.record(by=by, episode=case, level=2, decided_on=ASSESSED)
    meeting = world.meet(case, MET)
    Meeting.objects.filter(pk=meeting.pk).update(closing_proposed=False, next_on=NEXT)
    world.lead(case, by, MET)
    Outcome.record(by=by, episode=case, wording="Sleep at night", agreed_on=MET)
    return Case(world, by, case, child, mother, home, meeting)


def somebody_who_left() -> Practitioner:
    """A practitioner whose post has ended."""
    gone = PractitionerFactory(given_name="Gwen")
    gone.posts.update(ended_on=TODAY - 30 * DAY)
    return gone


def at(years: int) -> dt.date:
    """The birthday of somebody who is so old today."""
    return dt.date(TODAY.year - years, 5, 6)


def forget_meetings(case: Case) -> None:
    """As if nobody had met."""
    case.episode.lead_professionals.update(agreed_at=None)
    case.episode.meetings.all().delete()


def assess_long_ago(case: Case) -> None:
    forget_meetings(case)
    case.of_case(intended_on=TODAY - 100 * DAY)
    case.episode.assessments.update(started_on=TODAY - 90 * DAY, completed_on=TODAY - 80 * DAY)


def refuse(case: Case, kind: str) -> None:
    case.world.consent(case.episode, MET, kind=kind, given=False)


def share_after_refusing(case: Case) -> None:
    refuse(case, "share")
    case.world.ask(case.episode, MET + DAY, agency=AgencyFactory(), sent_on=MET + 2 * DAY)


def another_school(case: Case) -> None:
    goes_to, comes = AgencyFactory(), AgencyFactory()
    Schooling.record(by=case.by, person=case.child, agency=goes_to)
    teacher = PractitionerFactory(post_worn__agency=comes)
    TeamMember.record(by=case.by, episode=case.episode, practitioner=teacher, agency=comes, joined_on=MET)


def rest(case: Case) -> None:
    case.of_case(state="suspended")
    Suspension.record(by=case.by, episode=case.episode, started_on=TODAY - 200 * DAY, reason="Social care")


def draft(case: Case) -> None:
    Assessment.record(
        by=case.by,
        episode=case.episode,
        form=case.world.form,
        version=2,
        started_on=TODAY - 100 * DAY,
        assessor=case.by,
    )


def overdue_action(case: Case) -> None:
    outcome = case.episode.outcomes.get()
    Action.record(
        by=case.by, outcome=outcome, what="Ring", owner=case.by, agreed_on=MET, due_on=TODAY - 100 * DAY
    )


def begin_long_ago(case: Case) -> None:
    """Nothing since a day that is more than half a year ago."""
    long_ago = TODAY - 250 * DAY
    case.of_case(intended_on=long_ago)
    case.episode.consents.update(answered_on=long_ago)
    case.episode.assessments.update(started_on=long_ago, completed_on=long_ago)
    case.episode.meetings.update(held_on=long_ago)
    case.episode.lead_professionals.update(started_on=long_ago)


def lead_by(case: Case, who: Practitioner) -> None:
    case.episode.lead_professionals.update(practitioner=who, agency=who.agency)


def lead_from_stopped_agency(case: Case) -> None:
    who = PractitionerFactory()
    who.agency.active = False
    who.agency.save()
    lead_by(case, who)


def leave(case: Case) -> None:
    case.episode.episode_children.update(left_on=TODAY, is_open=False)


def close(case: Case, **values: Any) -> None:
    closure = case.world.close(case.episode, TODAY - 10 * DAY, "not_stated")
    type(closure).objects.filter(pk=closure.pk).update(**values)


def put_in_another_case(case: Case) -> None:
    """Another case of the same child, which is found, too."""
    case.world.case(MET, children=[case.child])


def of_team(case: Case) -> None:
    gone = somebody_who_left()
    TeamMember.record(by=case.by, episode=case.episode, practitioner=gone, agency=gone.agency, joined_on=MET)


def past_review(case: Case) -> None:
    case.episode.meetings.update(next_on=TODAY - 100 * DAY)


MISTAKES: dict[str, Callable[[Case], Any]] = {
    "no-ethnicity": lambda case: case.of_child(ethnicity="NOBT"),
    "no-sex": lambda case: case.of_child(sex="U"),
    "no-birth": lambda case: case.of_child(born_on=None),
    "no-home": lambda case: HouseholdMember.objects.filter(person=case.child).update(to_on=TODAY),
    "no-carer": lambda case: Relationship.objects.filter(to=case.child).update(kinship="aunt"),
    "nobody-responsible": lambda case: Relationship.objects.filter(to=case.child).update(
        parental_responsibility=None
    ),
    "no-consent": lambda case: case.episode.consents.all().delete(),
    "no-lead": lambda case: case.episode.lead_professionals.update(ended_on=TODAY),
    "no-first-meeting": assess_long_ago,
    "no-next-date": lambda case: case.episode.meetings.update(next_on=None, recorded_how="imported"),
    "no-plan": lambda case: case.episode.outcomes.all().delete(),
    "no-level": lambda case: case.episode.levels.all().delete(),
    "no-beginning": lambda case: case.of_case(intended_accuracy="UUU"),
    "no-reason-to-close": close,
    "born-too-late": lambda case: case.of_child(born_on=BEGUN + 300 * DAY),
    "too-old": lambda case: case.of_child(born_on=at(26)),
    "past-the-age": lambda case: case.of_child(born_on=at(19)),
    "first-of-january": lambda case: case.of_child(born_on=dt.date(2016, 1, 1)),
    "young-parent": lambda case: Person.objects.filter(pk=case.mother.pk).update(born_on=dt.date(2010, 1, 2)),
    "odd-postcode": lambda case: Household.objects.filter(pk=case.home.pk).update(postcode="9ZZ ZZ9"),
    "odd-number": lambda case: Identifier.record(
        by=case.by,
        person=case.child,
        scheme="nhs",
        value="9990000001",
        warning="Its last digit does not fit.",
    ),
    "early-review": lambda case: Review.record(
        by=case.by, episode=case.episode, meeting=case.meeting, reviewed_on=MET - DAY
    ),
    "held-tomorrow": lambda case: case.episode.meetings.update(held_on=TODAY + DAY),
    "assessed-before": lambda case: case.episode.assessments.update(started_on=BEGUN - DAY),
    "begins-tomorrow": lambda case: case.of_case(intended_on=TODAY + DAY),
    "silent": begin_long_ago,
    "unborn-for-long": lambda case: case.of_child(born_on=None, expected_on=TODAY - 40 * DAY),
    "resting-for-long": rest,
    "review-missed": past_review,
    "meeting-untold": lambda case: case.plan(TODAY - 20 * DAY),
    "draft-for-long": draft,
    "actions-overdue": overdue_action,
    "unanswered": lambda case: case.world.ask(
        case.episode, TODAY - 100 * DAY, agency=AgencyFactory(), sent_on=TODAY - 100 * DAY
    ),
    "step-unanswered": lambda case: case.world.step_up(
        case.episode, TODAY - 40 * DAY, agency=AgencyFactory(sector="childrens_services")
    ),
    "agreement-to-renew": lambda case: case.episode.consents.update(review_by=TODAY - DAY),
    "closed-but-planned": lambda case: (case.plan(TODAY + 5 * DAY), close(case, reason_words="They moved.")),
    "lead-at-stopped-agency": lead_from_stopped_agency,
    "lead-has-left": lambda case: lead_by(case, somebody_who_left()),
    "member-has-left": of_team,
    "another-school": another_school,
    "two-cases": put_in_another_case,
    "refused-but-shared": share_after_refusing,
    "refused-but-going-on": lambda case: refuse(case, "assess"),
    "died": lambda case: case.of_child(died_on=TODAY - DAY),
    "about-nobody": leave,
}
