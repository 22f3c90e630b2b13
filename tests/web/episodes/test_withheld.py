"""What an agency does not see, on every page that shows the assessment, and the preview before saving."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, Consent, Episode, Meeting, Withheld
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.marks import MarkFor
from opencaf.episodes.operations.reviews import ReviewMark, hold_review
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.episodes.queries.withholding import withheld_from
from opencaf.people.models import Person
from tests.factories import ChildFactory
from tests.factories.assessment import COMPLETED, STARTED, make_draft
from tests.factories.consent import make_consent, make_parent
from tests.factories.meetings import make_meeting
from tests.web.counting import at_most
from tests.web.episodes.test_consent import answer

SignIn = Callable[[Practitioner], Client]
IDENTITY, HEALTH = "identity", "general_health"
CANARY, SEEN = "quokkasong", "heronword"
NOTE = "1 part is not shared with your agency."


@pytest.fixture
def child() -> Person:
    return ChildFactory(given_names="Ellis")


@pytest.fixture
def draft(alice: Practitioner, bob: Practitioner, child: Person) -> Assessment:
    """Being written: identity and health are told and marked; Bob's agency sees all but identity."""
    draft = make_draft(by=alice, children=[child])
    episode = draft.episode
    join_team(episode=episode, who=bob, joined_on=STARTED, by=alice)
    boxes = {box.question.code: box for box in boxes_of(draft)}
    words = [BoxWords(boxes[IDENTITY].id, story=CANARY), BoxWords(boxes[HEALTH].id, story=SEEN)]
    marks = [MarkFor(child.id, IDENTITY, "5"), MarkFor(child.id, HEALTH, "2")]
    save_domain(assessment=draft, domain="child", words=words, marks=marks, written_on=STARTED, by=alice)
    rows = [
        AgencyShare(bob.agency, "part", parts="except", elements=[IDENTITY], left_out="the private box"),
        AgencyShare(alice.agency, "everything"),
    ]
    make_consent(
        episode,
        by=alice,
        kind="share",
        agencies=rows,
        given_by=make_parent(child),
        words="Not the private one.",
    )
    return draft


@pytest.fixture
def episode(draft: Assessment) -> Episode:
    return draft.episode


@pytest.fixture
def reviewed(draft: Assessment, alice: Practitioner, child: Person) -> Meeting:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    meeting = make_meeting(draft.episode, by=alice)
    marks = [ReviewMark(child, IDENTITY, "4"), ReviewMark(child, HEALTH, "1")]
    hold_review(meeting=meeting, marks=marks, what_changed="Much.", by=alice)
    return meeting


def page(client: Client, name: str, *more: Any) -> str:
    response = client.get(reverse(f"episodes:{name}", args=more))
    assert response.status_code == 200, name
    return html.unescape(response.content.decode())


def test_the_withheld_part_is_on_no_page_of_the_draft(
    episode: Episode, draft: Assessment, bob: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    pages = [
        ("overview", episode.id),
        ("assessment", episode.id),
        ("assessment_domain", episode.id, "child"),
        ("assessment_show", episode.id, 1),
        ("assessment_complete", episode.id),
    ]

    seen = {name: page(client_of(bob), name, *more) for name, *more in pages}

    assert all(NOTE in text for text in seen.values())
    assert not [name for name, text in seen.items() if CANARY in text or "Identity" in text]
    assert SEEN in seen["assessment_show"]
    assert SEEN in seen["assessment_domain"]
    assert CANARY in page(client_of(alice), "assessment_show", episode.id, 1)


def test_the_withheld_part_is_in_no_review_and_no_closing(
    episode: Episode, reviewed: Meeting, bob: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    names = ("review_show",)

    seen = [page(client_of(bob), name, episode.id, reviewed.id) for name in names]

    assert all("Identity" not in text and NOTE in text for text in seen)
    assert "General health" in seen[0]
    assert "Identity" in page(client_of(alice), "review_show", episode.id, reviewed.id)


def test_the_review_form_offers_no_withheld_part(
    episode: Episode, draft: Assessment, bob: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    meeting = make_meeting(episode, by=alice)

    text = page(client_of(bob), "review", episode.id, meeting.id)

    assert f"_{HEALTH}" in text
    assert f'name="mark_{episode.episode_children.get().child_id}_{IDENTITY}"' not in text


def test_who_is_limited_does_not_read_what_is_left_out_and_why(
    episode: Episode, bob: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    theirs = page(client_of(bob), "sharing", episode.id) + page(client_of(bob), "journey", episode.id)
    again = f"?again={Consent.objects.get(kind='share').id}"
    address = reverse("episodes:add_consent", args=[episode.id, "share"])
    theirs_again, again_in_full = (
        html.unescape(client_of(who).get(address + again).content.decode()) for who in (bob, alice)
    )
    all_of_it = page(client_of(alice), "sharing", episode.id)

    assert "private" not in theirs
    assert "Identity" not in theirs
    assert "the private box" in all_of_it
    assert "All but Identity" in all_of_it
    assert "the private box" in again_in_full
    assert "the private box" not in theirs_again
    assert "Not the private one." in page(client_of(alice), "journey", episode.id)


def test_a_domain_of_which_nothing_is_shown_says_so(
    episode: Episode, bob: Practitioner, alice: Practitioner, child: Person, client_of: SignIn
) -> None:
    rows = [AgencyShare(bob.agency, "part", parts="only", elements=["housing_employment_finance"])]
    make_consent(episode, by=alice, kind="share", agencies=rows, given_by=child, capacity="young_person")

    response = client_of(bob).get(reverse("episodes:assessment_domain", args=[episode.id, "child"]))

    assert response.status_code == 403
    assert "has not agreed that your agency sees these parts" in html.unescape(response.content.decode())


def test_an_agency_that_sees_no_part_does_not_read_the_conclusions(
    episode: Episode, draft: Assessment, bob: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    Assessment.objects.filter(pk=draft.pk).update(summary=CANARY)
    rows = [AgencyShare(alice.agency, "everything")]
    first = Consent.objects.get(kind="share")
    make_consent(episode, by=alice, kind="share", agencies=rows, given_by=first.given_by, replaces=first)
    join_team(episode=episode, who=bob, joined_on=COMPLETED, by=alice)

    text = page(client_of(bob), "assessment_show", episode.id, 1)

    assert CANARY not in text
    assert "any part of it" in text
    assert CANARY not in page(client_of(bob), "journey", episode.id)
    for name in ("assessment_conclusions", "assessment_situation", "assessment_services"):
        assert client_of(bob).get(reverse(f"episodes:{name}", args=[episode.id])).status_code == 403


def share_answers(episode: Episode, alice: Practitioner, bob: Practitioner, **more: Any) -> dict[str, Any]:
    mother = Consent.objects.get(kind="share").given_by
    return answer(mother, alice, rows=1, agency_0=bob.agency.id, share_0="part", earlier="beside", **more)


def test_the_preview_shows_what_an_agency_would_see_and_writes_nothing(
    episode: Episode, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    before = (Consent.objects.count(), Withheld.objects.count(), withheld_from(bob, episode))
    typed = share_answers(
        episode, alice, bob, parts_0="only", elements_0=[HEALTH], words="Kept words.", preview="0"
    )
    typed.pop("method")

    response = client_of(alice).post(reverse("episodes:add_consent", args=[episode.id, "share"]), typed)

    text = html.unescape(response.content.decode())
    shown = text[text.index("preview-title") : text.index('name="submission_token"')]
    assert "Nothing has been recorded." in shown
    assert "<li>General health</li>" in shown
    assert "<li>Identity" not in shown
    assert "Left out:" in shown
    assert "Identity" in shown
    assert "Kept words." in text
    assert "There is a problem" not in text
    assert (Consent.objects.count(), Withheld.objects.count(), withheld_from(bob, episode)) == before


def test_the_preview_is_what_is_seen_once_it_is_recorded(
    episode: Episode, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    typed = share_answers(episode, alice, bob, parts_0="only", elements_0=[HEALTH])
    address = reverse("episodes:add_consent", args=[episode.id, "share"])
    response = client_of(alice).post(address, {**typed, "preview": "0"})
    (seen,) = response.context["rehearsal"].children

    client_of(alice).post(address, typed)

    hidden = withheld_from(bob, Episode.objects.get(pk=episode.pk))
    assert len(hidden) == len(seen.left_out) == 18
    assert seen.seen == ["General health"]


def test_a_preview_without_an_answer_says_what_is_missing(
    episode: Episode, alice: Practitioner, client_of: SignIn
) -> None:
    address = reverse("episodes:add_consent", args=[episode.id, "share"])

    text = html.unescape(client_of(alice).post(address, {"rows": 4, "preview": "3"}).content.decode())

    assert "Select the agency" in text
    assert "Select how it was given" not in text


def test_withdrawal_lets_the_next_request_be_refused(
    episode: Episode, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    theirs, consent = client_of(bob), Consent.objects.get(kind="share")
    overview = reverse("episodes:overview", args=[episode.id])
    assert theirs.get(overview).status_code == 200

    client_of(alice).post(
        reverse("episodes:withdraw_consent", args=[episode.id, consent.id]),
        {"withdrawn_on_day": 1, "withdrawn_on_month": 11, "withdrawn_on_year": 2026},
    )

    assert theirs.get(overview).status_code in (403, 404)


def test_who_ends_their_own_access_is_told_and_led_home(
    episode: Episode, bob: Practitioner, client_of: SignIn
) -> None:
    consent = Consent.objects.get(kind="share")

    response = client_of(bob).post(
        reverse("episodes:withdraw_consent", args=[episode.id, consent.id]),
        {"withdrawn_on_day": 1, "withdrawn_on_month": 11, "withdrawn_on_year": 2026},
        follow=True,
    )

    assert response.redirect_chain[0][0] == reverse("home:my_work")
    assert "Your own access rested on what was agreed before" in html.unescape(response.content.decode())


def test_pages_of_somebody_limited_keep_their_ceiling(
    episode: Episode, bob: Practitioner, client_of: SignIn
) -> None:
    client = client_of(bob)
    for name, more in (("overview", []), ("assessment_show", [1]), ("assessment_domain", ["child"])):
        with at_most(12):
            client.get(reverse(f"episodes:{name}", args=[episode.id, *more]))
    with at_most(12):
        client.get(reverse("episodes:journey", args=[episode.id]))


def test_somebody_left_out_is_pointed_out_before_anything_is_handed_over(
    episode: Episode, alice: Practitioner, bob: Practitioner, child: Person, client_of: SignIn
) -> None:
    mother = Consent.objects.get(kind="share").given_by
    typed = answer(
        child,
        alice,
        capacity="young_person",
        earlier="beside",
        rows=1,
        agency_0=bob.agency.id,
        share_0="everything",
        person_0=mother.id,
        hidden_0=[IDENTITY],
        because_0="She would cry.",
    )

    client_of(alice).post(reverse("episodes:add_consent", args=[episode.id, "share"]), typed)

    warned = f"{mother.full_name} may not see: Identity"
    assert warned in page(client_of(alice), "assessment_show", episode.id, 1)
    assert warned in page(client_of(alice), "assessment_shown", episode.id)
    assert "She would cry." in page(client_of(alice), "sharing", episode.id)
    assert CANARY not in page(client_of(bob), "sharing", episode.id)


def test_words_about_somebody_left_out_need_the_person(
    episode: Episode, alice: Practitioner, bob: Practitioner, client_of: SignIn
) -> None:
    typed = share_answers(
        episode, alice, bob, parts_0="only", elements_0=[HEALTH], because_0="She would cry."
    )

    response = client_of(alice).post(reverse("episodes:add_consent", args=[episode.id, "share"]), typed)

    assert "Select who may not see it" in html.unescape(response.content.decode())
