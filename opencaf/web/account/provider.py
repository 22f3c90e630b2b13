"""Talking to an authority's OpenID Connect provider: authorisation code with PKCE, state and nonce.

What Authlib checks is narrowed: the provider must name the issuer that is configured, and signs with one
of a few algorithms that nobody can do without its key.
"""

from __future__ import annotations

from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

from opencaf.accounts.sign_on import Provider

SECONDS = 5
DISCOVERY = "/.well-known/openid-configuration"
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
Claims = dict[str, Any]


class TroubleError(Exception):
    """Signing on did not succeed; the code says which page explains it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Client(DjangoOAuth2App):  # type: ignore[misc]
    """Authlib's client of one provider."""

    def __init__(self, provider: Provider) -> None:
        super().__init__(
            DjangoIntegration(provider.code),
            name=provider.code,
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=provider.issuer.rstrip("/") + DISCOVERY,
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "default_timeout": SECONDS,
            },
        )
        self.provider = provider

    def load_server_metadata(self) -> dict[str, Any]:
        """Return what the provider says about itself, refusing another issuer's word."""
        found: dict[str, Any] = super().load_server_metadata()
        if found.get("issuer") != self.provider.issuer:
            raise TroubleError("not_trusted")
        offered = found.get("id_token_signing_alg_values_supported") or ["RS256"]
        found["id_token_signing_alg_values_supported"] = [alg for alg in offered if alg in SIGNED_WITH]
        return found

    def claims_of(self, request: HttpRequest) -> Claims:
        """Return what the provider's signed answer says."""
        expected = {
            "iss": {"essential": True, "value": self.provider.issuer},
            "aud": {"essential": True, "value": self.provider.client_id},
        }
        token = self.authorize_access_token(request, claims_options=expected)
        claims: Claims = dict(token.get("userinfo") or {})
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise TroubleError("not_trusted")
        return claims


def ask(request: HttpRequest, provider: Provider, *, return_to: str, again: bool) -> HttpResponse:
    """Lead to the provider; `again` asks it to let nobody pass who does not show themselves now."""
    most = {"prompt": "login", "max_age": 0} if again else {}
    try:
        answer: HttpResponse = Client(provider).authorize_redirect(request, return_to, **most)
    except (RequestException, ValueError, RuntimeError) as error:
        raise TroubleError("down") from error
    return answer


def claims_from(request: HttpRequest, provider: Provider) -> Claims:
    """Return what the provider's signed answer says; raises TroubleError for an answer that is none."""
    said = request.GET.get("iss")
    if said is not None and said != provider.issuer:
        raise TroubleError("not_trusted")
    try:
        return Client(provider).claims_of(request)
    except MismatchingStateError as error:
        raise TroubleError("too_old") from error
    except OAuthError as error:
        raise TroubleError("declined" if "error" in request.GET else "not_trusted") from error
    except JoseError as error:
        raise TroubleError("not_trusted") from error
    except RequestException as error:
        raise TroubleError("down") from error
    except (ValueError, KeyError, TypeError) as error:
        raise TroubleError("not_trusted") from error


def address_to_sign_out(provider: Provider) -> str:
    """Return where somebody signs out at the provider too; empty where it cannot be done or reached."""
    client = Client(provider)
    try:
        if not client.load_server_metadata().get("end_session_endpoint"):
            return ""
        address: str = client.create_logout_url(client_id=provider.client_id)["url"]
    except (TroubleError, RequestException, ValueError):
        return ""
    return address
