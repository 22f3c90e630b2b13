"""The shared pages served by themselves: no database, no sign-in."""

from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread

from opencaf.web.shared.policy import CONTENT_SECURITY_POLICY

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "csp.middleware.CSPMiddleware",
    "opencaf.web.shared.policy.BrowserPolicyMiddleware",
]


@pytest.fixture(scope="module")
def shared_pages() -> Iterator[str]:
    """Where the shared pages are served."""
    with override_settings(
        ROOT_URLCONF="tests.web.shared.addresses",
        MIDDLEWARE=MIDDLEWARE,
        MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
        CONTENT_SECURITY_POLICY=CONTENT_SECURITY_POLICY,
        ALLOWED_HOSTS=["127.0.0.1"],
    ):
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()
