"""The page that shows every component once, with invented people."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from opencaf.core.differences import difference
from opencaf.web.shared import tree_drawing
from opencaf.web.shared.charts import Bar, Line, bar_chart, line_chart
from opencaf.web.shared.concern_drawing import Part, Strip, concern_picture, legend
from opencaf.web.shared.forms import (
    CheckboxesField,
    ConcernField,
    ConfirmField,
    CsvFileField,
    DateField,
    EmailField,
    HiddenField,
    MoneyField,
    OperationForm,
    PartialDateField,
    PasswordField,
    PeopleField,
    PhoneField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    TimeField,
    WholeNumberField,
    YesNoDontKnowField,
    YesNoField,
)

REASONS = [
    ("met", "Outcomes were met"),
    ("moved", "The family moved away"),
    ("consent", "Consent was withdrawn"),
    ("other", "Another reason"),
]
SECTORS = [("health", "Health"), ("school", "Schools and colleges"), ("voluntary", "Voluntary sector")]
PEOPLE = [("jo", "Jo Bell"), ("sam", "Samira Noor"), ("lee", "Lee Ward")]


class EveryFieldForm(OperationForm):
    """One field of each kind."""

    version = HiddenField()
    name = TextField(label="Full name", name="the full name", hint="Any order, any script")
    email = EmailField(label="Email address", required=False)
    phone = PhoneField(label="Telephone number", required=False)
    born_on = PartialDateField(label="Date of birth", name="the date of birth", required=False)
    closed_on = DateField(label="Date the episode closed", name="the date the episode closed")
    starts_at = TimeField(label="Time the meeting starts", required=False)
    story = StoryField(label="What is going on, in your words", missing="Enter what is going on")
    register = CsvFileField(label="A CSV file", hint="Up to 1 MB", required=False)
    summary = StoryField(label="Summary for the family", max_length=500, count=True, required=False)
    concern = ConcernField(label="How worried are you about this?", size="m")
    reason = RadiosField(
        label="Why the episode closes",
        missing="Select why the episode closes",
        choices=REASONS,
        hints={"met": "All of them, or as many as the family wants"},
        reveals={"other": "detail"},
    )
    detail = TextField(label="What the reason is", required=False)
    sector = SelectField(label="Sector", choices=SECTORS)
    sectors = CheckboxesField(label="Who may see this", choices=SECTORS, required=False)
    people = PeopleField(
        label="Who came to the meeting",
        choices=PEOPLE,
        hints={"jo": "School nurse, Harbour NHS", "sam": "Teacher, Quay Primary"},
        required=False,
    )
    at_home = YesNoField(label="Does the child live at home?", required=False)
    knows = YesNoDontKnowField(label="Does the child know about this plan?", required=False)
    children = WholeNumberField(label="Number of children at home", required=False, max_value=30)
    cost = MoneyField(label="Cost of the service", required=False)
    password = PasswordField(label="Password", required=False)
    agreed = ConfirmField(label="The family has seen what I wrote", required=False)


class PlaceFilter(OperationForm):
    """A filter of codes."""

    mark_optional = False
    sector = SelectField(label="Sector", choices=SECTORS, blank="All sectors", required=False)
    since = SelectField(label="Since", choices=[("2025", "2025")], blank="Any year", required=False)


@require_http_methods(["GET", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    form = EveryFieldForm(request.POST or None, request.FILES or None, initial={"version": "1"})
    if form.is_valid():
        messages.success(request, "Every answer was understood")
    return render(request, "gallery/components.html", {"form": form, **examples()})


def examples() -> dict[str, Any]:
    return {
        "navigation": navigation(),
        "breadcrumbs": [{"text": "Help", "href": "/help/"}, {"text": "Components"}],
        "case_header": case_header(),
        "filter_form": PlaceFilter(auto_id="id_filter_%s"),
        "bars": sectors_chart(),
        "lines": months_chart(),
        "tree": family_example(),
        "printed_by": "Printed by Samira Noor on 6 March 2025 at 2:30pm",
        "next_action": {"text": "Plan the review", "href": "#next"},
        "find_action": {"text": "Find a child", "href": "#find"},
        "more_link": {"text": "All concerns and strengths", "href": "#more"},
        "strengths": ["Close to his grandmother", "Loves football and goes every week"],
        **case_examples(),
        "map": map_example(),
        "difference": difference("He has 34 words.", "He has 60 words. He asks for more."),
        "signs": legend(["6 January 2025", "6 March 2025"]),
        **govuk_examples(),
    }


def family_example() -> Any:
    box, line = tree_drawing.Box, tree_drawing.Line
    mother, father, child = box("m", "Hodan Warsame"), box("f", "Abdi Nur"), box("c", "Yusuf", is_own=True)
    lines = [line("m", "f", is_pair=True), line("m", "c"), line("f", "c")]
    return tree_drawing.tree_picture("The family of Yusuf", [[mother, father], [child]], lines)


def navigation() -> list[dict[str, Any]]:
    names = ("My work", "Find a child", "Services", "Reports", "Help")
    return [{"text": name, "href": f"#nav-{i}", "current": i == 4} for i, name in enumerate(names)]


def case_header() -> dict[str, Any]:
    names = ("Overview", "Assessment", "Plan", "Meetings", "Notes", "Sharing", "Journey")
    return {
        "name": "Yusuf Adeyemi-Clarke",
        "age": "7 years",
        "reference": "HB-2025-00123-K",
        "state": "Support under way",
        "flags": ["Needs a Yoruba interpreter", "Do not write to the home address"],
        "menu": [{"text": name, "href": f"#menu-{i}", "current": i == 0} for i, name in enumerate(names)],
    }


def case_examples() -> dict[str, Any]:
    return {
        "helpers": [
            {
                "name": "Jo Bell",
                "role": "school nurse",
                "agency": "Harbour NHS",
                "phone": "01632 960123",
                "phone_href": "tel:01632960123",
                "is_lead": True,
            },
            {
                "name": "Samira Noor",
                "role": "class teacher",
                "agency": "Quay Primary School",
                "phone": "01632 960456",
                "phone_href": "tel:01632960456",
            },
        ],
        "marks": ("0", "1", "2", "3", "4", "5", "dont_know", "not_relevant", "not_my_area", "not_asked"),
        "occasions": ["6 January 2025", "6 March 2025"],
        "groups": [
            {
                "title": "Development of the child",
                "rows": [
                    {"area": "Health", "marks": ["4", "2"], "change": "Less worried"},
                    {"area": "Speech and language", "marks": ["2", "3"], "change": "More worried"},
                    {"area": "Learning", "marks": ["dont_know", "3"], "change": "Newly known"},
                ],
            },
            {
                "title": "Family and environment",
                "rows": [{"area": "Housing", "marks": ["5", "5"], "change": "The same"}],
            },
        ],
        "events": [
            {
                "on": datetime.date(2025, 3, 6),
                "kind": "Meeting",
                "title": "First review",
                "text": "Everybody came. Two of four actions are done.",
                "by": "Written by Jo Bell on 7 March 2025",
                "href": "#event",
            },
            {"on": "January 2025", "kind": "Assessment", "title": "Assessment complete"},
        ],
        "work": [
            {
                "what": "Review is due",
                "who": "Y A-C",
                "why": "You lead this case",
                "when": "Was due 3 March 2025",
                "is_late": True,
                "action": {"text": "Plan it", "href": "#review"},
            },
            {
                "what": "Finish the assessment",
                "who": "C M",
                "why": "You left a draft",
                "when": datetime.date(2025, 3, 4),
                "action": {"text": "Continue", "href": "#draft"},
            },
        ],
    }


def map_example() -> dict[str, Any]:
    """The concern map of the areas compared above."""
    found = case_examples()
    parts = [
        Part(group["title"], tuple(Strip(row["area"], tuple(row["marks"])) for row in group["rows"]))
        for group in found["groups"]
    ]
    return {
        "picture": concern_picture("Concern about Yusuf", "Concern fell in 1 area.", parts),
        "occasions": found["occasions"],
        "heads": ["First", "Second"],
        "groups": found["groups"],
        "counts": [("5", [1, 1]), ("3", [0, 2]), ("dont_know", [1, 0])],
    }


def govuk_examples() -> dict[str, Any]:
    return {
        "summary": {
            "rows": [
                {
                    "key": {"text": "Date the episode closed"},
                    "value": {"text": datetime.date(2025, 3, 6)},
                    "actions": {
                        "items": [
                            {
                                "href": "#change",
                                "text": "Change",
                                "visuallyHiddenText": "the date the episode closed",
                            }
                        ]
                    },
                },
                {"key": {"text": "Why it closed"}, "value": {"text": "Outcomes were met"}},
            ]
        },
        "tasks": {
            "idPrefix": "parts",
            "items": [
                {
                    "title": {"text": "Development of the child"},
                    "href": "#part-1",
                    "status": {"text": "Complete"},
                },
                {
                    "title": {"text": "Parents and carers"},
                    "href": "#part-2",
                    "status": {"tag": {"text": "In progress", "classes": "govuk-tag--teal"}},
                },
                {
                    "title": {"text": "Family and environment"},
                    "href": "#part-3",
                    "status": {"tag": {"text": "Not started", "classes": "govuk-tag--grey"}},
                },
            ],
        },
        "pages": {
            "previous": {"href": "#previous"},
            "next": {"href": "#next-page"},
            "items": [{"number": 1, "href": "#1"}, {"number": 2, "current": True, "href": "#2"}],
        },
    }


def sectors_chart() -> Any:
    return bar_chart(
        "CAFs started in February 2025, by sector",
        [
            Bar("Schools and colleges", 41, href="#school"),
            Bar("Health", 23, href="#health"),
            Bar("Voluntary sector", 9, href="#voluntary"),
            Bar("Police", None, shown="fewer than 5"),
        ],
        heads=("Sector", "CAFs started"),
        sentence="Schools started more than half of the 76 CAFs.",
    )


def months_chart() -> Any:
    return line_chart(
        "CAFs open at the end of each month",
        ["October", "November", "December", "January", "February"],
        [Line("North", (31, 35, 33, 40, 44)), Line("South", (22, 21, None, 25, 24))],
        head="Month",
        sentence="The north grew by 13; the south has no figure for December.",
    )
