"""The lead offered to somebody: seen as far as it takes to decide, accepted, declined, taken back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant, Level
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode, LeadOffer, LeadProfessional, Story, TeamMember
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.operations.offering import accept_lead, decline_lead, take_back_offer
from opencaf.episodes.operations.shielding import shield_record
from opencaf.episodes.operations.suspension import suspend_episode
from opencaf.episodes.queries.journey import journey_of
from opencaf.episodes.queries.summary import summary_of
from opencaf.outbox.models import Message
from tests.factories import PractitionerFactory
from tests.factories.assessment import make_draft
from tests.factories.leading import make_offer
from tests.factories.meetings import MET_ON, make_lead
from tests.factories.support import child_of
from tests.signing_in import user_of

Acting = Callable[[Practitioner], Any]
FROM = dt.date(2026, 2, 2)


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    episode = make_draft(by=alice).episode
    Episode.objects.filter(pk=episode.pk).update(state="supporting")
    return Episode.objects.get(pk=episode.pk)


def levels_of(practitioner: Practitioner, episode: Episode) -> dict[str, int]:
    grants = AccessGrant.objects.live().filter(practitioner=practitioner, episode_id=episode.id)
    return dict(grants.values_list("basis", "level"))


def test_the_offered_one_sees_the_summary_and_their_offer_and_nothing_else(
    alice: Practitioner, dave: Practitioner, episode: Episode, acting_as: Acting
) -> None:
    offer = make_offer(episode, dave, words="You know the school.", by=alice)

    with acting_as(dave):
        assert LeadOffer.objects.get().id == offer.id
        assert [case.reference for case in summary_of(child_of(episode).id)] == [episode.reference]
        assert not Story.objects.exists()
    assert levels_of(dave, episode) == {"offered": Level.SUMMARY}


def test_whoever_accepts_leads_and_sees_the_case(
    alice: Practitioner, dave: Practitioner, episode: Episode, acting_as: Acting
) -> None:
    offer = make_offer(episode, dave, by=alice)

    with acting_as(dave):
        lead = accept_lead(offer=offer, started_on=FROM, by=dave)
        assert Story.objects.exists()

    offer.refresh_from_db()
    assert (offer.answer, offer.lead, offer.answered_by) == ("accepted", lead, dave)
    assert levels_of(dave, episode) == {"lead": Level.FULL, "team": Level.FULL}


def test_accepting_takes_over_with_the_note_that_was_left(
    alice: Practitioner, dave: Practitioner, episode: Episode, acting_as: Acting
) -> None:
    old = make_lead(episode, alice, by=alice)
    offer = make_offer(
        episode, dave, why_changed="Maternity leave", handover_note="Mornings after ten.", by=alice
    )

    with acting_as(dave):
        new = accept_lead(
            offer=offer, started_on=FROM, met_on=FROM, present="Alice", steps=["plan read together"], by=dave
        )

    old.refresh_from_db()
    assert (old.ended_on, old.why_ended, old.handover_note) == (
        FROM,
        "Maternity leave",
        "Mornings after ten.",
    )
    assert [step.text for step in old.handover_steps.all()] == ["plan read together"]
    assert (new.started_on, new.ended_on) == (FROM, None)
    assert "lead" not in levels_of(alice, episode)
    assert TeamMember.objects.get(episode=episode, practitioner=alice).left_on is None


def test_whoever_declines_says_why_and_sees_nothing_any_more(
    alice: Practitioner, dave: Practitioner, episode: Episode, acting_as: Acting
) -> None:
    offer, child = make_offer(episode, dave, by=alice), child_of(episode)

    with acting_as(dave):
        with pytest.raises(ValidationError, match="Enter why not"):
            decline_lead(offer=offer, reason=" ", by=dave)
        decline_lead(offer=offer, reason="I lead nine.", by=dave)
        assert summary_of(child.id) == []

    assert levels_of(dave, episode) == {}
    make_offer(episode, dave, by=alice)


def test_an_offer_is_taken_back_with_a_reason(
    alice: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    offer = make_offer(episode, dave, by=alice)

    with pytest.raises(ValidationError, match="Enter why the offer is taken back"):
        take_back_offer(offer=offer, reason="", by=alice)
    take_back_offer(offer=offer, reason="The family wishes somebody else.", by=alice)

    offer.refresh_from_db()
    with pytest.raises(PermissionDenied, match="taken back"):
        accept_lead(offer=offer, started_on=FROM, by=dave)
    assert levels_of(dave, episode) == {}


def test_an_answer_that_comes_too_late_is_refused(
    alice: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    stale = make_offer(episode, dave, by=alice)
    take_back_offer(offer=LeadOffer.objects.get(pk=stale.pk), reason="Too late.", by=alice)

    with pytest.raises(ValidationError, match="was answered: taken back"):
        decline_lead(offer=stale, reason="No.", by=dave)


def test_agreeing_at_a_meeting_or_a_rest_settles_what_was_offered(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    first = make_offer(episode, dave, by=alice)
    agree_lead_professional(episode=episode, practitioner=bob, started_on=MET_ON, by=alice)
    second = make_offer(episode, dave, why_changed="New job", by=alice)
    suspend_episode(episode=episode, started_on=FROM, reason="Social care leads", by=alice)

    for offer in (first, second):
        offer.refresh_from_db()
        assert (offer.answer, offer.lead) == ("overtaken", None)
    assert levels_of(dave, episode) == {}


def test_one_offer_waits_at_a_time(alice: Practitioner, dave: Practitioner, episode: Episode) -> None:
    make_offer(episode, dave, by=alice)

    with pytest.raises(ValidationError, match=r"waits for an answer\. Take it back first"):
        make_offer(episode, PractitionerFactory(), by=alice)


def test_what_cannot_be_offered_is_refused(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    on_paper = PractitionerFactory(user=None)
    with pytest.raises(ValidationError, match="does not sign in"):
        make_offer(episode, on_paper, by=alice)
    with pytest.raises(ValidationError, match="note who was agreed"):
        make_offer(episode, alice, by=alice)
    make_lead(episode, bob, by=alice)
    with pytest.raises(ValidationError, match=r"already\. Select somebody else"):
        make_offer(episode, bob, why_changed="x", by=alice)
    with pytest.raises(ValidationError) as refusal:
        make_offer(episode, dave, by=alice)
    assert set(refusal.value.message_dict) == {"why_changed"}
    Episode.objects.filter(pk=episode.pk).update(state="suspended")
    with pytest.raises(ValidationError, match="It is suspended"):
        make_offer(Episode.objects.get(pk=episode.pk), dave, why_changed="x", by=alice)


def test_a_shielded_record_is_offered_to_nobody_who_may_not_know_of_it(
    alice: Practitioner, carol: Practitioner, dave: Practitioner, episode: Episode, acting_as: Acting
) -> None:
    with acting_as(carol):
        shield_record(child=child_of(episode), why="refuge", words="x", readers=[alice], by=carol)

        with pytest.raises(ValidationError, match="This record is shielded"):
            make_offer(episode, dave, by=carol)


def test_who_may_not(alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode) -> None:
    with pytest.raises(PermissionDenied):
        make_offer(episode, bob, by=dave)
    offer = make_offer(episode, dave, by=alice)
    with pytest.raises(PermissionDenied, match="Only the person it was offered to"):
        accept_lead(offer=offer, started_on=FROM, by=alice)
    with pytest.raises(PermissionDenied, match="Only the person it was offered to"):
        decline_lead(offer=offer, reason="x", by=bob)
    with pytest.raises(PermissionDenied):
        take_back_offer(offer=offer, reason="x", by=dave)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"started_on": dt.date(2026, 11, 3)}, "started_on"),
        ({"started_on": dt.date(2025, 1, 1)}, "started_on"),
        ({"met_on": dt.date(2026, 11, 3)}, "met_on"),
    ],
)
def test_wrong_days_are_refused(
    values: dict[str, Any], field: str, alice: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    offer = make_offer(episode, dave, by=alice)

    with pytest.raises(ValidationError) as refusal:
        accept_lead(offer=offer, **{"started_on": FROM, "by": dave} | values)

    assert set(refusal.value.message_dict) == {field}
    assert not LeadProfessional.objects.exists()


def test_each_is_told_by_mail_without_a_name(
    alice: Practitioner, dave: Practitioner, episode: Episode
) -> None:
    asked, asker = user_of(dave), user_of(alice)
    alice.refresh_from_db()
    decline_lead(offer=make_offer(episode, dave, by=alice), reason="Not now.", by=dave)
    take_back_offer(offer=make_offer(episode, dave, by=alice), reason="Again.", by=alice)

    mails = list(Message.objects.order_by("recorded_at", "id"))
    assert [mail.to for mail in mails] == [asked.email, asker.email, asked.email, asked.email]
    said = " ".join(mail.subject + mail.body for mail in mails)
    assert not any(name in said for name in (child_of(episode).full_name, "Dave", "Alice", "Not now"))


def test_the_journey_tells_each_step_once(alice: Practitioner, dave: Practitioner, episode: Episode) -> None:
    decline_lead(offer=make_offer(episode, dave, by=alice), reason="I lead nine.", by=dave)
    accept_lead(offer=make_offer(episode, dave, by=alice), started_on=clock.today(), by=dave)

    titles = [event.title for event in journey_of(episode, alice, child_ids=[child_of(episode).id]).events]
    assert titles.count(f"{dave} was offered the lead") == 2
    assert titles.count(f"{dave} declined the lead") == 1
    assert titles.count(f"{dave} began to lead") == 1
