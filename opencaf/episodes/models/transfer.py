"""A case that moves to another authority: what is sent, what is received, and which row became which."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, BelongsToAuthority, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.episodes.models.episode import Episode


class Transfer(RecordedModel):
    """One sending of a case to another authority; nothing moves until that authority's receipt says yes.

    The words that open the package, and the key that proves a receipt, are kept sealed while it waits.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", "Prepared"
        SENT = "sent", "Sent, waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    episode = AuthorityForeignKey(Episode, related_name="transfers")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    to_name = models.CharField(max_length=100)
    to_mailbox = models.EmailField()
    why = models.TextField()
    moves_on = models.DateField()
    agreed_on = models.DateField()
    agreed_by = AuthorityForeignKey("people.Person", related_name="+")
    agreed_words = models.TextField()
    prepared_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer_reason = models.TextField(blank=True)
    answered_by_words = models.CharField(max_length=250, blank=True)
    their_reference = models.CharField(max_length=24, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    key_id = models.CharField(max_length=20, blank=True)
    secrets = models.BinaryField(blank=True, default=b"")

    class Privacy:
        personal = (
            "episode",
            "to_name",
            "to_mailbox",
            "why",
            "moves_on",
            "agreed_on",
            "agreed_by",
            "agreed_words",
            "prepared_on",
            "sent_on",
            "answered_on",
            "answer_reason",
            "answered_by_words",
            "their_reference",
            "withdrawn_on",
            "withdrawn_why",
            "secrets",
        )
        plain = (*RECORD_COLUMNS, "state", "key_id")

    class Meta:
        ordering = ["prepared_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(state__in=["prepared", "sent"]), name="one_transfer_waits"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "declined"], answered_on__isnull=False)
                | (~Q(state__in=["accepted", "declined"]) & Q(answered_on=None)),
                name="answered_transfer_says_when",
            ),
            models.CheckConstraint(
                condition=(Q(state="withdrawn", withdrawn_on__isnull=False) & ~Q(withdrawn_why=""))
                | (~Q(state="withdrawn") & Q(withdrawn_on=None, withdrawn_why="")),
                name="withdrawn_transfer_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=F("prepared_on")),
                name="transfer_is_sent_after_it_was_prepared",
            ),
        ]

    def __str__(self) -> str:
        return f"transfer of {self.episode_id} to {self.to_name}"

    @property
    def waits(self) -> bool:
        """Whether it has been neither answered nor withdrawn."""
        return self.state in (self.State.PREPARED, self.State.SENT)


class TransferLeftOut(RecordedModel):
    """An area of the assessment that the family keeps from the authority to which the case moves."""

    transfer = AuthorityForeignKey(Transfer, related_name="left_out")
    element = models.CharField(max_length=60)

    class Privacy:
        personal = ("transfer", "element")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "element"], name="area_is_left_out_of_transfer_once")
        ]

    def __str__(self) -> str:
        return f"{self.element} of {self.transfer_id}"


class ReceivedTransfer(RecordedModel):
    """A package from another authority: held as it came until it is accepted or declined."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    package_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sender_name = models.CharField(max_length=100)
    sender_contact = models.CharField(max_length=300)
    their_reference = models.CharField(max_length=24)
    moves_on = models.DateField()
    received_on = models.DateField()
    key_id = models.CharField(max_length=20, blank=True)
    held = models.BinaryField(blank=True, default=b"")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    answer_reason = models.TextField(blank=True)
    episode = AuthorityForeignKey(Episode, null=True, blank=True, related_name="received_transfers")
    receipt = models.TextField(blank=True)

    class Privacy:
        personal = (
            "sender_name",
            "sender_contact",
            "their_reference",
            "moves_on",
            "received_on",
            "held",
            "answered_on",
            "answered_by",
            "answer_reason",
            "episode",
            "receipt",
        )
        plain = (*RECORD_COLUMNS, "package_id", "digest", "state", "key_id")

    class Meta:
        ordering = ["-received_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "package_id"], name="package_is_received_once"),
            models.CheckConstraint(
                condition=(Q(state="waiting", answered_on=None, episode=None) & ~Q(key_id=""))
                | Q(state="accepted", answered_on__isnull=False, episode__isnull=False, key_id="")
                | (
                    Q(state="declined", answered_on__isnull=False, episode=None, key_id="")
                    & ~Q(answer_reason="")
                ),
                name="received_transfer_is_held_only_while_it_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"package {self.package_id}"


class TransferredRow(BelongsToAuthority):
    """Which row of the sender became which row here."""

    received = AuthorityForeignKey(ReceivedTransfer, related_name="rows")
    sheet = models.CharField(max_length=40)
    original_id = models.UUIDField()
    row_id = models.UUIDField()

    class Privacy:
        personal = ("received", "original_id", "row_id")
        plain = ("id", "recorded_at", "authority", "sheet")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["received", "sheet", "original_id"], name="row_is_brought_in_once"
            )
        ]
        indexes = [models.Index(fields=["original_id"], name="transferred_row_by_origin")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.original_id}"
