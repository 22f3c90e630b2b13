"""Practitioners and their posts. A user signs in, a practitioner works, a post is where and as what."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from opencaf.agencies.models.agency import Agency
from opencaf.agencies.models.authority import Authority
from opencaf.agencies.models.recorded import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey


class Role(models.TextChoices):
    PRACTITIONER = "practitioner", "Practitioner"
    COORDINATOR = "coordinator", "CAF coordinator"
    MANAGER = "manager", "Manager"
    TRAINING = "training", "Integrated working and training team"
    DUTY = "duty", "Social care duty team"
    ANALYST = "analyst", "Analyst"
    AUDITOR = "auditor", "Auditor or data protection officer"
    ADMINISTRATOR = "administrator", "Administrator"
    CONTRIBUTOR = "contributor", "Contributor: answers what they are asked"
    NATIONAL_ANALYST = "national_analyst", "National analyst: reads national reports"


IN_AUTHORITIES = tuple(role for role in Role if role != Role.NATIONAL_ANALYST)
IN_NATIONAL_BODIES = (Role.NATIONAL_ANALYST, Role.AUDITOR, Role.ADMINISTRATOR)


def roles_in(authority: Authority) -> tuple[Role, ...]:
    """Return the roles that posts of an authority, or of a national body, can have."""
    return IN_NATIONAL_BODIES if authority.is_national else IN_AUTHORITIES


class Digest(models.TextChoices):
    """How often somebody gets the mail that says that something waits."""

    DAILY = "daily", "Every working day, in the morning"
    WEEKLY = "weekly", "On Mondays"
    NEVER = "never", "Never: I look at My work myself"


class Practitioner(BelongsToAuthority):
    """Somebody who works with families. Some never sign in: others enter what they say."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    trained_on = models.DateField(null=True, blank=True)
    agreed_to_version = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.DAILY)

    class Privacy:
        personal = ("user", "given_name", "family_name", "phone", "email")
        plain = ("id", "recorded_at", "authority", "trained_on", "agreed_to_version", "digest")

    class Meta:
        ordering = ["family_name", "given_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "user"], name="one_practitioner_for_a_user_in_authority"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    _post: Post | None = None

    @property
    def post(self) -> Post:
        """The post worn now: the one chosen at sign-in, else the first that has not ended."""
        if self._post is None:
            self._post = self.posts.select_related("agency", "authority").filter(ended_on=None).order_by(
                "id"
            ).first() or self.posts.select_related("agency", "authority").latest("ended_on")
        return self._post

    def wearing(self, post: Post) -> Practitioner:
        """Return the practitioner with this post worn."""
        self._post = post
        return self

    @property
    def agency(self) -> Agency:
        """The agency of the post that is worn."""
        agency: Agency = self.post.agency
        return agency

    def has_role(self, *roles: str) -> bool:
        """Whether the post that is worn is one of these roles."""
        return self.post.role in roles


class Post(BelongsToAuthority):
    """A practitioner's place in an agency, from and to, with a role in the program."""

    practitioner = AuthorityForeignKey(Practitioner, related_name="posts")
    agency = AuthorityForeignKey(Agency, related_name="posts")
    locality = AuthorityForeignKey("agencies.Locality", null=True, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.PRACTITIONER)
    job_title = models.CharField(max_length=120, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Privacy:
        personal = ("practitioner", "job_title")
        plain = (
            "id",
            "recorded_at",
            "authority",
            "agency",
            "locality",
            "role",
            "started_on",
            "ended_on",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(started_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
                name="post_ends_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_title or self.get_role_display()}, {self.agency_id}"
