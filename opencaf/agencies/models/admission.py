"""What an authority asks before work with records: its rules of use, and who agreed to them."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models.recorded import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey


class AcceptableUse(RecordedModel):
    """One version of the rules that people agree to; never changed, a new version follows."""

    version = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "version", "words")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "version"], name="version_of_acceptable_use_is_unique_in_authority"
            ),
        ]

    def __str__(self) -> str:
        return f"Acceptable use, version {self.version}"


class AgreedUse(RecordedModel):
    """Somebody agreed to a version, on the moment it was recorded."""

    text = AuthorityForeignKey(AcceptableUse, related_name="agreements")
    practitioner = AuthorityForeignKey("agencies.Practitioner", related_name="agreements")

    class Privacy:
        personal = ("practitioner",)
        plain = (*RECORD_COLUMNS, "text")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "practitioner"], name="each_agrees_once_to_a_version"),
        ]

    def __str__(self) -> str:
        return f"Agreement of {self.practitioner_id}"
