"""Names prepared for finding: one narrow row for each person and name, with sound codes."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey
from opencaf.people.models.person import Person


class SearchName(BelongsToAuthority):
    """One way to find a person. Kept by the operations that change names, dates and addresses.

    Plain composite b-trees only, since other operators lose their index under row-level security.
    """

    person = AuthorityForeignKey(Person, related_name="search_names")
    given = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=200, blank=True)
    given_code = models.CharField(max_length=6, blank=True)
    family_code = models.CharField(max_length=6, blank=True)
    day = models.DateField(null=True, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    is_child = models.BooleanField(default=True)
    shielded = models.BooleanField(default=False)

    class Privacy:
        personal = (
            "person",
            "given",
            "family",
            "given_code",
            "family_code",
            "day",
            "postcode",
            "is_child",
            "shielded",
        )
        plain = ("id", "recorded_at", "authority")

    class Meta:
        indexes = [
            models.Index(fields=["authority", "family_code", "day"], name="search_family_day"),
            models.Index(fields=["authority", "given_code", "day"], name="search_given_day"),
            models.Index(fields=["authority", "family_code", "given_code", "day"], name="search_both_day"),
            models.Index(fields=["authority", "day"], name="search_day"),
            models.Index(fields=["authority", "postcode"], name="search_postcode"),
        ]

    def __str__(self) -> str:
        return f"search name of {self.person_id}"
