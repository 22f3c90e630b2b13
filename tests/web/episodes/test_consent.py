"""The pages of sharing."""

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.agencies.models import Agency, Authority, Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Consent, Episode
from opencaf.people.models import Person
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory, acting_in, make_episode
from tests.factories.consent import make_consent, make_parent, make_share
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def mother(episode: Episode) -> Person:
    return make_parent(episode.episode_children.get().child, family_name="Nur")


@pytest.fixture
def address(episode: Episode) -> str:
    return reverse("episodes:sharing", args=[episode.id])


def asking(episode: Episode, kind: str) -> str:
    return reverse("episodes:add_consent", args=[episode.id, kind])


def answer(mother: Person, alice: Practitioner, **values: Any) -> dict[str, Any]:
    return {
        "given": "yes",
        "given_by": mother.id,
        "capacity": "parent",
        "method": "written",
        "explained_by": alice.email,
        "answered_on_day": 15,
        "answered_on_month": 10,
        "answered_on_year": 2025,
        **values,
    }


def shown(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_an_agreement_to_assess_is_recorded(
    episode: Episode, mother: Person, alice: Practitioner, bob: Practitioner, client_of: SignIn, address: str
) -> None:
    typed = answer(mother, alice, words="Yes.", contributor_1=str(bob), method_words="read out in Somali")

    response = client_of(alice).post(asking(episode, "assess"), typed, follow=True)

    assert response.redirect_chain == [(address, 302)]
    consent = episode.consents.get()
    assert (consent.kind, consent.words, consent.answered_on) == ("assess", "Yes.", dt.date(2025, 10, 15))
    assert [row.practitioner for row in consent.contributors.all()] == [bob]
    assert "There is agreement to do and keep the assessment." in shown(response)


def test_a_share_goes_agency_by_agency(
    episode: Episode, mother: Person, alice: Practitioner, school: Agency, client_of: SignIn
) -> None:
    housing = AgencyFactory(name="Housing options")
    typed = answer(
        mother,
        alice,
        rows=3,
        agency_0=school.id,
        share_0="everything",
        agency_1=housing.id,
        share_1="part",
        parts_1="only",
        elements_1=["general_health"],
        left_out_1="everything about Yusuf's talking",
        why_1="People there know people we know.",
        people_1="Colm only",
        review_by_day=15,
        review_by_month=4,
        review_by_year=2026,
    )

    client_of(alice).post(asking(episode, "share"), typed)

    consent = episode.consents.get()
    rows = {row.agency.name: row for row in consent.agencies.all()}
    assert rows["Willow Primary School"].share == "everything"
    assert rows["Housing options"].left_out == "everything about Yusuf's talking"
    assert rows["Housing options"].people_words == "Colm only"
    assert (consent.partial, consent.review_by) == (True, dt.date(2026, 4, 15))


def test_a_further_agency_gets_a_row_and_what_was_typed_stays(
    episode: Episode, mother: Person, alice: Practitioner, school: Agency, client_of: SignIn
) -> None:
    typed = answer(mother, alice, rows=1, agency_0=school.id, share_0="part", left_out_0="The moves.")

    response = client_of(alice).post(asking(episode, "share"), {**typed, "add_row": "agency"})

    page = shown(response)
    assert "There is a problem" not in page
    assert "The moves." in page
    assert 'name="share_3"' in page
    assert not Consent.objects.exists()


def test_a_row_without_agency_or_without_answer_is_said_at_its_field(
    episode: Episode, mother: Person, alice: Practitioner, client_of: SignIn
) -> None:
    housing = AgencyFactory(name="Housing options")
    typed = answer(mother, alice, rows=5, share_3="part", agency_4=housing.id, words="x" * 10_000)

    page = shown(client_of(alice).post(asking(episode, "share"), typed))

    assert "Select the agency" in page
    assert "Select what Housing options may see" in page
    assert "x" * 10_000 in page
    assert not Consent.objects.exists()


def test_an_agency_of_another_authority_is_refused(
    episode: Episode,
    mother: Person,
    alice: Practitioner,
    other_authority: Authority,
    client_of: SignIn,
) -> None:
    with acting_in(other_authority.id):
        theirs = AgencyFactory(name="Elsewhere")
    typed = answer(mother, alice, rows=4, agency_3=theirs.id, share_3="everything")

    page = shown(client_of(alice).post(asking(episode, "share"), typed))

    assert "Select the agency from the list" in page
    assert not Consent.objects.exists()


@pytest.mark.parametrize("given_by", ["", "nonsense", "stranger"])
def test_only_the_family_answers(
    episode: Episode, mother: Person, alice: Practitioner, client_of: SignIn, given_by: str
) -> None:
    who: Any = ChildFactory().id if given_by == "stranger" else given_by
    typed = answer(mother, alice, given_by=who)

    page = shown(client_of(alice).post(asking(episode, "assess"), typed))

    assert "There is a problem" in page
    assert not Consent.objects.exists()


def test_a_form_sent_twice_records_one_answer(
    episode: Episode, mother: Person, alice: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)
    typed = answer(mother, alice, submission_token=str(new_id()))

    client.post(asking(episode, "assess"), typed)
    client.post(asking(episode, "assess"), typed)

    assert Consent.objects.count() == 1


def test_a_no_is_a_full_answer(
    episode: Episode, mother: Person, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    typed = answer(mother, alice, given="no", what_next="School carries on as before.")

    client_of(alice).post(asking(episode, "assess"), typed)

    page = shown(client_of(alice).get(address))
    assert "There is no agreement to an assessment now" in page
    assert "School carries on as before." in page


def test_a_carer_is_pointed_out_and_not_blocked(
    episode: Episode, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    child = episode.episode_children.get().child
    aunt = make_parent(child, given_names="Amina", family_name="Ali", responsible=None)
    make_consent(episode, by=alice, given_by=aunt, capacity="carer")

    page = shown(client_of(alice).get(address))

    assert "Amina Ali is not recorded as having parental responsibility for Robin" in page


def test_a_judgement_needs_its_judge_and_date(
    episode: Episode, mother: Person, alice: Practitioner, client_of: SignIn
) -> None:
    without_judge = answer(mother, alice, because="She went through the boxes.")
    without_date = answer(mother, alice, judged_by=alice.email)

    first = shown(client_of(alice).post(asking(episode, "assess"), without_judge))
    second = shown(client_of(alice).post(asking(episode, "assess"), without_date))

    assert "Enter who judged it" in first
    assert "Enter the date of the judgement" in second


def test_asking_again_begins_with_the_earlier_answer_and_replaces_it(
    episode: Episode, mother: Person, alice: Practitioner, school: Agency, client_of: SignIn
) -> None:
    first = make_share(episode, {school: "everything"}, by=alice, given_by=mother)
    client = client_of(alice)

    page = shown(client.get(asking(episode, "share") + f"?again={first.id}"))
    typed = answer(mother, alice, rows=1, agency_0=school.id, share_0="everything")
    client.post(asking(episode, "share"), {**typed, "earlier": f"replaces:{first.id}"})

    assert f'value="replaces:{first.id}" checked' in page
    assert episode.consents.get(replaces=first).agencies.get().share == "everything"


def test_an_agreement_is_taken_back(
    episode: Episode, mother: Person, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    consent = make_consent(episode, by=alice, given_by=mother)
    withdrawal = reverse("episodes:withdraw_consent", args=[episode.id, consent.id])
    day = {"withdrawn_on_day": 1, "withdrawn_on_month": 11, "withdrawn_on_year": 2026}

    client_of(alice).post(withdrawal, {**day, "words": "Enough people."})

    page = shown(client_of(alice).get(address))
    assert "Taken back on 1 November 2026." in page
    assert client_of(alice).get(withdrawal).status_code == 404


def test_nothing_may_be_taken_back_before_it_was_given(
    episode: Episode, mother: Person, alice: Practitioner, client_of: SignIn
) -> None:
    consent = make_consent(episode, by=alice, given_by=mother)
    withdrawal = reverse("episodes:withdraw_consent", args=[episode.id, consent.id])
    day = {"withdrawn_on_day": 1, "withdrawn_on_month": 1, "withdrawn_on_year": 2025}

    page = shown(client_of(alice).post(withdrawal, day))

    assert "must be on or after 24 September 2025" in page


def test_everybody_who_can_see_the_record_is_named_with_the_reason(
    episode: Episode, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    page = shown(client_of(alice).get(address))

    assert "Willow Primary School" in page
    assert "started this case, since 2 November 2026" in page


@pytest.mark.parametrize("kind", ["assess", "share", "other"])
def test_who_may_ask(
    kind: str,
    episode: Episode,
    alice: Practitioner,
    dave: Practitioner,
    erin: Practitioner,
    client_of: SignIn,
) -> None:
    asked = asking(episode, kind)

    status = {who.given_name: client_of(who).get(asked).status_code for who in (alice, dave, erin)}

    assert status == {"Alice": 200 if kind != "other" else 404, "Dave": 404, "Erin": 404}


def test_a_stranger_who_found_the_child_is_told_whom_to_ask(
    episode: Episode, dave: Practitioner, client_of: SignIn, address: str
) -> None:
    child_id = episode.episode_children.get().child_id
    AccessGrant.objects.create(
        authority_id=dave.authority_id,
        practitioner=dave,
        child_id=child_id,
        level=Level.EXISTENCE,
        basis=Basis.FOUND,
    )

    response = client_of(dave).get(address)

    assert response.status_code == 403
    assert "01632 960001" in shown(response)


def test_another_authority_sees_nothing(
    episode: Episode, other_authority: Authority, client_of: SignIn, address: str
) -> None:
    with acting_in(other_authority.id):
        stranger = PractitionerFactory(post_worn__role="coordinator")

    assert client_of(stranger).get(address).status_code == 404


def test_the_pages_keep_their_ceilings(
    episode: Episode,
    mother: Person,
    alice: Practitioner,
    school: Agency,
    client_of: SignIn,
    address: str,
) -> None:
    make_consent(episode, by=alice, given_by=mother, may_contribute=[alice])
    make_share(episode, {school: "part"}, by=alice, given_by=mother)
    make_share(episode, {AgencyFactory(): "part"}, by=alice, given_by=mother)
    client = client_of(alice)
    typed = answer(mother, alice, rows=1, agency_0=school.id, share_0="everything", earlier="beside")

    with at_most(12):
        client.get(address)
    with at_most(12):
        client.get(asking(episode, "share"))
    with at_most(12):
        client.get(asking(episode, "assess"))
    with at_most(20):
        client.post(asking(episode, "share"), typed)
    assert episode.consents.count() == 4
