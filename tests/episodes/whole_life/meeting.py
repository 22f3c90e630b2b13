"""Steps around meetings: planned, moved, cancelled, held, reviewed; panels; decisions that become actions."""

from __future__ import annotations

import datetime as dt

from opencaf.episodes.models import Attendance, Decision, Meeting, Outcome
from opencaf.episodes.operations.decisions import Undertaking, turn_into_actions
from opencaf.episodes.operations.invitations import (
    answer_invitation,
    call_meeting,
    invite_others,
    move_meeting,
)
from opencaf.episodes.operations.meetings import Line, cancel_meeting, hold_meeting
from opencaf.episodes.operations.panel_turns import put_on_panel, take_off_panel
from opencaf.episodes.operations.reviews import ReviewMark, hold_review
from tests.episodes.whole_life.checks import Checked
from tests.episodes.whole_life.walking import Try, one_of
from tests.factories.panels import make_panel

A_WEEK = dt.timedelta(days=7)


class Meetings(Checked):
    """The meetings of a case."""

    def meeting(self, pick: int, **which: object) -> Meeting | None:
        return one_of(Meeting.objects.filter(episode=self.id, **which), pick)

    def plan_to_meet(self, who: str, day: dt.date, pick: int) -> Try:
        planned_for = self.day + dt.timedelta(days=pick)
        return Try(
            self.life.writes(who),
            lambda by: call_meeting(
                episode=self.episode,
                kind=self.cast.kinds[0],
                planned_for=planned_for,
                invited=[self.cast.workers["ben"], self.cast.family["mother"]],
                by=by,
            ),
            lambda made: self.tell("meeting", made.id, planned_for, "meeting_planned"),
        )

    def put_on_panel(self, who: str, day: dt.date, pick: int) -> Try:
        """The manager has planned a panel; the case is put on it."""
        sits_on = self.day + dt.timedelta(days=pick)
        with self.cast.acting("carol"):
            panel = make_panel(kind=self.cast.kinds[1], planned_for=sits_on, by=self.cast.workers["carol"])
        self.traces = {}  # a row more than when the last step was refused
        return Try(
            self.life.writes(who),
            lambda by: put_on_panel(panel=panel, episode=self.episode, by=by),
            lambda made: self.tell("meeting", made.id, sits_on, "meeting_planned"),
        )

    def take_off_panel(self, who: str, day: dt.date, pick: int) -> Try | None:
        turn = self.meeting(pick, panel__isnull=False)
        if turn is None:
            return None
        return Try(
            self.life.writes(who) and turn.status == "planned",
            lambda by: take_off_panel(turn=turn, why_cancelled="They cannot come.", by=by),
            lambda made: self.tell("meeting", turn.id, turn.planned_for, "meeting_cancelled"),
        )

    def move_meeting(self, who: str, day: dt.date, pick: int) -> Try | None:
        meeting, to = self.meeting(pick), self.day + dt.timedelta(days=pick)
        if meeting is None:
            return None
        return Try(
            self.life.writes(who) and meeting.status == "planned" and meeting.panel_id is None,
            lambda by: move_meeting(meeting=meeting, planned_for=to, by=by),
            lambda made: self.tell("meeting", meeting.id, to, "meeting_planned"),
        )

    def cancel_meeting(self, who: str, day: dt.date, pick: int) -> Try | None:
        meeting = self.meeting(pick)
        if meeting is None:
            return None
        return Try(
            self.life.writes(who) and meeting.status == "planned",
            lambda by: cancel_meeting(meeting=meeting, why_cancelled="Snow.", by=by),
            lambda made: self.tell("meeting", meeting.id, meeting.planned_for, "meeting_cancelled"),
        )

    def invite(self, who: str, day: dt.date, pick: int) -> Try | None:
        meeting = self.meeting(pick)
        if meeting is None:
            return None
        return Try(
            self.life.writes(who) and meeting.status == "planned",
            lambda by: invite_others(meeting=meeting, invited=[self.cast.workers["cat"]], by=by),
            lambda made: None,
        )

    def apologise(self, who: str, day: dt.date, pick: int) -> Try | None:
        """Whoever is invited says for themselves that they cannot come."""
        line = one_of(Attendance.objects.filter(meeting__episode=self.id, practitioner__isnull=False), pick)
        if line is None:
            return None
        invited = self.cast.name_of(line)
        return Try(
            line.meeting.status == "planned" if self.life.sees(invited) else None,
            lambda by: answer_invitation(line=line, state="apologies", note="In court.", by=by),
            lambda made: None,
            as_=invited,
        )

    def meet(self, who: str, day: dt.date, pick: int) -> Try:
        """A meeting is written down, planned or not; dan may join the team at it, closing may be proposed."""
        planned = self.meeting(pick, status="planned") if pick % 2 else None
        dan, life = self.cast.workers["dan"], self.life
        lines = [
            Line(self.cast.workers[who], "present"),
            Line(self.cast.workers["ben" if who != "ben" else "cat"], "apologies", "Ill"),
            Line(self.cast.family["mother"], "present", joins_team=pick > 2),
        ]
        lines += [Line(dan, "present", joins_team=True)] if pick > 1 and who != "dan" else []

        def then(made: Meeting) -> None:
            self.tell("meeting", made.id, day, "meeting_held")
            life.met.append(day)
            if pick > 1 and who != "dan":
                life.join("dan", day, by=who)
            if pick > 2:
                life.join_family("mother", day)
            if life.state in ("assessing", "planning"):
                life.state = "supporting"

        return Try(
            life.writes(who) and day >= life.intended,
            lambda by: hold_meeting(
                episode=self.episode,
                meeting=planned,
                kind=self.cast.kinds[0],
                held_on=day,
                attendance=lines,
                decisions=["Ring the clinic", "Ask the school"],
                next_on=None if pick == 5 else day + A_WEEK,
                closing_proposed=pick == 5,
                by=by,
            ),
            then,
        )

    def decide_to_act(self, who: str, day: dt.date, pick: int) -> Try | None:
        """A decision becomes an action; never twice."""
        decision = one_of(Decision.objects.filter(meeting__episode=self.id), pick)
        outcome = one_of(Outcome.objects.filter(episode=self.id), pick)
        if decision is None or outcome is None or decision.meeting.held_on is None:
            return None
        held_on = decision.meeting.held_on
        undertaking = Undertaking(
            decision, outcome, decision.text, held_on + A_WEEK, self.cast.workers["alice"]
        )
        return Try(
            self.life.writes(who) and decision.action_id is None,
            lambda by: turn_into_actions(meeting=decision.meeting, undertakings=[undertaking], by=by),
            lambda made: self.tell("action", made[0].id, held_on, "action_agreed"),
        )

    def review(self, who: str, day: dt.date, pick: int) -> Try | None:
        meeting = self.meeting(pick)
        if meeting is None:
            return None
        hidden = self.life.is_shown_no_part(who)
        mark = ReviewMark(self.cast.family["ellis"], "general_health", str(pick % 6))
        return Try(
            self.life.writes(who)
            and meeting.status == "held"
            and not meeting.reviews.exists()
            and not (hidden and pick % 2),
            lambda by: hold_review(
                meeting=meeting, marks=[mark] if pick % 2 else [], what_changed="He sleeps.", by=by
            ),
            lambda made: self.tell("review", meeting.id, meeting.held_on, "reviewed"),
        )
