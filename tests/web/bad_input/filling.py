"""Right answers to every form, found on the page itself; what cannot be guessed stands in a table."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.files.making import picture
from tests.web.bad_input.page_reading import Answers, Control, Form

ON = dt.date(2026, 10, 28)
AHEAD = ("until", "due", "next", "planned", "target", "review_by", "look_back", "expected")
WORDS = "She sings all the way home."
KINDS = {"email": "robin@example.org", "tel": "01632 960123"}
JUDGE = "judith.judge@example.org"
SCORERS = ("Sam Scorer", "Sue Scorer")
BY_NAME = {
    "judged_by": JUDGE,
    "decided_by": JUDGE,
    "sent_by": JUDGE,
    "postcode": "ZD4 2QP",
    "nhs_number": "999 072 5217",
    "upn": "",
    "value": "01632 960123",
}
SENDS_A_FILE = {
    "episodes:file_add": lambda: ("drawing.png", picture("PNG")),
    "training:list_choose": lambda: ("list.csv", b"Name,Date\nLeah Marsh,6/10/2025"),
    "registers:choose": lambda: ("register.csv", b"Name,DOB\nLeah Marsh,9/5/2001"),
}
# Somebody who stands in no list, and rows beyond the first, are left open.
LEFT_OPEN = re.compile(
    r"not_agreed|(somebody|said_by|chair|minutes|case)(_else)|others|explained_by|filled_in_by|contributor_\d|(who|attendance|note|update|joins)_other_\d"
    r"|(agency|share|left_out|why|people)_[1-9]\d*|(parts|elements|about|person|hidden|because)_\d+|more\d+_\w+|own_[2-9]_\w+"
)
# The first choice of each is not the right one together with the others.
BY_PAGE: dict[str, dict[str, Any]] = {
    "authority:form_into_use": {
        **{f"in_use_from_{box}": part for box, part in (("day", "7"), ("month", "12"), ("year", "2026"))}
    },
    "case_audit:ask": {"scorers": "\n".join(SCORERS)},
    "case_audit:draw": {"from_on_year": "2010", "seed": "", "agency": "", "sector": "", "locality": ""},
    "children:add_member": {"people": -1},
    "children:judge_duplicate": {"verdict": -1},
    "children:relate": {"of": -1, "to": 1},
    "costing:activity_add": {"code": "B101"},
    "costing:bring_in": {"table": "respondent,role,sector,activity,minutes\np1,Teacher,schools,A205,60"},
    "costing:estimate": {"estimates": "30 45 90"},
    "costing:rate_add": {"price_year": "2025/26", "hourly": ""},
    "costing:service_price_add": {"price_year": "2025/26"},
    "costing:sheet": {
        "payer_local_authority": "75",
        "payer_other_public": "25",
        "payer_voluntary": "",
        "payer_private": "",
    },
    "episodes:correct": {"value_day": "23"},
    "episodes:correct, words": {"value": "Another reason."},
    "episodes:decide_sharing": {"person": ""},
    "episodes:meeting_dates": {
        **{f"day_1_{box}": part for box, part in (("day", "7"), ("month", "12"), ("year", "2026"))},
        **{f"day_2_{box}": part for box, part in (("day", "9"), ("month", "12"), ("year", "2026"))},
        **{f"day_{number}_{box}": "" for number in (3, 4, 5) for box in ("day", "month", "year")},
    },
    "episodes:lead": {"practitioner": -1},
    "episodes:panel_plan": {"starts_at": "9:30am"},
    "episodes:step_down": {"meeting": ""},
    "training:attendance": {"people": ""},
    "training:book_others": {"people": "Kay Keeper"},
    "training:change": {"starts_at": "9:30am", "ends_at": "4pm"},
    "training:material_add": {"address": "https://example.org/slides"},
    "training:plan": {"starts_at": "9:30am", "ends_at": "4pm"},
    "voices:questionnaire_word": {f"choices{place}": "No\nA bit\nYes" for place in (13, 14)},
    "registers:understood": {"last_updated": "2011-03-31"},
}


def right_answers(form: Form, name: str = "") -> Answers:
    """What a thorough person answers: what stands there already, else the first choice, a line, a day."""
    answers: Answers = {}
    boxes = form.date_boxes
    for control in form.controls.values():
        if control.name not in boxes:
            answers[control.name] = answer_to(control)
    for date in form.dates:
        shown = [form.controls[f"{date}_{part}"].shown for part in ("day", "month", "year")]
        parts = [one[0] for one in shown if one]
        answers |= date_answers(date, parts if all(parts) else as_parts(day_for(date)))
    for field, answer in BY_PAGE.get(name, {}).items():
        is_place = isinstance(answer, int)
        answers[field] = [form.controls[field].options[answer] if is_place else answer]
    if name in SENDS_A_FILE:
        answers["file"] = [SimpleUploadedFile(*SENDS_A_FILE[name]())]
    return {field: values for field, values in answers.items() if values}


def answer_to(control: Control) -> list[str]:
    if LEFT_OPEN.fullmatch(control.name):
        return control.shown if control.is_typed else []
    if control.is_chosen:
        first = [one for one in control.options if one][:1]
        return [one for one in control.shown if one] or first
    if control.kind == "hidden" or any(control.shown):
        return control.shown
    if control.name in BY_NAME:
        return [BY_NAME[control.name]]
    if control.name.endswith("time") or control.name.startswith("time_"):
        return ["9:30am"]
    return ["1" if control.number else KINDS.get(control.kind, WORDS)]


def day_for(name: str) -> dt.date:
    is_ahead = any(word in name for word in AHEAD)
    return ON + dt.timedelta(days=40 if is_ahead else 0)


def as_parts(day: dt.date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def date_answers(name: str, parts: Sequence[str]) -> Answers:
    return {f"{name}_{box}": [part] for box, part in zip(("day", "month", "year"), parts, strict=True)}


def with_dates(form: Form, answers: Answers, parts: Sequence[str]) -> Answers:
    """The same answers with every date put to one."""
    changed = dict(answers)
    for name in form.dates:
        changed |= date_answers(name, parts)
    return changed
