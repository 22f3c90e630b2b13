"""The request as our views see it: with a practitioner, since signing in is required before any view."""

import datetime as dt

from django.http import HttpRequest

from opencaf.agencies.models import Practitioner


class PractitionerRequest(HttpRequest):
    """A request of somebody who is signed in and has a post."""

    practitioner: Practitioner
    glass_until: dt.datetime | None
