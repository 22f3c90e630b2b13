"""A round from the draw to its end: who reads what, what is settled, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.case_audit.models import Answer, Paper, SampledCase, Scoring, Stage
from opencaf.case_audit.operations.rounds import ask_scorers, close_round, mask_more, throw_round_away
from opencaf.case_audit.operations.scoring import Given, save_answers, settle_paper
from opencaf.case_audit.queries import case_behind, own_scoring, paper_with, to_score
from opencaf.case_audit.results import by_agency, result_of
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.shielding import shield_record
from opencaf.episodes.queries.looks import looks_at
from tests.factories import AgencyFactory, PractitionerFactory
from tests.factories.case_audit import (
    all_answers,
    assess,
    assessed_case,
    led_by,
    make_round,
    score,
    scored_round,
    two_scorers,
)
from tests.reports.world import World

ActingAs = Callable[[Practitioner], AbstractContextManager[None]]
OwnerSees = Callable[..., list[dict[str, Any]]]


def test_twelve_cases_are_scored_by_two_moderated_and_closed(
    coordinator: Practitioner, cases: list[Episode], acting_as: ActingAs
) -> None:
    made = make_round(coordinator, size=12)
    ann, ben = two_scorers()
    ask_scorers(audit_round=made, scorers=[ann, ben], by=coordinator)
    papers = list(made.papers.all())
    for person, other in ((ann, "yes"), (ben, "no")):
        with acting_as(person):
            assert len(to_score(person)) == 12
            for paper in papers:
                # they differ about the disability in every third case
                score(paper, person, disability=other if paper.number % 3 == 0 else "na")

    result = result_of(made)
    assert [len(one.open) for one in result.papers] == [0, 0, 1] * 4
    assert result.yes_no.compared == 12 * sum(not one.item.seen_by for one in result.items)
    assert result.yes_no.compared - result.yes_no.same == 4
    assert (result.graded.compared, result.graded.same, result.graded.kappa) == (72, 72, None)
    with pytest.raises(ValidationError, match="case 3, 6, 9, 12"):
        close_round(audit_round=made, by=coordinator)

    for paper in papers[2::3]:
        given = {"disability": Given("yes", "It is in the second box.")}
        settle_paper(paper=paper, given=given, how="third", by=coordinator)
    close_round(audit_round=made, by=coordinator)

    assert {one.value for one in Answer.objects.filter(item__code="disability")} == {"yes", "no", "na"}
    assert len(result_of(made).settled) == 12
    made.refresh_from_db()
    assert (made.stage, {str(one.sections) for one in made.papers.all()}) == (Stage.CLOSED, {"[]"})


def test_a_scorer_reads_the_paper_and_nothing_behind_it_until_the_round_closes(
    coordinator: Practitioner, cases: list[Episode], acting_as: ActingAs
) -> None:
    made = make_round(coordinator, size=1)
    paper = made.papers.get()
    ann, ben = two_scorers()
    behind = SampledCase.objects.get(paper=paper).episode_id

    with acting_as(ann):
        assert (paper_with(ann, paper.pk), case_behind(paper.pk)) == (None, None)
    ask_scorers(audit_round=made, scorers=[ann, ben], by=coordinator)
    with acting_as(ann):
        assert paper_with(ann, paper.pk) == paper
        assert case_behind(paper.pk) == behind
        assert not SampledCase.objects.exists()
        assert not Episode.objects.filter(pk=behind).exists()
        assert [one.scorer for one in Scoring.objects.all()] == [ann]
        score(paper, ann)
    with acting_as(ben):
        assert not Answer.objects.exists()
        score(paper, ben)
    close_round(audit_round=made, by=coordinator)
    with acting_as(ann):
        assert (paper_with(ann, paper.pk), case_behind(paper.pk)) == (None, None)


def shield(case: Episode, by: Practitioner) -> None:
    child = case.episode_children.get().child
    shield_record(child=child, why="staff", words="Hers.", readers=[], by=by)


def test_a_case_that_is_shielded_is_neither_drawn_nor_read_any_more(
    coordinator: Practitioner, cases: list[Episode], acting_as: ActingAs
) -> None:
    with acting_as(coordinator):
        shield(cases[0], coordinator)
    made = make_round(coordinator, size=12)
    ann, ben = two_scorers()
    ask_scorers(audit_round=made, scorers=[ann, ben], by=coordinator)
    assert made.found == 11

    hit = SampledCase.objects.select_related("paper").get(episode=cases[1])
    with acting_as(coordinator):
        shield(cases[1], coordinator)

    with acting_as(ann):
        assert paper_with(ann, hit.paper_id) is None


@pytest.mark.parametrize("stays_open", [True, False])
def test_a_round_with_a_case_shielded_meanwhile_closes_and_empties_its_paper(
    coordinator: Practitioner,
    cases: list[Episode],
    acting_as: ActingAs,
    owner_sees: OwnerSees,
    stays_open: bool,
) -> None:
    made = make_round(coordinator, size=2)
    ann, ben = two_scorers()
    ask_scorers(audit_round=made, scorers=[ann, ben], by=coordinator)
    first, second = SampledCase.objects.filter(paper__round=made).select_related("episode", "paper")
    shields = coordinator if stays_open else PractitionerFactory(post_worn__role="coordinator")
    with acting_as(shields):
        shield(second.episode, shields)
    for one in (ann, ben):
        with acting_as(one):
            score(first.paper, one)

    with acting_as(coordinator):
        assert Paper.objects.filter(pk=second.paper_id).exists() is stays_open
        close_round(audit_round=made, by=coordinator)

    left = owner_sees("select sections, seen from case_audit_paper where round_id = %s", [made.pk])
    assert left == [{"sections": [], "seen": {}}] * 2


def test_the_same_seed_draws_the_same_cases_again(coordinator: Practitioner, cases: list[Episode]) -> None:
    first = make_round(coordinator, size=5)
    again = make_round(coordinator, size=5, seed=first.seed)

    def behind(made: object) -> list[Any]:
        rows = SampledCase.objects.filter(paper__round=made).order_by("paper__number")
        return list(rows.values_list("episode_id", flat=True))

    assert behind(first) == behind(again)


def test_names_places_and_numbers_are_masked(coordinator: Practitioner, world: World) -> None:
    school = AgencyFactory(name="Brook Lane Primary School", kind="primary_school", sector="schools")
    jo = PractitionerFactory(given_name="Joanna", family_name="Bellweather")
    case = world.case(coordinator.recorded_at.date())
    child = case.episode_children.get().child
    child.given_names, child.family_name = "Kasimir", "Applethwaite"
    child.save()
    led_by(case, jo, by=coordinator)
    words = (
        f"KASIMIR’s mother rang Joanna  Bellweather of {school.name} on 01632 960123 from 12 Elm Road, "
        f"ZZ99 3VZ, about Kasimir Applethwaite ({case.reference}), NHS 999 000 0018, k@example.org."
    )
    assess(world, case, reason=words)

    paper = make_round(coordinator, size=1).papers.get()

    told = str(paper.sections)
    for name in ("asimir", "pplethwaite", "Joanna", "Bellweather", "Brook", "960123", "Elm", "3VZ", "0018"):
        assert name not in told
    assert case.reference not in told
    assert "[child 1]’s mother rang [worker] of [school] on [number] from [address]" in told


def test_what_the_record_does_not_know_is_masked_by_hand(
    coordinator: Practitioner, cases: list[Episode]
) -> None:
    made = make_round(coordinator, size=1)
    paper = made.papers.get()
    Paper.objects.filter(pk=paper.pk).update(sections=[{"title": "A", "lines": [["B", "Aunt Mabel came."]]}])
    paper.refresh_from_db()

    mask_more(paper=paper, words="mabel\n", by=coordinator)

    paper.refresh_from_db()
    assert paper.sections[0]["lines"] == [["B", "Aunt [name] came."]]
    with pytest.raises(ValidationError, match="Enter what is to be masked"):
        mask_more(paper=paper, words=" ", by=coordinator)


def test_nobody_scores_a_case_that_they_led(coordinator: Practitioner, cases: list[Episode]) -> None:
    ann, ben = two_scorers()
    led_by(cases[0], ann, by=coordinator)
    made = make_round(coordinator, size=12)
    number = SampledCase.objects.get(episode=cases[0]).paper.number

    with pytest.raises(ValidationError, match=f"never involved in case {number}"):
        ask_scorers(audit_round=made, scorers=[ann, ben], by=coordinator)
    cat = PractitionerFactory()
    ask_scorers(audit_round=made, scorers=[ann, ben, cat], by=coordinator)

    asked = Scoring.objects.filter(paper__number=number).values_list("scorer", flat=True)
    assert set(asked) == {ben.pk, cat.pk}


def test_the_program_answers_first_and_is_disagreed_with_by_a_word(
    coordinator: Practitioner, cases: list[Episode], acting_as: ActingAs
) -> None:
    made = make_round(coordinator, size=1)
    paper = made.papers.get()
    assert paper.seen["reason"] == ["yes", "What led to the assessment is written."]
    assert paper.seen["review_notes"] == ["na", "No review was held."]
    ann, ben = two_scorers()
    ask_scorers(audit_round=made, scorers=[ann, ben], by=coordinator)
    with acting_as(ann):
        scoring = own_scoring(ann, paper.pk)
        assert scoring is not None
        with pytest.raises(ValidationError) as refused:
            save_answers(scoring=scoring, given={"reason": Given("no")}, by=ann)
        assert "not as the record says" in str(refused.value.message_dict["why_reason"])
        with pytest.raises(ValidationError, match="items are not answered yet"):
            save_answers(scoring=scoring, given={"reason": Given("yes")}, finish=True, by=ann)
        with pytest.raises(ValidationError):
            save_answers(scoring=scoring, given={"reason": Given("2")}, by=ann)
        save_answers(scoring=scoring, given={"reason": Given("yes")}, by=ann)
        save_answers(scoring=scoring, given=all_answers(paper), finish=True, by=ann)
        with pytest.raises(PermissionDenied, match="You have finished"):
            save_answers(scoring=scoring, given=all_answers(paper), by=ann)


def test_what_is_settled_says_why_and_by_no_scorer_alone(
    coordinator: Practitioner, carol: Practitioner, cases: list[Episode], acting_as: ActingAs
) -> None:
    made = make_round(coordinator, size=1)
    paper = made.papers.get()
    (ann, _) = two_scorers()
    ask_scorers(audit_round=made, scorers=[ann, carol], by=coordinator)
    with acting_as(ann):
        score(paper, ann, disability="no")
    given = {"disability": Given("yes", "It is there.")}
    with pytest.raises(ValidationError, match="Both scorers have to finish"):
        settle_paper(paper=paper, given=given, how="both", by=coordinator)
    with acting_as(carol):
        score(paper, carol)
        with pytest.raises(ValidationError, match="cannot be the third person"):
            settle_paper(paper=paper, given=given, how="third", by=carol)
    with pytest.raises(ValidationError, match="Enter why it stands"):
        settle_paper(paper=paper, given={"disability": Given("yes")}, how="both", by=coordinator)
    with pytest.raises(ValidationError, match="one item at least"):
        settle_paper(paper=paper, given={}, how="both", by=coordinator)
    with acting_as(ann), pytest.raises(PermissionDenied):
        settle_paper(paper=paper, given=given, how="both", by=ann)


def test_partly_and_no_are_no_difference(
    coordinator: Practitioner, cases: list[Episode], acting_as: ActingAs
) -> None:
    made = make_round(coordinator, size=1)
    paper = made.papers.get()
    ann, ben = two_scorers()
    ask_scorers(audit_round=made, scorers=[ann, ben], by=coordinator)
    for person, value in ((ann, "partly"), (ben, "no")):
        with acting_as(person):
            score(paper, person, disability=value)

    (one,) = result_of(made).papers
    assert one.is_settled
    assert next(row.stands for row in one.compared if row.item.code == "disability") == "no"


@pytest.mark.parametrize(("below", "told"), [(5, {"A"}), (2, {"A", "B", "C"}), (6, {"A"}), (7, set())])
def test_agencies_are_told_apart_only_by_enough_cases_and_never_one_alone(
    coordinator: Practitioner, world: World, below: int, told: set[str]
) -> None:
    coordinator.authority.small_numbers_below = below
    big, middle, small = AgencyFactory(name="A"), AgencyFactory(name="B"), AgencyFactory(name="C")
    for agency, number in ((big, 6), (middle, 5), (small, 2)):
        for _ in range(number):
            assessed_case(world, coordinator.recorded_at.date(), agency=agency)
    made = scored_round(coordinator, size=13)

    assert {one.agency for one in by_agency(coordinator, made) if one.mean is not None} == told


def test_a_draw_is_on_the_trail_and_in_who_has_looked(
    coordinator: Practitioner, cases: list[Episode], owner_sees: OwnerSees
) -> None:
    made = make_round(coordinator, size=1)

    (line,) = owner_sees("select * from audit_event where reason = 'drawn'")
    behind = SampledCase.objects.get(paper__round=made).episode_id
    assert str(behind) in str(line["detail"])
    assert [(one.action, one.subject_kind) for one in looks_at(behind)] == [("listed", "case_audit")]


def test_a_round_that_cannot_be_drawn_says_why(coordinator: Practitioner, cases: list[Episode]) -> None:
    with pytest.raises(ValidationError, match="between 1 and 60"):
        make_round(coordinator, size=61)
    with pytest.raises(ValidationError, match="No case began"):
        make_round(coordinator, sector="fire")
    make_round(coordinator, size=1, name="Autumn")
    with pytest.raises(ValidationError, match="of this name already"):
        make_round(coordinator, size=1, name="autumn ")


def test_a_round_that_is_thrown_away_stays_in_the_list_without_papers(
    coordinator: Practitioner, cases: list[Episode]
) -> None:
    made = make_round(coordinator, size=1)

    throw_round_away(audit_round=made, by=coordinator)

    assert made.stage == Stage.DROPPED
    assert made.papers.get().sections == []
    with pytest.raises(ValidationError, match="asked already"):
        throw_round_away(audit_round=made, by=coordinator)


def test_only_who_sees_every_case_draws(
    coordinator: Practitioner, dave: Practitioner, cases: list[Episode]
) -> None:
    make_round(coordinator, size=1)

    with pytest.raises(PermissionDenied):
        make_round(dave, size=1)
