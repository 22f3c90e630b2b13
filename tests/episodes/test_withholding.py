"""Which parts an agency does not see, and access that ends with the agreement it rested on."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from opencaf.access.models import AccessGrant, Basis
from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes.models import Assessment, Episode, TeamMember
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.children import add_child_to_episode
from opencaf.episodes.operations.consent import withdraw_consent
from opencaf.episodes.operations.consent_rows import AgencyShare, LeftOut
from opencaf.episodes.operations.correcting import correct_date
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.stories import save_domain
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.permissions import can_see
from opencaf.episodes.queries.people_left_out import not_for_whom
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.people.models import Person, Relationship
from tests.factories import DAY, AgencyFactory, ChildFactory, PractitionerFactory, make_episode
from tests.factories.assessment import ALL_ELEMENTS, COMPLETED, STARTED, make_draft
from tests.factories.consent import make_consent, make_parent, make_share

LATER = dt.date(2025, 11, 3)
IDENTITY, HEALTH = "identity", "general_health"
NAME = "Identity, including self-esteem, self-image and social presentation"


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


@pytest.fixture
def episode(draft: Assessment, alice: Practitioner, bob: Practitioner) -> Episode:
    join_team(episode=draft.episode, who=bob, joined_on=STARTED, by=alice)
    return draft.episode


@pytest.fixture
def child(episode: Episode) -> Person:
    return episode.episode_children.get().child


@pytest.fixture
def mother(child: Person) -> Person:
    return make_parent(child)


def part(agency: Agency, parts: str, *elements: str, **values: Any) -> AgencyShare:
    return AgencyShare(agency, "part", parts=parts, elements=elements, **values)


def agree(episode: Episode, by: Practitioner, *rows: AgencyShare, **values: Any) -> Any:
    return make_consent(episode, by=by, kind="share", agencies=rows, **values)


def elements(practitioner: Practitioner, episode: Episode) -> set[str]:
    """The elements that somebody does not see, of an episode read afresh."""
    return {element for _, element in withheld_from(practitioner, Episode.objects.get(pk=episode.pk))}


def test_nothing_is_withheld_before_anybody_was_asked_about_sharing(
    episode: Episode, bob: Practitioner
) -> None:
    assert elements(bob, episode) == set()


def test_all_but_two_parts(episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person) -> None:
    agree(episode, alice, part(bob.agency, "except", IDENTITY, HEALTH), given_by=mother)

    assert elements(bob, episode) == {IDENTITY, HEALTH}


def test_only_one_part(episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person) -> None:
    agree(episode, alice, part(bob.agency, "only", HEALTH), given_by=mother)

    assert elements(bob, episode) == ALL_ELEMENTS - {HEALTH}


def test_an_agency_that_nobody_named_sees_no_part_once_sharing_was_answered(
    episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person
) -> None:
    agree(episode, alice, AgencyShare(AgencyFactory(), "everything"), given_by=mother)

    assert elements(bob, episode) == ALL_ELEMENTS


def test_who_joins_later_sees_what_was_agreed_before(
    episode: Episode, alice: Practitioner, mother: Person
) -> None:
    agree(episode, alice, AgencyShare(AgencyFactory(), "everything"), given_by=mother)
    late = PractitionerFactory(given_name="Late")

    join_team(episode=episode, who=late, joined_on=LATER, by=alice)

    assert elements(late, episode) == ALL_ELEMENTS


def test_who_wrote_it_and_the_coordinator_see_every_part(
    episode: Episode, alice: Practitioner, coordinator: Practitioner, mother: Person
) -> None:
    rows = [part(who.agency, "except", IDENTITY) for who in (alice, coordinator)]

    agree(episode, alice, *{row.agency.id: row for row in rows}.values(), given_by=mother)

    assert elements(alice, episode) == set()
    assert elements(coordinator, episode) == set()


def test_what_one_parent_leaves_out_stays_out(
    episode: Episode, alice: Practitioner, bob: Practitioner, child: Person, mother: Person
) -> None:
    father = make_parent(child, given_names="Abdi")
    agree(episode, alice, part(bob.agency, "except", IDENTITY), given_by=mother)

    agree(episode, alice, AgencyShare(bob.agency, "everything"), given_by=father)

    assert elements(bob, episode) == {IDENTITY}


def test_a_young_persons_own_answer_counts_alone_for_their_parts(
    episode: Episode, alice: Practitioner, bob: Practitioner, child: Person, mother: Person
) -> None:
    agree(episode, alice, part(bob.agency, "only", HEALTH), given_by=mother)

    agree(episode, alice, part(bob.agency, "except", IDENTITY), given_by=child, capacity="young_person")

    assert elements(bob, episode) == {IDENTITY}


def test_what_is_said_about_oneself_speaks_for_no_child(
    episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person
) -> None:
    agree(
        episode,
        alice,
        part(bob.agency, "only", HEALTH),
        given_by=mother,
        capacity="about_themselves",
    )

    assert elements(bob, episode) == set()


def test_one_child_is_left_out_and_the_other_is_not(alice: Practitioner, bob: Practitioner) -> None:
    ellis, theo = ChildFactory(given_names="Ellis"), ChildFactory(given_names="Theo")
    episode = make_episode(by=alice, children=[ellis, theo])
    join_team(episode=episode, who=bob, joined_on=DAY, by=alice)

    agree(episode, alice, part(bob.agency, "except", IDENTITY, children=[theo]))

    hidden = withheld_from(bob, Episode.objects.get(pk=episode.pk))
    assert {element for child_id, element in hidden if child_id == ellis.id} == ALL_ELEMENTS
    assert {element for child_id, element in hidden if child_id == theo.id} == {IDENTITY}


def test_a_child_who_comes_in_later_is_covered_too(
    episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person
) -> None:
    agree(episode, alice, part(bob.agency, "except", IDENTITY), given_by=mother)
    sister = ChildFactory(given_names="Samia")
    Relationship.objects.create(
        authority_id=sister.authority_id, of=mother, to=sister, kinship="mother", parental_responsibility=True
    )
    Relationship.objects.create(
        authority_id=sister.authority_id, of=sister, to=episode.episode_children.get().child, kinship="sister"
    )

    add_child_to_episode(episode=episode, child=sister, joined_on=LATER, by=alice)

    assert (sister.id, IDENTITY) in withheld_from(bob, Episode.objects.get(pk=episode.pk))


def test_a_later_answer_gives_a_part_back(
    episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person
) -> None:
    first = agree(episode, alice, part(bob.agency, "except", IDENTITY), given_by=mother)

    agree(
        episode,
        alice,
        AgencyShare(bob.agency, "everything"),
        given_by=mother,
        answered_on=LATER,
        replaces=first,
    )

    assert elements(bob, episode) == set()


def test_a_corrected_date_decides_anew_which_answer_is_the_latest(
    episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person
) -> None:
    agree(episode, alice, part(bob.agency, "except", IDENTITY), given_by=mother)
    wide = agree(episode, alice, AgencyShare(bob.agency, "everything"), given_by=mother, answered_on=LATER)
    assert elements(bob, episode) == set()

    correct_date(
        episode=episode,
        kind="consent",
        record_id=wide.id,
        field="answered_on",
        value=DAY - dt.timedelta(days=1),
        reason="It was the day before.",
        by=alice,
    )

    assert elements(bob, episode) == {IDENTITY}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"share": "part"}, "Select which parts"),
        ({"share": "part", "parts": "only"}, "Select which parts"),
        ({"share": "part", "elements": [IDENTITY]}, "Select which parts"),
        ({"share": "everything", "parts": "only", "elements": [IDENTITY]}, "Select “A part”"),
        ({"share": "part", "parts": "only", "elements": ["nonsense"]}, "parts of the assessment"),
    ],
)
def test_a_part_says_which(
    episode: Episode, alice: Practitioner, mother: Person, values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        agree(episode, alice, AgencyShare(agency=alice.agency, **values), given_by=mother)


def test_withdrawal_ends_access_that_rested_on_it_at_once(
    episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person
) -> None:
    consent = agree(episode, alice, AgencyShare(bob.agency, "everything"), given_by=mother)
    assert can_see(bob, episode)

    withdraw_consent(consent=consent, withdrawn_on=LATER, by=alice)

    assert not can_see(bob, episode)
    assert can_see(alice, episode)
    assert TeamMember.objects.get(episode=episode, practitioner=bob).left_on == LATER


def test_narrowing_to_nothing_ends_access_too(
    episode: Episode, alice: Practitioner, bob: Practitioner, mother: Person
) -> None:
    first = agree(episode, alice, AgencyShare(bob.agency, "everything"), given_by=mother)
    rows = [AgencyShare(bob.agency, "nothing"), AgencyShare(AgencyFactory(), "everything")]

    agree(episode, alice, *rows, given_by=mother, answered_on=LATER, changes=first)

    assert not can_see(bob, episode)


def test_access_stays_while_somebody_else_still_shares_with_the_agency(
    episode: Episode, alice: Practitioner, bob: Practitioner, child: Person, mother: Person
) -> None:
    father = make_parent(child, given_names="Abdi")
    consent = agree(episode, alice, AgencyShare(bob.agency, "everything"), given_by=mother)
    agree(episode, alice, AgencyShare(bob.agency, "everything"), given_by=father)

    withdraw_consent(consent=consent, withdrawn_on=LATER, by=alice)

    assert can_see(bob, episode)


def test_when_nobody_agrees_to_the_assessment_any_more_nothing_is_shared(
    alice: Practitioner, bob: Practitioner
) -> None:
    episode = make_episode(by=alice)
    join_team(episode=episode, who=bob, joined_on=DAY, by=alice)
    consent = make_consent(episode, by=alice)

    withdraw_consent(consent=consent, withdrawn_on=LATER, by=alice)

    assert not can_see(bob, episode)
    ended = AccessGrant.objects.get(practitioner=bob, episode_id=episode.id, basis=Basis.TEAM)
    assert ended.ends_at is not None


def test_who_leads_keeps_a_way_in_and_sees_no_part(
    draft: Assessment, alice: Practitioner, bob: Practitioner
) -> None:
    episode = draft.episode
    agree_lead_professional(episode=episode, practitioner=bob, started_on=STARTED, by=alice)
    consent = make_share(episode, {bob.agency: "everything"}, by=alice)

    withdraw_consent(consent=consent, withdrawn_on=LATER, by=alice)

    assert can_see(bob, episode)
    assert elements(bob, episode) == ALL_ELEMENTS
    assert TeamMember.objects.get(episode=episode, practitioner=bob).left_on is None


def test_nobody_writes_about_a_part_that_they_do_not_see(
    episode: Episode, draft: Assessment, alice: Practitioner, bob: Practitioner, child: Person, mother: Person
) -> None:
    agree(episode, alice, part(bob.agency, "except", IDENTITY), given_by=mother)
    marks = [MarkFor(child.id, IDENTITY, "4")]

    with pytest.raises(ValidationError, match="not shared with your agency"):
        save_domain(assessment=draft, domain="child", words=[], marks=marks, written_on=LATER, by=bob)


def test_who_does_not_see_every_part_does_not_write_the_next_version(
    episode: Episode, draft: Assessment, alice: Practitioner, bob: Practitioner, mother: Person
) -> None:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    agree(episode, alice, part(bob.agency, "except", IDENTITY), given_by=mother)

    with pytest.raises(ValidationError, match="left parts out"):
        start_assessment(episode=episode, started_on=LATER, why_again="Much has changed.", by=bob)


def test_somebody_of_the_family_is_left_out_until_a_later_answer(
    episode: Episode, alice: Practitioner, child: Person, mother: Person
) -> None:
    left_out = [LeftOut(mother, [IDENTITY], "She would cry.")]
    rows = [AgencyShare(alice.agency, "everything")]
    first = agree(episode, alice, *rows, given_by=child, capacity="young_person", people_left_out=left_out)

    (one,) = not_for_whom(episode)

    assert (one.name, one.what, one.why) == (mother.full_name, NAME, "She would cry.")
    agree(episode, alice, *rows, given_by=child, capacity="young_person", answered_on=LATER, replaces=first)
    assert not_for_whom(episode) == []


def test_who_answers_cannot_be_left_out(episode: Episode, alice: Practitioner, mother: Person) -> None:
    with pytest.raises(ValidationError, match="cannot be left out"):
        agree(
            episode,
            alice,
            AgencyShare(alice.agency, "everything"),
            given_by=mother,
            people_left_out=[LeftOut(mother)],
        )


def test_who_records_that_the_family_agrees_no_more_ends_everybodys_access(
    alice: Practitioner, bob: Practitioner, acting_as: Callable[[Practitioner], Any]
) -> None:
    episode = make_episode(by=alice)
    helpers = [PractitionerFactory(), bob, PractitionerFactory()]
    mother = make_parent(episode.episode_children.get().child)
    make_consent(episode, given_by=mother, by=alice)
    for helper in helpers:
        join_team(episode=episode, who=helper, joined_on=DAY, by=alice)

    for helper in helpers:
        with transaction.atomic(), acting_as(helper):
            make_consent(episode, given_by=mother, given=False, by=helper)
        assert not AccessGrant.objects.live().filter(episode_id=episode.id, basis="team").exists()
        assert not TeamMember.objects.filter(episode=episode, left_on=None).exists()
        make_consent(episode, given_by=mother, by=alice)
        for one in helpers:
            join_team(episode=episode, who=one, joined_on=DAY, by=alice)
