"""The chronology: events are added, put right, removed and put back, and heed what a family leaves out."""

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.audit.models import Correction
from opencaf.core.partial_dates import MONTH_KNOWN, YEAR_KNOWN, PartialDate
from opencaf.episodes.models import ChronologyEvent, ChronologyPerson, Episode, EpisodeChild
from opencaf.episodes.operations.chronology import (
    EventWords,
    correct_event,
    put_back_event,
    remove_event,
)
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.chronology import chronology_of, events_of
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.people.models import Person
from tests.factories import DAY, ChildFactory, make_episode
from tests.factories.chronology import MOVED, make_event
from tests.factories.consent import make_consent, make_parent

OwnerSees = Callable[..., list[dict[str, Any]]]
Acting = Callable[[Practitioner], Any]


@pytest.fixture
def ellis() -> Person:
    return ChildFactory(given_names="Ellis")


@pytest.fixture
def maisie() -> Person:
    return ChildFactory(given_names="Maisie")


@pytest.fixture
def episode(alice: Practitioner, ellis: Person, maisie: Person) -> Episode:
    return make_episode(by=alice, children=[ellis, maisie])


def texts(episode: Episode, who: Practitioner) -> list[str]:
    """What somebody sees of the chronology, in order."""
    children = list(
        EpisodeChild.objects.filter(episode=episode).order_by("position").values_list("child_id", flat=True)
    )
    return [event.row.text for event in events_of(episode, children, hidden=withheld_from(who, episode))]


def test_events_stand_in_the_order_in_which_they_happened(episode: Episode, alice: Practitioner) -> None:
    make_event(episode, "In March", happened=PartialDate(dt.date(2024, 3, 15), MONTH_KNOWN), by=alice)
    make_event(episode, "In 2019", happened=PartialDate(dt.date(2019, 7, 1), YEAR_KNOWN), by=alice)
    make_event(episode, "Before", happened=PartialDate(dt.date(2017, 9, 15)), by=alice)

    assert texts(episode, alice) == ["Before", "In 2019", "In March"]


def test_an_event_says_when_it_happened_who_says_so_and_whom_it_is_about(
    episode: Episode, alice: Practitioner, ellis: Person
) -> None:
    mother = make_parent(ellis, given_names="Natalie")
    make_event(episode, source="tenancy", people=[ellis, mother], element="wider_family", by=alice)

    (event,) = chronology_of(episode, [ellis.id], hidden=frozenset()).standing

    assert event.in_words == f"18 November 2024: {MOVED} (tenancy), about Ellis, Natalie"
    assert event.element == "Wider family"
    assert event.child_ids == {ellis.id}
    assert event.row.recorded_by == alice


def test_the_trail_tells_of_an_event_without_its_words(
    episode: Episode, alice: Practitioner, owner_sees: OwnerSees
) -> None:
    event = make_event(episode, source="tenancy", by=alice)

    (line,) = owner_sees("select * from audit_event where action = 'event_added'")
    assert (line["subject_kind"], line["subject_id"]) == ("chronology", str(event.id))
    assert "Marlbeck" not in str(line)
    assert "tenancy" not in str(line)


def test_a_stranger_adds_nothing(episode: Episode, dave: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        make_event(episode, by=dave)


@pytest.mark.parametrize(
    ("happened", "is_refused"),
    [
        (PartialDate(dt.date(2026, 11, 2)), False),
        (PartialDate(dt.date(2026, 11, 3)), True),
        (PartialDate(dt.date(2026, 11, 15), MONTH_KNOWN), False),
        (PartialDate(dt.date(2026, 12, 15), MONTH_KNOWN), True),
        (PartialDate(dt.date(2026, 7, 1), YEAR_KNOWN), False),
        (PartialDate(dt.date(2027, 7, 1), YEAR_KNOWN), True),
    ],
)
def test_an_event_lies_in_the_past_as_far_as_is_known(
    episode: Episode, alice: Practitioner, happened: PartialDate, is_refused: bool
) -> None:
    refused = pytest.raises(ValidationError, match="The date it happened must be today or in the past")

    with refused if is_refused else nullcontext():
        make_event(episode, happened=happened, by=alice)

    assert ChronologyEvent.objects.exists() != is_refused


def test_an_unknown_part_of_the_assessment_is_refused(episode: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Select a part of the assessment"):
        make_event(episode, element="moon_phase", by=alice)


def test_what_is_corrected_stays_readable_with_its_reason(
    episode: Episode, alice: Practitioner, ellis: Person, maisie: Person
) -> None:
    event = make_event(
        episode, happened=PartialDate(dt.date(2024, 11, 15), MONTH_KNOWN), by=alice, people=[ellis]
    )
    words = EventWords(PartialDate(dt.date(2024, 11, 20)), MOVED, "letter", [maisie])

    correct_event(episode=episode, event_id=event.id, words=words, reason="letter seen", by=alice)

    (now,) = chronology_of(episode, [ellis.id], hidden=frozenset()).standing
    assert now.in_words == f"20 November 2024: {MOVED} (letter), about Maisie"
    kept = {row.field: (row.old_value, row.new_value) for row in Correction.objects.all()}
    assert kept == {
        "happened_on": ("November 2024", "20 November 2024"),
        "source": ("", "letter"),
        "people": (ellis.full_name, maisie.full_name),
    }
    assert any("was “November 2024” until" in line and "letter seen" in line for line in now.corrected)


def test_a_correction_that_changes_nothing_is_refused(
    episode: Episode, alice: Practitioner, ellis: Person
) -> None:
    event = make_event(episode, people=[ellis], by=alice)

    with pytest.raises(ValidationError, match="Change something"):
        correct_event(
            episode=episode,
            event_id=event.id,
            words=EventWords(event.happened, event.text, people=[ellis]),
            reason="again",
            by=alice,
        )


def test_a_removed_event_stays_in_the_record_and_can_be_put_back(
    episode: Episode, alice: Practitioner, ellis: Person
) -> None:
    event = make_event(episode, by=alice)

    remove_event(episode=episode, event_id=event.id, reason="another family's", by=alice)
    removed = chronology_of(episode, [ellis.id], hidden=frozenset())
    put_back_event(episode=episode, event_id=event.id, by=alice)
    back = chronology_of(episode, [ellis.id], hidden=frozenset())

    assert (len(removed.standing), removed.removed[0].row.removed_why) == (0, "another family's")
    assert (back.standing[0].row.text, back.removed) == (MOVED, [])
    assert "removed: another family's" in back.standing[0].corrected[0]


def test_a_removed_event_is_neither_corrected_nor_removed_again(
    episode: Episode, alice: Practitioner
) -> None:
    event = make_event(episode, by=alice)
    remove_event(episode=episode, event_id=event.id, reason="wrong", by=alice)
    words = EventWords(event.happened, "Other")

    with pytest.raises(ValidationError, match="not in the chronology any more"):
        remove_event(episode=episode, event_id=event.id, reason="wrong", by=alice)
    with pytest.raises(ValidationError, match="not in the chronology any more"):
        correct_event(episode=episode, event_id=event.id, words=words, reason="wrong", by=alice)


def test_what_stands_is_not_put_back(episode: Episode, alice: Practitioner) -> None:
    event = make_event(episode, by=alice)

    with pytest.raises(ValidationError, match="stands in the chronology already"):
        put_back_event(episode=episode, event_id=event.id, by=alice)


def test_an_event_of_another_case_is_not_found(episode: Episode, alice: Practitioner) -> None:
    event = make_event(make_episode(by=alice), by=alice)

    with pytest.raises(ValidationError, match="not in the chronology any more"):
        remove_event(episode=episode, event_id=event.id, reason="wrong", by=alice)


@pytest.fixture
def bob_sees_part(
    episode: Episode, alice: Practitioner, bob: Practitioner, ellis: Person, maisie: Person
) -> None:
    """Bob's agency sees nothing of Ellis, and of Maisie all but her identity."""
    join_team(episode=episode, who=bob, joined_on=DAY, by=alice)
    rows = [
        AgencyShare(bob.agency, "part", parts="except", elements=["identity"], children=[maisie]),
        AgencyShare(alice.agency, "everything"),
    ]
    make_consent(
        episode, by=alice, given_by=make_parent(ellis), kind="share", agencies=rows, words="Not Ellis."
    )


@pytest.mark.usefixtures("bob_sees_part")
def test_an_agency_does_not_see_what_names_a_child_who_is_left_out(
    episode: Episode, alice: Practitioner, bob: Practitioner, ellis: Person, maisie: Person, acting_as: Acting
) -> None:
    make_event(episode, "of Ellis", people=[ellis], by=alice)
    make_event(episode, "of both", people=[ellis, maisie], by=alice)
    make_event(episode, "of Maisie", people=[maisie], by=alice)
    make_event(episode, "who Maisie is", people=[maisie], element="identity", by=alice)
    make_event(episode, "of everybody", by=alice)
    make_event(episode, "of everybody's identity", element="identity", by=alice)

    seen = ["of Maisie", "of everybody"]
    assert texts(episode, bob) == seen
    with acting_as(bob):
        assert [event.text for event in ChronologyEvent.objects.order_by("id")] == seen
        assert ChronologyPerson.objects.count() == 1
    assert len(texts(episode, alice)) == 6


@pytest.mark.usefixtures("bob_sees_part")
def test_nobody_writes_an_event_that_they_could_not_see(
    episode: Episode, bob: Practitioner, ellis: Person, maisie: Person
) -> None:
    make_event(episode, people=[maisie], by=bob)

    with pytest.raises(ValidationError, match="leaves this out for your agency"):
        make_event(episode, people=[ellis], by=bob)


@pytest.mark.usefixtures("bob_sees_part")
def test_what_a_kept_back_event_said_before_is_kept_back_too(
    episode: Episode, alice: Practitioner, bob: Practitioner, ellis: Person, acting_as: Acting
) -> None:
    event = make_event(episode, "Quokkasong", people=[ellis], by=alice)
    words = EventWords(event.happened, "Otherwise", people=[ellis])
    correct_event(episode=episode, event_id=event.id, words=words, reason="typing", by=alice)

    with acting_as(bob):
        assert not Correction.objects.filter(old_value="Quokkasong").exists()
    with acting_as(alice):
        assert Correction.objects.filter(old_value="Quokkasong").exists()
