"""Services that families can be offered."""

from django.db import models

from opencaf.agencies.models import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey


class Service(BelongsToAuthority):
    """A service of an agency, as a family would be told about it."""

    agency = AuthorityForeignKey("agencies.Agency", related_name="services")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    active = models.BooleanField(default=True)

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "agency", "name", "description", "active")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="service_name_is_unique_in_agency"),
        ]

    def __str__(self) -> str:
        return self.name
