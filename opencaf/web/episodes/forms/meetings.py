"""Meetings: planned, held, cancelled, with a row of attendance for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from opencaf.agencies.models import MeetingKind
from opencaf.core import clock
from opencaf.episodes.codes import AttendanceState
from opencaf.episodes.operations.meetings import Line
from opencaf.episodes.queries.team import Known, Who
from opencaf.web.episodes.forms.directory import DirectoryField, find_by_name
from opencaf.web.episodes.forms.leading import lines_of
from opencaf.web.episodes.forms.team import ChoosingForm, offer
from opencaf.web.shared.forms import (
    ConfirmField,
    DateField,
    GovukBoundField,
    OperationForm,
    PeopleField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    TimeField,
)

BLANK_ROWS = 6
NOT_ASKED = "not_asked"
CAME = [
    (state.value, state.label)
    for state in (
        AttendanceState.PRESENT,
        AttendanceState.APOLOGIES,
        AttendanceState.ABSENT,
        AttendanceState.NO_REPLY,
    )
]


class AttendanceField(RadiosField):
    """Whether somebody came: small and side by side, since there is one for everybody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": [*CAME, (NOT_ASKED, "Not asked")], "required": False, **kwargs})

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        return {**super().markup(bound), "classes": "govuk-radios--small govuk-radios--inline"}


@dataclass(frozen=True)
class Row:
    """The fields of one line of the attendance, for the template."""

    heading: str
    who: Any
    attendance: Any
    note: Any
    update: Any
    joins: Any

    @property
    def is_open(self) -> bool:
        """Whether something stands under the fold."""
        return any(
            field and (field.value() or field.errors) for field in (self.note, self.update, self.joins)
        )


class MeetingForm(ChoosingForm):
    """What a planned and a held meeting have in common."""

    kind = RadiosField(label="What kind of meeting", missing="Select what kind of meeting it is")
    purpose = TextField(
        label="What for", hint="In words, such as “first team meeting”", required=False, max_length=120
    )
    place = TextField(label="Where", name="the place", required=False)

    def __init__(self, *args: Any, kinds: Sequence[MeetingKind], **kwargs: Any) -> None:
        self.kinds = {str(kind.id): kind for kind in kinds}
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        if not self.kinds:
            del self.fields["kind"]
            return
        field: Any = self.fields["kind"]
        field.choices = [(key, kind.name) for key, kind in self.kinds.items()]
        field.coerce = self.kinds.get
        if len(self.kinds) == 1:
            field.initial = next(iter(self.kinds))


class InvitingForm(ChoosingForm):
    """Who is invited: those whom the case knows, and others by name."""

    invited = PeopleField(label="Who is invited", required=False)
    others = StoryField(
        label="Others to invite", hint="One a line: an e-mail address or full name", rows=3, required=False
    )

    def add_fields(self) -> None:
        super().add_fields()
        offer(self.fields["invited"], self.circle.everybody)

    def clean_others(self) -> list[Who]:
        """Return whom the lines stand for."""
        field = DirectoryField(label="Others", with_agencies=True)
        field.authority_id = self.authority_id
        found = [find_by_name(field, line) for line in lines_of(self.cleaned_data["others"])]
        return [one for one in found if not isinstance(one, str)]

    def clean(self) -> dict[str, Any]:
        """Put those chosen and those typed together."""
        answers = super().clean()
        others = answers.pop("others", [])
        return {**answers, "invited": [*answers.get("invited", []), *others]}


class PlanMeetingForm(InvitingForm, MeetingForm):
    """When, where, and who is invited."""

    planned_for = DateField(label="Date", name="the date of the meeting")
    planned_time = TimeField(label="Time", name="the time", required=False)
    field_order = ["kind", "purpose", "planned_for", "planned_time", "place", "invited", "others"]


class CancelForm(OperationForm):
    """Why a meeting does not take place."""

    why_cancelled = StoryField(
        label="Why it does not take place", missing="Enter why the meeting does not take place"
    )


class HoldForm(MeetingForm):
    """A meeting as it was held, on one page."""

    pairs = {"chair": "chair_else", "minutes_by": "minutes_else"}

    held_on = DateField(label="Date it was held", name="the date of the meeting", latest=clock.today)
    chair = SelectField(label="Who chaired", required=False, hint="A practitioner or one of the family")
    chair_else = DirectoryField(
        label="Somebody else chaired", hint="A practitioner’s e-mail address or full name"
    )
    minutes_by = SelectField(label="Who took the minutes", required=False)
    minutes_else = DirectoryField(label="Somebody else took them", hint="Their e-mail address or full name")
    why_without_family = StoryField(
        label="Why no parent or carer was there", hint="Only if none of them came", rows=2, required=False
    )
    notes = StoryField(label="What was said", rows=6, required=False)
    decisions = StoryField(label="What was decided", hint="One decision a line", rows=5, required=False)
    next_on = DateField(label="Date of the next meeting", name="the date of the next meeting", required=False)
    closing_proposed = ConfirmField(label="Closing was proposed", required=False)

    def add_fields(self) -> None:
        super().add_fields()
        offer(self.fields["chair"], self.circle.everybody)
        offer(self.fields["minutes_by"], self.circle.practitioners)
        for known in self.circle.everybody:
            self.add_row(known.key, known)
        for number in range(1, BLANK_ROWS + 1):
            self.add_row(f"other_{number}", None)

    def add_row(self, key: str, known: Known | None) -> None:
        """Add the fields of one line, for somebody the case knows or for somebody to be typed in."""
        if known is None:
            self.fields[f"who_{key}"] = DirectoryField(
                label="Who", hint="E-mail address or full name, or the name of an agency", with_agencies=True
            )
        name = known.in_words if known else "Did they come?"
        sent_word = known is not None and known.attendance == AttendanceState.APOLOGIES
        self.fields[f"attendance_{key}"] = AttendanceField(
            label=name, initial=AttendanceState.APOLOGIES.value if sent_word else None
        )
        self.fields[f"note_{key}"] = TextField(
            label="Note", required=False, max_length=300, initial=known.note if known else ""
        )
        self.fields[f"update_{key}"] = StoryField(label="What they sent instead", rows=2, required=False)
        if known is None or not known.in_team:
            self.fields[f"joins_{key}"] = ConfirmField(label="Joins the team", required=False)

    def keys(self) -> Iterator[tuple[str, Known | None]]:
        """Every line: its key, and who it is about where that is known."""
        for known in self.circle.everybody:
            yield known.key, known
        for number in range(1, BLANK_ROWS + 1):
            yield f"other_{number}", None

    def known_rows(self) -> list[Row]:
        """The lines of those the case knows."""
        return [self.row(key, known) for key, known in self.keys() if known]

    def blank_rows(self) -> list[Row]:
        """The lines for others."""
        return [self.row(key, None) for key, known in self.keys() if not known]

    @property
    def blank_rows_are_used(self) -> bool:
        """Whether something was typed into a line for others."""
        return any(row.who.value() or row.attendance.value() or row.is_open for row in self.blank_rows())

    def row(self, key: str, known: Known | None) -> Row:
        """The fields of one line."""
        joins = f"joins_{key}"
        return Row(
            heading=known.in_words if known else "Somebody else",
            who=None if known else self[f"who_{key}"],
            attendance=self[f"attendance_{key}"],
            note=self[f"note_{key}"],
            update=self[f"update_{key}"],
            joins=self[joins] if joins in self.fields else None,
        )

    def clean(self) -> dict[str, Any]:
        """Gather the lines of the attendance and of the decisions."""
        answers = super().clean()
        lines = [line for key, known in self.keys() if (line := self.line(answers, key, known))]
        return {**answers, "attendance": lines, "decisions": lines_of(answers.get("decisions", ""))}

    def line(self, answers: dict[str, Any], key: str, known: Known | None) -> Line | None:
        """One line as answered; None where nobody was asked."""
        who = known.who if known else answers.pop(f"who_{key}", None)
        state = answers.pop(f"attendance_{key}", "") or ""
        note, update = answers.pop(f"note_{key}", "") or "", answers.pop(f"update_{key}", "") or ""
        joins = bool(answers.pop(f"joins_{key}", False))
        says_something = bool(note or update or joins)
        if state in ("", NOT_ASKED):
            if says_something or (known is None and who):
                self.add_error(f"attendance_{key}", "Select whether they came")
            return None
        if who is None:
            if f"who_{key}" not in self.errors:
                self.add_error(f"who_{key}", "Enter who this line is about")
            return None
        return Line(who, state, note, update, joins)
