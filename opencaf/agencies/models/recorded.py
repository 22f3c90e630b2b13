"""Rows that belong to an authority, and rows that say who recorded them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from opencaf.core.fields import AuthorityForeignKey
from opencaf.core.models import BaseModel

if TYPE_CHECKING:
    from opencaf.agencies.models.practitioner import Practitioner


RECORD_COLUMNS = (
    "id",
    "recorded_at",
    "authority",
    "recorded_by",
    "recorded_post",
    "recorded_how",
    "on_behalf_of",
)


class BelongsToAuthority(BaseModel):
    """A row that belongs to one authority and is seen by no other."""

    authority = models.ForeignKey("agencies.Authority", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class How(models.TextChoices):
    TYPED = "typed", "Typed in by a practitioner"
    JOB = "job", "Written by the program"
    IMPORTED = "imported", "Brought in from another system"
    LINK = "link", "Written through a link by somebody without an account"


def signed(by: Practitioner) -> dict[str, Any]:
    """Return the columns that say who recorded a row, for single and bulk creation alike."""
    return {
        "authority_id": by.authority_id,
        "recorded_by_id": by.id,
        "recorded_post_id": by.post.id,
    }


class RecordedModel(BelongsToAuthority):
    """A row with its recorder, the post they wore, and the one on whose behalf it was written.

    The author of the words, where that is somebody else (a parent, a child), has a column of its own.
    """

    recorded_by = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    recorded_post = AuthorityForeignKey("agencies.Post", null=True, blank=True, related_name="+")
    recorded_how = models.CharField(max_length=10, choices=How.choices, default=How.TYPED)
    on_behalf_of = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def record(cls, *, by: Practitioner, **values: Any) -> Self:
        """Create a row in the practitioner's authority, saying who recorded it and in which post."""
        return cls._default_manager.create(**signed(by), **values)
