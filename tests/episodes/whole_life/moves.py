"""Steps that stop a case or send it on: rest, social care, closing and reopening."""

from __future__ import annotations

import datetime as dt

from opencaf.episodes.models import ThresholdStep
from opencaf.episodes.operations.closing import close_episode, reopen_episode
from opencaf.episodes.operations.stepping import (
    record_step_answer,
    record_step_feedback,
    step_down,
    step_up,
    take_back_step,
    take_back_step_answer,
)
from opencaf.episodes.operations.suspension import resume_episode, suspend_episode
from tests.episodes.whole_life.checks import Checked
from tests.episodes.whole_life.life import Spell
from tests.episodes.whole_life.walking import Try, one_of

ANSWERS = ("declined", "more_information", "accepted")


class Moves(Checked):
    """What stops a case, or sends it on."""

    def suspend(self, who: str, day: dt.date, pick: int) -> Try:
        """A rest begins at work, and not before who leads began to."""
        life = self.life
        leads = [one.begun for one in life.leads if one.is_open]

        def then(made: object) -> None:
            life.state = "suspended"
            life.rests.append(Spell("rest", day))
            self.stops("rest", day)

        return Try(
            life.state in ("assessing", "planning", "supporting")
            and life.coordinates(who)
            and day >= max([life.at_work_since, *leads]),
            lambda by: suspend_episode(episode=self.episode, started_on=day, reason="Social care", by=by),
            then,
        )

    def stops(self, why: str, day: dt.date) -> None:
        """Who leads and works stops; an offer that waits is settled."""
        if self.life.asked:
            offer = self.episode.lead_offers.order_by("id").last()
            self.tell("offer answered", offer.id, self.day, "offer_overtaken")
        self.life.lay_down(day, why)

    def resume(self, who: str, day: dt.date, pick: int) -> Try:
        life = self.life
        rest = next((one for one in life.rests if one.is_open), None)

        def then(made: object) -> None:
            assert rest is not None
            rest.end(day, "resumed")
            life.state = "supporting"

        return Try(
            life.is_open and life.coordinates(who) and rest is not None and day >= rest.begun,
            lambda by: resume_episode(episode=self.episode, ended_on=day, by=by),
            then,
        )

    # Social care

    def step_up(self, who: str, day: dt.date, pick: int) -> Try:
        """A case is sent to social care; again, where it came back from there."""
        ups = list(
            ThresholdStep.objects.filter(episode=self.id, direction="up", taken_back_on=None).order_by("id")
        )
        back = [one for one in ups if one.answer in ANSWERS[:2]]
        again = back[-1] if back and pick % 2 else None
        earliest = [again.answered_on] if again and again.answered_on else []
        return Try(
            self.life.writes(who)
            and bool(self.life.social_care)
            and not any(not one.answer for one in ups)
            and day >= max([self.life.intended, *earliest]),
            lambda by: step_up(
                episode=self.episode,
                agency=self.cast.social_care,
                what_happened="A door was broken.",
                sent_on=day,
                again_after=again,
                by=by,
            ),
            lambda made: self.tell("up", made.id, day, "stepped_up_again" if again else "stepped_up"),
        )

    def step(self, pick: int) -> ThresholdStep | None:
        return one_of(ThresholdStep.objects.filter(episode=self.id), pick)

    def answer_step(self, who: str, day: dt.date, pick: int) -> Try | None:
        step, answer = self.step(pick // 3), ANSWERS[pick % 3]
        if step is None:
            return None
        return Try(
            self.life.sees(who) and step.is_waiting and step.sent_on is not None and day >= step.sent_on,
            lambda by: record_step_answer(
                step=step, answer=answer, answered_on=day, reason="As it is", by=by
            ),
            lambda made: self.tell("step answered", step.id, day, f"step_{answer}"),
        )

    def feed_back(self, who: str, day: dt.date, pick: int) -> Try | None:
        step = self.step(pick)
        if step is None:
            return None
        return Try(
            self.life.sees(who)
            and step.is_up
            and step.taken_back_on is None
            and step.fed_back_on is None
            and step.sent_on is not None
            and day >= step.sent_on,
            lambda by: record_step_feedback(step=step, fed_back_on=day, feedback="They will visit.", by=by),
            lambda made: self.tell("fed back", step.id, day, "step_fed_back"),
        )

    def step_down(self, who: str, day: dt.date, pick: int) -> Try:
        """Social care may have decided before the intention."""
        return Try(
            self.life.writes(who),
            lambda by: step_down(
                episode=self.episode, agency=self.cast.social_care, decided_on=day, reason="Calmer.", by=by
            ),
            lambda made: self.tell("down", made.id, day, "stepped_down"),
        )

    def take_back_step(self, who: str, day: dt.date, pick: int) -> Try | None:
        step = self.step(pick)
        if step is None:
            return None

        def then(made: object) -> None:
            for kind in ("up", "down", "step answered", "fed back"):
                self.untell(kind, step.id)
            self.tell("taken back", step.id, self.day, f"step_{step.direction}_back")

        was_sent_again = step.sent_again.filter(taken_back_on=None).exists()
        return Try(
            self.life.sees(who) and step.taken_back_on is None and not was_sent_again,
            lambda by: take_back_step(step=step, why="Of another case.", by=by),
            then,
        )

    def take_back_answer(self, who: str, day: dt.date, pick: int) -> Try | None:
        step = self.step(pick)
        if step is None:
            return None
        others = ThresholdStep.objects.filter(episode=self.id, direction="up", taken_back_on=None, answer="")
        return Try(
            self.life.sees(who)
            and step.taken_back_on is None
            and bool(step.answer)
            and not others.exclude(pk=step.pk).exists(),
            lambda by: take_back_step_answer(step=step, why="Not theirs.", by=by),
            lambda made: self.untell("step answered", step.id),
        )

    # Closing

    @property
    def first_day_to_close(self) -> dt.date:
        """Nothing that shows the case at work, or away, comes after its closing."""
        life = self.life
        days = [life.at_work_since, *life.met]
        return max([*days, *(one.begun for one in (*life.leads, *life.works, *life.rests))])

    def close(self, who: str, day: dt.date, pick: int) -> Try:
        life = self.life
        level = pick if 1 <= pick <= 4 else None

        def then(made: object) -> None:
            if level and (day, level) not in life.levels:
                life.levels.append((day, level))
            self.closes(day)

        return Try(
            life.may_close(who) and day >= self.first_day_to_close,
            lambda by: close_episode(
                episode=self.episode,
                closed_on=day,
                reason="needs_met_universal",
                outcome_level="all",
                level_of_need=level,
                views_missing_why="Away.",
                by=by,
            ),
            then,
        )

    def closes(self, day: dt.date) -> None:
        self.stops("closing", day)
        self.life.close(day)

    def reopen(self, who: str, day: dt.date, pick: int) -> Try:
        """By the manager, who began it, or who led last."""
        life = self.life
        possible = not life.is_open and day >= life.closings[-1].begun
        if possible and life.sees(who) and who not in ("alice", "carol"):
            ended = [one for one in life.leads if one.over]
            possible = max(ended, key=lambda one: one.over or day).who == who if ended else False
        return Try(
            possible and life.sees(who),
            lambda by: reopen_episode(episode=self.episode, reopened_on=day, reason="Again", by=by),
            lambda made: life.reopen(day, by=who),
        )
