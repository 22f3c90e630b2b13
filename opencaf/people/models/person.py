"""A person: an unborn baby, child, parent, carer or other adult, with what is known over time."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from opencaf.access.queries import child_ids_of
from opencaf.access.sight import ChildSight, child_sight_of
from opencaf.agencies.models import RECORD_COLUMNS, Practitioner, RecordedModel
from opencaf.core.fields import AuthorityForeignKey
from opencaf.core.partial_dates import EXACT, PartialDate, full_years_between
from opencaf.people.codes import Ethnicity, Scheme, Sex, SpecialNeeds


class PersonQuerySet(models.QuerySet["Person"]):
    """People."""

    def visible_to(self, practitioner: Practitioner) -> PersonQuerySet:
        """Children whose record this practitioner has a live reason to see."""
        return self.within(child_sight_of(practitioner))

    def within(self, sight: ChildSight) -> PersonQuerySet:
        """Children within somebody's sight; a record that leads to another is none of its own."""
        mine = self.filter(authority_id=sight.authority_id, merged_into=None)
        if sight.granted_to_id is None:
            return mine
        return mine.filter(id__in=child_ids_of(sight.granted_to_id))


class Person(RecordedModel):
    """Somebody the record is about or who belongs to their family.

    An unborn baby has an expected date; at birth the same row gets its date of birth and the expected
    date moves into the corrections. Where only an age was known there is neither.
    """

    given_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    born_on = models.DateField(null=True, blank=True)
    born_accuracy = models.CharField(max_length=3, default=EXACT)
    born_source = models.CharField(max_length=100, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    age_years = models.PositiveSmallIntegerField(null=True, blank=True)
    age_known_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    ethnicity = models.CharField(max_length=4, choices=Ethnicity.choices, default=Ethnicity.NOBT)
    ethnicity_words = models.CharField(max_length=200, blank=True)
    first_language = models.CharField(max_length=60, blank=True)
    other_languages = models.CharField(max_length=200, blank=True)
    interpreter = models.CharField(max_length=200, blank=True)
    religion = models.CharField(max_length=100, blank=True)
    disability = models.TextField(blank=True)
    special_needs = models.CharField(max_length=1, choices=SpecialNeeds.choices, blank=True)
    special_needs_words = models.CharField(max_length=200, blank=True)
    special_requirements = models.TextField(blank=True)
    young_carer = models.BooleanField(null=True, blank=True)
    reaching_words = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    shielded = models.BooleanField(default=False)
    merged_into = AuthorityForeignKey("self", null=True, blank=True, related_name="+")

    objects = PersonQuerySet.as_manager()

    class Privacy:
        personal = (
            "given_names",
            "family_name",
            "sex",
            "born_on",
            "born_accuracy",
            "born_source",
            "expected_on",
            "age_years",
            "age_known_on",
            "died_on",
            "ethnicity",
            "ethnicity_words",
            "first_language",
            "other_languages",
            "interpreter",
            "religion",
            "disability",
            "special_needs",
            "special_needs_words",
            "special_requirements",
            "young_carer",
            "reaching_words",
            "note",
            "shielded",
            "merged_into",
        )
        plain = RECORD_COLUMNS

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="nobody_leads_to_themselves"
            ),
            models.CheckConstraint(
                condition=Q(born_on=None) | Q(expected_on=None),
                name="person_has_birth_date_or_expected_date_not_both",
            ),
            models.CheckConstraint(
                condition=Q(age_years=None) | Q(born_on=None, expected_on=None, age_known_on__isnull=False),
                name="age_alone_stands_without_dates_and_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name as people say it; an unborn baby may have a family name only."""
        if self.expected_on and not self.given_names:
            return f"Unborn baby {self.family_name}".strip()
        return f"{self.given_names} {self.family_name}".strip() or "Name not known"

    @property
    def first_name(self) -> str:
        """What to call them in a sentence."""
        return self.given_names.split(" ")[0] if self.given_names else self.full_name

    @property
    def initials(self) -> str:
        """Initials, for lists that others may see over a shoulder."""
        words = [*self.given_names.split()[:1], *self.family_name.split()[:1]]
        return "".join(word[0].upper() for word in words) or "?"

    @property
    def birth(self) -> PartialDate | None:
        """The date of birth with its accuracy."""
        return PartialDate(self.born_on, self.born_accuracy) if self.born_on else None

    def age_on(self, day: dt.date) -> int | None:
        """Full years on a day; none before birth or where no date is known."""
        if self.born_on is None or day < self.born_on:
            return None
        return full_years_between(self.born_on, day)


class PersonName(RecordedModel):
    """Another name of a person: known as, previous, before marriage, from and to."""

    class Kind(models.TextChoices):
        KNOWN_AS = "known_as", "Known as"
        PREVIOUS = "previous", "Previous name"
        OTHER = "other", "Other name"

    person = AuthorityForeignKey(Person, related_name="names")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    given_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=100, blank=True)

    class Privacy:
        personal = ("person", "kind", "given_names", "family_name", "from_on", "to_on", "source")
        plain = RECORD_COLUMNS

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(given_names="", family_name=""), name="other_name_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()


class ContactPoint(RecordedModel):
    """A telephone number or e-mail address of a person."""

    class Kind(models.TextChoices):
        MOBILE = "mobile", "Mobile telephone"
        HOME = "home", "Home telephone"
        EMAIL = "email", "E-mail"

    person = AuthorityForeignKey(Person, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=254)
    note = models.CharField(max_length=200, blank=True)
    sealed = models.BooleanField(default=False)

    class Privacy:
        personal = ("person", "kind", "value", "note")
        plain = (*RECORD_COLUMNS, "sealed")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.person_id}"


class Identifier(RecordedModel):
    """A number that another system knows the person by. Check digits warn, they never block."""

    person = AuthorityForeignKey(Person, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=Scheme.choices)
    system = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=60)
    warning = models.CharField(max_length=200, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ("person", "value", "warning", "from_on", "to_on")
        plain = (*RECORD_COLUMNS, "scheme", "system")

    class Meta:
        indexes = [models.Index(fields=["value", "scheme"], name="identifier_by_value")]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} of {self.person_id}"


class Schooling(RecordedModel):
    """A nursery, school or college that a person goes to, from and to."""

    person = AuthorityForeignKey(Person, related_name="schoolings")
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="+")
    name = models.CharField(max_length=150, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    sealed = models.BooleanField(default=False)

    class Privacy:
        personal = ("person", "agency", "name", "from_on", "to_on", "note")
        plain = (*RECORD_COLUMNS, "sealed")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(agency=None, name=""), name="schooling_names_a_place"),
        ]

    def __str__(self) -> str:
        return self.agency.name if self.agency else self.name
