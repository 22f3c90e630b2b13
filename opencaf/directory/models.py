"""Services that families can be offered, and the organisations that give them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opencaf.agencies.models import Agency, BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey


class ServiceStatus(models.TextChoices):
    """Whether a service is given now: the four words of Open Referral UK."""

    ACTIVE = "active", "Open"
    CLOSED_FOR_NOW = "temporarily closed", "Closed for now"
    INACTIVE = "inactive", "Not given at present"
    DEFUNCT = "defunct", "Ended"


class Organisation(BelongsToAuthority):
    """Who gives services without an account here: a charity in a feed.

    agency: what it became when somebody first asked it, so that the family can agree to share with it.
    """

    feed = models.CharField(max_length=80)
    source_id = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="organisations")

    class Privacy:
        personal = ()
        plain = ("id", "recorded_at", "authority", "feed", "source_id", "name", "agency")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "feed", "source_id"], name="organisation_comes_from_its_feed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Service(BelongsToAuthority):
    """A service of an agency or of an organisation in a feed, as a family would be told about it.

    What a feed said of it stands whole in `record`, so that nothing is lost that we do not show. The days
    of waiting and of free places are kept here, whoever keeps the rest. active: whether it can be asked.
    """

    agency = AuthorityForeignKey("agencies.Agency", null=True, blank=True, related_name="services")
    organisation = AuthorityForeignKey(Organisation, null=True, blank=True, related_name="services")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    status = models.CharField(
        max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE, blank=False
    )
    active = models.BooleanField(default=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    eligibility = models.TextField(blank=True)
    needs = models.JSONField(default=list, blank=True)
    cost = models.TextField(blank=True)
    locations = models.JSONField(default=list, blank=True)
    times = models.TextField(blank=True)
    languages = models.TextField(blank=True)
    terms = models.JSONField(default=list, blank=True)
    phone = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    website = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)
    waiting_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    waiting_words = models.CharField(max_length=300, blank=True)
    waiting_on = models.DateField(null=True, blank=True)
    places_free = models.PositiveSmallIntegerField(null=True, blank=True)
    places_on = models.DateField(null=True, blank=True)
    feed = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    record = models.JSONField(default=dict, blank=True)
    left_feed_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    retired_why = models.TextField(blank=True)

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "authority",
            "agency",
            "organisation",
            "name",
            "description",
            "status",
            "active",
            "age_from",
            "age_to",
            "eligibility",
            "needs",
            "cost",
            "locations",
            "times",
            "languages",
            "terms",
            "phone",
            "email",
            "website",
            "checked_on",
            "waiting_weeks",
            "waiting_words",
            "waiting_on",
            "places_free",
            "places_on",
            "feed",
            "source_id",
            "record",
            "left_feed_on",
            "retired_on",
            "retired_why",
        )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="service_name_is_unique_in_agency"),
            models.UniqueConstraint(
                fields=["authority", "feed", "source_id"],
                condition=~Q(feed=""),
                name="service_comes_from_its_feed_once",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, organisation=None, feed="")
                | Q(agency=None, organisation__isnull=False) & ~Q(feed=""),
                name="service_is_kept_here_or_comes_from_a_feed",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="oldest_age_is_not_below_youngest",
            ),
            models.CheckConstraint(
                condition=Q(waiting_weeks=None, waiting_words="") | Q(waiting_on__isnull=False),
                name="waiting_time_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(places_free=None) | Q(places_on__isnull=False), name="free_places_have_their_day"
            ),
            models.CheckConstraint(
                condition=Q(active=False) | Q(status="active", retired_on=None, left_feed_on=None),
                name="service_that_can_be_asked_is_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_a_feed(self) -> bool:
        """Whether somebody else keeps it, and sends it in a feed."""
        return bool(self.feed)

    @property
    def provider(self) -> str:
        """The name of who gives it."""
        return str(self.agency or self.organisation)

    @property
    def known_agency(self) -> Agency | None:
        """The agency that gives it, where it is known as one already."""
        return self.agency or (self.organisation.agency if self.organisation else None)

    def can_be_asked(self) -> bool:
        """Whether it is open, not retired, and still in its feed."""
        return self.status == ServiceStatus.ACTIVE and not self.retired_on and not self.left_feed_on

    def fits(self, age: int) -> bool:
        """Whether an age lies between the youngest and the oldest; what is not said fits."""
        young = self.age_from is not None and age < self.age_from
        old = self.age_to is not None and age > self.age_to
        return not young and not old
