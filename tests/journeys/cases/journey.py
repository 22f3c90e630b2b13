"""A case under way: who works where, what the rows of the file are called in the program."""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from opencaf.agencies.operations.beginning import asking_as
from opencaf.core.context import acting_for
from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from tests.journeys.cases.hands import Hands
from tests.journeys.cases.reading import Entry
from tests.journeys.cases.setting_up import Place

COORDINATOR = "coordinator"


class Journey:
    """One case, entered by its practitioners through the pages."""

    def __init__(self, case: Entry, place: Place, hands: Hands) -> None:
        self.case, self.place, self.hands = case, place, hands
        self.people: dict[str, uuid.UUID] = {}
        self.episode_id: uuid.UUID | None = None
        self.lead = ""
        self.let_in: set[str] = set()

    @property
    def subjects(self) -> list[str]:
        """The ids of the children whom the case is about, in the file's order."""
        return [one.peek("id") for one in self.case.parts("people") if one.peek("role") == "subject child"]

    @property
    def child_id(self) -> uuid.UUID:
        """The first child."""
        return self.people[self.subjects[0]]

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """Read the database as the coordinator, who sees every case."""
        with acting_for(asking_as(self.place.practitioners["coordinator"])), transaction.atomic():
            yield

    def episode(self) -> Episode:
        """The episode as it stands; to be asked inside."""
        return Episode.objects.get(pk=self.episode_id)

    def email(self, key: str) -> str:
        """The e-mail address of a practitioner of the file."""
        return self.place.practitioners[key].email

    def name_of(self, key: str) -> str:
        """The name of a practitioner or somebody of the family."""
        if key in self.place.practitioners:
            return str(self.place.practitioners[key])
        one = self.person(key)
        return f"{one.peek('given_names') or ''} {one.peek('family_name')}".strip()

    def person(self, key: str) -> Entry:
        """Somebody of the family, as the file says it."""
        return next(one for one in self.case.parts("people") if one.peek("id") == key)

    def id_of(self, key: str) -> str:
        """The id of a practitioner, person or agency in the program; words as they stand."""
        if key in self.people:
            return str(self.people[key])
        held: Any = self.place.practitioners.get(key) or self.place.agencies.get(key)
        return str(held.id) if held else key

    def signs_in(self, key: str) -> bool:
        """Whether somebody uses the program themselves."""
        held = self.place.practitioners.get(key)
        return held is not None and held.user_id is not None

    def typist(self, key: str) -> str:
        """Who types for somebody: they themselves where they may, otherwise who leads, or the coordinator."""
        if self.signs_in(key) and (key in self.let_in or key == COORDINATOR):
            return key
        return self.lead if self.lead in self.let_in else COORDINATOR

    def work_as(self, key: str) -> str:
        """Let somebody work, or who types for them; return who it is."""
        who = self.typist(key)
        self.hands.work_as(self.email(who))
        return who

    def open_case(self, *names: str, **arguments: Any) -> None:
        """Go to the case from wherever one is, and on through its pages."""
        hands = self.hands
        if (
            f"/episodes/{self.episode_id}/" not in hands.page.url
            or not hands.page.locator(".app-case-menu a").count()
        ):
            hands.home()
            if not hands.page.locator(f'main a[href="/episodes/{self.episode_id}/"]').count():
                self.find_case()
            else:
                hands.follow(f"/episodes/{self.episode_id}/")
        hands.walk(*names, episode_id=self.episode_id, **arguments)

    def open_child(self, *names: str, **arguments: Any) -> None:
        """Find the child and go on through the pages of the record."""
        hands = self.hands
        if not hands.page.url.endswith(f"/children/{self.child_id}/"):
            self.find_child()
            hands.follow(f"/children/{self.child_id}/")
        hands.walk(*names, child_id=self.child_id, **arguments)

    def find_child(self) -> None:
        """Look for the first child by name."""
        self.hands.home()
        self.hands.follow("/children/")
        with self.inside():
            name = Person.objects.get(pk=self.child_id).full_name
        self.hands.write({"name": name})
        self.hands.press("Find")

    def find_case(self) -> None:
        """Find the child, then the case."""
        self.find_child()
        self.hands.follow(f"/children/{self.child_id}/")
        self.hands.follow(f"/episodes/{self.episode_id}/")


def day(text: str) -> dt.date:
    """Return a day as the files write it."""
    return dt.date.fromisoformat(text)
