"""Somebody types in an assessment, on a ground that is taken from under their feet."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import DjangoDbBlocker

from opencaf.agencies.models import Practitioner
from opencaf.config.postgres import Server, server, server_account
from opencaf.core.ids import new_id
from opencaf.core.roles import OWNER
from opencaf.episodes.models import Assessment, Story, StoryRevision
from opencaf.episodes.queries.assessment import boxes_of
from tests.databases import Databases
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in
from tests.factories.assessment import make_draft
from tests.loss.desk import Desk
from tests.loss.ground import DATABASE, Ground, copy_into
from tests.signing_in import sign_in, user_of


@pytest.fixture(scope="session")
def ground(databases: Databases) -> Iterator[Ground]:
    """A database and a web server that nothing else uses."""
    directory = Path(tempfile.mkdtemp(prefix="opencaf-loss-"))
    directory.chmod(0o755)  # the server's account must enter it
    own = Server(name="demo", home=directory / "home", account=server_account())
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, directory)
        own.start()
        stack.callback(own.destroy)
        with databases.copy() as copy:
            made = copy_into(own, template=databases.url(OWNER, copy), programs_of=server("test"))
        ground = Ground(own, made)
        ground.serve()
        stack.callback(ground.kill_web)
        yield ground
        ground.kill_database()


class leading_to:  # noqa: N801 - reads as a sentence where it is used
    """Let Django's connections lead to another server."""

    def __init__(self, databases: Databases) -> None:
        self.given: dict[str, Any] = databases.settings(DATABASE)

    def __enter__(self) -> None:
        default = connections.databases["default"]
        self.before = {key: default.get(key) for key in self.given}
        connections.close_all()
        default.update(self.given)

    def __exit__(self, *_: object) -> None:
        connections.close_all()
        connections.databases["default"].update(self.before)


class Case:
    """An assessment that two people write, committed."""

    def __init__(self) -> None:
        self.authority_id = new_id()
        with transaction.atomic(), acting_in(self.authority_id):
            AuthorityFactory()
            self.alice = PractitionerFactory(given_name="Alice")
            self.carol = PractitionerFactory(given_name="Carol", post_worn__role="manager")
            self.draft: Assessment = make_draft(by=self.alice)
            self.first, self.second = [box.id for box in boxes_of(self.draft)[:2]]
        self.path = f"/episodes/{self.draft.episode_id}/assessment/domains/child/"

    def story(self, box: uuid.UUID) -> Story:
        with transaction.atomic(), acting_in(self.authority_id):
            return Story.objects.get(pk=box)

    def says(self, box: uuid.UUID) -> str:
        return self.story(box).story

    def concluded(self) -> tuple[int | None, list[str]]:
        """The level of need, and what the family says."""
        with transaction.atomic(), acting_in(self.authority_id):
            story = Story.objects.select_related("assessment").get(pk=self.first)
            said = story.assessment.family_views.values_list("text", flat=True)
            return story.assessment.level_of_need, list(said)

    def versions(self, box: uuid.UUID) -> list[str]:
        """What a box said before, the oldest first."""
        with transaction.atomic(), acting_in(self.authority_id):
            kept = StoryRevision.objects.filter(story=box).order_by("number")
            return list(kept.values_list("story_text", flat=True))


@pytest.fixture
def case(
    ground: Ground,
    django_db_setup: None,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Case]:
    """Django's own connections lead to the ground as well."""
    with django_db_blocker.unblock(), leading_to(ground.databases):
        yield Case()


def cookie_of(who: Practitioner, site: str) -> Any:
    """The session cookie of somebody who has just signed in."""
    client = sign_in(Client(), user_of(who))
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    return {
        "name": name,
        "value": value,
        "domain": "127.0.0.1",
        "path": "/",
        "secure": True,
        "httpOnly": True,
    }


@pytest.fixture
def sit_down(ground: Ground, case: Case, browser: Browser) -> Iterator[Callable[..., Desk]]:
    """Call it with somebody: they open the page of the domain, each in a browser of their own."""
    contexts: list[BrowserContext] = []

    def sit(who: Practitioner, *, context: BrowserContext | None = None) -> Desk:
        if context is None:
            context = browser.new_context(service_workers="block")
            contexts.append(context)
        context.add_cookies([cookie_of(who, ground.site)])
        page: Page = context.new_page()
        return Desk(page, ground, case)

    yield sit
    for context in contexts:
        context.close()
