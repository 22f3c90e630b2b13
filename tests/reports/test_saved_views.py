"""Saving a view and removing it, and who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Authority, Practitioner
from opencaf.reports.models import SavedView
from opencaf.reports.operations import remove_view
from opencaf.reports.permissions import can_remove_view
from opencaf.reports.queries import view_seen_by, views_for
from tests.factories import PractitionerFactory, acting_in
from tests.factories.reports import acting_as, make_view

OwnerSees = Callable[..., list[dict[str, Any]]]


def test_a_saved_view_keeps_codes_and_is_on_the_trail(
    coordinator: Practitioner, owner_sees: OwnerSees
) -> None:
    view = make_view(by=coordinator, name="  Closings   in spring ")

    looks = owner_sees("select action, reason, detail from audit_event where action = 'view_saved'")

    assert view.name == "Closings in spring"
    assert looks == [{"action": "view_saved", "reason": "closed", "detail": looks[0]["detail"]}]
    assert "Closings" not in str(looks)


@pytest.mark.parametrize("role", ["practitioner", "analyst", "training", "administrator"])
def test_only_who_opens_cases_saves_views(authority: Authority, role: str) -> None:
    with pytest.raises(PermissionDenied, match="Only coordinators and managers"):
        make_view(by=PractitionerFactory(post_worn__role=role))


def test_a_name_is_used_once_by_a_person(coordinator: Practitioner, carol: Practitioner) -> None:
    make_view(by=coordinator)
    make_view(by=carol)

    with pytest.raises(ValidationError, match="You have a view with this name already"):
        make_view(by=coordinator)


def test_there_is_no_view_of_another_report(coordinator: Practitioner) -> None:
    with pytest.raises(ValueError, match="No report 'happiness'"):
        make_view(by=coordinator, report="happiness")


def test_views_of_others_are_found_once_they_are_shared(
    coordinator: Practitioner, carol: Practitioner
) -> None:
    own = make_view(by=coordinator)
    shared = make_view(by=coordinator, name="For all", shared=True)

    with acting_as(coordinator):
        assert views_for(coordinator) == [own, shared]
    with acting_as(carol):
        assert views_for(carol) == [shared]
        assert view_seen_by(carol, own.id) is None
    assert not can_remove_view(carol, own)
    assert can_remove_view(carol, shared)


def test_who_may_not_remove_a_view_is_refused(coordinator: Practitioner, carol: Practitioner) -> None:
    view = make_view(by=coordinator)

    with pytest.raises(PermissionDenied, match="Only whoever saved this view"):
        remove_view(view=view, by=carol)
    with pytest.raises(PermissionDenied, match="Only coordinators and managers"):
        remove_view(view=view, by=PractitionerFactory(post_worn__role="analyst"))


def test_the_database_itself_shows_nobody_the_view_of_another(
    coordinator: Practitioner, carol: Practitioner, other_authority: Authority
) -> None:
    make_view(by=coordinator)
    make_view(by=coordinator, name="For all", shared=True)

    with acting_as(carol):
        seen_by_carol = list(SavedView.objects.values_list("name", flat=True))
    with acting_in(other_authority.id):
        seen_elsewhere = SavedView.objects.count()

    assert seen_by_carol == ["For all"]
    assert seen_elsewhere == 0
