"""What is typed into forms where a first choice, a story and today's date will not do."""

from __future__ import annotations

from fnmatch import fnmatchcase

Given = str | list[str] | None
Answers = dict[str, Given]

LAST = "<the last choice>"
NOTHING = ""
SOMEBODY = "worker7@example.org"
# Pages that are only there once a form was sent, by the page of that form.
SHOWN_BY_SENDING = {"children:find": "children:results"}
# Forms that only ask: what is typed must stand in no address.
ASKS_ONLY = {"authority:people", "authority:training", "oversight:find_case", "oversight:find_practitioner"}
# By the name of where a form is sent; the names of boxes may hold a star.
ANSWERS: dict[str, Answers] = {
    "children:results": {
        "name": "Bela Belkiley",
        **dict.fromkeys(["born_*", "postcode", "nhs_number", "upn", "school", "parent_name"], NOTHING),
    },
    "children:relate": {"to": LAST},
    "children:add_contact": {"value": "07700 900123"},
    "children:add_member": {"people": LAST},
    "episodes:add_consent": {
        **dict.fromkeys(["*_[5-9]", "hidden_*", "parts_*", "elements_*", "about_*"]),
        **dict.fromkeys(
            ["explained_by", "judged_*", "view", "because*", "contributor_*", "person_*"], NOTHING
        ),
    },
    "episodes:checklist": {"filled_in_by": NOTHING},
    "episodes:close": {"more[0-9]_*": None, "need[1-9]*": None},
    "episodes:action_progress": {"said_by_else": NOTHING},
    "episodes:action_hand_on": {"*else": NOTHING},
    "episodes:correct": {"value_day": "1"},
    "episodes:lead": {"somebody_else": NOTHING, "more_steps": "Told the school"},
    "episodes:meeting_hold": {"*other_[2-9]*": None, "*_else": NOTHING, "closing_proposed": None},
    "episodes:meeting_hold_planned": {"*other_[2-9]*": None, "*_else": NOTHING, "closing_proposed": None},
    "episodes:meeting_plan": {"others": NOTHING},
    "episodes:review": {"own_[2-9]*": None},
}
# The main steps of a case: the benchmark fails where one of them cannot be saved.
MAIN_SAVES = (
    "episodes:start",
    "episodes:checklist",
    "episodes:add_consent",
    "episodes:assessment_start",
    "episodes:assessment_domain",
    "episodes:assessment_conclusions",
    "episodes:assessment_complete",
    "episodes:meeting_plan",
    "episodes:meeting_hold",
    "episodes:lead",
    "episodes:outcome_add",
    "episodes:action_add",
    "episodes:action_progress",
    "episodes:note_add",
    "episodes:request_add",
    "episodes:request_decide",
    "episodes:review",
    "episodes:close",
)


def answer_given(answers: Answers, name: str) -> tuple[bool, Given]:
    """Return whether a box has an answer of its own, and which."""
    for pattern, given in answers.items():
        if fnmatchcase(name, pattern):
            return True, given
    return False, None
