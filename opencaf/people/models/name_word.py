"""The words of which names consist here: a dictionary that puts wrong spellings right."""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models import BelongsToAuthority


class NameWord(BelongsToAuthority):
    """One word of somebody's name under one of its keys (people.spelling). It does not say whose.

    Counted over all records now and then (people.operations.rebuilding): given, family say how many
    children bear it; a word that was first met since then has none. The word "" says how many children
    were counted.
    """

    key = models.CharField(max_length=40)
    word = models.CharField(max_length=200)
    code = models.CharField(max_length=6, blank=True)
    given = models.IntegerField(default=0)
    family = models.IntegerField(default=0)

    class Privacy:
        personal = ("key", "word", "code")
        plain = ("id", "recorded_at", "authority", "given", "family")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "key", "word"], name="word_has_a_key_once"),
        ]

    def __str__(self) -> str:
        return f"a word of {self.authority_id}"
