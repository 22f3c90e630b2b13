"""Conclusions, services, and what the family says about the assessment."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Assessment, FamilyView, Finding, ServiceInvolved
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.assessment_services import record_service, remove_service
from opencaf.episodes.operations.conclusions import Goal, Words, write_conclusions
from opencaf.episodes.operations.family_views import View
from opencaf.episodes.operations.levels import set_level
from opencaf.episodes.queries.conclusions import conclusions_of, services_of
from tests.factories import AgencyFactory, ChildFactory
from tests.factories.assessment import COMPLETED, STARTED, make_completed, make_draft


@pytest.fixture
def draft(alice: Practitioner) -> Assessment:
    return make_draft(by=alice)


def test_conclusions_are_kept_in_their_order(alice: Practitioner, draft: Assessment) -> None:
    hodan = ChildFactory(given_names="Hodan")
    words = Words(
        summary="A bright boy.",
        strengths=["Play", "Kindness"],
        needs=["A hearing test"],
        goals=[Goal("That he tells me his day.", hodan), Goal("A dry room.")],
        level_of_need=3,
    )

    write_conclusions(assessment=draft, words=words, said_on=STARTED, by=alice)

    held = conclusions_of(Assessment.objects.get())
    assert (held.assessment.summary, held.assessment.level_of_need) == ("A bright boy.", 3)
    assert held.texts_of("strength") == ["Play", "Kindness"]
    assert [(goal.text, goal.whose) for goal in held.goals] == [
        ("That he tells me his day.", hodan),
        ("A dry room.", None),
    ]


def test_a_finding_that_stays_keeps_its_identity(alice: Practitioner, draft: Assessment) -> None:
    before = Words(strengths=["Play", "Kindness"])
    write_conclusions(assessment=draft, words=before, said_on=STARTED, by=alice)
    kindness = Finding.objects.get(text="Kindness")

    after = Words(strengths=["Kindness", "Humour"])
    write_conclusions(assessment=draft, words=after, said_on=STARTED, by=alice)

    assert list(Finding.objects.order_by("position").values_list("text", flat=True)) == ["Kindness", "Humour"]
    assert Finding.objects.get(text="Kindness") == kindness


def test_each_person_says_what_they_think_or_why_they_were_not_asked(
    alice: Practitioner, draft: Assessment
) -> None:
    child = draft.episode.episode_children.get().child
    views = [
        View("child", child, not_asked_why="He is three."),
        View("parent", None, text="It is right."),
    ]
    write_conclusions(assessment=draft, words=Words(views=views), said_on=STARTED, by=alice)

    write_conclusions(
        assessment=draft, words=Words(views=[View("child", child, text="Smiling face.")]), said_on=COMPLETED,
        by=alice,
    )  # fmt: skip

    said = {view.whose: (view.text, view.not_asked_why, view.said_on) for view in FamilyView.objects.all()}
    assert said == {"child": ("Smiling face.", "", COMPLETED), "parent": ("It is right.", "", STARTED)}


def test_an_emptied_view_goes(alice: Practitioner, draft: Assessment) -> None:
    view = View("parent", None, text="It is right.")
    write_conclusions(assessment=draft, words=Words(views=[view]), said_on=STARTED, by=alice)

    empty = View("parent", None)
    write_conclusions(assessment=draft, words=Words(views=[empty]), said_on=STARTED, by=alice)

    assert not FamilyView.objects.exists()


def test_a_text_that_both_changed_is_refused_at_its_field(alice: Practitioner, draft: Assessment) -> None:
    seen = conclusions_of(draft).seen
    write_conclusions(assessment=draft, words=Words(summary="Theirs."), said_on=STARTED, by=alice)

    with pytest.raises(ValidationError) as refusal:
        write_conclusions(
            assessment=draft, words=Words(summary="Mine."), said_on=STARTED, seen=seen, by=alice
        )

    assert list(refusal.value.error_dict) == ["summary"]


@pytest.mark.parametrize("level", [0, 5])
def test_the_level_of_need_is_one_of_four(alice: Practitioner, draft: Assessment, level: int) -> None:
    with pytest.raises(ValidationError, match="from the list"):
        write_conclusions(assessment=draft, words=Words(level_of_need=level), said_on=STARTED, by=alice)


def test_conclusions_of_a_completed_version_stay(alice: Practitioner, dave: Practitioner) -> None:
    done = make_completed(by=alice)

    with pytest.raises(ValidationError, match="was completed"):
        write_conclusions(assessment=done, words=Words(summary="More."), said_on=STARTED, by=alice)
    with pytest.raises(PermissionDenied):
        write_conclusions(assessment=done, words=Words(), said_on=STARTED, by=dave)


def test_services_are_named_by_agency_or_in_words(
    alice: Practitioner, bob: Practitioner, draft: Assessment
) -> None:
    record_service(assessment=draft, agency=bob.agency, practitioner=bob, contributed=True, by=alice)
    record_service(assessment=draft, agency=AgencyFactory(kind="gp"), name="Dr Whitcombe", by=alice)

    first, second = services_of(draft)

    assert (first.practitioner, first.contributed) == (bob, True)
    assert (second.name, second.contributed) == ("Dr Whitcombe", False)


def test_a_service_without_any_name_is_refused(alice: Practitioner, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="Select the agency"):
        record_service(assessment=draft, details="Rings weekly.", by=alice)


def test_a_service_is_changed_and_taken_out(alice: Practitioner, draft: Assessment) -> None:
    service = record_service(assessment=draft, name="Chess club", by=alice)

    record_service(assessment=draft, name="Chess club", contributed=True, service_id=service.id, by=alice)
    assert ServiceInvolved.objects.get().contributed

    remove_service(assessment=draft, service_id=new_id(), by=alice)
    remove_service(assessment=draft, service_id=service.id, by=alice)
    assert not ServiceInvolved.objects.exists()


def test_a_level_that_stands_on_the_day_is_not_noted_again(alice: Practitioner, draft: Assessment) -> None:
    write_conclusions(assessment=draft, words=Words(level_of_need=3), said_on=STARTED, by=alice)
    set_level(episode=draft.episode, level=3, decided_on=COMPLETED, reason="Agreed by telephone.", by=alice)

    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    assert draft.episode.levels.get().reason == "Agreed by telephone."
