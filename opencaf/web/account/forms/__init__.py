"""Signing in, changing a password, choosing a post."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from allauth.account import forms as allauth_forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from opencaf.accounts.models import User
from opencaf.agencies.models import Post
from opencaf.audit import trail
from opencaf.web.shared.forms import (
    ConfirmField,
    EmailField,
    HiddenField,
    OperationForm,
    PasswordField,
    RadiosField,
    TextField,
)

HOW_LONG = "12 characters or more. Three or four unrelated words are easy to remember."
REFUSED_PASSWORDS = {
    "password_too_short": "New password must have 12 characters or more",
    "password_too_common": "New password must be harder to guess: it is among those that people try first",
    "password_local": "New password must hold more than names and words that everybody here knows",
    "password_too_similar": "New password must be less like your e-mail address",
}


class SignInForm(OperationForm, allauth_forms.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(
            label="E-mail address", name="your e-mail address", autocomplete="username"
        )
        self.fields["password"] = PasswordField(label="Password", name="your password")


class ReauthenticateForm(OperationForm, allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    password = PasswordField(label="Password", name="your password")


class ChangePasswordForm(OperationForm, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one, which can be shown while it is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["oldpassword"] = PasswordField(label="Present password", name="your present password")
        self.fields["password1"] = PasswordField(
            label="New password",
            name="a new password",
            hint=HOW_LONG,
            new=True,
        )

    def clean_password1(self) -> str:
        """Refuse a password that is short, common or like the address, saying what to do."""
        password: str = self.cleaned_data["password1"]
        refuse_weak_password(password, self.user)
        return password

    def save(self) -> None:
        """Keep the new password; that it changed is on the trail."""
        super().save()
        trail.record("password_changed", subject_kind="account", subject_id=self.user.pk)


def refuse_weak_password(password: str, user: User) -> None:
    """Raise ValidationError with our own sentences for what Django's checks find."""
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        sentences = [REFUSED_PASSWORDS.get(str(one.code), str(one)) for one in refusal.error_list]
        raise ValidationError(sentences) from refusal


class AcceptInvitationForm(OperationForm):
    """Who was invited says so by their name, and chooses a password."""

    family_name = TextField(label="Your family name", name="your family name", autocomplete="family-name")
    password = PasswordField(label="Password", name="a password", hint=HOW_LONG, new=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse a password that is short, common or like the address, saying what to do."""
        password: str = self.cleaned_data["password"]
        refuse_weak_password(password, self.user)
        return password


class AgreeForm(OperationForm):
    """Agreement to one version of the rules of use."""

    mark_optional = False

    version = HiddenField(label="Version")
    agrees = ConfirmField(
        label="I have read these rules and agree to them",
        missing="Confirm that you have read the rules and agree to them",
    )

    @property
    def version_read(self) -> int:
        """The version that was read; 0 for what is no number."""
        version = self.cleaned_data["version"]
        return int(version) if version.isdecimal() else 0


class ChoosePostForm(OperationForm):
    """Which post is worn now."""

    post = RadiosField(label="Which post are you working in?", coerce=uuid.UUID, heading=True)

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["post"]
        field.missing = "Select the post you are working in"
        field.choices = [(str(post.id), in_words(post)) for post in posts]


def in_words(post: Post) -> str:
    """Return a post as its holder says it."""
    return f"{post.job_title or post.get_role_display()} at {post.agency.name}"
