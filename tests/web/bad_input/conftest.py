"""One world for all tests of a module: what a test sends is undone by the sender."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from opencaf.core import clock
from opencaf.core.context import asking
from opencaf.core.ids import new_id
from tests.factories import acting_in
from tests.web.bad_input.site import TODAY, Ids, Site, make_site


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The site, its world in a transaction that is undone after the module."""
    with django_db_blocker.unblock(), clock.everywhere_at(TODAY), acting_in(new_id()), transaction.atomic():
        yield make_site()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def ids(site: Site) -> Ids:
    authority_id = asking().authority_id
    assert authority_id
    return Ids(authority_id)
