"""The life of a case, told in other words than the program's: what is so, and what the journey tells."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

Key = tuple[object, ...]
Told = Counter[tuple[dt.date, str]]
AT_WORK = ("intended", "assessing", "planning", "supporting")


@dataclass
class Spell:
    """A time from a day until, and not including, another; open until it is over."""

    who: str
    begun: dt.date
    over: dt.date | None = None
    why_over: str = ""
    by: str = ""

    @property
    def is_open(self) -> bool:
        return self.over is None

    @property
    def lasts(self) -> bool:
        """Whether it has a day at all: what was a mistake begins and ends on one."""
        return self.over is None or self.over > self.begun

    def end(self, on: dt.date, why: str) -> None:
        self.over, self.why_over = max(on, self.begun), why


@dataclass
class Life:
    """What a case has come to."""

    intended: dt.date
    state: str = "intended"
    closed_from: str = ""
    leads: list[Spell] = field(default_factory=list)
    works: list[Spell] = field(default_factory=list)
    team: list[Spell] = field(default_factory=list)
    rests: list[Spell] = field(default_factory=list)
    closings: list[Spell] = field(default_factory=list)
    children: list[Spell] = field(default_factory=list)
    asked: str = ""
    assessors: set[str] = field(default_factory=set)
    let_in: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    social_care: str = ""
    draft_begun: dt.date | None = None
    draft_level: int | None = None
    completed: int = 0
    levels: list[tuple[dt.date, int]] = field(default_factory=list)
    met: list[dt.date] = field(default_factory=list)
    told: dict[Key, tuple[dt.date, str]] = field(default_factory=dict)

    # Who is who now

    @property
    def lead(self) -> str:
        return self.now(self.leads)

    @property
    def works_beside(self) -> str:
        return self.now(self.works)

    @property
    def in_team(self) -> set[str]:
        return {one.who for one in self.team if one.is_open}

    @property
    def is_open(self) -> bool:
        return self.state != "closed"

    @staticmethod
    def now(spells: list[Spell]) -> str:
        return next((one.who for one in spells if one.is_open), "")

    @property
    def at_work_since(self) -> dt.date:
        """The day on which this time at work began: the intention, or the last return to it."""
        back = [one.over for one in (*self.rests, *self.closings) if one.over]
        return max([self.intended, *back])

    # Who may do what

    def sees(self, who: str) -> bool:
        """Whether somebody may open the case: the manager, and who has a reason now."""
        return who in ("carol", "alice", self.lead) or who in self.let_in or who in self.assessors

    def writes(self, who: str) -> bool:
        return self.is_open and self.sees(who)

    def coordinates(self, who: str) -> bool:
        return who in ("carol", "alice", self.lead)

    def may_close(self, who: str) -> bool:
        return self.is_open and who in ("carol", self.lead or "alice")

    def is_shown_no_part(self, who: str) -> bool:
        """Whether the family, which spoke of sharing, shares nothing with somebody's agency."""
        return who != "carol" and self.answers.get("share", "yes") != "yes"

    # What happens to more than one thing

    def begin_lead(self, who: str, on: dt.date, *, by: str) -> None:
        """Somebody leads: nobody else does, no offer waits, and they are in the team."""
        for one in self.leads:
            if one.is_open:
                one.end(on, "handed over")
        for one in self.works:
            if one.is_open and one.who == who:
                one.end(on, "leads")
        self.leads.append(Spell(who, on, by=by))
        self.join(who, on, by=by)

    def join(self, who: str, on: dt.date, *, by: str) -> None:
        """A worker is in the team, if they were not, and let in because of it."""
        if who not in self.in_team:
            self.team.append(Spell(who, on, by=by))
            self.let_in.add(who)

    def join_family(self, who: str, on: dt.date) -> None:
        """Somebody of the family is in the team; that opens nothing to them."""
        if who not in self.in_team:
            self.team.append(Spell(who, on))

    def lay_down(self, on: dt.date, why: str) -> None:
        """Nobody leads, is asked or does the work: the case rests, or is closed."""
        for one in (*self.leads, *self.works):
            if one.is_open:
                one.end(on, why)
        self.asked = ""

    def close(self, on: dt.date) -> None:
        self.closed_from, self.state = self.state, "closed"
        self.closings.append(Spell("closed", on))
        for one in (*self.team, *self.rests):
            if one.is_open:
                one.end(on, "closing")
        self.lay_down(on, "closing")

    def reopen(self, on: dt.date, *, by: str) -> None:
        """As it stood; who was in the team and still has a reason is in it again."""
        closed = self.closings[-1]
        closed.end(on, "reopened")
        self.state = "supporting" if self.closed_from == "suspended" else self.closed_from
        back = {one.who: None for one in self.team if self.comes_back(one, closed.begun)}
        self.team += [Spell(who, on, by=by) for who in back]

    def comes_back(self, member: Spell, closed_on: dt.date) -> bool:
        """Whether a member is back after a closing; of the family, too, who left on that very day."""
        if member.who in self.in_team:
            return False
        if member.who in ("ellis", "mother"):
            return member.over == max(closed_on, member.begun)
        return member.why_over == "closing" and member.who in self.let_in

    def shut_out(self, on: dt.date) -> None:
        """The family agrees no more: who was let in by agreement is out, and who does not lead leaves."""
        for one in self.team:
            if one.is_open and one.who in self.let_in and one.who != self.lead:
                one.end(on, "agreement ended")
        self.let_in.clear()

    # What the journey should tell

    def expected(self) -> Told:
        """Everything that happened, each once, on its day."""
        told = Counter(self.told.values())
        told[self.intended, "intended"] += 1
        for name, spells, began, ended in (
            ("lead", self.leads, "lead_began", "lead_ended"),
            ("work", self.works, "work_began", "work_ended"),
            ("team", self.team, "joined_team", "left_team"),
            ("rest", self.rests, "suspended", "resumed"),
            ("closing", self.closings, "closed", "reopened"),
            ("child", self.children, "child_joined", "child_left"),
        ):
            for one in spells:
                if name != "child" or one.begun > self.intended:
                    told[one.begun, began] += 1
                if one.over and (name, one.why_over) != ("rest", "closing"):
                    told[one.over, ended] += 1
        for day, _ in self.levels:
            told[day, "level"] += 1
        return told

    def contradictions(self) -> list[str]:
        """What cannot be: two leading at once, one leading at rest, a gap that nothing explains."""
        leads = sorted((one for one in self.leads if one.lasts), key=lambda one: one.begun)
        away = [one for one in (*self.rests, *self.closings) if one.lasts]
        found = [f"two lead: {a}, {b}" for a, b in pairwise(leads) if overlap(a, b)]
        found += [f"{a} leads at rest {b}" for a in leads for b in away if overlap(a, b)]
        stops = {one.begun for one in (*self.rests, *self.closings)}
        begins = {one.begun for one in leads}
        found += [f"gap after {a}" for a in leads if a.over and a.over not in stops | begins]
        if self.lead and self.state not in AT_WORK:
            found.append("somebody leads what is not at work")
        return found


def overlap(a: Spell, b: Spell) -> bool:
    """Whether two spells share a day."""
    return a.begun < (b.over or dt.date.max) and b.begun < (a.over or dt.date.max)
