"""Steps of the plan and of support: outcomes, actions, requests to services, notes."""

from __future__ import annotations

import datetime as dt

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import (
    Action,
    ContactNote,
    MissingService,
    Outcome,
    ServiceRequest,
)
from opencaf.episodes.operations.missing import (
    note_missing_service,
    recall_request,
    take_back_missing_service,
    take_back_recall,
)
from opencaf.episodes.operations.moving_notes import move_note
from opencaf.episodes.operations.plan import (
    add_action,
    add_outcome,
    close_action,
    record_progress,
    reopen_action,
)
from opencaf.episodes.operations.requests import (
    ask_service,
    record_decision,
    record_delivery,
    record_unmet_need,
    send_request,
    start_service,
)
from opencaf.episodes.operations.support import add_note
from tests.episodes.whole_life.checks import Checked
from tests.episodes.whole_life.walking import Try, one_of

A_MONTH = dt.timedelta(days=30)
ANSWERS = ("accepted", "declined", "waiting")


class Plan(Checked):
    """What is to be done, and what was done."""

    def outcome(self, who: str, day: dt.date, pick: int) -> Try:
        return Try(
            self.life.writes(who) and day >= self.life.intended,
            lambda by: add_outcome(
                episode=self.episode,
                wording="Calm mornings.",
                children=[self.cast.family["ellis"]],
                agreed_on=day,
                by=by,
            ),
            lambda made: self.tell("outcome", made.id, day, "outcome_agreed"),
        )

    def act(self, who: str, day: dt.date, pick: int) -> Try | None:
        outcome = one_of(Outcome.objects.filter(episode=self.id), pick)
        if outcome is None:
            return None
        owner = self.cast.workers["alice"] if pick % 2 else self.cast.family["mother"]
        return Try(
            self.life.writes(who) and day >= self.life.intended,
            lambda by: add_action(
                outcome=outcome, what="Pack the bag", owner=owner, agreed_on=day, due_on=day + A_MONTH, by=by
            ),
            lambda made: self.tell("action", made.id, day, "action_agreed"),
        )

    def action(self, pick: int) -> Action | None:
        return one_of(Action.objects.filter(outcome__episode=self.id), pick)

    def progress(self, who: str, day: dt.date, pick: int) -> Try | None:
        action = self.action(pick)
        if action is None:
            return None
        return Try(
            self.life.writes(who) and day >= action.agreed_on,
            lambda by: record_progress(action=action, said_on=day, text="Twice a week.", by=by),
            lambda made: self.tell("progress", made.id, day, "progress"),
        )

    def close_action(self, who: str, day: dt.date, pick: int) -> Try | None:
        action = self.action(pick)
        if action is None:
            return None
        status = ("done", "not_done", "cancelled")[pick % 3]
        return Try(
            self.life.writes(who) and action.closed_on is None and day >= action.agreed_on,
            lambda by: close_action(action=action, status=status, closed_on=day, reason="As agreed", by=by),
            lambda made: self.tell("action closed", action.id, day, f"action_{status}"),
        )

    def reopen_action(self, who: str, day: dt.date, pick: int) -> Try | None:
        action = self.action(pick)
        if action is None:
            return None

        def then(made: object) -> None:
            self.untell("action closed", action.id)
            news = action.progress.order_by("id").last()
            self.tell("progress", news.id, day, "progress")

        return Try(
            self.life.writes(who) and action.closed_on is not None and day >= action.agreed_on,
            lambda by: reopen_action(action=action, reopened_on=day, reason="Not over.", by=by),
            then,
        )

    # Services

    def ask(self, who: str, day: dt.date, pick: int) -> Try:
        return Try(
            self.life.writes(who) and day >= self.life.intended,
            lambda by: ask_service(
                episode=self.episode,
                service_name="Speech therapy",
                people=[self.cast.family["ellis"]],
                agency=self.cast.workers["ben"].agency,
                asked_on=day,
                by=by,
            ),
            lambda made: self.tell("asked", made.id, day, "asked"),
        )

    def request(self, pick: int) -> ServiceRequest | None:
        return one_of(ServiceRequest.objects.filter(episode=self.id), pick)

    def may_go_on(self, who: str, day: dt.date, request: ServiceRequest) -> bool:
        """Whether a next step of a request can be noted: it was not recalled, and not asked later."""
        return self.life.writes(who) and request.recalled_on is None and day >= request.asked_on

    def send(self, who: str, day: dt.date, pick: int) -> Try | None:
        request = self.request(pick)
        if request is None:
            return None
        note = {"consent_note": "Agreed on the telephone."} if pick % 2 else {}
        is_agreed = bool(note) or self.life.answers.get("share") == "yes" or bool(request.consent_note)
        return Try(
            self.may_go_on(who, day, request) and request.sent_on is None and is_agreed,
            lambda by: send_request(request=request, sent_on=day, sent_what="The summary", by=by, **note),
            lambda made: self.tell("sent", request.id, day, "sent"),
        )

    def decide(self, who: str, day: dt.date, pick: int) -> Try | None:
        """The service answers, and perhaps once more."""
        request, decision = self.request(pick // 3), ANSWERS[pick % 3]
        if request is None:
            return None
        earlier = [one.decided_on for one in request.decisions.all()]
        again = "_again" if earlier else ""
        return Try(
            self.may_go_on(who, day, request) and day >= max([request.asked_on, *earlier]),
            lambda by: record_decision(
                request=request, decision=decision, decided_on=day, reason="As things are", by=by
            ),
            lambda made: self.tell("decision", made.id, day, f"decided_{decision}{again}"),
        )

    def service_starts(self, who: str, day: dt.date, pick: int) -> Try | None:
        request = self.request(pick)
        if request is None:
            return None
        return Try(
            self.may_go_on(who, day, request) and request.started_on is None,
            lambda by: start_service(request=request, started_on=day, by=by),
            lambda made: self.tell("service", request.id, day, "service_started"),
        )

    def service_ends(self, who: str, day: dt.date, pick: int) -> Try | None:
        request = self.request(pick)
        if request is None:
            return None
        started = request.started_on
        return Try(
            self.life.writes(who) and request.ended_on is None and started is not None and day >= started,
            lambda by: record_delivery(request=request, delivered="Six times", ended_on=day, by=by),
            lambda made: self.tell("service over", request.id, day, "service_ended"),
        )

    def unmet(self, who: str, day: dt.date, pick: int) -> Try | None:
        request = self.request(pick)
        if request is None:
            return None
        noted = request.unmet_recorded_on
        return Try(
            self.life.writes(who) and day >= request.asked_on and noted in (None, day),
            lambda by: record_unmet_need(request=request, need="Words", recorded_on=day, by=by),
            lambda made: self.tell("unmet", request.id, day, "unmet"),
        )

    def recall(self, who: str, day: dt.date, pick: int) -> Try | None:
        request = self.request(pick)
        if request is None:
            return None
        return Try(
            self.may_go_on(who, day, request) and request.started_on is None,
            lambda by: recall_request(request=request, recalled_on=day, why="They moved.", by=by),
            lambda made: self.tell("recalled", request.id, day, "recalled"),
        )

    def take_back_recall(self, who: str, day: dt.date, pick: int) -> Try | None:
        request = self.request(pick)
        if request is None:
            return None
        return Try(
            self.life.writes(who) and request.recalled_on is not None,
            lambda by: take_back_recall(request=request, why="The wrong one.", by=by),
            lambda made: self.untell("recalled", request.id),
        )

    def no_service(self, who: str, day: dt.date, pick: int) -> Try:
        return Try(
            self.life.writes(who) and day >= self.life.intended,
            lambda by: note_missing_service(
                episode=self.episode,
                need="loss_bereavement",
                wanted="Somebody to talk to",
                noted_on=day,
                by=by,
            ),
            lambda made: self.tell("missing", made.id, day, "no_such_service"),
        )

    def take_back_no_service(self, who: str, day: dt.date, pick: int) -> Try | None:
        missing = one_of(MissingService.objects.filter(episode=self.id), pick)
        if missing is None:
            return None
        return Try(
            self.life.writes(who) and missing.taken_back_on is None,
            lambda by: take_back_missing_service(missing=missing, why="There is one.", by=by),
            lambda made: self.untell("missing", missing.id),
        )

    # Notes

    def note(self, who: str, day: dt.date, pick: int) -> Try:
        kind = ("visit", "call", "message", "seen", "note")[pick % 5]
        return Try(
            self.life.writes(who),
            lambda by: add_note(episode=self.episode, kind=kind, happened_on=day, text="All well.", by=by),
            lambda made: self.tell("note", made.id, day, f"note_{kind}"),
        )

    def move_note(self, who: str, day: dt.date, pick: int) -> Try | None:
        """A note goes to the case of the other family, of which alice and the manager write."""
        note = one_of(ContactNote.objects.filter(episode=self.id), pick)
        if note is None:
            return None
        return Try(
            who in ("alice", "carol"),
            lambda by: self.moved(note, by, back=False),
            lambda made: self.untell("note", note.id),
        )

    def move_note_back(self, who: str, day: dt.date, pick: int) -> Try | None:
        note = one_of(ContactNote.objects.filter(episode=self.cast.other_case), pick)
        if note is None:
            return None
        return Try(
            who in ("alice", "carol") and self.life.is_open,
            lambda by: self.moved(note, by, back=True),
            lambda made: self.tell("note", note.id, note.happened_on, f"note_{note.kind}"),
        )

    def moved(self, note: ContactNote, by: Practitioner, *, back: bool) -> ContactNote:
        here, there = self.episode, self.cast.other_case
        from_, to = (there, here) if back else (here, there)
        return move_note(episode=from_, note_id=note.id, episode_to=to, reason="Of another child", by=by)
