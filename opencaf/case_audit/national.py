"""The audit form with which an authority begins: 39 items of yes or no, and six grades; it can change all.

What is asked follows the quality review of CAFs that was used in London and Nottingham, in our own words, and
four questions of later reviews (both parents, interpreter, what was tried, the child seen).
"""

from __future__ import annotations

from typing import NamedTuple

from opencaf.case_audit.models import Kind, Part


class Item(NamedTuple):
    """An item of the form. seen_by: the rule that answers it first."""

    part: Part
    code: str
    wording: str
    counts: str
    seen_by: str = ""
    kind: Kind = Kind.YES_NO


GRADES = (
    "0: empty though something was needed. 1: thin, without evidence, or needs said as services. "
    "2: brief but clear, at the right level, about what should change. "
    "3: clear, tied to evidence, with a strong picture of what should change and steps that fit."
)
P = Part
ITEMS = (
    Item(
        P.IDENTIFYING,
        "agreed",
        "The family agreed before the assessment",
        "Yes: an answer to assess and keep it is recorded as given.",
        "agreed",
    ),
    Item(
        P.IDENTIFYING,
        "agreed_again",
        "Agreement was talked about again on the assessment",
        "Yes: sharing was asked about, whatever the answer was.",
        "agreed_again",
    ),
    Item(P.IDENTIFYING, "begun", "The day it began is recorded", "Yes: the day is known exactly.", "begun"),
    Item(
        P.IDENTIFYING,
        "identifiers",
        "Name, sex, birth, address and telephone are complete",
        "Yes: for every child. Partly: one is missing.",
        "identifiers",
    ),
    Item(
        P.IDENTIFYING,
        "languages",
        "First languages of child and parents are recorded",
        "Yes: for every child at least.",
        "languages",
    ),
    Item(
        P.IDENTIFYING,
        "disability",
        "Disability is described where there is one",
        "Yes: what it means day by day. Does not apply: no disability.",
    ),
    Item(
        P.IDENTIFYING,
        "requirements",
        "What the family needs to take part is recorded",
        "Yes: interpreter, access, signing. Does not apply: nothing is needed.",
    ),
    Item(P.IDENTIFYING, "ethnicity", "Ethnicity is recorded", "Yes: for every child.", "ethnicity"),
    Item(
        P.ABOUT, "present", "Everybody who was there is recorded", "Yes: who was there is written.", "present"
    ),
    Item(
        P.ABOUT,
        "reason",
        "Why an assessment was made is recorded",
        "Yes: what led to it is written.",
        "reason",
    ),
    Item(
        P.ABOUT, "parents", "Parents and carers are recorded", "Yes: all who care for the child.", "parents"
    ),
    Item(P.ABOUT, "home", "Family and home are described", "Yes: who lives there and how.", "home"),
    Item(
        P.ABOUT,
        "assessor",
        "Who assessed can be reached",
        "Yes: a telephone number or mail address.",
        "assessor",
    ),
    Item(P.ABOUT, "lead", "Somebody leads", "Yes: a lead professional was named.", "lead"),
    Item(
        P.ABOUT,
        "services",
        "Services that work with the family are recorded",
        "Yes: all of them, with whom to ask, also across a border.",
        "services",
    ),
    Item(
        P.ABOUT,
        "both_parents",
        "Both parents were asked",
        "Yes: also a father who lives elsewhere, or why not. Does not apply: one parent is dead or unknown.",
    ),
    Item(
        P.ABOUT,
        "tried",
        "What was tried before is described",
        "Yes: what helped and what did not. Does not apply: nothing was.",
    ),
    Item(
        P.ABOUT,
        "interpreted",
        "Language and access were arranged for",
        "Yes: it can be read how. Does not apply: nothing was needed.",
    ),
    Item(
        P.ABOUT,
        "child_seen",
        "The child was seen and heard",
        "Yes: it can be read when, or how an infant was watched.",
    ),
    Item(P.STRENGTHS, "child_both", "The child's development: strengths and needs", "Yes: both are written."),
    Item(P.STRENGTHS, "parents_both", "Parents and carers: strengths and needs", "Yes: both are written."),
    Item(
        P.STRENGTHS, "family_both", "Family and surroundings: strengths and needs", "Yes: both are written."
    ),
    Item(
        P.CONCLUSIONS, "concluded", "Conclusions are drawn", "Yes: what it all means is written.", "concluded"
    ),
    Item(P.CONCLUSIONS, "actions", "Actions say who and by when", "Yes: each of them.", "actions"),
    Item(
        P.CONCLUSIONS,
        "child_said",
        "The child's own words stand there",
        "Yes: in the child's words, or why not yet.",
        "child_said",
    ),
    Item(
        P.CONCLUSIONS,
        "parent_said",
        "The parents' own words stand there",
        "Yes: in their words.",
        "parent_said",
    ),
    Item(
        P.CONCLUSIONS,
        "share",
        "Agreement to share is recorded",
        "Yes: given or refused, on a day.",
        "agreed_again",
    ),
    Item(
        P.PLAN,
        "plan_whom",
        "The plan says for whom it is",
        "Yes: each outcome names its children.",
        "plan_whom",
    ),
    Item(
        P.PLAN,
        "plan_actions",
        "Actions of the plan say who and by when",
        "Yes: people of the team and of the family.",
        "actions",
    ),
    Item(
        P.PLAN,
        "outcomes",
        "Each action belongs to what should change",
        "Yes: an outcome stands above it.",
        "outcomes",
    ),
    Item(P.PLAN, "measures", "It is said how one will know", "Yes: for each outcome.", "measures"),
    Item(P.PLAN, "progress", "Progress is written down", "Yes: a line on an action, at least.", "progress"),
    Item(
        P.REVIEW,
        "review_day",
        "A review was held",
        "Yes: with its day. Does not apply: it was not due yet.",
        "review_day",
    ),
    Item(
        P.REVIEW,
        "review_present",
        "Who came is recorded",
        "Yes: everybody asked, and who came.",
        "review_present",
    ),
    Item(P.REVIEW, "review_steps", "Next steps were agreed", "Yes: it can be read who does what."),
    Item(
        P.REVIEW,
        "review_next",
        "The next review, or why it closes, is recorded",
        "Yes: one of both.",
        "review_next",
    ),
    Item(
        P.REVIEW,
        "review_notes",
        "Notes of the review are there",
        "Yes: what changed is written.",
        "review_notes",
    ),
    Item(
        P.REVIEW,
        "review_child",
        "The child's words at the review",
        "Yes: in the child's words, or why not.",
        "review_child",
    ),
    Item(
        P.REVIEW, "review_parent", "The parents' words at the review", "Yes: in their words.", "review_parent"
    ),
    Item(P.DEPTH, "grade_reason", "Reason for the assessment", GRADES, "", Kind.GRADE),
    Item(P.DEPTH, "grade_conclusion", "Conclusions, solutions and actions", GRADES, "", Kind.GRADE),
    Item(P.DEPTH, "grade_plan", "Plan and review", GRADES, "", Kind.GRADE),
    Item(P.DEPTH, "grade_child", "The child's development", GRADES, "", Kind.GRADE),
    Item(P.DEPTH, "grade_parents", "Parents and carers", GRADES, "", Kind.GRADE),
    Item(P.DEPTH, "grade_family", "Family and surroundings", GRADES, "", Kind.GRADE),
)
