"""Pages of old registers: what columns and words were taken for, and putting it right."""

from __future__ import annotations

import pytest
from django.test import Client

from opencaf.agencies.command_line import acting_as
from opencaf.agencies.models import Practitioner
from opencaf.registers import jobs
from opencaf.registers.interpreting.answers import read_ending
from opencaf.registers.models import WaitingRegister
from opencaf.web.registers.forms import ENDINGS
from tests.factories.registers import LEAH, make_tried
from tests.web.episodes.test_looks import words
from tests.web.registers.pages import START, file, seen_anew

FIELDS = (
    "caf_number",
    "child_name",
    "dob",
    "sex",
    "address",
    "postcode",
    "started_on",
    "closed_on",
    "closure",
)


def test_what_was_understood_is_put_right(page: Client, by: Practitioner) -> None:
    waiting = make_tried(by=by)
    here = f"{START}waiting/{waiting.id}/understood/"

    shown = words(page.get(here))
    answers = {f"column_{number}": field for number, field in enumerate(FIELDS)}
    answer = page.post(here, {**answers, "column_3": "", "month_first": "KB, JT"})

    seen_anew(waiting, by)
    assert "The headings stand in row 1." in shown
    assert "Such as “MARSH, Leah”, “OWEN, Jack”" in shown
    assert answer.status_code == 302
    assert waiting.mapping["columns"] == {"Sex": "leave"}
    assert waiting.mapping["month_first"] == ["KB", "JT"]
    assert waiting.stage == WaitingRegister.Stage.READING
    taken = page.get(f"{START}waiting/{waiting.id}/mapping/")
    assert taken.json()["columns"] == {"Sex": "leave"}


def test_words_that_were_not_understood_are_chosen_from_what_there_is(page: Client, by: Practitioner) -> None:
    waiting = make_tried((*LEAH[:-1], "Went fishing"), by=by)
    here = f"{START}waiting/{waiting.id}/understood/"
    answers = {f"column_{number}": field for number, field in enumerate(FIELDS)}

    shown = words(page.get(here))
    unknown = words(page.post(here, {**answers, "word_0": "Something else"}))
    page.post(here, {**answers, "word_0": "Moved out of area"})

    seen_anew(waiting, by)
    assert "How did it end where the register says “Went fishing”? In 1 row" in shown
    assert "from the list" in unknown
    assert waiting.mapping["endings"] == {"Went fishing": "Moved out of area"}
    assert waiting.mapping["columns"] == {}


def test_a_word_for_a_sex_is_asked_about_and_understood(page: Client, by: Practitioner) -> None:
    waiting = make_tried((*LEAH[:3], "Fx", *LEAH[4:]), by=by)
    here = f"{START}waiting/{waiting.id}/understood/"
    answers = {f"column_{number}": field for number, field in enumerate(FIELDS)}

    shown = words(page.get(here))
    page.post(here, {**answers, "word_0": "F"})
    seen_anew(waiting, by)
    with acting_as(by):
        jobs.try_rows(waiting.id, waiting.turn, by)
    seen_anew(waiting, by)

    assert "Which sex does “Fx” mean? In 1 row" in shown
    assert waiting.mapping["sexes"] == {"Fx": "F"}
    assert "sexes" not in waiting.understood["words"]


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in ENDINGS])
def test_each_outcome_that_is_offered_is_understood(phrase: str) -> None:
    assert read_ending(phrase).state != "unclear"


def test_a_mapping_of_another_register_counts(page: Client, by: Practitioner) -> None:
    waiting = make_tried(by=by)
    here = f"{START}waiting/{waiting.id}/understood/"

    wrong = words(page.post(here, {"given": file(b'{"colums": {}}', "map.json")}))
    no_day = words(page.post(here, {"last_updated": "31/3/2011"}))
    page.post(here, {"given": file(b'{"endings": {"Fine": "Needs met"}}', "map.json")})

    seen_anew(waiting, by)
    assert "The mapping is wrong at “colums”." in wrong
    assert "The day up to which the register goes must be a date such as 2011-03-31" in no_day
    assert waiting.mapping["endings"] == {"Fine": "Needs met"}
