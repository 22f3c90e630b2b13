"""Whatever is typed, contributed, told apart, joined, merged or completed: every word stays somebody's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.beginning import asking_as
from opencaf.core import clock
from opencaf.core.context import acting_for
from opencaf.episodes.models import Assessment, ContributionVersion, Episode
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.autosave import Typed, save_typed
from opencaf.episodes.operations.contributing import send_contribution
from opencaf.episodes.operations.regrouping import take_over_story, tell_apart, tell_together
from opencaf.episodes.operations.stories import BoxWords, write_stories
from opencaf.episodes.queries.assessment import Box, boxes_of
from opencaf.episodes.queries.contributions import boxes_asked_of
from opencaf.episodes.queries.versions import boxes_with_versions
from opencaf.episodes.seen import fingerprint
from opencaf.people.models import Merge
from opencaf.people.operations.merging import Choices, approve_merge, propose_merge
from opencaf.people.operations.unmerging import Decisions, undo_merge
from tests.factories import ChildFactory
from tests.factories.assessment import make_draft, three_children
from tests.factories.contributions import agree_to_writer, make_contribution
from tests.fixtures import TODAY

STEPS = (
    *("type", "type", "type", "type unseeing", "write", "apart", "together", "take over", "complete"),
    *("contribute", "contribute", "merge", "unmerge"),
)
WALKS = st.lists(st.tuples(st.sampled_from(STEPS), st.booleans(), st.integers(0, 9)), min_size=1, max_size=12)
ELEMENT = 0
EVERY_STEP = [
    (step, is_carol, 0)
    for is_carol in (False, True)
    for step in ("together", "type", "contribute", "merge", "write", "apart", "complete", "take over")
]
EVERY_STEP += [("contribute", False, 0), ("unmerge", False, 0), ("type", True, 1)]


class Walk:
    """Two people at one element, a third who is asked; records of children are merged and parted meanwhile.

    Remembers every word that was saved, whose it was, and in which version.
    """

    def __init__(
        self, writers: Sequence[Practitioner], *, asked: Practitioner, coordinator: Practitioner
    ) -> None:
        self.writers, self.asked, self.coordinator = writers, asked, coordinator
        self.merges: list[Merge] = []
        self.contributed: set[str] = set()
        self.draft = make_draft(by=writers[0], children=three_children())
        self.code = boxes_of(self.draft)[ELEMENT].question.code
        agree_to_writer(self.draft, asked, writers[0])
        self.said: dict[str, tuple[Practitioner, int]] = {}

    @property
    def episode(self) -> Episode:
        episode: Episode = self.draft.episode
        return episode

    def boxes(self) -> list[Box]:
        return [box for box in boxes_of(self.draft) if box.question.code == self.code]

    def step(self, what: str, by: Practitioner, choice: int) -> None:
        box = self.boxes()[choice % len(self.boxes())]
        word = f"word{len(self.said)}"
        if what == "type":
            text = f"{box.story.story} {word}".strip()
            self.save(box, text, fingerprint(box.story.story), by)
        elif what == "type unseeing":
            self.save(box, word, fingerprint("something nobody sees any more"), by)
        elif what == "write":
            words = BoxWords(box.id, story=word)
            write_stories(assessment=self.draft, words=[words], written_on=TODAY.date(), by=by)
            self.note(word, by)
        elif what == "apart":
            tell_apart(assessment=self.draft, story_id=box.id, child_ids=box.child_ids[:1], by=by)
        elif what == "together":
            tell_together(assessment=self.draft, story_id=box.id, by=by)
        elif what == "take over":
            take_over_story(assessment=self.draft, story_id=box.id, by=by)
        elif what == "contribute":
            self.contribute(word)
        elif what == "merge":
            self.merge(choice)
        elif what == "unmerge":
            self.unmerge()
        else:
            self.complete(by)

    def contribute(self, word: str) -> None:
        """Whoever is asked adds a word to what they have written so far, and sends it."""
        live = self.draft.contributions.filter(ended_on=None).first()
        asked = live or make_contribution(
            self.draft, self.asked, by=self.writers[0], elements=[self.code], asked_on=TODAY.date()
        )
        with acting_for(asking_as(self.asked)):
            (asked_box,) = boxes_asked_of(asked)
            name, stands = f"text-{asked_box.box.id}", asked_box.box.text
            send_contribution(
                contribution=asked,
                texts={name: f"{stands} {word}".strip()},
                seen={name: fingerprint(stands)},
                sent_on=TODAY.date(),
                by=self.asked,
            )
        self.contributed.add(word)

    def merge(self, choice: int) -> None:
        """A child of the case turns out to have another record, which is kept."""
        children = [row.child for row in self.episode.episode_children.select_related("child")]
        losing = children[choice % len(children)]
        keeping = ChildFactory(
            given_names=losing.given_names, family_name=losing.family_name, born_on=losing.born_on
        )
        merge = propose_merge(
            keeping=keeping, losing=losing, choices=Choices(), why="One child.", by=self.coordinator
        )
        self.merges.append(approve_merge(merge=merge, by=self.writers[1]))

    def unmerge(self) -> None:
        """The latest merge was a mistake."""
        if not self.merges:
            raise ValidationError("Nothing was merged")
        undo_merge(merge=self.merges[-1], decisions=Decisions(), reason="Two cousins.", by=self.coordinator)
        self.merges.pop()

    def save(self, box: Box, text: str, seen: str, by: Practitioner) -> None:
        typed = Typed(texts={"story": text}, seen={"story": seen})
        saved = save_typed(episode=self.episode, story_id=box.id, typed=typed, by=by)
        if not saved.clashing:
            self.note(text.split()[-1], by)

    def note(self, word: str, by: Practitioner) -> None:
        self.said[word] = (by, self.draft.version)

    def complete(self, by: Practitioner) -> None:
        complete_assessment(assessment=self.draft, completed_on=TODAY.date(), by=by)
        self.episode.refresh_from_db()
        self.draft = start_assessment(
            episode=self.episode, started_on=TODAY.date(), why_again="Things changed.", by=by
        )


def first_with(word: str, assessment: Assessment, code: str) -> Practitioner | None:
    """Whose the earliest readable version is in which a word stands."""
    question = assessment.form.questions.get(code=code)
    boxes = boxes_with_versions(assessment, question.id, hidden=frozenset())
    versions = [version for box in boxes for version in box.versions]
    found = [version for version in versions if word in version.texts[0].split()]
    return min(found, key=lambda version: version.typed_at or TODAY).typed_by if found else None


def written_by(word: str) -> Practitioner | None:
    """Whose the first kept version of a contribution is in which a word stands."""
    versions = ContributionVersion.objects.filter(text__regex=rf"\y{word}\y").order_by("recorded_at", "id")
    first = versions.first()
    return first.recorded_by if first else None


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=WALKS)
@example(walk=EVERY_STEP)
def test_every_saved_word_stays_readable_and_is_its_writers(
    alice: Practitioner,
    carol: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    walk: list[tuple[str, bool, int]],
) -> None:
    with transaction.atomic():
        at = Walk([alice, carol], asked=dave, coordinator=coordinator)
        for minute, (what, is_carol, choice) in enumerate(walk):
            with clock.at(TODAY + dt.timedelta(minutes=minute)):
                try:
                    at.step(what, at.writers[is_carol], choice)
                except ValidationError:
                    continue  # nobody to tell apart or together with; nothing was written

        for word, (writer, number) in at.said.items():
            version = at.episode.assessments.get(version=number)
            assert first_with(word, version, at.code) == writer, (word, walk)
        for word in at.contributed:
            assert written_by(word) == dave, (word, walk)
        transaction.set_rollback(True)
