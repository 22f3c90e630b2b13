"""Recording what the family agrees to, and what it comes to now."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Agency, Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.consent import withdraw_consent
from opencaf.episodes.operations.consent_rows import AgencyShare, Competence
from opencaf.episodes.queries.consent import (
    agencies_shared_with,
    agreed_to_assess,
    children_agreed_to_assess,
    consent_in_one_line,
)
from opencaf.episodes.queries.sharing import sharing_of
from opencaf.people.models import Person
from tests.factories import DAY, AgencyFactory, ChildFactory, make_episode
from tests.factories.consent import make_consent, make_parent, make_share

LATER = dt.date(2026, 1, 30)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def mother(episode: Episode) -> Person:
    return make_parent(episode.episode_children.get().child)


@pytest.fixture
def housing(school: Agency) -> Agency:
    return AgencyFactory(name="Housing options", kind="district_council", sector="housing_councils")


def test_an_agreement_to_assess_is_kept_in_the_familys_words(episode: Episode, alice: Practitioner) -> None:
    consent = make_consent(
        episode,
        by=alice,
        words="Yes. I want somebody to know the whole of it.",
        method_words="read out in Somali by the interpreter",
        may_contribute=[alice],
        competence=Competence(alice, DAY, "understands", "Gave her own reasons."),
    )

    assert agreed_to_assess(episode)
    assert consent.words.startswith("Yes.")
    assert [row.practitioner for row in consent.contributors.all()] == [alice]
    assert consent.competence_view == "understands"


def test_the_two_parts_stay_apart(episode: Episode, alice: Practitioner, school: Agency) -> None:
    make_share(episode, {school: "everything"}, by=alice)

    assert not agreed_to_assess(episode)
    assert agencies_shared_with(episode) == {school.id: "everything"}


def test_who_cannot_write_cannot_record_an_answer(
    episode: Episode, alice: Practitioner, dave: Practitioner, mother: Person
) -> None:
    with pytest.raises(PermissionDenied):
        make_consent(episode, by=dave, given_by=mother)


def test_the_trail_knows_the_answer_and_none_of_its_words(
    episode: Episode, alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    consent = make_consent(episode, by=alice, words="Only between us.")

    (event,) = owner_sees("select action, detail from audit_event where subject_id = %s", [consent.id])

    assert event["action"] == "consent_given"
    assert "Only" not in str(event["detail"])


def test_an_answer_by_somebody_of_another_family_is_refused(episode: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_consent(episode, by=alice, given_by=ChildFactory())

    assert refusal.value.message_dict == {"given_by": ["Select somebody of this family"]}


def test_an_answer_for_another_familys_child_is_refused(episode: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="whom this is about"):
        make_consent(episode, by=alice, children=[ChildFactory()])


def test_an_answer_in_the_future_is_refused(episode: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="today or in the past"):
        make_consent(episode, by=alice, answered_on=dt.date(2026, 11, 3))


def test_sharing_names_an_agency_and_each_one_once(
    episode: Episode, alice: Practitioner, mother: Person, school: Agency
) -> None:
    with pytest.raises(ValidationError, match="at least one agency"):
        make_share(episode, {}, by=alice, given_by=mother)
    twice = [AgencyShare(school, "part"), AgencyShare(school, "nothing")]
    with pytest.raises(ValidationError, match="once"):
        make_consent(episode, by=alice, given_by=mother, kind="share", agencies=twice)


def test_a_refusal_to_share_names_nothing_that_may_be_seen(
    episode: Episode, alice: Practitioner, mother: Person, school: Agency
) -> None:
    with pytest.raises(ValidationError, match="The answer is no"):
        make_share(episode, {school: "part"}, by=alice, given_by=mother, given=False)


def test_agencies_do_not_belong_to_an_agreement_to_assess(
    episode: Episode, alice: Practitioner, school: Agency
) -> None:
    with pytest.raises(ValidationError, match="record it apart"):
        make_consent(episode, by=alice, agencies=[AgencyShare(school, "everything")])


def test_asking_again_comes_after_the_answer(episode: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Ask again by"):
        make_consent(episode, by=alice, review_by=dt.date(2025, 9, 1))


def test_a_judgement_in_the_future_is_refused(episode: Episode, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="judgement"):
        make_consent(episode, by=alice, competence=Competence(alice, dt.date(2027, 1, 1)))


def test_a_refusal_is_an_answer_and_no_agreement(episode: Episode, alice: Practitioner) -> None:
    make_consent(episode, by=alice, given=False, what_next="School carries on as before.")

    assert not agreed_to_assess(episode)
    assert consent_in_one_line(episode) == "Did not agree to the assessment"


def test_a_person_who_says_yes_and_later_no_has_said_no(
    episode: Episode, alice: Practitioner, mother: Person
) -> None:
    make_consent(episode, by=alice, given_by=mother)

    make_consent(episode, by=alice, given_by=mother, given=False, answered_on=LATER)

    assert not agreed_to_assess(episode)


def test_one_parent_who_agrees_is_enough(episode: Episode, alice: Practitioner, mother: Person) -> None:
    father = make_parent(episode.episode_children.get().child, given_names="Abdi")
    make_consent(episode, by=alice, given_by=mother)

    make_consent(episode, by=alice, given_by=father, given=False, answered_on=LATER)

    assert agreed_to_assess(episode)


def test_what_somebody_allows_about_themselves_is_no_agreement_for_the_child(
    episode: Episode, alice: Practitioner
) -> None:
    make_consent(episode, by=alice, capacity="about_themselves")

    assert not agreed_to_assess(episode)


def test_an_agreement_for_one_child_does_not_cover_the_other(alice: Practitioner) -> None:
    ellis, maisie = ChildFactory(given_names="Ellis"), ChildFactory(given_names="Maisie")
    episode = make_episode(by=alice, children=[ellis, maisie])

    make_consent(episode, by=alice, given_by=ellis, capacity="young_person", children=[ellis])

    assert children_agreed_to_assess(episode) == {ellis.id}


def test_a_withdrawn_agreement_ends_and_revives_no_earlier_one(
    episode: Episode, alice: Practitioner, mother: Person, school: Agency
) -> None:
    make_share(episode, {school: "everything"}, by=alice, given_by=mother)
    later = make_share(episode, {school: "part"}, by=alice, given_by=mother, answered_on=LATER)

    withdraw_consent(consent=later, withdrawn_on=LATER, words="Enough.", by=alice)

    assert agencies_shared_with(episode) == {}


def test_a_withdrawal_is_of_an_agreement_once_and_after_it(
    episode: Episode, alice: Practitioner, mother: Person
) -> None:
    given = make_consent(episode, by=alice, given_by=mother)
    refused = make_consent(episode, by=alice, given_by=mother, given=False)

    with pytest.raises(ValidationError, match="nothing to withdraw"):
        withdraw_consent(consent=refused, withdrawn_on=LATER, by=alice)
    with pytest.raises(ValidationError, match="24 September 2025"):
        withdraw_consent(consent=given, withdrawn_on=dt.date(2025, 9, 1), by=alice)
    withdraw_consent(consent=given, withdrawn_on=LATER, by=alice)
    with pytest.raises(ValidationError, match="already"):
        withdraw_consent(consent=given, withdrawn_on=LATER, by=alice)


def test_a_stranger_cannot_withdraw(episode: Episode, alice: Practitioner, dave: Practitioner) -> None:
    consent = make_consent(episode, by=alice)

    with pytest.raises(PermissionDenied):
        withdraw_consent(consent=consent, withdrawn_on=LATER, by=dave)


def test_an_answer_that_replaces_ends_the_earlier_one_whole(
    episode: Episode, alice: Practitioner, mother: Person, school: Agency, housing: Agency
) -> None:
    first = make_share(episode, {school: "everything", housing: "part"}, by=alice, given_by=mother)

    make_share(episode, {school: "everything"}, by=alice, given_by=mother, answered_on=LATER, replaces=first)

    assert agencies_shared_with(episode) == {school.id: "everything"}


def test_an_answer_that_changes_leaves_the_other_agencies_as_they_were(
    episode: Episode, alice: Practitioner, mother: Person, school: Agency, housing: Agency
) -> None:
    first = make_share(episode, {school: "everything", housing: "nothing"}, by=alice, given_by=mother)

    make_share(episode, {housing: "part"}, by=alice, given_by=mother, answered_on=LATER, changes=first)

    assert agencies_shared_with(episode) == {school.id: "everything", housing.id: "part"}


def test_an_earlier_answer_is_of_the_same_episode_and_part(
    episode: Episode, alice: Practitioner, mother: Person
) -> None:
    elsewhere = make_consent(make_episode(by=alice), by=alice)

    with pytest.raises(ValidationError, match="earlier answer"):
        make_consent(episode, by=alice, given_by=mother, replaces=elsewhere)


def test_an_earlier_answer_is_earlier(episode: Episode, alice: Practitioner, mother: Person) -> None:
    first = make_consent(episode, by=alice, given_by=mother, answered_on=LATER)

    with pytest.raises(ValidationError, match="30 January 2026"):
        make_consent(episode, by=alice, given_by=mother, replaces=first)


def test_what_one_person_says_of_an_agency_leaves_what_another_says(
    alice: Practitioner, school: Agency
) -> None:
    ellis, maisie = ChildFactory(given_names="Ellis"), ChildFactory(given_names="Maisie")
    episode = make_episode(by=alice, children=[ellis, maisie])
    natalie = make_parent(maisie)
    make_share(episode, {school: "nothing"}, by=alice, given_by=natalie, children=[maisie])

    make_share(episode, {school: "part"}, by=alice, given_by=ellis, capacity="young_person", children=[ellis])

    assert agencies_shared_with(episode) == {school.id: "part"}


def test_everything_about_the_giver_alone_is_a_part_of_the_record(
    episode: Episode, alice: Practitioner, mother: Person, school: Agency
) -> None:
    make_share(episode, {school: "everything"}, by=alice, given_by=mother, capacity="about_themselves")

    assert agencies_shared_with(episode) == {school.id: "part"}


def test_agreement_in_one_line(
    episode: Episode, alice: Practitioner, mother: Person, school: Agency, housing: Agency
) -> None:
    assert consent_in_one_line(episode) == "Not asked yet"
    make_consent(episode, by=alice, given_by=mother)

    make_share(
        episode,
        {school: "everything", housing: "part"},
        by=alice,
        given_by=mother,
        review_by=dt.date(2027, 4, 15),
    )

    assert consent_in_one_line(episode) == (
        "Agreed to the assessment; shared with 2 agencies, 1 of them in part; "
        "to be asked again by 15 April 2027"
    )


@pytest.mark.parametrize(
    ("born_on", "is_judged", "warned"),
    [
        (dt.date(2012, 9, 1), False, True),
        (dt.date(2012, 9, 1), True, False),
        (dt.date(2008, 9, 1), False, False),
    ],
)
def test_nobody_having_judged_that_a_young_person_understands_is_pointed_out(
    alice: Practitioner, born_on: dt.date, is_judged: bool, warned: bool
) -> None:
    child = ChildFactory(given_names="Caitlin", born_on=born_on)
    episode = make_episode(by=alice, children=[child])
    judged = Competence(alice, DAY, "understands", "In her own words.") if is_judged else None
    make_consent(episode, by=alice, given_by=child, capacity="young_person", competence=judged)

    (answer,) = sharing_of(episode, [child]).answers

    assert bool(answer.warnings) == warned
