"""The list of services."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.directory.operations.keeping import add_service, retire_service
from tests.factories import AgencyFactory


def test_a_service_is_added_to_the_list(
    coordinator: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    service = add_service(agency=AgencyFactory(), name="Play group", by=coordinator)

    assert service.active
    assert len(owner_sees("select * from audit_event where action = 'service_added'")) == 1


def test_a_service_stands_on_the_list_once(erin: Practitioner) -> None:
    agency = AgencyFactory()
    add_service(agency=agency, name="Play group", by=erin)

    with pytest.raises(ValidationError, match="already"):
        add_service(agency=agency, name="play group", by=erin)


def test_a_service_is_taken_off_the_list(coordinator: Practitioner) -> None:
    service = add_service(agency=AgencyFactory(), name="Play group", by=coordinator)

    retire_service(service=service, by=coordinator)

    assert not service.active


def test_a_practitioner_does_not_keep_the_list(alice: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="Only coordinators"):
        add_service(agency=AgencyFactory(), name="Play group", by=alice)
