"""Looking at a completed assessment: it waits, is agreed or sent back, and nobody looks at their own."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Agency, Practitioner
from opencaf.agencies.operations.checking import set_checking
from opencaf.core import clock
from opencaf.core.dates import working_days_after
from opencaf.episodes.models import Assessment, QualityCheck, QualityRemark
from opencaf.episodes.operations.assessment import complete_assessment, start_assessment
from opencaf.episodes.operations.correcting import correct_date
from opencaf.episodes.operations.quality import check_assessment, look_again
from opencaf.episodes.queries.assessment import earlier_boxes
from opencaf.episodes.queries.board import counts_for
from opencaf.episodes.queries.quality import said_about
from opencaf.episodes.queries.work import work_of
from opencaf.outbox.models import Message
from tests.factories import PractitionerFactory
from tests.factories.assessment import COMPLETED, STARTED, make_draft
from tests.signing_in import user_of

Acting = Callable[[Practitioner], AbstractContextManager[object]]
HEALTH = "general_health"
TO_DO = "Say who told you about the cough."


def ask_for(who: str, by: Practitioner, within: int = 5) -> None:
    set_checking(assessments_checked_by=who, check_within=within, by=by)


def completed(by: Practitioner, on: dt.date = COMPLETED) -> Assessment:
    by.refresh_from_db()
    draft = make_draft(by=by)
    complete_assessment(assessment=draft, completed_on=on, by=by)
    return Assessment.objects.select_related("episode").get(pk=draft.pk)


def next_version(version: Assessment, by: Practitioner) -> Assessment:
    return start_assessment(
        episode=version.episode, started_on=clock.today(), why_again="It was sent back.", by=by
    )


@pytest.fixture
def waiting(alice: Practitioner, coordinator: Practitioner, erin: Practitioner) -> QualityCheck:
    ask_for("coordinator", erin)
    coordinator.refresh_from_db()
    return QualityCheck.objects.get(assessment=completed(alice))


def judge(
    check: QualityCheck, by: Practitioner, verdict: str = "sent_back", words: str = "", **about: str
) -> None:
    check_assessment(check=check, verdict=verdict, looked_on=clock.today(), words=words, remarks=about, by=by)


def kinds_of_work(practitioner: Practitioner) -> list[str]:
    return [row.kind for row in work_of(practitioner).rows]


def test_nothing_waits_where_the_authority_asks_nobody(alice: Practitioner) -> None:
    completed(alice)

    assert not QualityCheck.objects.exists()


def test_a_completed_version_waits_for_the_coordinator(
    waiting: QualityCheck, alice: Practitioner, coordinator: Practitioner, carol: Practitioner
) -> None:
    assert (waiting.ready_on, waiting.agency, waiting.verdict) == (COMPLETED, None, "")
    assert waiting.look_by == working_days_after(COMPLETED, 5)
    assert kinds_of_work(coordinator) == ["look"]
    assert work_of(coordinator).rows[0].is_late
    assert work_of(coordinator).needs == 1  # so that the digest reminds of it
    assert "look" not in kinds_of_work(carol) + kinds_of_work(alice)
    assert counts_for(coordinator)["look"] == 1


def test_it_waits_for_a_manager_of_the_writers_agency(
    alice: Practitioner, school: Agency, carol: Practitioner, erin: Practitioner, coordinator: Practitioner
) -> None:
    head = PractitionerFactory(given_name="Hana", post_worn__role="manager", post_worn__agency=school)
    ask_for("manager", erin)

    version = completed(alice)

    assert QualityCheck.objects.get(assessment=version).agency == school
    assert kinds_of_work(head) == ["look"]
    assert "look" not in kinds_of_work(carol) + kinds_of_work(coordinator)


def test_where_the_agency_has_no_other_manager_the_coordinator_looks(
    alice: Practitioner, erin: Practitioner, coordinator: Practitioner
) -> None:
    ask_for("manager", erin)

    version = completed(alice)

    assert QualityCheck.objects.get(assessment=version).agency is None
    assert kinds_of_work(coordinator) == ["look"]


def test_what_is_said_stands_beside_the_box_of_the_next_version(
    waiting: QualityCheck, alice: Practitioner, coordinator: Practitioner
) -> None:
    judge(waiting, coordinator, words="Very clear.", general_health=TO_DO)
    assert kinds_of_work(alice)[0] == "sent_back"

    draft = next_version(waiting.assessment, alice)

    boxes = earlier_boxes(draft.episode, "child", before=draft.version, hidden=frozenset())
    said = {box.question.code: [(one.text, one.who) for one in box.remarks] for box in boxes if box.remarks}
    assert said == {HEALTH: [(TO_DO, str(coordinator))]}
    assert kinds_of_work(alice)[0] == "draft"


def test_a_version_stays_as_it_is_and_nothing_of_the_case_is_held_up(
    waiting: QualityCheck, coordinator: Practitioner
) -> None:
    before = Assessment.objects.filter(pk=waiting.assessment_id).values().get()

    judge(waiting, coordinator, general_health=TO_DO)

    assert Assessment.objects.filter(pk=waiting.assessment_id).values().get() == before
    assert waiting.episode.state == "planning"


def test_the_next_version_waits_in_its_place(
    waiting: QualityCheck, alice: Practitioner, coordinator: Practitioner
) -> None:
    draft = next_version(waiting.assessment, alice)

    complete_assessment(assessment=draft, completed_on=clock.today(), by=alice)

    waiting.refresh_from_db()
    assert (waiting.verdict, waiting.looked_by) == ("replaced", None)
    assert [row.place for row in work_of(coordinator).looks] == [(2,)]
    with pytest.raises(ValidationError, match="A later version was completed meanwhile"):
        judge(waiting, coordinator, words="Too late.")


def test_nobody_looks_at_their_own(
    coordinator: Practitioner, carol: Practitioner, erin: Practitioner
) -> None:
    ask_for("coordinator", erin)
    version = completed(coordinator)
    carol.refresh_from_db()
    check = QualityCheck.objects.get(assessment=version)

    assert kinds_of_work(coordinator).count("look") == 0
    with pytest.raises(PermissionDenied, match="Somebody else looks at what you wrote"):
        judge(check, coordinator, "agreed")
    judge(check, carol, "agreed")


def test_who_typed_one_box_looks_at_it_as_little(
    alice: Practitioner, coordinator: Practitioner, erin: Practitioner
) -> None:
    ask_for("coordinator", erin)
    draft = make_draft(by=alice)
    draft.stories.filter(question__code=HEALTH).update(typed_by=coordinator)
    alice.refresh_from_db()
    complete_assessment(assessment=draft, completed_on=COMPLETED, by=alice)

    assert kinds_of_work(coordinator) == []
    with pytest.raises(PermissionDenied, match="Somebody else looks"):
        judge(QualityCheck.objects.get(), coordinator, "agreed")


@pytest.mark.parametrize("who", ["alice", "bob", "dave", "erin", "auditor"])
def test_others_look_at_nothing(who: str, waiting: QualityCheck, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        judge(waiting, request.getfixturevalue(who), "agreed")


def test_sending_back_says_what_is_to_be_done(waiting: QualityCheck, coordinator: Practitioner) -> None:
    with pytest.raises(ValidationError, match="Enter what is to be done"):
        judge(waiting, coordinator, words=" ", general_health="\n")
    with pytest.raises(ValidationError, match="Select whether you agree"):
        judge(waiting, coordinator, "replaced")
    with pytest.raises(ValidationError, match="not in this version"):
        judge(waiting, coordinator, made_up="Where is this?")
    with pytest.raises(ValidationError, match="on or after 15 October 2025"):
        check_assessment(check=waiting, verdict="agreed", looked_on=STARTED, remarks={}, by=coordinator)
    with pytest.raises(ValidationError, match="in the past"):
        check_assessment(
            check=waiting,
            verdict="agreed",
            looked_on=clock.today() + dt.timedelta(days=1),
            remarks={},
            by=coordinator,
        )
    assert not QualityRemark.objects.exists()


def test_two_who_look_at_once_do_not_write_over_each_other(
    waiting: QualityCheck, coordinator: Practitioner, carol: Practitioner
) -> None:
    carol.refresh_from_db()
    judge(waiting, coordinator, "agreed", words="Good.")

    with pytest.raises(ValidationError, match=r"Cosima .* has looked at it already"):
        judge(waiting, carol, general_health=TO_DO)


def test_what_needed_no_other_words_is_looked_at_again(
    waiting: QualityCheck, alice: Practitioner, coordinator: Practitioner
) -> None:
    judge(waiting, coordinator, words="Show the family what is written.")
    waiting.refresh_from_db()

    again = look_again(check=waiting, ready_on=clock.today(), by=alice)

    assert kinds_of_work(coordinator) == ["look"]
    assert "sent_back" not in kinds_of_work(alice)
    judge(again, coordinator, "agreed")
    assert "sent_back" not in kinds_of_work(alice)
    with pytest.raises(ValidationError, match="was not sent back"):
        look_again(check=again, ready_on=clock.today(), by=alice)


def test_what_was_agreed_or_followed_is_not_looked_at_again(
    waiting: QualityCheck, alice: Practitioner, coordinator: Practitioner
) -> None:
    judge(waiting, coordinator, words="Say more.")
    waiting.refresh_from_db()
    draft = next_version(waiting.assessment, alice)
    complete_assessment(assessment=draft, completed_on=clock.today(), by=alice)

    with pytest.raises(ValidationError, match="was not sent back, or another has followed it"):
        look_again(check=waiting, ready_on=clock.today(), by=alice)


def test_both_are_told_by_mail_without_words(
    alice: Practitioner, coordinator: Practitioner, erin: Practitioner
) -> None:
    looks, writes = user_of(coordinator), user_of(alice)
    ask_for("coordinator", erin)
    coordinator.refresh_from_db()
    check = QualityCheck.objects.get(assessment=completed(alice))

    judge(check, coordinator, general_health=TO_DO)

    mails = Message.objects.filter(to__in=[looks.email, writes.email]).order_by("recorded_at", "id")
    assert [mail.to for mail in mails] == [looks.email, writes.email]
    said = " ".join(mail.subject + mail.body for mail in mails)
    child = check.episode.episode_children.get().child
    assert not [word for word in (TO_DO, child.family_name, check.episode.reference) if word in said]


def test_its_dates_are_put_right_with_a_reason(waiting: QualityCheck, coordinator: Practitioner) -> None:
    later = COMPLETED + dt.timedelta(days=60)

    correct_date(
        episode=waiting.episode,
        kind="quality",
        record_id=waiting.id,
        field="look_by",
        value=later,
        reason="There was no coordinator until December.",
        by=coordinator,
    )

    waiting.refresh_from_db()
    assert waiting.look_by == later


def test_a_remark_is_kept_from_whoever_may_not_see_its_part(
    waiting: QualityCheck, coordinator: Practitioner
) -> None:
    judge(waiting, coordinator, words="For the whole.", general_health=TO_DO, identity="Whose view is it?")
    child_id = waiting.episode.episode_children.get().child_id

    assert said_about(waiting, frozenset({(child_id, HEALTH)})) == {"identity": "Whose view is it?"}
    assert set(said_about(waiting, frozenset())) == {"", HEALTH, "identity"}


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"assessments_checked_by": "the mayor"}, "Select who looks"),
        ({"check_within": 0}, "Enter a number from 1 to 20"),
        ({"check_within": 21}, "Enter a number from 1 to 20"),
    ],
)
def test_the_setting_takes_what_can_be(answers: dict[str, object], wrong: str, erin: Practitioner) -> None:
    asked: dict[str, object] = {"assessments_checked_by": "coordinator", "check_within": 5, **answers}

    with pytest.raises(ValidationError, match=wrong):
        set_checking(**asked, by=erin)  # type: ignore[arg-type]


def test_only_an_administrator_sets_it(carol: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        ask_for("coordinator", carol)
