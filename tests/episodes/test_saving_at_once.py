"""Two who save the same page at one moment: the second waits, then sees what the first wrote."""

import threading
import time
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Assessment, Story
from opencaf.episodes.operations.autosave import Typed, save_typed
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.queries.assessment import Box, boxes_of
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in
from tests.factories.assessment import STARTED, make_draft

PATIENCE = 60.0  # seconds


def wait_until_somebody_waits(owner: psycopg.Connection[Any]) -> None:
    give_up_at = time.monotonic() + PATIENCE
    while owner.execute("select 1 from pg_locks where not granted").fetchone() is None:
        assert time.monotonic() < give_up_at, "nobody waits"
        time.sleep(0.01)


def save_page(draft: Assessment, box: Box, words: str, by: Practitioner) -> None:
    said = [BoxWords(box.id, story=words, seen=box.seen)]
    save_domain(assessment=draft, domain=box.question.domain, words=said, marks=[], written_on=STARTED, by=by)


def save_box(draft: Assessment, box: Box, words: str, by: Practitioner) -> None:
    typed = Typed(texts={"story": words}, seen={"story": box.seen.split(".")[0]})
    if save_typed(episode=draft.episode, story_id=box.id, typed=typed, by=by).clashing:
        raise ValidationError("It clashes")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("save", [save_page, save_box])
def test_the_second_never_writes_over_the_first(as_owner: psycopg.Connection[Any], save: Any) -> None:
    authority_id, refused = new_id(), threading.Event()
    with transaction.atomic(), acting_in(authority_id):
        AuthorityFactory()
        alice = PractitionerFactory()
        draft = make_draft(by=alice)
        box = boxes_of(draft)[0]

    def second() -> None:
        try:
            with transaction.atomic(), acting_in(authority_id):
                save(draft, box, "Second.", alice)
        except ValidationError:
            refused.set()
        finally:
            connection.close()

    late = threading.Thread(target=second)
    with transaction.atomic(), acting_in(authority_id):
        save(draft, box, "First.", alice)
        late.start()
        wait_until_somebody_waits(as_owner)
    late.join(PATIENCE)

    assert refused.is_set()
    with transaction.atomic(), acting_in(authority_id):
        assert Story.objects.get(pk=box.id).story == "First."
