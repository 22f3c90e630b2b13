"""Steps from the intention to the plan: the checklist, agreement, assessments, levels of need."""

from __future__ import annotations

import datetime as dt

from opencaf.episodes.models import Assessment, Consent
from opencaf.episodes.operations.assessment import (
    complete_assessment,
    record_visit,
    show_to_family,
    start_assessment,
)
from opencaf.episodes.operations.checklist import leave_out_checklist
from opencaf.episodes.operations.conclusions import Words, write_conclusions
from opencaf.episodes.operations.consent import record_consent, withdraw_consent
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.levels import set_level
from opencaf.episodes.operations.marks import MarkFor, give_marks
from tests.episodes.whole_life.cast import HELPERS
from tests.episodes.whole_life.checks import Checked
from tests.episodes.whole_life.walking import Try, one_of


class Stages(Checked):
    """The first stages of a case."""

    def wait(self, who: str, day: dt.date, pick: int) -> Try:
        """Days pass."""

        def then(made: object) -> None:
            self.day += dt.timedelta(days=pick + 1)

        return Try(True, lambda by: None, then)

    def checklist(self, who: str, day: dt.date, pick: int) -> Try:
        def then(made: object) -> None:
            self.tell("checklist", self.id, day, "checklist")

        return Try(
            self.life.writes(who) and self.life.state == "intended",
            lambda by: leave_out_checklist(episode=self.episode, decided_on=day, why="Known well.", by=by),
            then,
        )

    # What the family agrees to

    def agree(self, who: str, day: dt.date, pick: int) -> Try:
        return self.answer(who, "assess", given=True)

    def refuse(self, who: str, day: dt.date, pick: int) -> Try:
        return self.answer(who, "assess", given=False)

    def share(self, who: str, day: dt.date, pick: int) -> Try:
        return self.answer(who, "share", given=True, social_care="everything")

    def share_in_part(self, who: str, day: dt.date, pick: int) -> Try:
        return self.answer(who, "share", given=True, social_care="part" if pick % 2 else "nothing")

    def share_nothing(self, who: str, day: dt.date, pick: int) -> Try:
        return self.answer(who, "share", given=False)

    def answer(self, who: str, kind: str, *, given: bool, social_care: str = "") -> Try:
        """The mother answers today: of all who help, and of social care apart."""
        shares = []
        if kind == "share" and given:
            shares = [AgencyShare(self.cast.workers[name].agency, "everything") for name in HELPERS]
            parts = {"parts": "only", "elements": ["general_health"]} if social_care == "part" else {}
            shares.append(AgencyShare(self.cast.social_care, social_care, **parts))

        def then(made: Consent) -> None:
            self.tell("answer", made.id, self.day, f"{kind}_{'agreed' if given else 'refused'}")
            self.answered(kind, "yes" if given else "no")
            if kind == "share":
                self.life.social_care = "" if social_care == "nothing" else social_care

        return Try(
            self.life.writes(who),
            lambda by: record_consent(
                episode=self.episode,
                kind=kind,
                given=given,
                answered_on=self.day,
                given_by=self.cast.family["mother"],
                capacity="parent",
                method="verbal",
                explained_by=by,
                agencies=shares,
                by=by,
            ),
            then,
        )

    def answered(self, kind: str, answer: str) -> None:
        """An answer counts from now on; a yes that is no longer one shuts out who was let in by it."""
        before = self.life.answers.get(kind)
        self.life.answers[kind] = answer
        if before == "yes" != answer:
            self.life.shut_out(self.day)

    def withdraw(self, who: str, day: dt.date, pick: int) -> Try | None:
        """The mother takes her last answer of a kind back."""
        kind = "share" if pick % 2 else "assess"
        answers = Consent.objects.filter(episode=self.id, kind=kind).order_by("answered_on", "id")
        last = answers.last()
        if last is None:
            return None

        def then(made: object) -> None:
            self.tell("withdrawal", last.id, self.day, "withdrawn")
            self.answered(kind, "withdrawn")
            if kind == "share":
                self.life.social_care = ""

        possible = self.life.sees(who) and self.life.answers[kind] == "yes"
        return Try(possible, lambda by: withdraw_consent(consent=last, withdrawn_on=self.day, by=by), then)

    # The assessment

    @property
    def draft(self) -> Assessment | None:
        return Assessment.objects.filter(episode=self.id, state="draft").first()

    def start(self, who: str, day: dt.date, pick: int) -> Try:
        life = self.life

        def then(made: Assessment) -> None:
            self.tell("started", made.id, day, "assessment_started")
            life.assessors.add(who)
            life.draft_begun = day
            if life.state == "intended":
                life.state = "assessing"

        return Try(
            life.writes(who)
            and life.answers.get("assess") == "yes"
            and life.draft_begun is None
            and not life.is_shown_no_part(who)
            and day >= life.intended,
            lambda by: start_assessment(
                episode=self.episode, started_on=day, why_again="Much has changed.", by=by
            ),
            then,
        )

    def mark(self, who: str, day: dt.date, pick: int) -> Try | None:
        """A mark and the level of need of the version that is being written."""
        draft, level = self.draft, pick % 4 + 1
        if draft is None:
            return None

        def write(by: object) -> None:
            child = self.cast.family["ellis"]
            worker = self.cast.workers[who]
            marks = [MarkFor(child.id, "general_health", str(pick % 6))]
            give_marks(assessment=draft, marks=marks, marked_on=day, by=worker)
            write_conclusions(assessment=draft, words=Words(level_of_need=level), said_on=day, by=worker)

        def then(made: object) -> None:
            self.life.draft_level = level

        possible = self.life.writes(who) and not self.life.is_shown_no_part(who)
        return Try(possible, write, then)

    def visit(self, who: str, day: dt.date, pick: int) -> Try | None:
        draft = self.draft
        if draft is None:
            return None
        return Try(
            self.life.writes(who),
            lambda by: record_visit(assessment=draft, visited_on=day, by=by),
            lambda made: self.tell("visit", made.id, day, "visited"),
        )

    def complete(self, who: str, day: dt.date, pick: int) -> Try | None:
        draft, life = self.draft, self.life
        if draft is None or life.draft_begun is None:
            return None

        def then(made: object) -> None:
            self.tell("completed", draft.id, day, "assessment_completed")
            life.completed += 1
            if life.draft_level and (day, life.draft_level) not in life.levels:
                life.levels.append((day, life.draft_level))
            life.draft_begun = life.draft_level = None
            if life.state == "assessing":
                life.state = "supporting" if life.met else "planning"

        possible = life.writes(who) and day >= life.draft_begun
        return Try(possible, lambda by: complete_assessment(assessment=draft, completed_on=day, by=by), then)

    def show(self, who: str, day: dt.date, pick: int) -> Try | None:
        version = one_of(Assessment.objects.filter(episode=self.id), pick)
        if version is None:
            return None
        return Try(
            self.life.writes(who) and day >= version.started_on,
            lambda by: show_to_family(assessment=version, shown_on=day, by=by),
            lambda made: self.tell("shown", version.id, day, "assessment_shown"),
        )

    def level(self, who: str, day: dt.date, pick: int) -> Try:
        level, life = pick % 4 + 1, self.life
        return Try(
            life.writes(who) and day >= life.intended and (day, level) not in life.levels,
            lambda by: set_level(episode=self.episode, level=level, decided_on=day, by=by),
            lambda made: life.levels.append((day, level)),
        )
