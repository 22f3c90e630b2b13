"""How second factors are kept and what is said about them."""

from __future__ import annotations

import base64
import uuid

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from opencaf.accounts.factors import factors_of
from opencaf.accounts.models import User
from opencaf.files.sealing import seal, unseal

TABLE = "mfa_authenticator"
ANY_ROW = uuid.UUID(int=0)  # the secret is sealed before it has a row


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are sealed before they are written; the last factor stays."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Check the code: it is not the one shown now, or was used already. "
        "Wait for the next one",
        "cannot_delete_authenticator": "Set up another passkey or app before you remove the last one",
        "cannot_generate_recovery_codes": "Set up a passkey or an app first",
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        key_id, sealed = seal(text.encode(), table=TABLE, row_id=ANY_ROW)
        return f"{key_id}:{base64.b64encode(sealed).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was kept."""
        key_id, _, sealed = encrypted_text.rpartition(":")
        return unseal(base64.b64decode(sealed), key_id=key_id, table=TABLE, row_id=ANY_ROW).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another passkey or app is left."""
        return factors_of(authenticator.user_id).count > 1

    def get_totp_issuer(self) -> str:
        """Return what the app calls us."""
        return "OpenCAF"

    def build_totp_svg(self, url: str) -> str:
        """Return nothing: the page shows the address of the picture, which is drawn when it is fetched."""
        return ""

    def draw_key(self, url: str) -> str:
        """Return the picture of an app's key, as SVG."""
        return str(super().build_totp_svg(url))

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - allauth's word
        """Return a name for somebody's next passkey."""
        return f"Device {len(factors_of(user.pk).passkeys) + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return who asks for the passkey, in words that the device shows."""
        return {**super().get_public_key_credential_rp_entity(), "name": "OpenCAF"}
