"""Names prepared for finding: one narrow row for each person and name, with sound codes."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey
from opencaf.people.models.person import Person

CHILDREN = {"is_child": True}
CARERS = {"is_child": False}
# what is equal first, what is a range last
INDEXES: tuple[tuple[str, list[str], dict[str, bool]], ...] = (
    ("family_day", ["family_code", "day"], CHILDREN),
    ("given_day", ["given_code", "day"], CHILDREN),
    ("both_day", ["family_code", "given_code", "day"], CHILDREN),
    ("day", ["day"], CHILDREN),
    ("postcode", ["postcode"], CHILDREN),
    ("carer", ["family_code", "given_code"], CARERS),
    ("carer_given", ["given_code"], CARERS),
    ("shielded", [], {"shielded": True}),
)


class SearchName(BelongsToAuthority):
    """One way to find a person. Kept by the operations that change names, dates and addresses.

    Plain composite b-trees only, since other operators lose their index under row-level security. The
    letters (people.spelling) order those who have nothing but a day in common with what was typed.
    """

    person = AuthorityForeignKey(Person, related_name="search_names")
    given = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=200, blank=True)
    given_code = models.CharField(max_length=6, blank=True)
    family_code = models.CharField(max_length=6, blank=True)
    given_letters = models.IntegerField(default=0, db_default=0)
    family_letters = models.IntegerField(default=0, db_default=0)
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
            "given_letters",
            "family_letters",
            "day",
            "postcode",
            "is_child",
            "shielded",
        )
        plain = ("id", "recorded_at", "authority")

    class Meta:
        indexes = [
            models.Index(fields=["authority", *columns], name=f"search_{name}", condition=models.Q(**rows))
            for name, columns, rows in INDEXES
        ]

    def __str__(self) -> str:
        return f"search name of {self.person_id}"
