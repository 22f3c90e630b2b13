"""Mail that waits to be sent. It never says anything about a family."""

from django.db import models

from opencaf.core.models import BaseModel


class Message(BaseModel):
    """One mail: neutral words and a link to sign in; content stays in the record."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    authority_id = models.UUIDField()
    to = models.EmailField()
    subject = models.CharField(max_length=120)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = ("to",)
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
        ]
        indexes = [models.Index(fields=["state", "recorded_at"], name="message_waiting")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"
