"""A second OpenCAF of its own: python -m tests.journeys.second_site, on the database that it is told of.

It says on one line where it stands and with which session its coordinator is signed in, and serves until it
is ended. Its clock is that of the tests.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from opencaf.core import clock  # noqa: E402
from opencaf.core.ids import new_id  # noqa: E402
from opencaf.people.operations.search_names import renew_search_names  # noqa: E402
from tests.factories import AuthorityFactory, ChildFactory, PractitionerFactory, acting_in  # noqa: E402
from tests.factories.setup import equipped  # noqa: E402
from tests.factories.support import make_mother  # noqa: E402
from tests.fixtures import TODAY  # noqa: E402
from tests.signing_in import sign_in, user_of  # noqa: E402


def settle() -> str:
    """Make the other authority, and return the session of its coordinator."""
    with transaction.atomic(), acting_in(new_id()):
        equipped(AuthorityFactory(name="Westshire", code="WS", help_phone="01632 960444"))
        coordinator = PractitionerFactory(given_name="Wilma", post_worn__role="coordinator")
        brother = ChildFactory(given_names="Idris", family_name="Okonjo")
        mother = make_mother(brother, by=coordinator, family_name="Okonjo")
        renew_search_names([brother, mother], as_child=brother)
        client = sign_in(Client(), user_of(coordinator))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def main() -> None:
    """Serve."""
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "opencaf", False
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    with clock.everywhere_at(TODAY, running=True):
        session = settle()
        server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
        server.set_app(StaticFilesHandler(WSGIHandler()))
        sys.stdout.write(json.dumps({"port": server.server_port, "session": session}) + "\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
