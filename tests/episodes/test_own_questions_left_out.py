"""A question of the authority's own that a family leaves out is shown to nobody of that agency."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.access.models import AccessGrant
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.core.partial_dates import PartialDate
from opencaf.episodes.models import ChronologyEvent, Consent, Episode, Mark, Story, StoryChild
from opencaf.episodes.operations.assessment import start_assessment
from opencaf.episodes.operations.chronology import EventWords, add_event
from opencaf.episodes.operations.consent import record_consent
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.forms import bring_form_into_use, prepare_form
from opencaf.episodes.operations.marks import MarkFor, give_marks
from opencaf.episodes.operations.own_questions import add_question, take_question_off
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.assessment import boxes_of, shown
from opencaf.episodes.queries.marks import given_marks
from opencaf.episodes.queries.sharing import sharing_of
from opencaf.episodes.queries.withholding import sees_no_part, withheld_from
from opencaf.people.models import Person
from tests.factories.assessment import ALL_ELEMENTS, COMPLETED, make_completed
from tests.factories.consent import make_parent

START = dt.date(2026, 11, 3)
HEALTH = "general_health"
SCREENS, PETS = "own_screens", "own_pets"
SHARES = ("everything", "nothing", "only", "except")
ANSWERS = st.none() | st.tuples(
    st.sampled_from(SHARES),
    st.sets(st.sampled_from([HEALTH, SCREENS, PETS, *sorted(ALL_ELEMENTS)]), min_size=1),
)


def as_somebody(who: Practitioner) -> Any:
    """Ask as somebody does in their post."""
    return acting_for(Asking(who.id, who.post.id, who.authority_id))


@dataclass
class Family:
    """A case about one child with its mother's answers, and versions of the form that follow each other."""

    episode: Episode
    child: Person
    mother: Person
    alice: Practitioner
    bob: Practitioner
    erin: Practitioner
    day: dt.date = START
    since: dict[str, dt.date] = field(default_factory=dict)
    last: Consent | None = None
    said: tuple[str, frozenset[str], dt.date] | None = None

    def next_day(self) -> Any:
        self.day += dt.timedelta(days=1)
        return clock.everywhere_at(clock.noon(self.day))

    def answers(self, share: str, named: set[str]) -> None:
        """The mother says what Bob's agency may see, of what she can know of, in place of what she said."""
        with self.next_day():
            known = sorted(code for code in named if code in ALL_ELEMENTS or code in self.since) or [HEALTH]
            is_part = share in ("only", "except")
            row = (
                AgencyShare(self.bob.agency, "part", parts=share, elements=known)
                if is_part
                else AgencyShare(self.bob.agency, share)
            )
            self.last = record_consent(
                episode=Episode.objects.get(pk=self.episode.pk),
                kind="share",
                given=True,
                answered_on=self.day,
                given_by=self.mother,
                capacity="parent",
                method="verbal",
                explained_by=self.alice,
                agencies=[row],
                replaces=self.last,
                by=self.alice,
            )
            self.said = (share, frozenset(known) if is_part else frozenset(), self.day)

    def is_asked(self, *, more: str, less: str = "") -> None:
        """From now on the form asks a question more, and perhaps one less."""
        with self.next_day(), as_somebody(self.erin):
            form = prepare_form(name="Our form", by=self.erin)
            for question in form.questions.filter(code=less):
                take_question_off(question=question, by=self.erin)
            name = more.removeprefix("own_").capitalize()
            add_question(form=form, domain="child", name=name, fits_the_unborn=True, by=self.erin)
            bring_form_into_use(form=form, in_use_from=self.day, by=self.erin)
            self.since.setdefault(more, self.day)

    def is_written(self) -> None:
        """Alice writes an assessment with a mark in each box, and an event about each question."""
        with self.next_day():
            episode = Episode.objects.get(pk=self.episode.pk)
            draft = start_assessment(
                episode=episode, started_on=self.day, why_again="The form asks more.", by=self.alice
            )
            marks = [MarkFor(self.child.id, box.question.code, "3") for box in boxes_of(draft)]
            give_marks(assessment=draft, marks=marks, marked_on=self.day, by=self.alice)
            for code in self.since:
                words = EventWords(PartialDate(self.day), f"About {code}.", "", [self.child], code)
                add_event(episode=episode, words=words, by=self.alice)

    def seen(self) -> frozenset[str]:
        """What Bob may see, as the family would understand its own words."""
        codes = ALL_ELEMENTS | self.since.keys()
        if self.said is None:
            return codes
        share, named, on = self.said
        if share == "only":
            return named
        if share == "except":
            return frozenset(one for one in codes - named if self.since.get(one, on) <= on)
        return codes if share == "everything" else frozenset()

    def check(self) -> None:
        """Compare with it what reads of pages and the web role's own statements show Bob."""
        with clock.everywhere_at(clock.noon(self.day)):
            episode = Episode.objects.get(pk=self.episode.pk)
            hidden = withheld_from(self.bob, episode)
            expected = self.seen()
            assert {code for _, code in hidden} == (ALL_ELEMENTS | self.since.keys()) - expected
            assert sees_no_part(hidden, [self.child.id]) == (not expected)
            assert {code for one in given_marks(episode, hidden=hidden) for code in [one.element]} <= expected
            for assessment in episode.assessments.all():
                boxes = shown(boxes_of(assessment), hidden)
                assert {box.question.code for box in boxes} <= expected
            let_in = AccessGrant.objects.live().filter(practitioner_id=self.bob.id, episode_id=episode.id)
            self.check_plain_sql(expected if let_in.exists() else frozenset())

    def check_plain_sql(self, expected: frozenset[str]) -> None:
        """What the second wall alone shows."""
        asked = set(StoryChild.objects.values_list("question__code", flat=True))
        marked = set(Mark.objects.values_list("element", flat=True))
        told = set(ChronologyEvent.objects.values_list("element", flat=True))
        with as_somebody(self.bob):
            assert set(StoryChild.objects.values_list("question__code", flat=True)) == asked & expected
            assert set(Story.objects.values_list("question__code", flat=True)) == asked & expected
            assert set(Mark.objects.values_list("element", flat=True)) == marked & expected
            assert set(ChronologyEvent.objects.values_list("element", flat=True)) == told & expected


@pytest.fixture
def family(alice: Practitioner, bob: Practitioner, erin: Practitioner) -> Family:
    episode = make_completed(by=alice).episode  # on the national form; who wrote it goes on seeing all of it
    child = episode.episode_children.get().child
    mother = make_parent(child)
    join_team(episode=episode, who=bob, joined_on=COMPLETED, by=alice)
    return Family(episode, child, mother, alice, bob, erin)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(ANSWERS, min_size=3, max_size=3), goes=st.booleans())
def test_no_set_of_own_questions_and_answers_shows_what_is_left_out(
    family: Family, said: list[Any], goes: bool
) -> None:
    with transaction.atomic():
        family.day, family.since, family.last, family.said = START, {}, None, None
        steps = [
            lambda: family.is_asked(more=SCREENS),
            lambda: family.is_asked(more=PETS, less=SCREENS if goes else ""),
            family.is_written,
        ]
        for answer, step in zip(said, steps, strict=True):
            if answer:
                family.answers(*answer)
                family.check()
            step()
            family.check()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("share", "sees_it"),
    [(("everything", set()), True), (("except", {HEALTH}), False), (("only", {HEALTH}), False)],
)
def test_an_answer_from_before_a_question_existed_speaks_of_it_only_where_it_was_about_everything(
    family: Family, share: tuple[str, set[str]], sees_it: bool
) -> None:
    family.answers(*share)
    family.is_asked(more=SCREENS)

    hidden = {code for _, code in withheld_from(family.bob, family.episode)}

    assert (SCREENS not in hidden) == sees_it


def test_once_the_family_is_asked_again_all_but_one_part_is_shown_with_the_question(family: Family) -> None:
    family.answers("except", {HEALTH})
    family.is_asked(more=SCREENS)
    family.answers("except", {HEALTH})

    assert {code for _, code in withheld_from(family.bob, family.episode)} == {HEALTH}


def test_who_leaves_all_but_one_part_out_reads_that_a_later_question_is_left_out_too(family: Family) -> None:
    family.answers("except", {HEALTH})
    family.is_asked(more=SCREENS)

    (answer,) = sharing_of(family.episode, [family.child]).agencies

    assert answer.row.in_words == "all but General health; and what is asked only since then: Screens"  # type: ignore[attr-defined]


def test_whoever_does_not_look_after_forms_leaves_nothing_out_by_the_function(family: Family) -> None:
    family.answers("only", set(ALL_ELEMENTS))
    with family.next_day():
        form = prepare_form(name="Our form", by=family.erin)
        add_question(form=form, domain="child", name="Screens", fits_the_unborn=True, by=family.erin)
        form.in_use_from = family.day
        form.save()

    rows = {}
    for name, who in (("alice", family.alice), ("erin", family.erin)):
        with as_somebody(who), transaction.atomic():
            rows[name] = leave_out(form.id)

    assert rows == {"alice": 0, "erin": 2}  # for Bob's agency, and for the one that the family did not name


def leave_out(form_id: Any) -> int:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("select episodes_leave_out_new_parts(%s)", [form_id])
        return int(cursor.fetchone()[0])
