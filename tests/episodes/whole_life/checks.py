"""What must hold after every step: the state, who leads, who sees, and the journey, as the model says."""

from __future__ import annotations

from collections import Counter
from typing import Any

from opencaf.access.models import AccessGrant
from opencaf.episodes.models import Coordination, Episode, LeadOffer, LeadProfessional, TeamMember
from opencaf.episodes.queries.journey import events_of
from opencaf.episodes.queries.withholding import episode_seen_by
from tests.episodes.standing_anew import stands, stands_as_kept
from tests.episodes.whole_life.cast import HELPERS
from tests.episodes.whole_life.life import Spell
from tests.episodes.whole_life.walking import Walking


class Checked(Walking):
    """A walk whose every step is compared with the model."""

    def check(self) -> None:
        self.check_state()
        self.check_who()
        self.check_access()
        self.check_journey()

    def check_state(self) -> None:
        """The case is in the state of the model, and stands as its rows say."""
        held, life = self.episode, self.life
        assert held.state == life.state
        assert held.intended_on == life.intended
        assert held.closed_on == (None if life.is_open else life.closings[-1].begun)
        assert stands_as_kept()[self.id] == stands(held)

    def check_who(self) -> None:
        """Who led, worked without the title and was in the team, from when to when."""
        life = self.life
        assert self.spells(LeadProfessional, "started_on", "ended_on") == as_rows(life.leads), "who led"
        assert self.spells(Coordination, "started_on", "ended_on") == as_rows(life.works), "who worked"
        assert self.spells(TeamMember, "joined_on", "left_on") == as_rows(life.team), "who was in the team"
        offers = LeadOffer.objects.filter(episode=self.id, answer="")
        asked = [self.cast.name_of(one) for one in offers]
        assert asked == [life.asked] * bool(life.asked)
        assert not life.contradictions()

    def spells(self, model: Any, begun: str, over: str) -> list[Any]:
        rows = model.objects.filter(episode=self.id)
        found = [(self.cast.name_of(row), getattr(row, begun), getattr(row, over)) for row in rows]
        return sorted(found, key=str)

    def check_access(self) -> None:
        """Who leads, was asked or is let in by agreement has a live reason; the case opens to nobody else."""
        life = self.life
        live = AccessGrant.objects.live().filter(episode_id=self.id)
        held = {(one.basis, one.practitioner_id) for one in live}
        wanted = {("lead", life.lead), ("offered", life.asked)} | {("team", who) for who in life.let_in}
        for basis in ("lead", "offered", "team"):
            expected = {self.cast.workers[who].id for kind, who in wanted if kind == basis and who}
            assert {who for kind, who in held if kind == basis} == expected, basis
        for who in (*HELPERS, "dave"):
            with self.cast.acting(who):
                seen = episode_seen_by(self.cast.workers[who], self.id) is not None
                row = Episode.objects.filter(pk=self.id).exists()
            assert (seen, row) == (life.sees(who), life.sees(who) or who == life.asked), who

    def check_journey(self) -> None:
        """The journey tells all that the model knows of, each once on its day, and nothing else."""
        rows = events_of([self.id])
        told = Counter((row[1], row[4]) for row in rows)
        expected = self.life.expected()
        assert told == expected, f"too much: {told - expected}; missing: {expected - told}"
        assert len({(row[4], row[6]) for row in rows}) == len(rows)


def as_rows(spells: list[Spell]) -> list[Any]:
    return sorted(((one.who, one.begun, one.over) for one in spells), key=str)
