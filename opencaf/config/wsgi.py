"""What a web server calls."""

import os

from django.core.checks import ERROR, Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from opencaf.core.collecting import collect_seldom
from opencaf.core.room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opencaf.config.settings")


def refuse_to_serve_unsafely() -> None:
    """Raise ImproperlyConfigured where a check of security fails."""
    wrong = [found for found in run_checks(tags=[Tags.security]) if found.level >= ERROR]
    if wrong:
        raise ImproperlyConfigured("\n".join(str(found) for found in wrong))


application = with_room(get_wsgi_application())
refuse_to_serve_unsafely()
collect_seldom()
