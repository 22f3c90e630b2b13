"""How people belong together: kinship, families, households."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.people.codes import Kinship
from opencaf.people.models.person import Person


class Relationship(RecordedModel):
    """The person "of" is the kinship of "to": Hodan (of) is the mother of Yusuf (to)."""

    of = AuthorityForeignKey(Person, related_name="kin_to")
    to = AuthorityForeignKey(Person, related_name="kin")
    kinship = models.CharField(max_length=20, choices=Kinship.choices)
    parental_responsibility = models.BooleanField(null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ("of", "to", "kinship", "parental_responsibility", "from_on", "to_on", "note")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(of=F("to")), name="nobody_is_related_to_themselves"),
            models.UniqueConstraint(
                fields=["of", "to", "kinship"],
                condition=Q(to_on=None),
                name="one_live_relationship_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.kinship} of {self.to_id}"


class Family(RecordedModel):
    """A family as it sees itself; it may live in several households."""

    name = models.CharField(max_length=200)

    class Privacy:
        personal = ("name",)
        plain = RECORD_COLUMNS

    class Meta:
        verbose_name_plural = "families"

    def __str__(self) -> str:
        return self.name


class FamilyMember(RecordedModel):
    """A person in a family, with a role in words, from and to."""

    family = AuthorityForeignKey(Family, related_name="members")
    person = AuthorityForeignKey(Person, related_name="memberships")
    role = models.CharField(max_length=60, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ("family", "person", "role", "from_on", "to_on")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family", "person"],
                condition=Q(to_on=None),
                name="person_is_in_a_family_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.family_id}"


class Household(RecordedModel):
    """An address at which people live together."""

    line1 = models.CharField(max_length=200, blank=True)
    line2 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    tenure = models.CharField(max_length=200, blank=True)
    sealed = models.BooleanField(default=False)

    class Privacy:
        personal = ("line1", "line2", "city", "postcode", "tenure")
        plain = (*RECORD_COLUMNS, "sealed")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.line1, self.line2, self.city, self.postcode) if part)


class HouseholdMember(RecordedModel):
    """A person living in a household, from and to."""

    household = AuthorityForeignKey(Household, related_name="members")
    person = AuthorityForeignKey(Person, related_name="homes")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal = ("household", "person", "from_on", "to_on", "note")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person"],
                condition=Q(to_on=None),
                name="person_lives_in_a_household_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.household_id}"
