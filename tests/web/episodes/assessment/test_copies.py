"""Copies of an assessment on paper: what stands on each, for whom, and what the trail says of it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.people.models import Person
from opencaf.web.shared.confirmed import CONFIRMED_AT
from tests.factories import AgencyFactory, ChildFactory
from tests.factories.assessment import STARTED, make_draft
from tests.factories.consent import make_consent, make_parent
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import SignIn, page
from tests.web.shared.paper_read import PaperRead, read_paper

OwnerSees = Callable[..., list[dict[str, Any]]]
IDENTITY, HEALTH = "identity", "general_health"
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
    paper = taken(draft, alice, client_of, "full")

    assert paper.title == f"Assessment of {draft.episode.episode_children.get().child.full_name}"
    assert (paper.language, paper.pdf_ua_part) == ("en-GB", "1")
    for words in (KEPT, SEEN, "Concern: 5 of 5. Very high concern", "Concern: Don't know", "Needs: Sleep"):
        assert words in paper.text
    assert f"taken by {alice}, {alice.agency} on 2 November 2026, 10:30am" in paper.text
    assert paper.text.index(SEEN) < paper.text.index(KEPT) < paper.text.index("Conclusions")


def test_a_reader_whose_agency_is_left_out_gets_a_copy_without_that_part(
    draft: Assessment, bob: Practitioner, client_of: SignIn
) -> None:
    paper = taken(draft, bob, client_of, "full")

    assert SEEN in paper.text
    assert "Quokkasong" not in paper.text
    assert "5 of 5" not in paper.text


def test_a_copy_for_an_agency_holds_what_that_agency_sees(
    draft: Assessment, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    paper = taken(draft, alice, client_of, str(bob.agency.id))

    assert SEEN in paper.text
    assert "Quokkasong" not in paper.text
    assert f"Only what the family lets {bob.agency} see." in paper.text


def test_the_family_copy_is_in_plain_words_and_says_what_they_can_do(
    draft: Assessment, alice: Practitioner, client_of: SignIn
) -> None:
    paper = taken(draft, alice, client_of, "family")

    assert "What we wrote together about Ellis" in paper.text
    assert KEPT in paper.text
    assert f"Tell {alice}. You can have a mistake put right" in paper.text
    assert "Written by" not in paper.text


def test_the_empty_form_has_the_questions_and_none_of_the_words(
    draft: Assessment, bob: Practitioner, client_of: SignIn
) -> None:
    paper = taken(draft, bob, client_of, "form")

    assert "General health" in paper.text
    assert "Heronword" not in paper.text
    assert "Concern, circle one: 0 none 1 2 3 4 5 very high don’t know" in paper.text


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
    paper = taken(draft, alice, client_of, "full")

    (event,) = owner_sees("select reason, detail from audit_event where action = 'taken'")
    assert (event["reason"], event["detail"]["copy"]) == ("copy", "full")
    assert f"Copy {event['detail']['serial']}, taken by" in paper.text
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
