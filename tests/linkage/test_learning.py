"""Learning weights: what estimates and judgements change, and what they never may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.core.partial_dates import PartialDate
from opencaf.linkage.comparisons import COMPARISONS
from opencaf.linkage.expecting import expected
from opencaf.linkage.judgements import judged_pairs
from opencaf.linkage.learning import Estimate, JudgedPair, learnt_model, search_weights
from opencaf.linkage.model import shipped_model
from opencaf.linkage.operations.judging import judge_pair
from opencaf.people.given import GivenPerson
from opencaf.people.matching import Filed, Known, Matcher, Wanted
from opencaf.people.models import LearntWeights
from opencaf.people.operations.loading import load_people
from opencaf.people.operations.weighing import Learnt, keep_learnt_weights, use_weights
from opencaf.people.queries.weights_in_use import weights_in_use
from opencaf.people.weights import WEIGHTS, with_learnt
from tests.factories.linkage import make_link, make_pair
from tests.factories.people import make_child

MODEL = shipped_model()
UNTOUCHED = Estimate(
    {name: dict.fromkeys(levels, (None, None)) for name, levels in MODEL.chances.items()}, 0.0
)
DAY = dt.date(2015, 3, 27)
CHANCE = st.floats(0, 1)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def estimate(pairs: float = 1_000.0, **comparisons: dict[str, tuple[float, float]]) -> Estimate:
    """An estimate that says of some levels something else than the shipped model."""
    chances = {name: {**levels, **comparisons.get(name, {})} for name, levels in MODEL.chances.items()}
    return Estimate(chances, pairs)


def learnt(**values: Any) -> Learnt:
    values = {"search": search_weights(MODEL), "linkage": MODEL.as_data(), "known": {}, **values}
    return Learnt(records=2_000, judged=3, **values)


def test_nothing_estimated_and_nothing_judged_changes_nothing() -> None:
    model = learnt_model(MODEL, UNTOUCHED, [])

    for comparison in COMPARISONS:
        for level in comparison.codes:
            assert model.bits(comparison.name, level) == pytest.approx(
                MODEL.bits(comparison.name, level), abs=0.05
            )


def test_a_common_surname_becomes_worth_less() -> None:
    often = estimate(family={"same": (0.8, 0.01), "differs": (0.06, 0.98)})

    weights = search_weights(learnt_model(MODEL, often, []))

    assert weights["names"]["family"] < search_weights(MODEL)["names"]["family"]


def test_brothers_and_sisters_are_not_taken_for_one_child() -> None:
    siblings = estimate(
        given={"same": (0.0, 0.004), "differs": (0.98, 0.98)},
        born={"same": (0.02, 0.0001), "differs": (0.9, 0.98)},
    )

    model = learnt_model(MODEL, siblings, [])

    assert not siblings.is_of_one_child
    assert model.chances["given"]["same"][0] == pytest.approx(MODEL.chances["given"]["same"][0], rel=0.01)


def test_twins_among_the_pairs_do_not_teach_that_given_names_differ() -> None:
    half_twins = estimate(given={"same": (0.4, 0.004), "differs": (0.53, 0.98)})

    model = learnt_model(MODEL, half_twins, [])

    assert half_twins.is_of_one_child
    assert model.chances["given"]["differs"][0] == pytest.approx(
        MODEL.chances["given"]["differs"][0], rel=0.15
    )


def test_what_people_judged_feeds_back() -> None:
    moved = JudgedPair({"postcode": "differs"}, 0.9, is_same=True, by_person=True)
    refused = JudgedPair({"postcode": "differs"}, 0.9, is_same=False, by_person=True)

    after = learnt_model(MODEL, UNTOUCHED, [moved] * 300)
    unmoved = learnt_model(MODEL, UNTOUCHED, [refused] * 300)

    assert after.bits("postcode", "differs") > MODEL.bits("postcode", "differs")
    assert unmoved.bits("postcode", "differs") == pytest.approx(MODEL.bits("postcode", "differs"), abs=0.05)


@quick
@given(st.lists(st.tuples(CHANCE, CHANCE), min_size=27, max_size=27), st.floats(0, 1e9))
def test_no_estimate_leaves_its_bounds(values: list[tuple[float, float]], pairs: float) -> None:
    each = iter(values)
    chances = {one.name: {level: next(each) for level in one.codes} for one in COMPARISONS}

    model = learnt_model(MODEL, Estimate(chances, pairs), [])
    weights = with_learnt(search_weights(model))

    for name in ("nhs", "upn"):
        assert model.chances[name] == MODEL.chances[name]
    for comparison in COMPARISONS:
        for level in comparison.codes:
            usual = MODEL.bits(comparison.name, level)
            assert abs(model.bits(comparison.name, level)) <= 1.5 * abs(usual) + 1e-6
            assert model.bits(comparison.name, level) * usual >= 0
    assert vars(weights.numbers) == vars(WEIGHTS.numbers)
    assert weights.dates.same >= weights.dates.turned >= weights.dates.one_figure
    assert weights.places.same_postcode >= weights.places.nearby >= weights.places.district


@quick
@given(st.lists(st.tuples(CHANCE, CHANCE), min_size=27, max_size=27), st.booleans())
def test_the_very_number_never_loses_to_a_look_alike(
    values: list[tuple[float, float]], another_name: bool
) -> None:
    each = iter(values)
    chances = {one.name: {level: next(each) for level in one.codes} for one in COMPARISONS}
    weights = with_learnt(search_weights(learnt_model(MODEL, Estimate(chances, 1e9), [])))
    wanted = Wanted(
        words=("borczak", "zofia"), born=PartialDate(DAY), postcode="ZD42QP", nhs_number="9990725217"
    )
    own = Filed("priya", "rao", dt.date(2011, 1, 9), "ZX19ZZ")
    same = Filed("zofia", "borczak", DAY, "ZD42QP")
    holder = Known([own if another_name else same], {"nhs": {"9990725217"}})
    look_alike = Known([same], {"nhs": {""}})

    matcher = Matcher(wanted, weights=weights)

    assert matcher.fit(holder).rank > matcher.fit(look_alike).rank
    assert matcher.fit(holder).is_worth_showing


def test_a_higher_threshold_is_righter_and_finds_less() -> None:
    lines = expected(MODEL, size=100_000, known={"nhs": 0.0, "upn": 0.0})

    assert [one.precision for one in lines] == sorted(one.precision for one in lines)
    assert [one.recall for one in lines] == sorted((one.recall for one in lines), reverse=True)
    assert 0.9 < lines[0].precision < lines[-1].precision <= 1
    assert 0.5 < lines[-1].recall < lines[0].recall < 1


def test_a_version_is_kept_used_and_put_back(coordinator: Practitioner, owner_sees: Any) -> None:
    first = keep_learnt_weights(learnt=learnt(), by=coordinator)
    second = keep_learnt_weights(learnt=learnt(search={"dates": {"same": 10.0}}), by=coordinator)

    assert (first.version, second.version) == (1, 2)
    assert weights_in_use(coordinator.authority_id).dates.same == 10.0
    use_weights(version=1, by=coordinator)
    assert weights_in_use(coordinator.authority_id).dates.same == search_weights(MODEL)["dates"]["same"]
    use_weights(version=0, by=coordinator)
    assert weights_in_use(coordinator.authority_id) == WEIGHTS
    assert LearntWeights.objects.count() == 2
    actions = owner_sees("select action from audit_event where action like 'weights_%%'")
    assert len(actions) == 4


def test_a_version_that_is_not_there_is_refused(coordinator: Practitioner) -> None:
    with pytest.raises(ValidationError, match="one of the versions"):
        use_weights(version=7, by=coordinator)


def test_an_unknown_weight_is_refused(coordinator: Practitioner) -> None:
    with pytest.raises(KeyError, match="numbers has no weight shoe"):
        keep_learnt_weights(learnt=learnt(search={"numbers": {"shoe": 1.0}}), by=coordinator)


def test_practitioners_choose_no_weights(dave: Practitioner) -> None:
    with pytest.raises(PermissionDenied):
        keep_learnt_weights(learnt=learnt(), by=dave)
    with pytest.raises(PermissionDenied):
        use_weights(version=0, by=dave)


def test_links_and_judgements_are_what_is_learnt_from(alice: Practitioner, coordinator: Practitioner) -> None:
    child = make_child(by=alice)
    make_link(child, by=coordinator)
    judge_pair(link=make_pair(child, by=coordinator), verdict="not_same", by=coordinator)
    make_pair(child, by=coordinator, entry="SC-9")

    judged = judged_pairs(coordinator.authority_id)

    assert sorted((one.is_same, one.by_person) for one in judged) == [(False, True), (True, False)]


@pytest.fixture
def learn(coordinator: Practitioner) -> Callable[..., str]:
    """Learn with the command; returns what it said."""

    def run(**options: Any) -> str:
        said = StringIO()
        options = {"address": coordinator.email, **options}
        call_command("learn_match_weights", stderr=said, stdout=StringIO(), **options)
        return said.getvalue()

    return run


def test_few_children_teach_nothing(learn: Callable[..., str], alice: Practitioner) -> None:
    make_child(by=alice)

    with pytest.raises(CommandError, match="There are 1 children here"):
        learn()


def test_weights_are_learnt_on_the_authoritys_own_records(
    learn: Callable[..., str], coordinator: Practitioner
) -> None:
    load_people(batches=[[invented(number) for number in range(1_200)]], system="Old", by=coordinator)

    checked = learn(check=True)
    kept = learn()

    assert "nothing was kept" in checked
    assert "Learnt on 1,200 children and 0 judged pairs or links." in kept
    version = LearntWeights.objects.get()
    assert (version.version, version.in_use, version.recorded_by) == (1, True, coordinator)
    # one in twenty bears each family name here: far more than the program expects
    assert weights_in_use(coordinator.authority_id).names.family < WEIGHTS.names.family
    assert version.known == {
        "given": 1.0,
        "family": 1.0,
        "born": 1.0,
        "postcode": 1.0,
        "sex": 1.0,
        "nhs": 0.0,
        "upn": 0.0,
    }


def invented(number: int) -> GivenPerson:
    """A child of an authority in which twenty family names and sixty given names are borne."""
    family = (
        "Archer Bell Cole Dunn Eaves Frost Gale Holt Irving Jarvis "
        "Kemp Lowe Marsh Nash Oakes Pratt Quinn Rowe Swift Thorne"
    )
    given_names = [
        f"{start}{end}"
        for start in ("An", "Be", "Ca", "Do", "El")
        for end in ["na", "lia", "ra", "mo", "tis", "vy", "len", "kor", "dine", "phe", "sul", "wen"]
    ]
    born = dt.date(2010, 1, 1) + dt.timedelta(days=number * 37 % 4_000)
    return GivenPerson.model_validate(
        {
            "id": str(number),
            "names": [
                {"given_names": given_names[number * 7 % 60], "family_name": family.split()[number % 20]}
            ],
            "date_of_birth": born.isoformat(),
            "sex": "FM"[number % 2],
            "addresses": [{"line1": f"{number} Mill Lane", "postcode": f"ZD{number % 9} {number % 7}QP"}],
        }
    )
