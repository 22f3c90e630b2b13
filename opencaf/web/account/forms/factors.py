"""Showing, adding and removing a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError

from opencaf.web.shared.forms import OperationForm, TextField

USED_FOR = 300  # seconds; longer than any code of an app is taken
NOT_TAKEN = (
    "This passkey was not accepted. Try again, with the device on which you set it up",
    "incorrect_passkey",
)


def code_field(label: str, hint: str = "") -> TextField:
    """Return the box for a code, which a telephone may fill in."""
    return TextField(
        label=label, hint=hint, name="the code", autocomplete="one-time-code", inputmode="numeric", width=10
    )


def credential_field() -> forms.JSONField:
    """Return where the browser's script puts the passkey's answer."""
    sentence = "Press the button and follow what your device asks. It takes a browser with JavaScript."
    return forms.JSONField(
        widget=forms.HiddenInput, error_messages={"required": sentence, "invalid": NOT_TAKEN[0]}
    )


def or_refused(check: Callable[[], Any]) -> Any:
    """Return what a check of a passkey's answer gives; what it cannot read is refused in our words."""
    try:
        return check()
    except ValidationError as refusal:
        if getattr(refusal, "code", "") == "incorrect_code":
            raise ValidationError(*NOT_TAKEN) from refusal
        raise
    except (TypeError, ValueError, KeyError, AttributeError) as unreadable:
        raise ValidationError(*NOT_TAKEN) from unreadable


class OnceOnly(OperationForm):
    """A code is taken once, also within the minute and a half in which its app shows it or just did."""

    code = code_field("Code", "The one your authenticator app shows now, or one of your recovery codes")

    def clean_code(self) -> str:
        """Refuse a wrong code, and a right one that was used before."""
        code: str = super().clean_code()  # type: ignore[misc]
        key = f"second-factor.used:{self.authenticator.user_id}:{self.authenticator.type}:{code}"  # type: ignore[attr-defined]
        if not cache.add(key, "used", timeout=USED_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class ShowCodeForm(OnceOnly, base.AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or a recovery code, when signing in."""


class ShowCodeAgainForm(OnceOnly, base.ReauthenticateForm):  # type: ignore[misc]
    """The same once more, before something that matters."""


class AddAppForm(OperationForm, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code that the app shows."""

    code = code_field("Code that the app shows")


class RemoveAppForm(OperationForm, totp.DeactivateTOTPForm):  # type: ignore[misc]
    """Only asks whether it is meant."""


class NewRecoveryCodesForm(OperationForm, recovery.GenerateRecoveryCodesForm):  # type: ignore[misc]
    """Only asks whether it is meant."""


class AddPasskeyForm(OperationForm, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """What the device answers when a passkey is made, and what to call it."""

    name = TextField(label="Name of the device", name="a name for the device", max_length=60)
    credential = credential_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)

    def clean(self) -> dict[str, Any]:
        """Check the device's answer."""
        answers: dict[str, Any] = or_refused(super().clean)
        return answers


class ShowsPasskey(OperationForm):
    """What the device answers when a passkey is shown."""

    credential = credential_field()

    def clean_credential(self) -> Authenticator:
        """Check the device's answer."""
        found: Authenticator = or_refused(super().clean_credential)  # type: ignore[misc]
        return found


class ShowPasskeyForm(ShowsPasskey, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """After the password."""


class ShowPasskeyAgainForm(ShowsPasskey, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Before something that matters."""


class SignInWithPasskeyForm(ShowsPasskey, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """In place of address and password."""
