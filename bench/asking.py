"""Asking for pages as a browser would, through the handler that serves them, without a test client."""

from __future__ import annotations

import io
import os
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.core.wsgi import get_wsgi_application

from opencaf.core.collecting import collect_seldom
from opencaf.core.room import with_room

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Pairs
    body: bytes

    @property
    def goes_to(self) -> str:
        """Where a redirect leads."""
        return next((value for name, value in self.headers if name == "Location"), "")

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def is_page(self) -> bool:
        return self.status == 200 and dict(self.headers).get("Content-Type", "").startswith("text/html")


class Site:
    """The program's own handler, made once as a worker makes it."""

    def __init__(self) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opencaf.config.settings")
        self.handler: Callable[..., Any] = with_room(get_wsgi_application())
        collect_seldom()

    def ask(self, method: str, address: str, *, cookies: dict[str, str], body: bytes = b"") -> Answer:
        """Send one request and read all of the answer."""
        started: list[Any] = []
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote(path),
            "SCRIPT_NAME": "",
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_COOKIE": cookie_line(cookies),
            "HTTP_ACCEPT_LANGUAGE": "en-GB",
            "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        response = self.handler(environ, lambda status, headers: started.extend((status, headers)))
        try:
            content = b"".join(response)
        finally:
            response.close()
        status, headers = started
        return Answer(int(status.split()[0]), headers, content)


def cookie_line(cookies: dict[str, str]) -> str:
    """Return cookies as a browser sends them; those named __Host- come only over TLS, so we send them."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@dataclass
class Person:
    """Somebody who asks: signed in, or nobody."""

    site: Site
    role: str
    user_id: uuid.UUID | None = None
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sign_in()

    def sign_in(self) -> None:
        """Begin a new session, in which a second factor was shown a moment ago."""
        if self.user_id:
            self.cookies[settings.SESSION_COOKIE_NAME] = session_of(self.user_id)

    def get(self, address: str) -> Answer:
        return self._keep(self.site.ask("GET", address, cookies=self.cookies))

    def post(self, address: str, pairs: Pairs) -> Answer:
        body = urlencode(pairs).encode()
        return self._keep(self.site.ask("POST", address, cookies=self.cookies, body=body))

    def _keep(self, answer: Answer) -> Answer:
        for name, value in answer.headers:
            if name == "Set-Cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return answer


def session_of(user_id: uuid.UUID) -> str:
    """Sign somebody in by the row that signing in leaves behind; return its key."""
    user = get_user_model().objects.get(pk=user_id)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session["signed_in_at"] = session["confirmed_at"] = time.time()
    session.save()
    return str(session.session_key)
