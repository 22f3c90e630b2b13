"""A case holds so many files and no larger ones: what is withheld counts, two at once do not pass it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from opencaf.agencies.models import Practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id
from opencaf.episodes.models import CaseFile, Episode
from opencaf.episodes.operations.files import MEGABYTE, Sent, put_back_file, remove_file
from opencaf.episodes.queries.files_held import Held, files_held
from opencaf.files.models import StoredFile
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in, make_episode
from tests.factories.files import make_file
from tests.files import making
from tests.web.episodes.test_withheld import child, draft, episode  # noqa: F401 - fixtures

ActingAs = Callable[[Practitioner], AbstractContextManager[None]]


def limit(who: Practitioner, **most: int) -> None:
    """What the authority of somebody allows."""
    for name, number in most.items():
        setattr(who.authority, name, number)


@pytest.fixture
def case(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def test_one_file_more_than_a_case_may_hold_is_refused_and_nothing_of_it_is_kept(
    alice: Practitioner, case: Episode
) -> None:
    limit(alice, files_a_case=2)
    for _ in range(2):
        make_file(case, by=alice)
    stored = StoredFile.objects.count()

    with pytest.raises(ValidationError) as refusal:
        make_file(case, by=alice)

    assert refusal.value.message_dict["file"] == [
        "The case holds 2 files, the most that it may hold. Remove a file that is not needed any more, or "
        "ask the administrator of your authority to raise the limit"
    ]
    assert StoredFile.objects.count() == stored


def test_what_was_removed_makes_room_and_comes_back_only_where_there_is_some(
    alice: Practitioner, case: Episode
) -> None:
    limit(alice, files_a_case=1)
    first = make_file(case, by=alice)
    remove_file(file=first, reason="Of another family.", by=alice)
    make_file(case, by=alice)

    with pytest.raises(ValidationError, match="The case holds 1 file, the most"):
        put_back_file(file=first, by=alice)

    first.refresh_from_db()
    assert first.removed_on


def test_files_that_are_too_large_together_are_refused(alice: Practitioner, case: Episode) -> None:
    limit(alice, megabytes_a_case=1)
    file = make_file(case, by=alice)
    CaseFile.objects.filter(pk=file.pk).update(size=MEGABYTE)

    with pytest.raises(ValidationError, match="would pass 1 MB, the most that the files of a case"):
        make_file(case, by=alice)


def test_another_case_has_room_of_its_own(alice: Practitioner, case: Episode) -> None:
    limit(alice, files_a_case=1)
    make_file(case, by=alice)

    assert make_file(make_episode(by=alice), by=alice)


def test_a_file_that_is_withheld_from_who_adds_counts_too(
    alice: Practitioner,
    bob: Practitioner,
    episode: Episode,  # noqa: F811
    acting_as: ActingAs,
) -> None:
    make_file(episode, by=alice, element="identity")
    limit(bob, files_a_case=1)

    with acting_as(bob):
        seen = CaseFile.objects.filter(episode=episode).count()
        with pytest.raises(ValidationError, match="The case holds 1 file"):
            make_file(episode, by=bob, element="general_health")

    assert seen == 0


def test_how_much_a_case_holds_is_told_to_nobody_who_does_not_see_it(
    alice: Practitioner, dave: Practitioner, case: Episode, acting_as: ActingAs
) -> None:
    file = make_file(case, by=alice)

    with acting_as(alice):
        assert files_held(case.id) == Held(1, file.size)
    with acting_as(dave):
        assert files_held(case.id) == Held(0, 0)


def test_of_many_sent_at_once_no_more_are_kept_than_there_is_room_for(fresh_database: str) -> None:
    authority_id = new_id()
    with transaction.atomic(), acting_in(authority_id):
        AuthorityFactory()
        who = PractitionerFactory()
        case = make_episode(by=who)
    asking = Asking(practitioner_id=who.id, post_id=who.post.id, authority_id=authority_id)
    limit(who, files_a_case=3)
    together = threading.Barrier(4)

    def work(number: int) -> int:
        together.wait()
        kept = 0
        with acting_for(asking):
            for _ in range(2):
                try:
                    make_file(case, by=who, file=Sent(f"{number}.png", making.picture("PNG")))
                    kept += 1
                except ValidationError:
                    continue
        connection.close()
        return kept

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(work, range(4))) == 3
    with transaction.atomic(), acting_for(asking):
        assert CaseFile.objects.filter(episode=case).count() == 3
