"""What others write for an assessment when they are asked."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import (
    Assessment,
    Contribution,
    ContributionBox,
    ContributionVersion,
    Episode,
    Story,
)
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.autosave import Typed, save_typed
from opencaf.episodes.operations.consent import withdraw_consent
from opencaf.episodes.operations.contributing import save_contribution, send_contribution
from opencaf.episodes.operations.contributions import (
    note_contribution_read,
    remind_contributor,
    withdraw_contribution,
)
from opencaf.episodes.permissions import can_contribute, can_see
from opencaf.episodes.queries.areas import NOTHING, Areas
from opencaf.episodes.queries.assessment import boxes_of, boxes_of_draft
from opencaf.episodes.queries.contributions import boxes_asked_of, waiting_for
from opencaf.episodes.seen import fingerprint
from opencaf.outbox.models import Message
from tests.factories.assessment import COMPLETED, make_draft, three_children
from tests.factories.contributions import (
    HEALTH,
    IDENTITY,
    agree_to_share,
    agree_to_writer,
    make_contribution,
)
from tests.fixtures import TODAY

Acting = Callable[[Practitioner], Any]


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


@pytest.fixture
def asked(draft: Assessment, alice: Practitioner, dave: Practitioner) -> Contribution:
    agree_to_writer(draft, dave, alice)
    return make_contribution(draft, dave, by=alice)


def names(contribution: Contribution) -> list[str]:
    return [f"text-{box.id}" for box in contribution.boxes.order_by("question__position")]


def beside(draft: Assessment, hidden: Areas) -> dict[str, list[tuple[str, str]]]:
    """What others sent about the child's own elements: who and what, by element."""
    boxes = boxes_of_draft(draft.episode, "child", hidden=hidden)
    sent = {box.question.code: [(one.who, one.text) for one in box.contributed] for box in boxes}
    return {code: found for code, found in sent.items() if found}


def write(contribution: Contribution, by: Practitioner, *texts: str, **values: Any) -> None:
    send_contribution(
        contribution=contribution,
        texts=dict(zip([*names(contribution), "note"], texts, strict=False)),
        seen={},
        sent_on=TODAY.date(),
        by=by,
        **values,
    )


def test_the_asked_one_knows_of_the_record_and_sees_no_page_of_it(
    asked: Contribution, draft: Assessment, dave: Practitioner, acting_as: Acting
) -> None:
    grant = AccessGrant.objects.get(practitioner=dave, basis=Basis.CONTRIBUTES)

    assert (grant.level, grant.episode_id) == (Level.EXISTENCE, draft.episode_id)
    assert grant.ends_at == clock.noon(asked.answer_by) + dt.timedelta(hours=12)
    assert not can_see(dave, draft.episode)
    with acting_as(dave):
        assert not Episode.objects.exists()
        assert not Story.objects.exists()
        assert [one.box.question.code for one in boxes_asked_of(asked)] == [HEALTH, IDENTITY]


def test_the_asked_one_writes_and_it_stands_beside_the_story(
    asked: Contribution, draft: Assessment, dave: Practitioner, acting_as: Acting
) -> None:
    with acting_as(dave):
        write(asked, dave, "He coughs at night.", "", "I know him from the clinic.")

    asked.refresh_from_db()
    assert (asked.sent_on, asked.note) == (TODAY.date(), "I know him from the clinic.")
    assert beside(draft, NOTHING) == {HEALTH: [(str(dave), "He coughs at night.")]}
    assert not any(box.has_words for box in boxes_of(draft))


def test_what_is_left_out_for_a_reader_is_left_out_of_contributions_too(
    asked: Contribution, draft: Assessment, dave: Practitioner
) -> None:
    write(asked, dave, "He coughs at night.", "Proud of his name.")
    child_id = draft.episode.episode_children.get().child_id

    assert list(beside(draft, frozenset({(child_id, IDENTITY)}))) == [HEALTH]


def test_every_save_is_a_version_that_says_who_typed(
    asked: Contribution, alice: Practitioner, dave: Practitioner
) -> None:
    first = names(asked)[0]

    save_contribution(contribution=asked, texts={first: "One."}, seen={}, by=dave)
    save_contribution(contribution=asked, texts={first: "One. Two."}, seen={}, by=alice)

    kept = [
        (row.number, row.text, row.recorded_by, row.on_behalf_of)
        for row in ContributionVersion.objects.order_by("number")
    ]
    assert kept == [(1, "One.", dave, None), (2, "One. Two.", alice, dave)]


def test_a_text_that_somebody_else_changed_is_left_alone(
    asked: Contribution, alice: Practitioner, dave: Practitioner
) -> None:
    first, second = names(asked)
    save_contribution(contribution=asked, texts={first: "Alice typed this."}, seen={}, by=alice)

    answer = save_contribution(
        contribution=asked,
        texts={first: "Mine.", second: "New."},
        seen={first: fingerprint(""), second: fingerprint("")},
        by=dave,
    )

    assert answer.clashing == [first]
    assert [box.text for box in asked.boxes.order_by("question__position")] == ["Alice typed this.", "New."]


def test_nothing_but_what_was_asked_can_be_written(asked: Contribution, dave: Practitioner) -> None:
    save_contribution(contribution=asked, texts={"text-of-no-box": "Strange."}, seen={}, by=dave)

    assert not ContributionBox.objects.exclude(text="").exists()


def test_an_empty_answer_is_not_sent(asked: Contribution, dave: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Write something before you send it"):
        write(asked, dave)


@pytest.mark.parametrize("who", ["bob", "erin"])
def test_nobody_else_writes_it(asked: Contribution, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        write(asked, request.getfixturevalue(who), "Not asked.")


def test_a_withdrawn_agreement_ends_what_was_asked(
    draft: Assessment, alice: Practitioner, dave: Practitioner
) -> None:
    agree_to_share(draft, dave, alice)
    asked = make_contribution(draft, dave, by=alice)
    consent = draft.episode.consents.get(kind="share")

    withdraw_consent(consent=consent, withdrawn_on=TODAY.date(), by=alice)

    ruling = can_contribute(dave, asked)
    assert not ruling
    assert ruling.reason == f"The time to answer is over. Ask {alice} if you still want to write."


def told_to(asked: Contribution, who: Practitioner, acting_as: Acting) -> list[list[str]]:
    with acting_as(who):
        return [box.told for box in boxes_asked_of(asked)]


def tell(draft: Assessment, by: Practitioner, story: str) -> None:
    typed = Typed(texts={"story": story})
    save_typed(episode=draft.episode, story_id=boxes_of(draft)[0].id, typed=typed, by=by)


def test_what_the_assessor_told_is_shown_only_once_the_family_shares(
    asked: Contribution, draft: Assessment, alice: Practitioner, dave: Practitioner, acting_as: Acting
) -> None:
    tell(draft, alice, "He coughs.")
    before = told_to(asked, dave, acting_as)

    agree_to_share(draft, dave, alice)

    assert before == [[], []]
    assert told_to(asked, dave, acting_as) == [["He coughs."], []]


def test_a_part_left_out_for_the_agency_is_not_told(
    draft: Assessment, alice: Practitioner, dave: Practitioner, acting_as: Acting
) -> None:
    tell(draft, alice, "He coughs.")
    agree_to_share(draft, dave, alice, share="part", parts="except", elements=[HEALTH])
    asked = make_contribution(draft, dave, by=alice)

    assert told_to(asked, dave, acting_as) == [[], []]


def test_a_box_that_is_about_another_child_too_is_not_told(
    alice: Practitioner, dave: Practitioner, acting_as: Acting
) -> None:
    children = three_children()
    draft = make_draft(by=alice, children=children)
    tell(draft, alice, "All three cough.")
    agree_to_share(draft, dave, alice)

    asked = make_contribution(draft, dave, by=alice, child_ids=[children[1].id])

    assert told_to(asked, dave, acting_as) == [[], []]
    with acting_as(dave):
        assert boxes_asked_of(asked)[0].children == ["Maisie"]


def test_nobody_else_reads_what_somebody_is_asked(
    asked: Contribution, bob: Practitioner, acting_as: Acting
) -> None:
    with acting_as(bob):
        assert not Contribution.objects.exists()
        assert not ContributionBox.objects.exists()
        assert boxes_asked_of(asked) == []


def test_after_the_last_day_nothing_can_be_written(asked: Contribution, dave: Practitioner) -> None:
    with (
        clock.at(TODAY + dt.timedelta(days=1)),
        pytest.raises(PermissionDenied, match="time to answer is over"),
    ):
        write(asked, dave, "Too late.")


def test_reminding_gives_more_time_and_mails(
    asked: Contribution, alice: Practitioner, dave: Practitioner
) -> None:
    later = TODAY.date() + dt.timedelta(days=7)
    Practitioner.objects.filter(pk=dave.pk).update(email="dave@example.org")

    remind_contributor(contribution=asked, answer_by=later, by=alice)

    with clock.at(TODAY + dt.timedelta(days=6)):
        assert can_contribute(dave, asked)
    assert Message.objects.filter(to="dave@example.org", subject="Somebody asks you something").exists()


def test_a_withdrawn_question_takes_no_words(
    asked: Contribution, alice: Practitioner, dave: Practitioner, acting_as: Acting
) -> None:
    withdraw_contribution(contribution=asked, withdrawn_on=TODAY.date(), by=alice)

    with pytest.raises(PermissionDenied):
        write(asked, dave, "Too late.")
    with pytest.raises(ValidationError, match="The question was withdrawn on 2 November 2026"):
        write(asked, alice, "Too late.")
    with acting_as(dave):
        assert boxes_asked_of(asked) == []


def test_completing_the_assessment_ends_what_is_open(
    asked: Contribution, draft: Assessment, alice: Practitioner, dave: Practitioner
) -> None:
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    asked.refresh_from_db()
    assert (asked.ended_on, asked.ended_why) == (COMPLETED, "completed")
    assert not can_contribute(dave, asked)


def test_it_waits_for_who_is_asked_then_for_who_asked(
    asked: Contribution, alice: Practitioner, dave: Practitioner
) -> None:
    before = (waiting_for(dave), waiting_for(alice))
    write(asked, dave, "He coughs.")
    after = (waiting_for(dave), waiting_for(alice))

    note_contribution_read(contribution=asked, by=alice)

    assert before == ([asked], [])
    assert after == ([], [asked])
    assert waiting_for(alice) == []


def test_what_was_not_sent_cannot_be_noted_as_read(asked: Contribution, alice: Practitioner) -> None:
    with pytest.raises(ValidationError, match="This has not been sent yet"):
        note_contribution_read(contribution=asked, by=alice)


def test_what_nobody_answered_in_time_waits_for_who_asked(asked: Contribution, alice: Practitioner) -> None:
    with clock.at(TODAY + dt.timedelta(days=1)):
        assert waiting_for(alice) == [asked]
