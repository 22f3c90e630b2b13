"""What an hour of each role is made of. Mean salaries of bands only: nobody's own is ever kept here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opencaf.agencies.models import RECORD_COLUMNS, RecordedModel, Sector
from opencaf.core.fields import AuthorityForeignKey

FEWEST_BEHIND_A_MEAN = 5


class Payer(models.TextChoices):
    LOCAL_AUTHORITY = "local_authority", "The local authority"
    OTHER_PUBLIC = "other_public", "Another public body"
    VOLUNTARY = "voluntary", "A voluntary organisation"
    PRIVATE = "private", "A private body"


class RoleRate(RecordedModel):
    """The cost of an hour of a role at the prices of one year; a newer one takes its place."""

    class SalaryIs(models.TextChoices):
        BAND = "band", "The middle of a published pay band"
        MEAN = "mean", "The mean of the people in the role"

    class Quality(models.TextChoices):
        GREEN = "green", "Green: a checked source, this authority"
        AMBER = "amber", "Amber: a good source, elsewhere or older"
        RED = "red", "Red: an estimate"

    class Basis(models.TextChoices):
        PAY = "salary_and_on_costs", "Salary and on-costs"
        SALARY = "salary", "Salary alone"

    role = models.CharField(max_length=120)
    sector = models.CharField(max_length=30, choices=Sector.choices, blank=True)
    payer = models.CharField(max_length=20, choices=Payer.choices, default=Payer.LOCAL_AUTHORITY)
    hourly = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    hourly_london = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    salary = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    salary_is = models.CharField(max_length=6, choices=SalaryIs.choices, blank=True)
    people = models.PositiveSmallIntegerField(null=True, blank=True)
    on_costs_share = models.DecimalField(max_digits=6, decimal_places=4, null=True, blank=True)
    direct_share = models.DecimalField(max_digits=6, decimal_places=4, null=True, blank=True)
    direct_amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    indirect_share = models.DecimalField(max_digits=6, decimal_places=4, null=True, blank=True)
    indirect_amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    overheads_basis = models.CharField(max_length=20, choices=Basis.choices, blank=True)
    capital = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    qualification = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    weeks = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    hours_a_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    london_pay = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    london_capital = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    direct_ratio = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    price_year = models.CharField(max_length=7)
    source = models.CharField(max_length=300)
    quality = models.CharField(max_length=6, choices=Quality.choices)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (
            *RECORD_COLUMNS,
            "role",
            "sector",
            "payer",
            "hourly",
            "hourly_london",
            "salary",
            "salary_is",
            "people",
            "on_costs_share",
            "direct_share",
            "direct_amount",
            "indirect_share",
            "indirect_amount",
            "overheads_basis",
            "capital",
            "qualification",
            "weeks",
            "hours_a_week",
            "london_pay",
            "london_capital",
            "direct_ratio",
            "price_year",
            "source",
            "quality",
            "replaced_at",
        )

    class Meta:
        ordering = ["role", "sector", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "role", "sector"],
                condition=Q(replaced_at=None),
                name="role_has_one_rate_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(salary=None)
                | Q(salary_is="band")
                | Q(salary_is="mean", people__gte=FEWEST_BEHIND_A_MEAN),
                name="salary_is_a_band_or_the_mean_of_five",
            ),
            models.CheckConstraint(
                condition=Q(hourly__isnull=False) | Q(salary__isnull=False),
                name="rate_is_ready_or_has_a_salary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.price_year}"


class CostSettings(RecordedModel):
    """How an authority costs: with London's prices or not, and with which sheet."""

    class Region(models.TextChoices):
        OUT_OF_LONDON = "out_of_london", "Out of London"
        LONDON = "london", "London"

    region = models.CharField(max_length=15, choices=Region.choices, default=Region.OUT_OF_LONDON)
    sheet = AuthorityForeignKey("costing.CostSheet", null=True, blank=True, related_name="+")

    class Privacy:
        personal = ()
        plain = (*RECORD_COLUMNS, "region", "sheet")

    class Meta:
        verbose_name_plural = "cost settings"
        constraints = [
            models.UniqueConstraint(fields=["authority"], name="authority_has_one_way_of_costing"),
        ]

    def __str__(self) -> str:
        return self.region

    @property
    def region_in_words(self) -> str:
        """The region inside a sentence."""
        return "London" if self.region == self.Region.LONDON else "out of London"
