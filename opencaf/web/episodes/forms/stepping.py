"""The forms of the path to social care and back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.episodes.codes import StepAnswer
from opencaf.episodes.models import Episode, Meeting
from opencaf.episodes.operations.step_rules import Packet
from opencaf.episodes.queries.meetings import title_of
from opencaf.episodes.queries.packet_choices import MODELS as PAPERS
from opencaf.episodes.queries.packet_choices import PacketChoices, chosen_papers
from opencaf.people.models import Person
from opencaf.web.episodes.forms.directory import DirectoryField, look_in
from opencaf.web.shared.forms import (
    DateField,
    OperationForm,
    PeopleField,
    RadiosField,
    SelectField,
    StoryField,
    TextField,
    YesNoField,
)


class StepForm(OperationForm):
    """What a step up and a step down have in common: which team, and who of the family agreed."""

    agency = SelectField(
        label="Which team of social care?", name="the team of social care", coerce=uuid.UUID, choices=[]
    )
    agreed = PeopleField(label="Who of the family agreed?", coerce=uuid.UUID, choices=[], required=False)
    not_agreed = PeopleField(
        label="Who did not agree?", hint="Leave out who was not asked.", coerce=uuid.UUID, required=False
    )

    def __init__(self, *args: Any, teams: Sequence[Agency], family: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {team.id: team for team in teams}
        self.family = {person.id: person for person in family}
        self.choose_among("agency", [(team.id, team.name) for team in teams])
        if len(teams) == 1:
            self.fields["agency"].initial = teams[0].id
        for name in ("agreed", "not_agreed"):
            self.choose_among(name, [(person.id, person.full_name) for person in family])

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        given = dict(self.cleaned_data)
        people = {name: [self.family[one] for one in given[name]] for name in ("agreed", "not_agreed")}
        return {**given, **people, "agency": self.teams[given["agency"]]}


class StepUpForm(StepForm):
    """What happened, what is sent to whom, who decided and who agreed."""

    what_happened = StoryField(
        label="What happened?",
        hint="What social care needs to know now. It goes with what is sent.",
        missing="Enter what happened",
        rows=5,
    )
    reason = StoryField(label="Why is social care needed?", rows=3, required=False)
    sent_on = DateField(
        label="When was it sent?", name="the date it was sent", latest=clock.today, initial=clock.today
    )
    decided_on = DateField(
        label="When was it decided?",
        name="the date it was decided",
        hint="Leave this empty if it was decided on the day it was sent.",
        latest=clock.today,
        required=False,
    )
    decided_by = DirectoryField(
        label="Who decided?", hint="Leave empty if you did; otherwise their e-mail address or full name."
    )
    sent_by = DirectoryField(
        label="Who sent it?", hint="Leave empty if you did; otherwise their e-mail address or full name."
    )
    assessment = SelectField(
        label="Which assessment goes with it?",
        coerce=uuid.UUID,
        choices=[],
        required=False,
        blank="No assessment",
    )
    with_plan = YesNoField(label="Does the plan go with it?", name="whether the plan goes with it")
    meeting = SelectField(
        label="Which meeting goes with it?", coerce=uuid.UUID, choices=[], required=False, blank="No meeting"
    )
    sharing_decision = SelectField(
        label="On which decision to share does it rest?",
        hint="Needed where the family has not agreed to share with social care.",
        coerce=uuid.UUID,
        choices=[],
        required=False,
        blank="On none: the family has agreed to share",
    )
    again_after = SelectField(
        label="Is it one that social care sent back?",
        coerce=uuid.UUID,
        choices=[],
        required=False,
        blank="No, it is new",
    )
    field_order = (
        "what_happened",
        "reason",
        "agency",
        "sent_on",
        "sent_by",
        "decided_on",
        "decided_by",
        "agreed",
        "not_agreed",
        "sharing_decision",
        "assessment",
        "with_plan",
        "meeting",
        "again_after",
    )

    def __init__(
        self, *args: Any, episode: Episode, choices: PacketChoices, by: Practitioner, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.episode = episode
        for name, offered in vars(choices).items():
            self.choose_among(name, offered)
        if choices.again_after:
            self.fields["again_after"].initial = choices.again_after[0][0]
        else:
            del self.fields["again_after"]
        look_in(by.authority_id, self)

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        papers = chosen_papers(self.episode, {name: given.pop(name, None) for name in PAPERS})
        again = papers.pop("again_after")
        packet = Packet(with_plan=bool(given.pop("with_plan")), **papers)
        return {**given, "packet": packet, "again_after": again}


def meeting_in_words(meeting: Meeting) -> str:
    """Return a meeting as a list offers it."""
    day = meeting.held_on or meeting.planned_for
    when = f", {'planned for ' if meeting.held_on is None else ''}{in_words(day)}" if day else ""
    return f"{title_of(meeting)}{when}"


class StepAnswerForm(OperationForm):
    """What social care decided."""

    answer = RadiosField(
        label="What did social care decide?",
        name="what social care decided",
        choices=StepAnswer.choices,
        reveals={StepAnswer.DECLINED.value: "would_have_helped"},
    )
    would_have_helped = StoryField(
        label="What would have helped?",
        hint="What was missing for social care to say yes, so that the next one can be better.",
        rows=3,
        required=False,
    )
    answered_on = DateField(label="When was it decided?", name="the date of the decision", latest=clock.today)
    reason = StoryField(label="The reason that social care gave", rows=3, required=False)


class StepFeedbackForm(OperationForm):
    """What whoever sent it was told, and when."""

    fed_back_on = DateField(
        label="When did the feedback reach who sent it?", name="the date of the feedback", latest=clock.today
    )
    feedback = StoryField(label="What did social care say?", missing="Enter what social care said", rows=4)
    would_have_helped = StoryField(
        label="What would have helped?",
        hint="Where it was sent back: what was missing.",
        rows=3,
        required=False,
    )


class StepDownForm(StepForm):
    """What social care hands back, why, and what is handed over."""

    decided_on = DateField(
        label="When did social care decide?", name="the date social care decided", latest=clock.today
    )
    reason = StoryField(
        label="Why does social care hand back?", missing="Enter why social care hands back", rows=3
    )
    handed_over = StoryField(
        label="What is handed over?",
        hint="One line for each, such as the single assessment, or actions that are still open.",
        rows=4,
        required=False,
    )
    meeting = SelectField(
        label="Which meeting is social care’s last and the team’s first?",
        hint="It can be named later.",
        coerce=uuid.UUID,
        choices=[],
        required=False,
        blank="Not held yet",
    )
    field_order = ("agency", "decided_on", "reason", "handed_over", "agreed", "not_agreed", "meeting")

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {meeting.id: meeting for meeting in meetings}
        self.choose_among("meeting", [(one.id, meeting_in_words(one)) for one in meetings])

    def answers(self) -> dict[str, Any]:
        given = super().answers()
        return {**given, "meeting": self.meetings.get(given["meeting"])}


class StepMeetingForm(OperationForm):
    """Which meeting was social care's last and the team's first."""

    meeting = SelectField(
        label="Meeting", coerce=uuid.UUID, choices=[], required=False, blank="None of these"
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {meeting.id: meeting for meeting in meetings}
        self.choose_among("meeting", [(one.id, meeting_in_words(one)) for one in meetings])

    def answers(self) -> dict[str, Any]:
        """Return the answers as the operation takes them."""
        return {"meeting": self.meetings.get(self.cleaned_data["meeting"])}


class StepNumberForm(OperationForm):
    """Social care's own number of the case."""

    number = TextField(
        label="Social care’s number", name="social care’s number", missing="Enter social care’s number"
    )


class TakeBackForm(OperationForm):
    """Why something is taken back."""

    why = StoryField(label="Why is it taken back?", missing="Enter why it is taken back", rows=3)
