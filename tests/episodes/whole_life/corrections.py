"""Steps that put a date right: the program may refuse; what it accepts, the model must be able to believe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from opencaf.episodes.models import (
    Closure,
    ContactNote,
    EpisodeChild,
    LeadProfessional,
    Meeting,
    Suspension,
    TeamMember,
)
from opencaf.episodes.operations.correcting import correct_date
from tests.episodes.whole_life.checks import Checked
from tests.episodes.whole_life.life import Spell
from tests.episodes.whole_life.walking import Try, last_first, one_of


class Corrections(Checked):
    """Dates put right."""

    def correct(
        self, who: str, kind: str, row: Any, field: str, day: dt.date, then: Callable[[], None]
    ) -> Try | None:
        """Put a date right; who does not work with the family cannot."""
        if row is None:
            return None

        def act(by: Any) -> None:
            correct_date(
                episode=self.episode,
                kind=kind,
                record_id=row.pk,
                field=field,
                value=day,
                reason="Misread",
                by=by,
            )

        possible = None if self.life.sees(who) and getattr(row, field) != day else False
        return Try(possible, act, lambda made: then())

    def correct_note(self, who: str, day: dt.date, pick: int) -> Try | None:
        note = one_of(ContactNote.objects.filter(episode=self.id), pick)
        return self.correct(
            who,
            "note",
            note,
            "happened_on",
            day,
            lambda: self.tell("note", note.id, day, f"note_{note.kind}") if note else None,
        )

    def correct_meeting(self, who: str, day: dt.date, pick: int) -> Try | None:
        """A meeting that was held, and with it its review."""
        meeting = one_of(Meeting.objects.filter(episode=self.id, status="held"), pick)

        def then() -> None:
            assert meeting is not None
            self.life.met.remove(meeting.held_on)
            self.life.met.append(day)
            self.tell("meeting", meeting.id, day, "meeting_held")
            if ("review", meeting.id) in self.life.told:
                self.tell("review", meeting.id, day, "reviewed")

        return self.correct(who, "meeting", meeting, "held_on", day, then)

    def correct_intention(self, who: str, day: dt.date, pick: int) -> Try | None:
        def then() -> None:
            for one in self.life.children:
                one.begun = day if one.begun == self.life.intended else one.begun
            self.life.intended = day

        return self.correct(who, "episode", self.episode, "intended_on", day, then)

    def correct_child(self, who: str, day: dt.date, pick: int) -> Try | None:
        """The day on which a child joined or left."""
        row = one_of(last_first(EpisodeChild, self.id), pick // 2)
        field = "left_on" if pick % 2 else "joined_on"

        def then() -> None:
            assert row is not None
            place = next(one for one in self.life.children if self.cast.family[one.who] == row.child)
            place.begun, place.over = (place.begun, day) if field == "left_on" else (day, place.over)

        return self.correct(who, "child", row, field, day, then)

    def correct_member(self, who: str, day: dt.date, pick: int) -> Try | None:
        """The day on which somebody joined or left the team."""
        row = one_of(last_first(TeamMember, self.id), pick // 2)
        field = "left_on" if pick % 2 else "joined_on"

        def then() -> None:
            assert row is not None
            self.restate(self.life.team, self.cast.name_of(row), row.joined_on, row.left_on, field, day)

        return self.correct(who, "team", row, field, day, then)

    def correct_lead(self, who: str, day: dt.date, pick: int) -> Try | None:
        """The first or the last day of a lead; who handed over, or took over, moves with it."""
        row = one_of(last_first(LeadProfessional, self.id), pick // 2)
        field = "ended_on" if pick % 2 else "started_on"

        def then() -> None:
            assert row is not None
            leads = self.life.leads
            stops = {one.begun for one in (*self.life.rests, *self.life.closings)}
            turn = row.started_on if field == "started_on" else row.ended_on
            others = [one for one in leads if one.lasts and turn not in stops]
            for one in others:
                if field == "started_on" and one.over == row.started_on:
                    one.over = day
                if field == "ended_on" and one.begun == row.ended_on:
                    one.begun = day
            self.restate(leads, self.cast.name_of(row), row.started_on, row.ended_on, field, day)

        return self.correct(who, "lead", row, field, day, then)

    @staticmethod
    def restate(
        spells: list[Spell], who: str, begun: dt.date, over: dt.date | None, field: str, day: dt.date
    ) -> None:
        """Let one spell begin, or be over, on another day."""
        one = next(one for one in spells if (one.who, one.begun, one.over) == (who, begun, over))
        if field in ("left_on", "ended_on"):
            one.over = day
        else:
            one.begun = day

    def correct_rest(self, who: str, day: dt.date, pick: int) -> Try | None:
        """The first or the last day of a rest; who stopped because of it stops on the new first day."""
        row = one_of(last_first(Suspension, self.id), pick // 2)
        field = "ended_on" if pick % 2 else "started_on"

        def then() -> None:
            assert row is not None
            if field == "started_on":
                self.end_instead((*self.life.leads, *self.life.works), row.started_on, day)
            self.restate(self.life.rests, "rest", row.started_on, row.ended_on, field, day)

        return self.correct(who, "suspension", row, field, day, then)

    def correct_closing(self, who: str, day: dt.date, pick: int) -> Try | None:
        """The day of a closing, and of all that ended with it; or of the reopening."""
        row = one_of(last_first(Closure, self.id), pick // 2)
        field = "reopened_on" if pick % 2 else "closed_on"
        life = self.life

        def then() -> None:
            assert row is not None
            closing = next(
                one for one in life.closings if (one.begun, one.over) == (row.closed_on, row.reopened_on)
            )
            if field == "reopened_on":
                closing.over = day
                return
            closing.begun = day
            self.end_instead((*life.leads, *life.works, *life.team, *life.rests), row.closed_on, day)
            if row.level_of_need:
                moved = (row.closed_on, row.level_of_need)
                life.levels = [
                    (day, level) if (on, level) == moved else (on, level) for on, level in life.levels
                ]

        return self.correct(who, "closure", row, field, day, then)

    @staticmethod
    def end_instead(spells: tuple[Spell, ...], before: dt.date, day: dt.date) -> None:
        """What was over on one day is over on another."""
        for one in spells:
            if one.over == before:
                one.over = day
