"""An authority and everything in which authorities differ: configuration, not code.

The fields follow tables 1 to 3 of Holmes, McDermid and Soper's interim report (2011): model of
delivery, how an intention is made known, kinds of meeting, who enters data, closure categories.
"""

from __future__ import annotations

from django.db import models

from opencaf.core.fields import AuthorityForeignKey
from opencaf.core.models import BaseModel


class DeliveryModel(models.TextChoices):
    COMMISSIONING = "commissioning", "Commissioning and workforce development"
    TRAINING = "training", "Training, commissioning and workforce development"
    OPERATIONAL = "operational", "Operational"


class IntentionRoute(models.TextChoices):
    OPENS_RECORD = "opens_record", "The initiator opens a record"
    FORM_TO_COORDINATOR = (
        "form_to_coordinator",
        "An intention form is logged with the CAF coordinator",
    )
    CALL_TO_COORDINATOR = "call_to_coordinator", "The initiator contacts the CAF coordinator"


class DataEntry(models.TextChoices):
    ALL_PROFESSIONALS = "all_professionals", "All professionals"
    COORDINATORS = "coordinators", "CAF coordinators"
    COORDINATORS_AND_ADMINISTRATOR = (
        "coordinators_administrator",
        "CAF coordinators and an administrator",
    )


class AssessmentChecker(models.TextChoices):
    """Who looks at a completed assessment, where an authority wants somebody to."""

    NOBODY = "nobody", "Nobody: an assessment counts once it is complete"
    COORDINATOR = "coordinator", "A coordinator"
    MANAGER = "manager", "A manager of the agency of whoever wrote it; where it has none, a coordinator"


class Authority(BaseModel):
    """A local authority: the unit that owns records, sets its terms and its timings.

    is_national: it is a national body instead, which has no records and reads summaries of all authorities.
    It stays what it was begun as (docs/adr/0047). practice_of: it is the practice street of one learner of
    that authority, with invented families alone; once it has ended nobody is let in (docs/adr/0052).
    """

    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=100, unique=True)
    delivery_model = models.CharField(max_length=20, choices=DeliveryModel.choices)
    intention_route = models.CharField(max_length=30, choices=IntentionRoute.choices)
    data_entry = models.CharField(max_length=30, choices=DataEntry.choices)
    team_function = models.CharField(max_length=200, blank=True)
    recording_system = models.CharField(max_length=200, blank=True)
    social_care_link = models.CharField(max_length=300, blank=True)
    scans_paper_forms = models.BooleanField(default=False)
    programme_name = models.CharField(max_length=60, default="Common Assessment Framework")
    short_name = models.CharField(max_length=40, default="CAF")
    lead_title = models.CharField(max_length=40, default="lead professional")
    team_name = models.CharField(max_length=60, default="team around the child")
    assessment_within_days = models.PositiveSmallIntegerField(default=42)
    first_meeting_within_days = models.PositiveSmallIntegerField(default=42)
    review_every_days = models.PositiveSmallIntegerField(default=84)
    drift_after_days = models.PositiveSmallIntegerField(default=365)
    oldest_age = models.PositiveSmallIntegerField(default=18)
    oldest_age_with_special_needs = models.PositiveSmallIntegerField(default=25)
    safeguarding_contact = models.CharField(max_length=100, default="children's social care")
    safeguarding_phone = models.CharField(max_length=30, blank=True)
    help_phone = models.CharField(max_length=30, blank=True)
    privacy_officer = AuthorityForeignKey("agencies.Practitioner", null=True, blank=True, related_name="+")
    searches_an_hour = models.PositiveSmallIntegerField(default=60)
    opens_an_hour = models.PositiveSmallIntegerField(default=120)
    exports_a_day = models.PositiveSmallIntegerField(default=10)
    answer_access_within = models.PositiveSmallIntegerField(default=3)  # working days
    feedback_within = models.PositiveSmallIntegerField(default=5)  # working days
    answer_offer_within = models.PositiveSmallIntegerField(default=3)  # working days
    training_lasts_years = models.PositiveSmallIntegerField(default=3)
    files_a_case = models.PositiveSmallIntegerField(default=200)
    megabytes_a_case = models.PositiveSmallIntegerField(default=400)
    asks_training = models.BooleanField(default=False)
    asks_training_to_start = models.BooleanField(default=False)
    asks_training_to_lead = models.BooleanField(default=False)
    refresher_after_months = models.PositiveSmallIntegerField(default=6)
    asks_acceptable_use = models.BooleanField(default=False)
    acceptable_use_version = models.PositiveSmallIntegerField(default=0)
    assessments_checked_by = models.CharField(
        max_length=11, choices=AssessmentChecker.choices, default=AssessmentChecker.NOBODY
    )
    check_within = models.PositiveSmallIntegerField(default=5)  # working days
    small_numbers_below = models.PositiveSmallIntegerField(default=5)
    is_national = models.BooleanField(default=False)
    practice_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    practice_ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "code",
            "name",
            "delivery_model",
            "intention_route",
            "data_entry",
            "team_function",
            "recording_system",
            "social_care_link",
            "scans_paper_forms",
            "programme_name",
            "short_name",
            "lead_title",
            "team_name",
            "assessment_within_days",
            "first_meeting_within_days",
            "review_every_days",
            "drift_after_days",
            "oldest_age",
            "oldest_age_with_special_needs",
            "safeguarding_contact",
            "safeguarding_phone",
            "help_phone",
            "privacy_officer",
            "searches_an_hour",
            "opens_an_hour",
            "exports_a_day",
            "answer_access_within",
            "feedback_within",
            "answer_offer_within",
            "training_lasts_years",
            "files_a_case",
            "megabytes_a_case",
            "asks_training",
            "asks_training_to_start",
            "asks_training_to_lead",
            "refresher_after_months",
            "asks_acceptable_use",
            "acceptable_use_version",
            "assessments_checked_by",
            "check_within",
            "small_numbers_below",
            "is_national",
            "practice_of",
            "practice_ended_at",
        )

    class Meta:
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(practice_of=None) | models.Q(is_national=False),
                name="no_national_body_is_for_practice",
            ),
            models.CheckConstraint(
                condition=models.Q(practice_ended_at=None) | models.Q(practice_of__isnull=False),
                name="only_practice_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_practice(self) -> bool:
        """Whether everything here is invented, for somebody to practise on."""
        return self.practice_of_id is not None

    @property
    def checks_assessments(self) -> bool:
        """Whether somebody looks at an assessment once it is complete."""
        return self.assessments_checked_by != AssessmentChecker.NOBODY


class Locality(BaseModel):
    """A part of an authority, usually with a coordinator of its own."""

    authority = models.ForeignKey(Authority, models.PROTECT)
    name = models.CharField(max_length=100)

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "name")

    class Meta:
        verbose_name_plural = "localities"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"], name="locality_name_is_unique_in_authority"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingKind(BaseModel):
    """A kind of multi-agency meeting that an authority holds, in its own words."""

    authority = models.ForeignKey(Authority, models.PROTECT)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    about_many_children = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "authority",
            "code",
            "name",
            "about_many_children",
            "position",
        )

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "code"], name="meeting_kind_code_is_unique_in_authority"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClosureCategory(BaseModel):
    """A reason for closing in the authority's own words, mapped to the shared reason code."""

    authority = models.ForeignKey(Authority, models.PROTECT)
    reason = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "reason", "name", "position")

    class Meta:
        verbose_name_plural = "closure categories"
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"], name="closure_category_is_unique_in_authority"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReferenceCounter(BaseModel):
    """The last number given to an episode of an authority in a year."""

    authority = models.ForeignKey(Authority, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "year", "last")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "year"], name="one_counter_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} {self.year}: {self.last}"
