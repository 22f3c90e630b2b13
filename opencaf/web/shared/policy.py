"""What a browser may do with our pages: the policy for settings, and the headers on every answer."""

import logging
from collections.abc import Callable
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.contrib.auth.decorators import login_not_required
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

log = logging.getLogger(__name__)

REPORT_ADDRESS = "/csp-report"

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE, SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
        "report-uri": REPORT_ADDRESS,
    }
}

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)

HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
READING = ("GET", "HEAD", "OPTIONS")


FILES = ("attachment", "inline")
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


class BrowserPolicyMiddleware:
    """Whatever is answered, errors and files too, says what a browser may do with it; nothing is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        response.setdefault("Cache-Control", "no-store")
        if response.get("Content-Disposition", "").startswith(FILES):
            response["Content-Security-Policy"] = FILE_POLICY
        return response


class RefuseForeignChanges:
    """No other site's page may change anything here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return refusal() if is_foreign_change(request) else self.get_response(request)


def is_foreign_change(request: HttpRequest) -> bool:
    return request.method not in READING and request.headers.get("Sec-Fetch-Site") == "cross-site"


def refusal() -> HttpResponse:
    reason = "This was sent from another website. Open the page here and send it again."
    return HttpResponseForbidden(render_to_string("errors/403.html", {"reason": reason}))


@csrf_exempt
@non_atomic_requests
@login_not_required
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Counts that a browser stopped something; the report itself may hold an address, so it stays out."""
    log.warning("A browser refused part of a page under the content security policy")
    return HttpResponse(status=204)
