"""People who can sign in. Who they are at work is a practitioner (agencies)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from opencaf.core.models import BaseModel


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """Make an account that signs in with an e-mail address and, where given, a password."""
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(BaseModel, AbstractBaseUser):
    """An account: an e-mail address, a password, and nothing about families."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    at_work: Any = None  # the practitioner, where the account was read for a request
    read_beside: Any = None  # what was read of their authority with them

    class Privacy:
        personal = ("email",)
        plain = ("id", "recorded_at", "is_active", "password", "last_login")

    def __str__(self) -> str:
        return self.email

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's own permissions are not used: see permissions.py of each app."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Django's own permissions are not used."""
        return False


class SignOnIdentity(BaseModel):
    """Who an account is at its authority's own provider: a stable subject of an issuer, never an address."""

    user = models.ForeignKey(User, models.PROTECT, related_name="identities")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)

    class Privacy:
        personal = ("user", "subject")
        plain = ("id", "recorded_at", "issuer")

    class Meta:
        verbose_name_plural = "sign-on identities"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="subject_signs_on_to_one_account"),
            models.UniqueConstraint(fields=["user", "issuer"], name="account_is_one_subject_of_an_issuer"),
        ]

    @classmethod
    def subjects_of(cls, user: User, *, issuer: str) -> set[str]:
        """Return who an account is at an issuer."""
        return set(cls._default_manager.filter(user=user, issuer=issuer).values_list("subject", flat=True))

    def __str__(self) -> str:
        return f"Identity of account {self.user_id}"
