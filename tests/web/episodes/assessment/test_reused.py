"""The pages on which another assessment is taken over."""

import html

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Assessment, ReusedAssessment
from tests.factories.consent import make_parent
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import SignIn, page
from tests.web.shared.paper_read import read_paper

ANSWERS = {"what": "the nursery’s own", "made_on_day": "20", "made_on_month": "1", "made_on_year": "2025"}
IN_WORDS = "the nursery’s own, of 20 January 2025. Agreed by Hodan"


def test_another_assessment_is_taken_over_shown_printed_and_left_out(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    client = client_of(alice)
    mother = make_parent(draft.episode.episode_children.get().child)

    sent = client.post(
        page(draft, "assessment_reuse"), {**ANSWERS, "agreed_by": [str(mother.id)]}, follow=True
    )

    held = ReusedAssessment.objects.get()
    paper = read_paper(client.get(page(draft, "assessment_copy", 1, "full")).content)
    for says in (
        sent.content.decode(),
        client.get(page(draft, "assessment_show", 1)).content.decode(),
        paper.text.replace("'", "’"),
    ):
        assert IN_WORDS in html.unescape(says)
    gone = client.post(page(draft, "assessment_reuse_remove", held.id), follow=True)
    assert "The other assessment is left out." in gone.content.decode()
    assert not ReusedAssessment.objects.exists()


def test_a_refused_page_keeps_what_was_typed(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    refused = client_of(alice).post(page(draft, "assessment_reuse"), ANSWERS)

    words = html.unescape(refused.content.decode())
    assert "Select who of the family agreed to take it over" in words
    assert "the nursery’s own" in words


def test_what_is_not_there_is_not_left_out(alice: Practitioner, draft: Assessment, client_of: SignIn) -> None:
    assert client_of(alice).post(page(draft, "assessment_reuse_remove", new_id())).status_code == 404


def test_pages_keep_their_ceiling(alice: Practitioner, draft: Assessment, client_of: SignIn) -> None:
    client = client_of(alice)

    for address in (
        page(draft, "assessment_reuse"),
        page(draft, "assessment_situation"),
        page(draft, "assessment_show", 1),
    ):
        with at_most(12):
            client.get(address)
