"""What families say and who lives with whom, as rows, for figures."""

import datetime as dt
from collections.abc import Collection, Sequence

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import (
    Assessment,
    Attendance,
    Contribution,
    Finding,
    Mark,
    Question,
    Review,
    Story,
    StoryChild,
    WordsBefore,
)
from opencaf.people.models import Household, HouseholdMember, Person

RATERS = {"child_mark": "young_person", "parent_mark": "parent"}


def hear(
    by: Practitioner, version: Assessment, *, child: Person, parent: Person, voices: Collection[str]
) -> None:
    """Views in a version: marks, goals and words beside a box."""
    for voice in sorted(RATERS.keys() & set(voices)):
        about = {
            "child": child,
            "element": "education",
            "rater": RATERS[voice],
            "marked_on": version.started_on,
        }
        Mark.record(
            by=by,
            episode=version.episode,
            assessment=version,
            occasion="start",
            state="marked",
            value=1,
            **about,
        )
    for voice, whose in (("child_goal", child), ("parent_goal", parent)):
        if voice in voices:
            Finding.record(by=by, assessment=version, kind="goal", text="To ride a bicycle.", whose=whose)
    if "words" in voices:
        Story.record(by=by, assessment=version, question=question_of(version), family_words="Nobody asks us.")


def tell(by: Practitioner, version: Assessment, child: Person) -> None:
    """A story of a child's own."""
    asked = question_of(version)
    story = Story.record(by=by, assessment=version, question=asked, story="Likes school.")
    StoryChild.record(by=by, story=story, assessment=version, question=asked, child=child)


def question_of(version: Assessment) -> Question:
    return version.form.questions.all()[0]


def contribute(by: Practitioner, version: Assessment, who: Practitioner, on: dt.date) -> None:
    """A contribution that was sent on a day."""
    Contribution.record(
        by=by,
        episode=version.episode,
        assessment=version,
        practitioner=who,
        asked_on=version.started_on,
        answer_by=max(on, version.started_on),
        sent_on=on,
    )


def write_before(by: Practitioner, review: Review, who: Person) -> None:
    """Words of somebody of the family before a review."""
    came = Attendance.record(by=by, meeting=review.meeting, person=who, state="present")
    WordsBefore.record(by=by, attendance=came, wishes="A quiet room.")


def live_together(by: Practitioner, people: Sequence[Person]) -> None:
    """A household of some people."""
    home = Household.record(by=by, line1="1 Example Street")
    for one in people:
        HouseholdMember.record(by=by, household=home, person=one)
