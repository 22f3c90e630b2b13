"""What the pages of training ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.training.models import Booking, Course, CourseKind, Feedback, TrainingAttendance
from opencaf.training.operations.bringing_in import LEFT_OUT, NEW
from opencaf.training.queries.people import people_in
from opencaf.training.queries.statistics import By
from opencaf.training.queries.understood import Unknown
from opencaf.web.shared.forms import (
    DateField,
    OperationForm,
    PeopleField,
    RadiosField,
    RegisterFileField,
    SelectField,
    StoryField,
    TextField,
    TimeField,
    WholeNumberField,
    YesNoField,
)

MOST_SEATS = 500
MOST_MONTHS = 120
ONE_A_LINE = "One a line: a name as it stands under People, or a work e-mail address."


class CourseForm(OperationForm):
    """What a course is."""

    name = TextField(label="Name of the course", name="the name of the course", max_length=100)
    kind = RadiosField(
        label="Kind",
        name="the kind of course",
        hint="Statistics of trained schools count practitioner and manager training.",
        choices=CourseKind.choices,
    )
    length = TextField(label="Length", hint="Such as: one hour, one day", max_length=60, required=False)
    seats = WholeNumberField(
        label="Usual number of seats", name="the usual number of seats", min_value=1, max_value=MOST_SEATS
    )
    valid_months = WholeNumberField(
        label="Months until a refresher is due",
        name="the months until a refresher is due",
        hint="Leave it empty where the course holds for ever.",
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
    )
    about = StoryField(label="What people learn", required=False)


class ChangeCourseForm(CourseForm):
    """What a course is, and whether it is still held."""

    active = YesNoField(label="Is it still held?", name="whether it is still held")


class MaterialForm(OperationForm):
    """Something to read for a course."""

    mark_optional = False

    name = TextField(label="What it is", name="what it is", max_length=100)
    address = TextField(
        label="Address",
        name="the address",
        hint="Where it is found on your website or shared drive. It begins with https://",
        max_length=300,
        spellcheck=False,
    )


class SessionForm(OperationForm):
    """When and where a session is."""

    held_on = DateField(label="Date", name="the date")
    starts_at = TimeField(label="Begins at", name="when it begins")
    ends_at = TimeField(label="Ends at", name="when it ends")
    place = TextField(label="Place", name="the place", max_length=150)
    seats = WholeNumberField(label="Seats", name="the number of seats", min_value=1, max_value=MOST_SEATS)
    trainer = TextField(label="Who trains", name="who trains", max_length=120, required=False)


class PlanForm(SessionForm):
    """The same, and which course."""

    field_order = ("course",)
    course = SelectField(label="Course", name="the course")

    def __init__(self, *args: Any, courses: Sequence[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {str(course.id): course for course in courses}
        self.choose_among("course", [(key, course.name) for key, course in self.courses.items()])

    def clean_course(self) -> Course:
        """Return the course that was chosen."""
        return self.courses[self.cleaned_data["course"]]


class CallOffForm(OperationForm):
    """Why a session does not take place."""

    why = TextField(label="Why does it not take place?", name="why it does not take place", max_length=300)


class NamesForm(OperationForm):
    """People by name or address, one a line."""

    mark_optional = False

    people = StoryField(label="Who", name="who", hint=ONE_A_LINE, rows=6)

    def __init__(self, *args: Any, by: Practitioner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_people(self) -> list[Practitioner]:
        """Return those who are meant, or say of which line nobody or more than one is."""
        return people_or_mistake(self.cleaned_data["people"], self.by)


class AttendanceForm(NamesForm):
    """Who of those with a place came, and who else."""

    came = PeopleField(label="Who came?", required=False)
    field_order = ("came",)

    def __init__(
        self,
        *args: Any,
        bookings: Iterable[Booking],
        there: Iterable[TrainingAttendance],
        by: Practitioner,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, by=by, **kwargs)
        found = {str(one.practitioner_id): one for one in bookings} | {
            str(one.practitioner_id): one for one in there
        }
        self.known = {key: one.practitioner for key, one in found.items()}
        self.choose_among("came", [(key, f"{one.practitioner}, {one.agency}") for key, one in found.items()])
        self.fields["people"].required = False
        self.fields["people"].label = "Who else came?"
        self.initial.setdefault("came", [str(one.practitioner_id) for one in there])
        if not found:
            del self.fields["came"]

    @property
    def everybody(self) -> list[Practitioner]:
        """All who came, once each."""
        ticked = [self.known[key] for key in self.cleaned_data.get("came", [])]
        return list(dict.fromkeys([*ticked, *self.cleaned_data["people"]]))


class FeedbackForm(OperationForm):
    """What somebody thought of a session."""

    useful = RadiosField(
        label="How useful was it for your work?",
        name="how useful it was",
        choices=[
            ("5", "Very useful"),
            ("4", "Useful"),
            ("3", "Somewhat"),
            ("2", "Little"),
            ("1", "Not at all"),
        ],
        coerce=int,
    )
    ready = RadiosField(
        label="Would you know how to begin tomorrow?",
        name="whether you would know how to begin",
        choices=Feedback.Ready.choices,
    )
    words = StoryField(label="What should be different next time?", required=False)


class ChangedForm(OperationForm):
    """What was changed because of what people said."""

    changed = StoryField(label="What was changed?", name="what was changed")


class ListForm(OperationForm):
    """A list of who took part, and what it does not say itself."""

    file = RegisterFileField(label="The list", name="the list", hint="XLSX, ODS or CSV")
    course = SelectField(label="Course, where the list names none", blank="The list says it", required=False)
    day = DateField(
        label="Date, where the list says none",
        hint="For example, 27 3 2025",
        required=False,
        latest=clock.today,
    )

    def __init__(self, *args: Any, courses: Sequence[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("course", [(course.name, course.name) for course in courses])


class WhoForm(OperationForm):
    """Who the unknown names of a list are."""

    mark_optional = False

    def __init__(self, *args: Any, unknown: Sequence[Unknown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = {f"who_{place}": one for place, one in enumerate(unknown)}
        for name, one in self.unknown.items():
            self.fields[name] = who_field(one)

    @property
    def answers(self) -> dict[str, str | Practitioner]:
        """The answer to each name, by its key."""
        found: dict[str, str | Practitioner] = {}
        for name, one in self.unknown.items():
            alike = {str(who.id): who for who in one.alike}
            answer = self.cleaned_data[name]
            found[one.key] = alike.get(answer, answer)
        return found


def who_field(one: Unknown) -> RadiosField:
    """Ask who a name is: somebody alike, somebody new, or nobody to be counted."""
    said = one.agency.name if one.agency else one.agency_said
    choices = [(str(who.id), f"{who}, {who.agency}") for who in one.alike]
    if one.agency:
        choices.append((NEW, f"Somebody new at {one.agency.name}, without an account"))
    choices.append((LEFT_OUT, "Leave them out"))
    label = f"{one.name}, {said}" if said else one.name
    return RadiosField(label=label, name=f"who {one.name} is", choices=choices)


class StatisticsFilter(OperationForm):
    """On which day, and told apart by what."""

    mark_optional = False

    on = DateField(label="Up to and including", name="the day", required=False)
    by = SelectField(label="By", required=False, blank="Agency", choices=By.choices[1:])

    def __init__(self, chosen: Any) -> None:
        asked = {key: chosen[key] for key in chosen if key.startswith("on_") or key == "by"}
        # the blank choice stands for it
        super().__init__({key: value for key, value in asked.items() if value != By.AGENCY})

    @property
    def day(self) -> dt.date:
        """The chosen day, else today."""
        return self.cleaned_data.get("on") or clock.today()

    @property
    def grouped_by(self) -> str:
        """By what figures are told apart."""
        return self.cleaned_data.get("by") or By.AGENCY.value


def people_or_mistake(words: str, by: Practitioner) -> list[Practitioner]:
    """Return the people whom lines name, or raise ValidationError that names the lines."""
    found, mistakes = people_in(words, by.authority_id)
    if mistakes:
        raise ValidationError(mistakes)
    return found
