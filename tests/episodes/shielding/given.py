"""What the tests of shields share."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.people.details import Birth, PersonDetails
from opencaf.people.sought import Sought
from tests.factories import DAY

ActingAs = Callable[[Practitioner], Any]


ClientOf = Callable[[Practitioner], Client]


SOUGHT = Sought(name="Yusuf Nur")


DETAILS = PersonDetails("Yusuf", "Nur", birth=Birth(born_on=DAY.replace(year=2016)))
