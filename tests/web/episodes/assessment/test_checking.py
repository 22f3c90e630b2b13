"""The page on which a completed assessment is looked at, the setting, and where what was said stands."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from opencaf.agencies.operations.checking import set_checking
from opencaf.core import clock
from opencaf.episodes.models import QualityCheck, QualityRemark
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.quality import check_assessment
from opencaf.web.shared.looks import part_of
from tests.factories import PractitionerFactory
from tests.factories.assessment import COMPLETED, make_completed, make_draft
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import LONG, SignIn, page, sent_back

TO_DO = "Say who told you about the cough."
HERE = [1]


@pytest.fixture
def waiting(alice: Practitioner, coordinator: Practitioner, erin: Practitioner) -> QualityCheck:
    set_checking(assessments_checked_by="coordinator", check_within=5, by=erin)
    for who in (alice, coordinator):
        who.refresh_from_db()
    draft = make_draft(by=alice)
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)
    return QualityCheck.objects.select_related("assessment__episode").get()


@pytest.fixture
def returned(waiting: QualityCheck, coordinator: Practitioner) -> QualityCheck:
    check_assessment(
        check=waiting,
        verdict="sent_back",
        looked_on=clock.today(),
        words="Much is clear.",
        remarks={"general_health": TO_DO},
        by=coordinator,
    )
    return waiting


def address(check: QualityCheck, name: str = "assessment_check") -> str:
    return page(check.assessment, name, *HERE)


def words(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def answers_of(client: Client, check: QualityCheck, **given: Any) -> dict[str, Any]:
    return sent_back(client.get(address(check))) | {"verdict": "sent_back", **given}


def test_it_is_sent_back_with_words_beside_a_part(
    waiting: QualityCheck, coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)
    given = answers_of(client, waiting, **{"about-general_health": TO_DO, "words": ""})

    answer = client.post(address(waiting), given, follow=True)

    assert "It is sent back" in answer.content.decode()
    assert [(one.element, one.text) for one in QualityRemark.objects.all()] == [("general_health", TO_DO)]


def test_refused_words_are_kept(waiting: QualityCheck, coordinator: Practitioner, client_of: SignIn) -> None:
    client = client_of(coordinator)
    given = answers_of(client, waiting, verdict="", **{"about-identity": LONG[:900]})

    answer = client.post(address(waiting), given).content.decode()

    assert "Select whether you agree or send it back" in answer
    assert LONG[:900] in answer
    assert "<title>Error: " in answer


def test_sending_back_without_a_word_says_what_is_missing(
    waiting: QualityCheck, coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)

    answer = client.post(address(waiting), answers_of(client, waiting)).content.decode()

    assert answer.count("Enter what is to be done, here or beside a part") == 2
    assert not QualityRemark.objects.exists()


def test_what_somebody_else_said_first_leaves_ones_words_on_the_page(
    waiting: QualityCheck, coordinator: Practitioner, carol: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)
    given = answers_of(client, waiting, **{"about-identity": "Mine."})
    carol.refresh_from_db()
    check_assessment(check=waiting, verdict="agreed", looked_on=clock.today(), remarks={}, by=carol)

    answer = client.post(address(waiting), given).content.decode()

    assert "has looked at it already" in answer
    assert "Mine." in answer


def test_the_writer_waits_and_is_told_why(
    waiting: QualityCheck, alice: Practitioner, client_of: SignIn
) -> None:
    shown = words(client_of(alice), address(waiting))

    assert "Somebody else looks at what you wrote" in shown
    assert "Save" not in shown


def test_the_writer_finds_what_is_to_be_done(
    returned: QualityCheck, alice: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)
    work = words(client, reverse("home:my_work"))
    listed = words(client, page(returned.assessment, "assessment"))
    read = words(client, address(returned))
    start_assessment(episode=returned.episode, started_on=clock.today(), why_again="Sent back.", by=alice)
    beside = words(client, page(returned.assessment, "assessment_domain", "child"))

    assert "Your assessment was sent back" in work
    assert address(returned) in work
    assert "What was to be done" in listed
    assert all(said in read for said in (TO_DO, "Much is clear.", "Ask for another look"))
    assert TO_DO in beside
    assert "Sent back" in beside


def test_another_look_is_asked_for_with_a_button(
    returned: QualityCheck, alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(alice)

    answer = client.post(address(returned, "assessment_look_again"), {}, follow=True).content.decode()

    assert "It waits for another look." in answer
    assert "Assessment ready to be looked at" in words(client_of(coordinator), reverse("home:my_work"))


def test_the_list_of_whoever_looks_says_so_when_it_is_empty(
    returned: QualityCheck, coordinator: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    assert "stands here until somebody has looked at it" in words(
        client_of(coordinator), reverse("home:my_work")
    )
    assert "Assessments to look at" not in words(client_of(alice), reverse("home:my_work"))


def test_the_board_counts_what_nobody_looked_at(
    waiting: QualityCheck, coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)

    assert "Assessments to look at" in words(client, reverse("home:board"))
    assert "To be looked at by 22 October 2025" in words(client, reverse("home:board_list", args=["look"]))


def test_the_journey_says_that_it_was_looked_at(
    returned: QualityCheck, alice: Practitioner, client_of: SignIn
) -> None:
    shown = words(client_of(alice), reverse("episodes:journey", args=[returned.episode_id]))

    assert "Assessment looked at and sent back, version 1" in shown
    assert f"/correct/quality/{returned.id}/looked_on/" in shown
    assert TO_DO not in shown


def test_where_nobody_is_asked_the_page_says_so(alice: Practitioner, client_of: SignIn) -> None:
    version = make_completed(by=alice)

    assert "Your authority asks nobody" in words(client_of(alice), page(version, "assessment_check", 1))


def test_pages_keep_to_their_ceilings(
    waiting: QualityCheck, coordinator: Practitioner, alice: Practitioner, client_of: SignIn
) -> None:
    client, writer = client_of(coordinator), client_of(alice)
    given = answers_of(client, waiting, **{"about-identity": "Whose view?"})

    with at_most(12):
        client.get(address(waiting))
    with at_most(14):  # a coordinator who has cases; the looks add none
        client.get(reverse("home:my_work"))
    with at_most(20):
        client.post(address(waiting), given)
    with at_most(12):
        writer.get(address(waiting))
    with at_most(12):
        writer.get(page(waiting.assessment, "assessment"))


def test_an_administrator_says_who_looks(erin: Practitioner, client_of: SignIn) -> None:
    client, where = client_of(erin), reverse("authority:checking")
    given = {"assessments_checked_by": "manager", "check_within": "7"}

    wrong = client.post(where, {**given, "check_within": "0"}).content.decode()
    client.post(where, given)

    authority = Authority.objects.get(pk=erin.authority_id)
    assert "must be" in wrong
    assert (authority.assessments_checked_by, authority.check_within) == ("manager", 7)


def test_the_familys_list_says_that_somebody_looked_for_quality() -> None:
    assert part_of("episodes:assessment_check") == "assessment, looked at for its quality"
    assert part_of("episodes:assessment_show") == "assessment"


def test_who_only_answers_is_told_what_they_see(authority: Authority, client_of: SignIn) -> None:
    wanda = PractitionerFactory(given_name="Wanda", post_worn__role="contributor")

    shown = words(client_of(wanda), reverse("home:my_work"))

    assert "You see what you are asked to write about" in shown
    assert "Looking for children" not in shown
