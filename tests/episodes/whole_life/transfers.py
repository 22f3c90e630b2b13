"""Steps of a move to another authority: prepared, sent, withdrawn, declined, accepted with its receipt."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode, Transfer, TransferredRow
from opencaf.episodes.operations.receiving import accept_package, decline_package, receive_package
from opencaf.episodes.operations.transferring import (
    prepare_transfer,
    record_receipt,
    secrets_of,
    send_transfer,
    take_package,
    withdraw_transfer,
)
from opencaf.episodes.queries.journey import events_of
from tests.episodes.whole_life.moves import Moves
from tests.episodes.whole_life.walking import Try

# Written there about the move itself: who led and helped here stops, and the package came and was accepted.
OF_THE_MOVE = {"transfer_arrived", "transfer_taken_over", "lead_ended", "left_team"}
# What may stay: the look before the intention, offers and work without the title, what nobody gives, moves.
STAYS = ("checked", "lead_offered", "offer_", "work_", "no_such_service", "transfer_")


class Transfers(Moves):
    """A case that moves, or nearly."""

    @property
    def transfer(self) -> Transfer | None:
        return Transfer.objects.filter(episode=self.id).order_by("id").last()

    @property
    def waiting(self) -> Transfer | None:
        transfer = self.transfer
        return transfer if transfer and transfer.waits else None

    def prepare(self, who: str, day: dt.date, pick: int) -> Try:
        life = self.life
        return Try(
            life.is_open and life.coordinates(who) and self.waiting is None and day >= life.intended,
            lambda by: prepare_transfer(
                episode=self.episode,
                to_name="Westshire",
                to_mailbox="early.help@westshire.example.org",
                why="They move house.",
                moves_on=day + dt.timedelta(days=14),
                agreed_on=day,
                agreed_by=self.cast.family["mother"],
                agreed_words="Everything.",
                prepared_on=day,
                by=by,
            ),
            lambda made: self.tell("prepared", made.id, day, "transfer_prepared"),
        )

    def send_package(self, who: str, day: dt.date, pick: int) -> Try | None:
        transfer = self.transfer
        if transfer is None:
            return None
        return Try(
            self.life.is_open
            and self.life.coordinates(who)
            and transfer.waits
            and day >= transfer.prepared_on,
            lambda by: send_transfer(transfer=transfer, sent_on=day, by=by),
            lambda made: self.tell("transfer sent", transfer.id, day, "transfer_sent"),
        )

    def withdraw_transfer(self, who: str, day: dt.date, pick: int) -> Try | None:
        transfer = self.transfer
        if transfer is None:
            return None
        since = transfer.sent_on or transfer.prepared_on
        return Try(
            self.life.coordinates(who) and transfer.waits and day >= since,
            lambda by: withdraw_transfer(transfer=transfer, withdrawn_on=day, why="They stay.", by=by),
            lambda made: self.tell("withdrawn", transfer.id, day, "transfer_withdrawn"),
        )

    def they_decline(self, who: str, day: dt.date, pick: int) -> Try | None:
        """The package is taken, and comes to the other authority, which declines it; so says its receipt."""
        transfer = self.transfer
        if transfer is None:
            return None

        def act(by: Practitioner) -> None:
            receipt = self.answered_there(transfer, by, accepts=False)
            record_receipt(transfer=transfer, receipt=receipt, closed_on=self.day, by=by)

        return Try(
            self.may_send(who, transfer), act, lambda made: self.they_answer(transfer, "transfer_declined")
        )

    def they_accept(self, who: str, day: dt.date, pick: int) -> Try | None:
        """The other authority accepts: what went is there as it was, and the case closes here."""
        transfer = self.transfer
        if transfer is None:
            return None
        before = events_of([self.id])

        def act(by: Practitioner) -> None:
            receipt = self.answered_there(transfer, by, accepts=True, before=before)
            record_receipt(transfer=transfer, receipt=receipt, closed_on=self.day, by=by)

        def then(made: object) -> None:
            self.they_answer(transfer, "transfer_accepted")
            self.closes(self.day)

        possible = self.may_send(who, transfer) and self.day >= self.first_day_to_close
        return Try(possible, act, then)

    def may_send(self, who: str, transfer: Transfer) -> bool:
        life = self.life
        return life.is_open and life.coordinates(who) and transfer.waits and not life.is_shown_no_part(who)

    def they_answer(self, transfer: Transfer, step: str) -> None:
        """An answer says that the package was sent, where nobody had noted it."""
        if transfer.sent_on is None:
            self.tell("transfer sent", transfer.id, self.day, "transfer_sent")
        self.tell("transfer answered", transfer.id, self.day, step)

    def answered_there(
        self, transfer: Transfer, by: Practitioner, *, accepts: bool, before: list[Any] | None = None
    ) -> str:
        """Take the package, receive and answer it there; return the receipt."""
        content, words = take_package(transfer=transfer, by=by), secrets_of(transfer)["words"]
        there = self.cast.there
        with there.inside():
            theirs = {"received_on": self.day, "by": there.coordinator}
            received = receive_package(content=content, words=words, **theirs)
            if accepts:
                moved = accept_package(received=received, same={}, answered_on=self.day, by=there.coordinator)
                self.check_there(moved, before or [])
            else:
                decline_package(
                    received=received, reason="Not ours.", answered_on=self.day, by=there.coordinator
                )
            received.refresh_from_db()
            return received.receipt

    def check_there(self, moved: Episode, before: list[Any]) -> None:
        """Every event that went stands there once, on its day, as an event of the row it became."""
        rows = TransferredRow.objects.filter(received__episode=moved)
        became = {one.original_id: one.row_id for one in rows}
        told = Counter((row[1], row[4], row[6]) for row in events_of([moved.pk]))
        stayed = {str(row[4]) for row in before if row[6] not in became}
        assert all(step.startswith(STAYS) for step in stayed), f"did not go: {stayed}"
        went = Counter((row[1], row[4], became[row[6]]) for row in before if row[6] in became)
        assert not went - told, f"missing there: {went - told}"
        assert {step for _, step, _ in told - went} <= OF_THE_MOVE, f"too much there: {told - went}"
        assert max(told.values()) == 1
        assert moved.state == self.life.state
