"""The tables of the extract for research."""

from __future__ import annotations

from opencaf.extracts.described import Column, Table
from opencaf.extracts.research.k_anonymity import HIDDEN, RARE

GIVEN_UP_IN_ORDER = ("ethnic_group", "first_sector", "age_group", "sex")
MOVED = "yyyy-mm-dd"
MOVED_RULE = "Moved by as many days as all of this child’s."
CHILD = Column("child", "Stands for a child in this file alone.", "Made with a secret that is not kept.")
CASE = Column(
    "case", "Stands for this child in one case.", "Brothers and sisters have others for the same case."
)

CHILDREN = Table(
    name="children",
    one_row_for="each child",
    columns=(
        CHILD,
        Column(
            "age_group",
            "The age when the first case in the window began.",
            codes="unborn; 0-4; 5-10; 11-15; 16 and over; unknown; hidden",
        ),
        Column("sex", "The sex as it is recorded.", codes="F; M; U; hidden"),
        Column(
            "ethnic_group",
            "The main group of the census, or that it was not given.",
            f"“{HIDDEN}” where it would make the child rare.",
        ),
        Column(
            "first_sector",
            "The sector of the agency that began the first case.",
            f"“{HIDDEN}” where it would make the child rare.",
        ),
    ),
    key=("child",),
)
CASES = Table(
    name="cases",
    one_row_for="each child in each case",
    columns=(
        CASE,
        CHILD,
        Column("children_in_case", "How many children the case is about.", codes="1; 2; 3 or more"),
        Column("began_on", "When the case began, or the child joined it.", MOVED_RULE, codes=MOVED),
        Column("assessed_on", "When the first assessment was complete.", MOVED_RULE, codes=MOVED),
        Column("first_met_on", "When the team first met.", MOVED_RULE, codes=MOVED),
        Column("meetings", "How often the team met."),
        Column("ended_on", "When the case closed, or the child left it.", MOVED_RULE, codes=MOVED),
        Column(
            "reason", "The reason of the closing, by its code.", f"“{RARE}” for reasons of too few children."
        ),
    ),
    key=("case",),
    refers={"child": "children"},
)
MARKS = Table(
    name="marks",
    one_row_for="each concern mark of a child",
    columns=(
        Column("mark", "Numbers the marks of the file."),
        CASE,
        Column(
            "element",
            "The area of the form, by its code.",
            "Areas that only this authority asks about are left out.",
        ),
        Column("occasion", "When it was marked: at the start, a review, the closing."),
        Column("rater", "Who marked: practitioner, team, parent, child."),
        Column("marked_on", "The day of the mark.", MOVED_RULE, codes=MOVED),
        Column(
            "concern", "0 to 5, or why there is none.", codes="0 to 5; dont_know; not_relevant; not_my_area"
        ),
    ),
    key=("mark",),
    refers={"case": "cases"},
)
REQUESTS = Table(
    name="requests",
    one_row_for="each request to a service, for each child of the case",
    columns=(
        Column("request", "Stands for a request and a child."),
        CASE,
        Column(
            "sector", "The sector of the agency that was asked.", f"“{RARE}” for sectors of too few children."
        ),
        Column("need", "What for, by its code.", f"“{RARE}” for needs of too few children."),
        Column("asked_on", "When it was asked.", MOVED_RULE, codes=MOVED),
        Column("decided_on", "When the last decision fell.", MOVED_RULE, codes=MOVED),
        Column("decision", "The last decision, by its code."),
        Column("started_on", "When help began.", MOVED_RULE, codes=MOVED),
        Column("ended_on", "When help ended.", MOVED_RULE, codes=MOVED),
    ),
    key=("request",),
    refers={"case": "cases"},
)
CHECK = Table(
    name="anonymity",
    one_row_for="each thing that was counted",
    columns=(Column("what", "What was counted."), Column("count", "How many.")),
    key=("what",),
)
TABLES = (CHILDREN, CASES, MARKS, REQUESTS, CHECK)
