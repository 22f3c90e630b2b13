"""Papers kept in the database, encrypted by the application (docs/adr/0007)."""

from django.db import models

from opencaf.core.models import BaseModel

LARGEST = 20 * 1024 * 1024


class StoredFile(BaseModel):
    """One file: its bytes encrypted with AES-256-GCM, bound to this row."""

    authority_id = models.UUIDField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    key_id = models.CharField(max_length=20)
    sealed = models.BinaryField()

    class Privacy:
        personal = ("name", "sealed")
        plain = ("id", "recorded_at", "authority_id", "media_type", "size", "key_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0, size__lte=LARGEST),
                name="file_is_20_megabytes_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.pk}"
