"""Which pairs are certain: enough evidence, nothing against it, and nobody else as near."""

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from opencaf.linkage.comparisons import COMPARISONS, MISSING
from opencaf.linkage.deciding import Decision, decide, rank
from opencaf.linkage.model import shipped_model

MODEL = shipped_model()


class APair(NamedTuple):
    person: int
    entry: int
    bits: float
    levels: tuple[str, ...]


def levels(**said: str) -> tuple[str, ...]:
    usual = dict.fromkeys(("given", "family", "born", "postcode", "sex"), "same")
    return tuple((usual | said).get(comparison.name, MISSING) for comparison in COMPARISONS)


def pair(person: int = 0, entry: int = 0, bits: float = 15.0, **said: str) -> APair:
    return APair(person, entry, bits, levels(**said))


def against(*pairs: APair) -> list[str]:
    return [one.against for one in decide(pairs, MODEL)]


def test_who_agrees_in_everything_is_linked() -> None:
    assert decide([pair()], MODEL) == [Decision(0, 0, 15.0, levels())]


def test_little_evidence_asks_somebody() -> None:
    assert against(pair(bits=4.0)) == ["weak"]


def test_hardly_any_evidence_asks_nobody() -> None:
    assert decide([pair(bits=-2.0)], MODEL) == []


def test_a_twin_is_never_linked_unasked() -> None:
    assert against(pair(given="differs", bits=30.0)) == ["given"]


def test_another_number_is_never_linked_unasked() -> None:
    assert against(pair(nhs="differs", bits=30.0)) == ["number"]


def test_the_same_number_bears_one_other_name_and_not_two() -> None:
    assert against(pair(nhs="same", family="differs")) == [""]
    assert against(pair(nhs="same", given="differs", born="differs")) == ["several"]


def test_two_children_alike_ask_somebody() -> None:
    assert against(pair(person=0), pair(person=1, bits=14.0)) == ["another", "another"]
    assert against(pair(person=0), pair(person=1, bits=5.0)) == [""]


def test_two_entries_of_one_child_ask_somebody() -> None:
    assert against(pair(entry=0), pair(entry=1, bits=14.0)) == ["claimed", "claimed"]


@settings(deadline=None)
@given(bits=st.floats(-40, 60), other=st.floats(-40, 200))
def test_the_same_number_is_never_behind_a_look_alike(bits: float, other: float) -> None:
    holder, look_alike = pair(person=0, bits=bits, nhs="same"), pair(person=1, bits=other)

    decisions = decide([holder, look_alike], MODEL)

    assert rank(holder) > rank(look_alike)
    assert decisions[0].person == 0
    assert not any(one.is_certain for one in decisions[1:])
