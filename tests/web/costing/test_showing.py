"""What the engine says, as pages say it."""

import pytest

from opencaf.costing.findings import Finding
from opencaf.web.costing.showing import notices


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "There is no rate for Inclusion lead / early_years: add one.",
            "There is no rate for Inclusion lead in Early years and childcare: add one.",
        ),
        ("3 / 4 of the answers are missing.", "3 / 4 of the answers are missing."),
    ],
)
def test_a_sector_is_named_in_words(said: str, shown: str) -> None:
    assert [one.sentence for one in notices([Finding("E13", "rates", said)])] == [shown]


def test_the_same_is_said_once() -> None:
    finding = Finding("W02", "times", "Few answered.")

    assert len(notices([finding, finding])) == 1
