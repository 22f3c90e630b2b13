"""The pages on which duplicates are judged, merged with a second person, and parted again."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.people.models import DuplicatePair, Identifier, Merge, Person
from opencaf.people.operations.duplicates import propose_duplicates
from opencaf.people.queries.duplicates import filed_children
from tests.people.merging.two_records import TwoRecords, merged, two_records

ClientOf = Callable[[Practitioner], Client]
LIST = reverse("children:duplicates")
# Two whole records, and who sees them: more than a page of one record.
MOST = 22


@pytest.fixture
def two(alice: Practitioner, bob: Practitioner) -> TwoRecords:
    return two_records(alice=alice, bob=bob)


@pytest.fixture
def pair(two: TwoRecords, coordinator: Practitioner) -> DuplicatePair:
    propose_duplicates(child_ids=filed_children(), by=coordinator)
    return DuplicatePair.objects.get()


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_the_list_is_empty_in_words(coordinator: Practitioner, client_of: ClientOf) -> None:
    page = client_of(coordinator).get(LIST)

    assert "No two records wait to be judged" in text_of(page)


def test_the_list_says_why_and_shows_initials_only(
    pair: DuplicatePair, coordinator: Practitioner, client_of: ClientOf
) -> None:
    text = text_of(client_of(coordinator).get(LIST))

    assert "Alike: " in text
    assert "same NHS number" in text
    assert "Y. N." not in text
    assert "Noor" not in text
    assert "YN and YN" in text


def test_two_people_are_judged_with_a_reason(
    pair: DuplicatePair, coordinator: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    page = reverse("children:judge_duplicate", args=[pair.id])
    shown = text_of(client.get(page))

    without = client.post(page, {"verdict": "not_same", "reason": ""})
    done = client.post(page, {"verdict": "not_same", "reason": "Cousins."})

    assert "Yusuf Noor" in shown
    assert "Enter how you know that they are not the same" in text_of(without)
    assert done.headers["Location"] == LIST
    assert "No two records wait" in text_of(client.get(LIST))


def test_nothing_chosen_is_asked_for(
    pair: DuplicatePair, coordinator: Practitioner, client_of: ClientOf
) -> None:
    answer = client_of(coordinator).post(reverse("children:judge_duplicate", args=[pair.id]), {"verdict": ""})

    assert "Select whether they are the same person" in text_of(answer)


def test_one_proposes_a_second_approves_and_it_can_be_undone(
    pair: DuplicatePair,
    two: TwoRecords,
    bob: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    client_of: ClientOf,
) -> None:
    first, second = client_of(coordinator), client_of(carol)
    to_merge = first.post(reverse("children:judge_duplicate", args=[pair.id]), {"verdict": "same"})
    form = text_of(first.get(to_merge.headers["Location"]))
    chosen = {"take_name": "keeping", "take_birth": "keeping", "take_sex": "losing", "lets_in": [str(bob.id)]}
    first.post(to_merge.headers["Location"], {**chosen, "leaves": [], "why": "One NHS number."})
    merge = Merge.objects.get()
    page = reverse("children:merge", args=[merge.id])
    own = text_of(first.get(page))
    shown = text_of(second.get(page))
    second.post(page, {"answer": "approve"})
    kept = second.get(reverse("children:show", args=[two.losing.id]))
    undo = reverse("children:undo_merge", args=[merge.id])
    second.post(undo, {"reason": "Two cousins."})

    merge.refresh_from_db()
    assert "Who will see more than now" in form
    assert "Why do you take it back?" in own
    assert "Sees more than now: " in shown
    assert "Loses access" not in shown
    assert "Yusuf Abdirahman Nur" in text_of(kept)
    assert merge.state == Merge.State.UNDONE
    assert Person.objects.get(pk=two.losing.pk).merged_into is None


def test_what_was_typed_stays_where_the_reason_is_missing(
    pair: DuplicatePair, coordinator: Practitioner, client_of: ClientOf
) -> None:
    page = reverse("children:propose_merge", args=[pair.id])

    answer = text_of(client_of(coordinator).post(page, {"take_name": "losing", "take_birth": "losing"}))

    assert "Enter how you know that they are the same" in answer
    assert "Select which sex holds" in answer
    assert 'value="losing" checked' in answer


def test_what_is_said_twice_is_ticked_already(
    pair: DuplicatePair, two: TwoRecords, coordinator: Practitioner, client_of: ClientOf
) -> None:
    twice = two.losing.identifiers.get(scheme="nhs")

    page = text_of(client_of(coordinator).get(reverse("children:propose_merge", args=[pair.id])))

    assert f'value="{twice.id}" checked' in page


def test_undoing_asks_whose_is_what_was_written_since(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner, client_of: ClientOf
) -> None:
    merge = merged(two, proposes=carol, approves=coordinator)
    since = Identifier.record(
        by=carol,
        person=two.keeping,
        scheme="other",
        system="Library",
        value="33-44",
        recorded_at=clock.now() + clock.dt.timedelta(seconds=1),
    )
    page = reverse("children:undo_merge", args=[merge.id])
    client = client_of(coordinator)

    shown = text_of(client.get(page))
    client.post(page, {"theirs": [str(since.id)], "reason": "Two cousins."})

    since.refresh_from_db()
    assert "Library: 33-44" in shown
    assert since.person == two.losing


def test_a_merge_that_was_answered_meanwhile_says_so(
    two: TwoRecords, coordinator: Practitioner, carol: Practitioner, client_of: ClientOf
) -> None:
    merge = merged(two, proposes=coordinator, approves=carol)

    answer = client_of(carol).get(reverse("children:merge", args=[merge.id]))

    assert "Two records became one" in text_of(answer)


@pytest.mark.parametrize("name", ["duplicates", "judge_duplicate", "propose_merge"])
def test_practitioners_are_told_who_judges(
    pair: DuplicatePair, alice: Practitioner, client_of: ClientOf, name: str
) -> None:
    arguments = [] if name == "duplicates" else [pair.id]

    answer = client_of(alice).get(reverse(f"children:{name}", args=arguments))

    assert answer.status_code == 403
    assert "Duplicates are judged by those who coordinate or manage" in text_of(answer)


@pytest.mark.parametrize("name", ["duplicates", "judge_duplicate", "propose_merge"])
def test_pages_keep_to_their_queries(
    pair: DuplicatePair,
    coordinator: Practitioner,
    client_of: ClientOf,
    name: str,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_of(coordinator)
    page = reverse(f"children:{name}", args=[] if name == "duplicates" else [pair.id])
    client.get(page)

    with django_assert_max_num_queries(MOST):  # type: ignore[attr-defined]
        client.get(page)
