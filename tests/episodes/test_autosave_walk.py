"""Whatever is typed, told apart, put together or completed: every word stays readable and somebody's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Assessment, Episode
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.autosave import Typed, save_typed
from opencaf.episodes.operations.regrouping import take_over_story, tell_apart, tell_together
from opencaf.episodes.operations.stories import BoxWords, write_stories
from opencaf.episodes.queries.assessment import Box, boxes_of
from opencaf.episodes.queries.versions import boxes_with_versions
from opencaf.episodes.seen import fingerprint
from tests.factories.assessment import make_draft, three_children
from tests.fixtures import TODAY

STEPS = ("type", "type", "type", "type unseeing", "write", "apart", "together", "take over", "complete")
WALKS = st.lists(st.tuples(st.sampled_from(STEPS), st.booleans(), st.integers(0, 9)), min_size=1, max_size=12)
ELEMENT = 0


class Walk:
    """Two people at one element; remembers every word that was saved, whose it was, and in which version."""

    def __init__(self, writers: Sequence[Practitioner]) -> None:
        self.writers = writers
        self.draft = make_draft(by=writers[0], children=three_children())
        self.code = boxes_of(self.draft)[ELEMENT].question.code
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
        else:
            self.complete(by)

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


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=WALKS)
def test_every_saved_word_stays_readable_and_is_its_writers(
    alice: Practitioner, carol: Practitioner, walk: list[tuple[str, bool, int]]
) -> None:
    with transaction.atomic():
        at = Walk([alice, carol])
        for minute, (what, is_carol, choice) in enumerate(walk):
            with clock.at(TODAY + dt.timedelta(minutes=minute)):
                try:
                    at.step(what, at.writers[is_carol], choice)
                except ValidationError:
                    continue  # nobody to tell apart or together with; nothing was written

        for word, (writer, number) in at.said.items():
            version = at.episode.assessments.get(version=number)
            assert first_with(word, version, at.code) == writer, (word, walk)
        transaction.set_rollback(True)
