"""How a service stands in a row and on its page: ages, waiting time and places in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator

from opencaf.core import clock
from opencaf.core.dates import in_words
from opencaf.directory.models import Service
from opencaf.episodes.codes import NEED_TAGS
from opencaf.people.models import Person


@dataclass(frozen=True)
class Line:
    """A service as a list shows it."""

    service: Service
    ages: str
    waiting: str
    places: str
    where: str
    short: str


def line_of(service: Service) -> Line:
    """Return the row of a service."""
    return Line(
        service=service,
        ages=ages_of(service),
        waiting=waiting_of(service),
        places=places_of(service),
        where="; ".join(where_words(one) for one in service.locations[:2]),
        short=Truncator(service.description.replace("\n", " ")).chars(200),
    )


def ages_of(service: Service) -> str:
    """Return for which ages a service is."""
    young, old = service.age_from, service.age_to
    if young is None and old is None:
        return "Any age"
    if young is None:
        return f"Up to {old} years"
    if old is None:
        return f"From {young} years"
    return f"{young} to {old} years"


def waiting_of(service: Service) -> str:
    """Return how long people wait, and when that was so."""
    if service.waiting_on is None:
        return "Waiting time not known"
    parts = []
    if service.waiting_weeks is not None:
        parts.append(f"Waiting time {weeks_in_words(service.waiting_weeks)}")
    if service.waiting_words:
        parts.append(service.waiting_words)
    return f"{', '.join(parts)} (on {in_words(service.waiting_on)})"


def weeks_in_words(weeks: int) -> str:
    """Return a number of weeks."""
    if weeks == 0:
        return "none"
    return "1 week" if weeks == 1 else f"{weeks} weeks"


def places_of(service: Service) -> str:
    """Return how many places are free, and when that was so; nothing where it is not known."""
    if service.places_free is None or service.places_on is None:
        return ""
    count = service.places_free
    free = "No place free" if count == 0 else "1 place free" if count == 1 else f"{count} places free"
    return f"{free} (on {in_words(service.places_on)})"


def where_words(location: dict[str, str]) -> str:
    """Return a place in one line."""
    return ", ".join(location[part] for part in ("name", "address", "postcode") if location.get(part))


def details_of(service: Service) -> list[tuple[str, str]]:
    """Return every line of a service's own page that has something to say."""
    lines = [
        ("Given by", service.provider),
        ("Ages", ages_of(service)),
        ("For whom", service.eligibility),
        ("Waiting time", waiting_of(service)),
        ("Free places", places_of(service)),
        ("Cost", service.cost),
        ("Where", "\n".join(where_words(one) for one in service.locations)),
        ("When", service.times),
        ("Telephone", service.phone),
        ("E-mail", service.email),
        ("Website", service.website),
        ("Languages", service.languages),
        ("Kinds of need", ", ".join(NEED_TAGS.get(code, code) for code in service.needs)),
        ("Listed under", ", ".join(service.terms)),
        ("Last checked", in_words(service.checked_on) if service.checked_on else ""),
        ("Comes from", f"the feed {service.feed}" if service.feed else ""),
        ("Number there", service.source_id),
    ]
    return [(head, words) for head, words in lines if words]


def why_not_offered(service: Service) -> str:
    """Return why a service cannot be asked, or nothing."""
    if service.retired_on:
        why = f": {service.retired_why}" if service.retired_why else ""
        return f"This service was taken off the list on {in_words(service.retired_on)}{why}"
    if service.left_feed_on:
        return f"This service is no longer in its feed since {in_words(service.left_feed_on)}"
    return "" if service.active else f"This service says: {service.get_status_display().lower()}"


def what_does_not_fit(service: Service, children: Sequence[Person]) -> list[str]:
    """Return where a service does not fit the children: said, never a reason to refuse."""
    found = []
    for child in children:
        age = child.age_on(clock.today())
        if age is not None and not service.fits(age):
            found.append(f"It is for {ages_of(service).lower()}; {child.first_name} is {age}.")
    if service.places_free == 0:
        found.append("It has no place free.")
    return found
