"""The plan: outcomes, actions, progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opencaf.core import clock
from opencaf.episodes.codes import NEED_TAGS, ActionStatus, OutcomeStatus
from opencaf.episodes.models import Meeting
from opencaf.episodes.operations.plan import CLOSED_AS
from opencaf.episodes.queries.form_areas import form_areas
from opencaf.people.models import Person
from opencaf.web.episodes.forms.directory import DirectoryField
from opencaf.web.episodes.forms.leading import offer_meetings
from opencaf.web.episodes.forms.team import ChoosingForm, offer
from opencaf.web.shared.forms import (
    CheckboxesField,
    DateField,
    GovukBoundField,
    OperationForm,
    PeopleField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
)


class SmallCheckboxesField(CheckboxesField):
    """Many options to tick, small."""

    def markup(self, bound: GovukBoundField) -> dict[str, Any]:
        return {**super().markup(bound), "classes": "govuk-checkboxes--small"}


class OutcomeForm(OperationForm):
    """What should be different, in the family's words."""

    wording = StoryField(
        label="What should be different",
        hint="In the family’s own words",
        missing="Enter what should be different",
        rows=2,
    )
    whose_words = TextField(label="Whose words", required=False)
    children = PeopleField(
        label="For which children", missing="Select at least one child", name="which children"
    )
    measure = StoryField(label="How we will know", required=False, rows=2)
    agreed_on = DateField(label="Agreed on", name="the date this was agreed")
    target_on = DateField(label="By when", name="the date by when", required=False)
    elements = SmallCheckboxesField(label="Which areas of the assessment this is about", required=False)
    need_tags = SmallCheckboxesField(label="Kinds of need", choices=list(NEED_TAGS.items()), required=False)

    def __init__(self, *args: Any, children: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(child.id): child for child in children}
        field: Any = self.fields["children"]
        field.choices = [(key, child.full_name) for key, child in by_id.items()]
        field.coerce = by_id.get
        field.initial = list(by_id)
        areas: Any = self.fields["elements"]
        areas.choices = form_areas().choices


class OutcomeStatusForm(OperationForm):
    """How far an outcome is met."""

    status = RadiosField(
        label="How far is it met?", choices=OutcomeStatus.choices, missing="Select how far it is met"
    )


class ActionForm(ChoosingForm):
    """What somebody will do by a day."""

    pairs = {"owner": "somebody_else"}

    what = StoryField(label="What will be done", missing="Enter what will be done", rows=2)
    owner = SelectField(label="Who will do it", required=False)
    somebody_else = DirectoryField(
        label="Somebody who is not in the list",
        hint="A practitioner’s e-mail address or full name, or somebody in words, such as “the neighbours”",
        keep_words=True,
    )
    due_on = DateField(label="By when", name="the date it is due")
    agreed_at = SelectField(label="Agreed at which meeting", required=False, blank="Not at a meeting")
    agreed_on = DateField(
        label="Agreed on",
        name="the date this was agreed",
        hint="Leave empty when it was agreed at the meeting",
        required=False,
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        self.meetings = meetings
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        offer(self.fields["owner"], self.circle.everybody)
        offer_meetings(self.fields["agreed_at"], self.meetings)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        in_words = answers["owner"] if isinstance(answers.get("owner"), str) else ""
        return {**answers, "owner": None if in_words else answers.get("owner"), "owner_words": in_words}


class ProgressForm(ChoosingForm):
    """A line of progress."""

    pairs = {"said_by": "said_by_else"}

    text = StoryField(label="How it is going", missing="Enter how it is going", rows=2)
    said_on = DateField(label="When", name="the date of the progress", latest=clock.today)
    said_by = SelectField(label="Who says so", required=False, blank="I do")
    said_by_else = DirectoryField(
        label="Somebody who is not in the list", hint="Their e-mail address or full name"
    )

    def add_fields(self) -> None:
        offer(self.fields["said_by"], self.circle.everybody)


class CloseActionForm(OperationForm):
    """How an action ended."""

    status = RadiosField(
        label="How it ended",
        choices=[(status.value, status.label) for status in map(ActionStatus, CLOSED_AS)],
        missing="Select how it ended",
    )
    closed_on = DateField(label="Ended on", name="the date this ended", latest=clock.today)
    reason = StoryField(label="Why it was not done", hint="Only if it was not done", rows=2, required=False)


class ReopenActionForm(OperationForm):
    """Why a closed action is opened again."""

    reopened_on = DateField(label="Opened again on", name="the date it is opened again", latest=clock.today)
    reopen_reason = StoryField(label="Why", missing="Enter why this is opened again", rows=2)

    def clean(self) -> dict[str, Any]:
        """Give the reason the name that the operation knows."""
        answers = super().clean() or {}
        reason = answers.pop("reopen_reason", "")
        return {**answers, "reason": reason}


class HandOnForm(OperationForm):
    """Who carries an action on."""

    handed_to = TextField(label="Who carries it on", missing="Enter who carries it on")
