"""A real OpenID Connect provider on loopback (oidc-provider-mock), that insists on PKCE as ours should."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import requests
import werkzeug.serving
from django.test import Client
from django.urls import reverse
from werkzeug.wrappers import Request, Response

from opencaf.accounts.sign_on import Provider, read_providers

STRONG = {"amr": ["pwd", "mfa"]}


@dataclass
class RunningProvider:
    """Where it is, and what it was asked."""

    issuer: str
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    redeemed: list[dict[str, str]] = field(default_factory=list)

    def configured(self, authority: str, **values: Any) -> dict[str, Provider]:
        """What OPENCAF_SIGN_ON says of it."""
        entry = {
            "authority": authority,
            "name": "County staff sign-in",
            "issuer": self.issuer,
            "client_id": "opencaf",
            "client_secret": "a secret of the tests",
            "strong_amr": ["mfa"],
            **values,
        }
        return read_providers(json.dumps([entry]), over_http=True)

    def knows(self, subject: str, **claims: Any) -> None:
        """Let it know somebody."""
        answer = requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5)
        assert answer.status_code == 204

    def answer_for(self, address: str, subject: str, **said: str) -> str:
        """The address to which somebody comes back who signs in at the provider, as a browser does."""
        answer = requests.post(address, data={"sub": subject, **said}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def __call__(self, app: Any) -> Any:
        """Return the provider's program, watched: a code is given out for the right PKCE verifier alone."""
        challenges: dict[str, str] = {}

        def watched(environ: dict[str, Any], start: Any) -> Any:
            request = Request(environ)
            if request.path == "/oauth2/authorize":
                self.asked.append(parse_qs(request.query_string.decode()))
                challenge = request.args.get("code_challenge", "")
                answer = Response.from_app(app, environ)
                code = parse_qs(urlsplit(answer.headers.get("Location", "")).query).get("code")
                if code:
                    challenges[code[0]] = challenge
                return answer(environ, start)
            if request.path == "/oauth2/token":
                body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
                sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
                self.redeemed.append(sent)
                if challenges.get(sent.get("code", "")) != challenge_of(sent.get("code_verifier", "")):
                    return Response('{"error": "invalid_grant"}', 400)(environ, start)
                environ["wsgi.input"] = io.BytesIO(body)
            return app(environ, start)

        return watched


def challenge_of(verifier: str) -> str:
    """The PKCE challenge (S256) of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


@contextmanager
def running_provider() -> Iterator[RunningProvider]:
    """A provider on a port of loopback, for as long as the block lasts."""
    server = werkzeug.serving.make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    provider = RunningProvider(f"http://127.0.0.1:{server.server_port}")
    server.app = provider(oidc_provider_mock.app(require_nonce=True))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def come_back(client: Client, provider: RunningProvider, subject: str, *, code: str, **query: str) -> Any:
    """Sign on as a browser does: to the provider, and back with its answer."""
    asked = client.get(reverse("account_sign_on", args=[code]), query)
    return client.get(path_of(provider.answer_for(asked["Location"], subject)))


def path_of(address: str) -> str:
    """An address on this site, without its host."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
