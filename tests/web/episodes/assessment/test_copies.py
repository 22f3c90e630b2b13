"""Copies of an assessment on paper: what stands on each, for whom, and what the trail says of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from pytest_django import Settings

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.files import Sent
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.people.models import Household, HouseholdMember, Person, Relationship
from opencaf.people.operations.sealing import seal_part
from opencaf.web.episodes import files_on_paper
from opencaf.web.shared.confirmed import CONFIRMED_AT
from tests.factories import AgencyFactory, ChildFactory
from tests.factories.assessment import STARTED, make_draft
from tests.factories.consent import make_consent, make_parent
from tests.factories.files import make_file
from tests.files.making import paper, picture, sound
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import SignIn, page
from tests.web.shared.paper_read import PaperRead, read_paper

ActingAs = Callable[[Practitioner], AbstractContextManager[None]]
OwnerSees = Callable[..., list[dict[str, Any]]]
IDENTITY, HEALTH = "identity", "general_health"
SEEN_ON_IT = "A house with a red half."
KEPT, SEEN = "Quokkasong at night.", "Heronword coughs #a *lot*."


@pytest.fixture
def child() -> Person:
    return ChildFactory(given_names="Ellis")


@pytest.fixture
def draft(alice: Practitioner, bob: Practitioner, child: Person) -> Assessment:
    """Identity and health are told and marked; Bob's agency sees all but identity."""
    draft = make_draft(by=alice, children=[child])
    join_team(episode=draft.episode, who=bob, joined_on=STARTED, by=alice)
    boxes = {box.question.code: box for box in boxes_of(draft)}
    words = [BoxWords(boxes[IDENTITY].id, story=KEPT), BoxWords(boxes[HEALTH].id, story=SEEN, needs="Sleep")]
    marks = [MarkFor(child.id, IDENTITY, "5"), MarkFor(child.id, HEALTH, "dont_know")]
    save_domain(assessment=draft, domain="child", words=words, marks=marks, written_on=STARTED, by=alice)
    rows = [
        AgencyShare(bob.agency, "part", parts="except", elements=[IDENTITY]),
        AgencyShare(alice.agency, "everything"),
        AgencyShare(AgencyFactory(name="Housing of the Fen"), "nothing"),
    ]
    make_consent(draft.episode, by=alice, given_by=make_parent(child), kind="share", agencies=rows)
    return draft


def taken(draft: Assessment, who: Practitioner, client_of: SignIn, which: str) -> PaperRead:
    answer = client_of(who).get(page(draft, "assessment_copy", 1, which))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="assessment.pdf"'
    return read_paper(answer.content)


def test_a_full_copy_holds_every_word_and_mark_and_says_whose_it_is(
    draft: Assessment, alice: Practitioner, client_of: SignIn
) -> None:
    copy = taken(draft, alice, client_of, "full")

    assert copy.title == f"Assessment of {draft.episode.episode_children.get().child.full_name}"
    assert (copy.language, copy.pdf_ua_part) == ("en-GB", "1")
    for words in (KEPT, SEEN, "Concern: 5 of 5. Very high concern", "Concern: Don't know", "Needs: Sleep"):
        assert words in copy.text
    assert f"taken by {alice}, {alice.agency} on 2 November 2026, 10:30am" in copy.text
    assert copy.text.index(SEEN) < copy.text.index(KEPT) < copy.text.index("Conclusions")


def test_a_reader_whose_agency_is_left_out_gets_a_copy_without_that_part(
    draft: Assessment, bob: Practitioner, client_of: SignIn
) -> None:
    copy = taken(draft, bob, client_of, "full")

    assert SEEN in copy.text
    assert "Quokkasong" not in copy.text
    assert "5 of 5" not in copy.text


def test_a_copy_for_an_agency_holds_what_that_agency_sees(
    draft: Assessment, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    copy = taken(draft, alice, client_of, str(bob.agency.id))

    assert SEEN in copy.text
    assert "Quokkasong" not in copy.text
    assert f"Only what the family lets {bob.agency} see." in copy.text


def test_the_family_copy_is_in_plain_words_and_says_what_they_can_do(
    draft: Assessment, alice: Practitioner, client_of: SignIn
) -> None:
    copy = taken(draft, alice, client_of, "family")

    assert "What we wrote together about Ellis" in copy.text
    assert KEPT in copy.text
    assert f"Tell {alice}. You can have a mistake put right" in copy.text
    assert "Written by" not in copy.text


def test_the_empty_form_has_the_questions_and_none_of_the_words(
    draft: Assessment, bob: Practitioner, client_of: SignIn
) -> None:
    copy = taken(draft, bob, client_of, "form")

    assert "General health" in copy.text
    assert "Heronword" not in copy.text
    assert "How worried are you? Tick one: 0 No concern 1 Very low concern" in copy.text


def test_the_page_offers_what_each_may_take(
    draft: Assessment, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)
    with at_most(12):
        own = client.get(page(draft, "assessment_copies", 1)).content.decode()
    other = client_of(bob).get(page(draft, "assessment_copies", 1)).content.decode()

    assert "For the family" in own
    assert f"For {bob.agency}" in own
    assert "Housing of the Fen" not in own
    assert "For the family" not in other
    assert client_of(bob).get(page(draft, "assessment_copy", 1, "family")).status_code == 404


@pytest.mark.parametrize("which", ["everything", "01a00000-0000-7000-8000-000000000000"])
def test_a_copy_that_is_not_offered_is_not_known(
    draft: Assessment, alice: Practitioner, client_of: SignIn, which: str
) -> None:
    assert client_of(alice).get(page(draft, "assessment_copy", 1, which)).status_code == 404
    assert client_of(alice).get(page(draft, "assessment_copy", 2, "full")).status_code == 404


def test_taking_a_copy_is_on_the_trail_with_its_number(
    draft: Assessment,
    alice: Practitioner,
    coordinator: Practitioner,
    client_of: SignIn,
    owner_sees: OwnerSees,
) -> None:
    copy = taken(draft, alice, client_of, "full")

    (event,) = owner_sees("select reason, detail from audit_event where action = 'taken'")
    assert (event["reason"], event["detail"]["copy"]) == ("copy", "full")
    assert f"Copy {event['detail']['serial']}, taken by" in copy.text
    looks = client_of(coordinator).get(reverse("episodes:looks", args=[draft.episode_id])).content.decode()
    assert "Assessment, a copy taken away" in looks


def test_a_copy_is_given_only_to_who_showed_lately_that_it_is_them(
    draft: Assessment, alice: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)
    session = client.session
    del session[CONFIRMED_AT]
    session.save()

    answer = client.get(page(draft, "assessment_copy", 1, "full"))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/")
    assert urlencode({"next": page(draft, "assessment_copies", 1)}) in answer["Location"]


def test_a_drawing_stands_beside_its_element_with_its_words_and_other_files_by_name(
    draft: Assessment, alice: Practitioner, child: Person, client_of: SignIn, owner_sees: OwnerSees
) -> None:
    values: dict[str, Any] = {"by": alice, "child": child, "element": HEALTH}
    photographed = Sent("house.jpg", picture(size=(900, 600)))
    drawing = make_file(
        draft.episode, title="Our swing", words="That is <b>me</b>.", file=photographed, **values
    )
    make_file(draft.episode, kind="voice", title="At bedtime", file=Sent("talk.wav", sound()), **values)
    make_file(
        draft.episode,
        kind="paper_form",
        title="The scan",
        file=Sent("f.pdf", paper()),
        by=alice,
        assessment=draft,
    )

    for which in ("full", "family"):
        found = taken(draft, alice, client_of, which)

        places = [found.text.find(words) for words in (SEEN, "Our swing: A drawing", "That is <b>me</b>.")]
        assert places == sorted(places)
        assert -1 not in places
        assert found.text.index("The scan: A form filled in on paper") < found.text.index(SEEN)
        assert "At bedtime: A voice note" in found.text
        assert found.pictures[1:] == [SEEN_ON_IT]
    looks = owner_sees("select detail->>'case_file' as file from audit_event where detail->>'way' = 'paper'")
    assert [look["file"] for look in looks] == [str(drawing.id)] * 2


def test_a_file_that_may_tell_of_a_part_left_out_is_not_on_the_copy(
    draft: Assessment, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    make_file(draft.episode, by=alice, title="Quokkasong swing", element=IDENTITY)
    make_file(draft.episode, by=alice, title="Quokkasong home")
    make_file(draft.episode, by=alice, title="Heron pond", element=HEALTH)

    own, all_of_it = taken(draft, bob, client_of, "full"), taken(draft, alice, client_of, "full")

    assert "Heron pond" in own.text
    assert "Quokkasong" not in own.text
    assert own.pictures.count(SEEN_ON_IT) == 1
    assert all_of_it.pictures.count(SEEN_ON_IT) == 3
    assert taken(draft, alice, client_of, str(bob.agency.id)).pictures == []


def test_a_file_that_waits_for_the_scanner_is_not_on_the_copy(
    draft: Assessment, alice: Practitioner, client_of: SignIn, settings: Settings
) -> None:
    settings.CLAMD = "127.0.0.1:9"
    make_file(draft.episode, by=alice, title="Our swing", element=HEALTH)

    assert "Our swing" not in taken(draft, alice, client_of, "full").text


def test_more_drawings_than_a_copy_shows_stand_on_it_by_name(
    draft: Assessment, alice: Practitioner, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files_on_paper, "MOST_PICTURES", 1)
    for name in ("One swing", "Two swings"):
        make_file(draft.episode, by=alice, title=name, element=HEALTH)

    found = taken(draft, alice, client_of, "full")

    assert found.pictures.count(SEEN_ON_IT) == 1
    assert "One swing:" in found.text
    assert "Two swings:" in found.text


def test_the_family_stands_on_the_copy_as_a_tree_and_in_words(
    draft: Assessment, alice: Practitioner, child: Person, client_of: SignIn
) -> None:
    father = ChildFactory(given_names="Rowan", family_name="漢")
    held = {"authority_id": child.authority_id}
    Relationship.objects.create(
        **held, of=father, to=child, kinship="father", parental_responsibility=True, note="Quokkasong."
    )
    home = Household.objects.create(**held, line1="7 Heron Row")
    HouseholdMember.objects.create(**held, household=home, person=father)

    full, family = (taken(draft, alice, client_of, which) for which in ("full", "family"))

    for copy in (full, family):
        assert copy.pictures == ["The family of Ellis. The list below says the same"]
        assert "The family of Ellis" in copy.text
        assert "Rowan ◻" in copy.text
        assert "Father of Ellis" in copy.text
    assert "Home A: 7 Heron Row" in full.text
    assert "with parental responsibility (Quokkasong.)" in full.text
    for words in ("Heron Row", "Quokkasong.", "parental responsibility"):
        assert words not in family.text


def test_a_sealed_home_stands_on_no_copy(
    draft: Assessment,
    alice: Practitioner,
    coordinator: Practitioner,
    child: Person,
    client_of: SignIn,
    acting_as: ActingAs,
) -> None:
    held = {"authority_id": child.authority_id}
    home = Household.objects.create(**held, line1="7 Heron Row")
    HouseholdMember.objects.create(**held, household=home, person=child)
    before = taken(draft, alice, client_of, "full").text
    with acting_as(alice):
        seal_part(record=home, why="refuge", words="Hiding.", readers=[alice], through=child, by=alice)

    assert "7 Heron Row" in before
    for who in (alice, coordinator):
        assert "Heron Row" not in taken(draft, who, client_of, "full").text


def test_brothers_and_sisters_of_one_family_share_one_tree(alice: Practitioner, client_of: SignIn) -> None:
    children = [ChildFactory(given_names=name) for name in ("Ellis", "Maisie")]
    draft = make_draft(by=alice, children=children)
    mother = Relationship.objects.get(to=children[0]).of
    held = {"authority_id": mother.authority_id}
    Relationship.objects.create(**held, of=mother, to=children[1], kinship="mother")
    Relationship.objects.create(**held, of=children[1], to=children[0], kinship="sister")

    found = taken(draft, alice, client_of, "full")

    assert found.pictures == ["The family of Ellis. The list below says the same"]
