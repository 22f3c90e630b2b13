"""Mail that waits to be sent. It never says anything about a family."""

from django.db import models

from opencaf.core.models import BaseModel


class Message(BaseModel):
    """One mail: neutral words and a link to sign in; content stays in the record.

    calendar: the file that goes with an invitation. once: what the mail is about where it must not be
    written twice, such as the digest of somebody on a day.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    authority_id = models.UUIDField()
    to = models.EmailField()
    subject = models.CharField(max_length=120)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    once = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = ("to", "calendar", "once")
        plain = (
            "id",
            "recorded_at",
            "authority_id",
            "subject",
            "body",
            "state",
            "sent_at",
            "tries",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="sent_message_has_moment",
            ),
            models.UniqueConstraint(
                fields=["authority_id", "once"],
                condition=~models.Q(once=""),
                name="message_that_goes_once_is_there_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "recorded_at"], name="message_waiting")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"
