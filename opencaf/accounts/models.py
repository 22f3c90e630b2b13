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
