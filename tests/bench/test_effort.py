"""What it takes to enter a case is counted, and a case that cannot be entered is a missed target."""

from bench.effort import CASES, CLONE, KEYBOARD, report_of, result_of
from tests.journeys.cases.effort import Effort

TOOK = {"loads": 40, "clicks": 1_797, "keys": 83, "letters": 16_900, "pressed": 3_100}


def test_clicks_loads_keys_and_letters_are_told_apart() -> None:
    effort = Effort()

    effort.click()
    effort.click(loads=True)
    effort.type("12", is_text=False)
    effort.type("He sleeps.", is_text=True)
    effort.type("Well.", is_text=True, key_by_key=True)

    assert effort == Effort(loads=1, clicks=2, keys=2, letters=15, pressed=5)


def test_a_case_that_was_not_entered_is_missed() -> None:
    result = result_of({"case-4-ivy": TOOK}, CASES)

    assert result["missed"] == ["case-1-yusuf", "case-2-caitlin", "case-3-brennan"]
    assert not result["met"]
    assert "| case-4-ivy | 40 | 1,797 | 83 | 16,900 | 3,100 |" in report_of(result)


def test_the_cases_are_entered_by_journeys_that_there_are() -> None:
    assert [path for path in (CASES | KEYBOARD).values() if not (CLONE / path).is_file()] == []
