"""Steps around the lead and the team: offered, agreed, handed over, taken back; work without the title."""

from __future__ import annotations

import datetime as dt

from opencaf.episodes.models import Coordination, EpisodeChild, LeadOffer, LeadProfessional, TeamMember
from opencaf.episodes.operations.children import add_child_to_episode, take_child_out
from opencaf.episodes.operations.coordinating import begin_coordinating, end_coordinating
from opencaf.episodes.operations.leading import agree_lead_professional, hand_over_lead
from opencaf.episodes.operations.leading_back import take_back_lead
from opencaf.episodes.operations.offering import accept_lead, decline_lead, offer_lead, take_back_offer
from opencaf.episodes.operations.team import join_team, leave_team
from tests.episodes.whole_life.cast import HELPERS
from tests.episodes.whole_life.checks import Checked
from tests.episodes.whole_life.life import Spell
from tests.episodes.whole_life.walking import Try, last_first, one_of


class Leading(Checked):
    """Who leads, and who is in the team."""

    @property
    def first_day_to_lead(self) -> dt.date:
        """A lead begins on a day at work, and no earlier than the one before it began, or ended."""
        life = self.life
        open_leads = [one.begun for one in life.leads if one.is_open]
        ended = [one.over for one in life.leads if one.over]
        return max([life.at_work_since, *(open_leads or ended)])

    @property
    def may_be_led(self) -> bool:
        return self.life.is_open and self.life.state != "suspended"

    def offer(self, who: str, day: dt.date, pick: int) -> Try:
        to, life = HELPERS[pick % 4], self.life

        def then(made: LeadOffer) -> None:
            life.asked = to
            self.tell("offer", made.id, self.day, "lead_offered")

        return Try(
            self.may_be_led and life.coordinates(who) and not life.asked and to not in (who, life.lead),
            lambda by: offer_lead(
                episode=self.episode, practitioner=self.cast.workers[to], why_changed="New job", by=by
            ),
            then,
        )

    @property
    def last_offer(self) -> LeadOffer | None:
        return LeadOffer.objects.filter(episode=self.id).order_by("id").last()

    def accept(self, who: str, day: dt.date, pick: int) -> Try | None:
        """Whoever was asked, or now and then somebody else, accepts."""
        offer, life = self.last_offer, self.life
        as_ = who if pick == 1 else life.asked or who
        if offer is None:
            return None

        def then(made: LeadProfessional) -> None:
            life.asked = ""
            self.begins_to_lead(as_, day, by=as_)

        return Try(
            bool(life.asked) and as_ == life.asked and day >= self.first_day_to_lead,
            lambda by: accept_lead(offer=offer, started_on=day, by=by),
            then,
            as_,
        )

    def begins_to_lead(self, who: str, day: dt.date, *, by: str) -> None:
        """Somebody leads; an offer that waits is settled by it."""
        offer = self.last_offer
        if self.life.asked and offer:
            self.life.asked = ""
            self.tell("offer answered", offer.id, self.day, "offer_overtaken")
        self.life.begin_lead(who, day, by=by)

    def decline(self, who: str, day: dt.date, pick: int) -> Try | None:
        offer, life = self.last_offer, self.life
        as_ = who if pick == 1 else life.asked or who
        if offer is None:
            return None
        return Try(
            bool(life.asked) and as_ == life.asked,
            lambda by: decline_lead(offer=offer, reason="I lead nine.", by=by),
            lambda made: self.offer_ends(offer, "offer_declined"),
            as_,
        )

    def take_back_offer(self, who: str, day: dt.date, pick: int) -> Try | None:
        offer, life = self.last_offer, self.life
        if offer is None:
            return None
        return Try(
            life.is_open and life.coordinates(who) and bool(life.asked),
            lambda by: take_back_offer(offer=offer, reason="Not now.", by=by),
            lambda made: self.offer_ends(offer, "offer_taken_back"),
        )

    def offer_ends(self, offer: LeadOffer, step: str) -> None:
        self.life.asked = ""
        self.tell("offer answered", offer.id, self.day, step)

    def agree_lead(self, who: str, day: dt.date, pick: int) -> Try:
        to, life = HELPERS[pick % 4], self.life
        return Try(
            self.may_be_led and life.coordinates(who) and not life.lead and day >= self.first_day_to_lead,
            lambda by: agree_lead_professional(
                episode=self.episode, practitioner=self.cast.workers[to], started_on=day, by=by
            ),
            lambda made: self.begins_to_lead(to, day, by=who),
        )

    def hand_over(self, who: str, day: dt.date, pick: int) -> Try:
        """Directly; whoever led stays in the team, or leaves it with the handover."""
        to, life, old_stays = HELPERS[pick % 4], self.life, pick < 4

        def then(made: LeadProfessional) -> None:
            old = life.lead
            self.begins_to_lead(to, day, by=who)
            self.tell("handover", made.id, day, "handover")
            if not old_stays:
                self.leaves(old, day)

        return Try(
            life.is_open
            and life.coordinates(who)
            and bool(life.lead)
            and life.lead != to
            and day >= self.first_day_to_lead,
            lambda by: hand_over_lead(
                episode=self.episode,
                practitioner=self.cast.workers[to],
                started_on=day,
                why_changed="New job",
                met_on=day,
                note="She likes to be rung.",
                steps=["Plan read together"],
                old_stays=old_stays,
                by=by,
            ),
            then,
        )

    def take_back_handover(self, who: str, day: dt.date, pick: int) -> Try:
        """The one before leads on, in the team again; the mistake is a lead of no day."""
        life, before = self.life, self.who_handed_over()

        def then(made: object) -> None:
            assert before is not None
            wrong = next(one for one in life.leads if one.is_open)
            wrong.end(wrong.begun, "mistake")
            before.over, before.why_over = None, ""
            for member in life.team:
                if member.is_open and (member.who, member.begun, member.by) == (
                    wrong.who,
                    wrong.begun,
                    wrong.by,
                ):
                    self.leaves(wrong.who, wrong.begun)
            left = [one.over for one in life.team if one.who == before.who and one.over]
            life.join(before.who, max(left, default=wrong.begun), by=who)

        return Try(
            self.may_be_led and life.coordinates(who) and before is not None,
            lambda by: take_back_lead(episode=self.episode, why="Wrong one", by=by),
            then,
        )

    def who_handed_over(self) -> Spell | None:
        """Who led until the one began who leads now, and did not stop because of a rest or a closing."""
        life = self.life
        now = next((one for one in life.leads if one.is_open), None)
        if now is None or now.begun in {one.begun for one in (*life.rests, *life.closings)}:
            return None
        before = [one for one in life.leads if one.over == now.begun > one.begun]
        return before[-1] if before else None

    # Work without the title

    def begin_work(self, who: str, day: dt.date, pick: int) -> Try:
        to, life = HELPERS[pick % 4], self.life
        ended = [one.over for one in life.works if one.over]

        def then(made: Coordination) -> None:
            life.join(to, day, by=who)
            life.works.append(Spell(to, day))

        return Try(
            self.may_be_led
            and life.coordinates(who)
            and not life.works_beside
            and life.lead != to
            and day >= max([life.at_work_since, *ended]),
            lambda by: begin_coordinating(
                episode=self.episode, who=self.cast.workers[to], started_on=day, why="They ring.", by=by
            ),
            then,
        )

    def end_work(self, who: str, day: dt.date, pick: int) -> Try | None:
        work = Coordination.objects.filter(episode=self.id).order_by("id").last()
        if work is None:
            return None
        now = next((one for one in self.life.works if one.is_open), None)
        return Try(
            self.life.is_open and self.life.coordinates(who) and now is not None and day >= now.begun,
            lambda by: end_coordinating(coordination=work, ended_on=day, why_ended="Over.", by=by),
            lambda made: now.end(day, "over") if now else None,
        )

    # The team, and the children

    def join(self, who: str, day: dt.date, pick: int) -> Try:
        """A worker, or the mother, joins the team."""
        name, life = (*HELPERS, "mother")[pick % 5], self.life

        def then(made: TeamMember) -> None:
            if name == "mother":
                life.join_family(name, day)
            else:
                life.join(name, day, by=who)

        person = self.cast.workers.get(name) or self.cast.family[name]
        return Try(
            life.writes(who) and name not in life.in_team and day >= life.intended,
            lambda by: join_team(episode=self.episode, who=person, joined_on=day, by=by),
            then,
        )

    def leave(self, who: str, day: dt.date, pick: int) -> Try | None:
        member = one_of(last_first(TeamMember, self.id), pick)
        if member is None:
            return None
        name, life = self.cast.name_of(member), self.life
        return Try(
            life.writes(who)
            and member.left_on is None
            and name not in (life.lead, life.works_beside)
            and day >= member.joined_on,
            lambda by: leave_team(member=member, left_on=day, by=by),
            lambda made: self.leaves(name, day),
        )

    def leaves(self, who: str, day: dt.date) -> None:
        """Somebody is no longer in the team, nor let in because of it."""
        for one in self.life.team:
            if one.is_open and one.who == who:
                one.end(day, "left")
                self.life.let_in.discard(who)

    def add_child(self, who: str, day: dt.date, pick: int) -> Try:
        life = self.life
        return Try(
            life.is_open
            and life.coordinates(who)
            and "theo" not in {one.who for one in life.children}
            and day >= life.intended,
            lambda by: add_child_to_episode(
                episode=self.episode, child=self.cast.family["theo"], joined_on=day, by=by
            ),
            lambda made: life.children.append(Spell("theo", day)),
        )

    def child_leaves(self, who: str, day: dt.date, pick: int) -> Try | None:
        rows = EpisodeChild.objects.filter(episode=self.id).select_related("child")
        row = one_of(rows, pick)
        if row is None:
            return None
        life = self.life
        place = next(one for one in life.children if self.cast.family[one.who] == row.child)
        inside = [one for one in life.children if one.is_open]
        return Try(
            life.is_open
            and life.coordinates(who)
            and place.is_open
            and len(inside) > 1
            and day >= place.begun,
            lambda by: take_child_out(episode=self.episode, child=row.child, left_on=day, by=by),
            lambda made: place.end(day, "left"),
        )
