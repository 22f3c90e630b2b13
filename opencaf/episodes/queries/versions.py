"""How an element was written: every save of its boxes, whose it was and when, gathered into sittings."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from opencaf.agencies.models import Practitioner
from opencaf.core.composed import composed_once
from opencaf.episodes.models import Assessment, Story, StoryChild, StoryRevision
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.assessment import TEXTS
from opencaf.people.models import Person

A_BREAK = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Version:
    """What a box said after one save. Who typed it is not known of what was saved before that was kept."""

    story_id: uuid.UUID
    number: int
    texts: Sequence[str]
    written_by: Practitioner | None
    written_on: dt.date | None
    typed_by: Practitioner | None
    typed_at: dt.datetime | None

    def changed_since(self, before: Version | None) -> list[tuple[str, str]]:
        """Return the texts that this save changed, by name."""
        earlier = before.texts if before else [""] * len(TEXTS)
        pairs = zip(TEXTS, earlier, self.texts, strict=True)
        return [(name, now) for name, was, now in pairs if was != now]


@dataclass(frozen=True)
class BoxVersions:
    """A box with whom it is about now, and its versions, the oldest first."""

    children: Sequence[Person]
    versions: Sequence[Version]

    def sittings(self) -> list[list[Version]]:
        """Return the versions in groups: one person's, without a long break between."""
        groups: list[list[Version]] = []
        for version in self.versions:
            if groups and is_one_sitting(groups[-1][-1], version):
                groups[-1].append(version)
            else:
                groups.append([version])
        return groups


def is_one_sitting(before: Version, after: Version) -> bool:
    """Whether two saves that follow each other are one person's, close together."""
    if before.typed_at is None or after.typed_at is None or before.typed_by != after.typed_by:
        return False
    return after.typed_at - before.typed_at < A_BREAK


def boxes_with_versions(
    assessment: Assessment, question_id: uuid.UUID, *, hidden: Areas
) -> list[BoxVersions]:
    """Return the boxes of an element that somebody sees, those of the most children first.

    A box that was told together with another is about nobody any more; whoever sees the element for every
    child sees it too.
    """
    children = children_by_story(assessment, question_id)
    rows = [row for about in children.values() for row in about]
    withheld = {row.child_id for row in rows if (row.child_id, row.question.code) in hidden}
    revisions: dict[uuid.UUID, list[StoryRevision]] = {}
    for revision in revisions_of_element(assessment, question_id):
        revisions.setdefault(revision.story_id, []).append(revision)
    found = []
    for story in stories_of_element(assessment, question_id):
        seen = [row.child for row in children.get(story.id, []) if row.child_id not in withheld]
        if seen or (story.id not in children and not withheld):
            versions = [version_kept(one) for one in revisions.get(story.id, [])]
            stands = [version_now(story)] if story.change_count else []
            found.append(BoxVersions(seen, versions + stands))
    return sorted(found, key=lambda box: -len(box.children))


def children_by_story(assessment: Assessment, question_id: uuid.UUID) -> dict[uuid.UUID, list[StoryChild]]:
    """Return the rows that say whom each box of an element is about."""
    found: dict[uuid.UUID, list[StoryChild]] = {}
    for row in story_children_of_element(assessment, question_id):
        found.setdefault(row.story_id, []).append(row)
    return found


@composed_once
def story_children_of_element(assessment: Assessment, question_id: uuid.UUID) -> QuerySet[StoryChild]:
    """Whom the boxes of an element are about."""
    rows = StoryChild.objects.filter(assessment=assessment, question_id=question_id)
    return rows.select_related("child", "question").order_by("recorded_at", "id")


@composed_once
def stories_of_element(assessment: Assessment, question_id: uuid.UUID) -> QuerySet[Story]:
    """The boxes of an element as they stand, also those about nobody any more."""
    rows = Story.objects.filter(assessment=assessment, question_id=question_id)
    return rows.select_related("written_by", "typed_by").order_by("recorded_at", "id")


@composed_once
def revisions_of_element(assessment: Assessment, question_id: uuid.UUID) -> QuerySet[StoryRevision]:
    """What the boxes of an element said before, the oldest first."""
    rows = StoryRevision.objects.filter(story__assessment=assessment, story__question_id=question_id)
    return rows.select_related("written_by", "typed_by").order_by("number")


def version_kept(revision: StoryRevision) -> Version:
    """Return a version that was written over."""
    texts = [revision.story_text, *(getattr(revision, name) for name in TEXTS[1:])]
    return Version(
        revision.story_id,
        revision.number,
        texts,
        revision.written_by,
        revision.written_on,
        revision.typed_by,
        revision.typed_at,
    )


def version_now(story: Story) -> Version:
    """Return the version that stands."""
    texts = [getattr(story, name) for name in TEXTS]
    return Version(
        story.id,
        story.change_count,
        texts,
        story.written_by,
        story.written_on,
        story.typed_by,
        story.typed_at,
    )
