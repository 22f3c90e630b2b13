"""How people come to an account: an invitation used once; and how a lost second factor is released by two."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models.recorded import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class Invitation(RecordedModel):
    """A link that was mailed to somebody; what is kept is only a digest of its secret."""

    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="invitations")
    email = models.EmailField()
    secret_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("practitioner", "email")
        plain = (*RECORD_COLUMNS, "secret_digest", "expires_at", "used_at")

    def __str__(self) -> str:
        return f"Invitation until {self.expires_at:%Y-%m-%d}"


class LostFactor(RecordedModel):
    """Somebody lost their second factor: one administrator made sure that it is them, another releases it."""

    class Verified(models.TextChoices):
        IN_PERSON = "in_person", "In person, with their staff card"
        CALLED_BACK = "called_back", "Called back on the number that their agency gave"

    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="lost_factors")
    verified_how = models.CharField(max_length=20, choices=Verified.choices)
    released_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("practitioner",)
        plain = (*RECORD_COLUMNS, "verified_how", "released_by", "released_at")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(released_by=None, released_at=None)
                | (
                    models.Q(released_by__isnull=False, released_at__isnull=False)
                    & ~models.Q(released_by=models.F("recorded_by"))
                ),
                name="lost_factor_is_released_by_another",
            ),
            models.UniqueConstraint(
                fields=["practitioner"],
                condition=models.Q(released_at=None),
                name="one_lost_factor_waits_for_a_practitioner",
            ),
        ]

    def __str__(self) -> str:
        return f"Lost factor of {self.practitioner_id}"
