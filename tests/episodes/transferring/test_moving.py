"""A case moves to another authority: nothing before it is accepted, everything as it was afterwards."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode, Transfer
from opencaf.episodes.operations.panel_turns import put_on_panel
from opencaf.episodes.operations.receiving import accept_package, receive_package
from opencaf.episodes.operations.transferring import record_receipt
from tests.episodes.transferring.conftest import There
from tests.factories.panels import make_panel
from tests.factories.transfer import make_transfer, package_of

Package = tuple[bytes, str]


def test_a_case_moves_when_it_is_accepted_and_not_before(
    case: Episode, transfer: Transfer, package: Package, there: There, coordinator: Practitioner
) -> None:
    content, words = package
    with there.inside():
        received = receive_package(
            content=content, words=words, received_on=clock.today(), by=there.coordinator
        )
        assert Episode.objects.count() == 0
        moved = accept_package(received=received, same={}, answered_on=clock.today(), by=there.coordinator)
        received.refresh_from_db()
        assert (moved.state, moved.intended_on) == (case.state, case.intended_on)
    case.refresh_from_db()
    assert case.is_open

    record_receipt(transfer=transfer, receipt=received.receipt, closed_on=clock.today(), by=coordinator)

    case.refresh_from_db()
    transfer.refresh_from_db()
    assert (case.closed_on, case.closures.get(reopened_on=None).reason) == (
        clock.today(),
        "moved_out_of_area",
    )
    assert (transfer.state, transfer.their_reference) == ("accepted", moved.reference)
    assert transfer.answered_on == dt.date(2026, 11, 2)


def test_a_turn_on_a_panel_goes_as_a_meeting(
    case: Episode, carol: Practitioner, coordinator: Practitioner, there: There
) -> None:
    turn = put_on_panel(panel=make_panel(by=carol), episode=case, by=coordinator)
    content, words = package_of(make_transfer(case, by=coordinator), by=coordinator)

    with there.inside():
        received = receive_package(
            content=content, words=words, received_on=clock.today(), by=there.coordinator
        )
        moved = accept_package(received=received, same={}, answered_on=clock.today(), by=there.coordinator)

        meeting = moved.meetings.get(status="planned")
        assert (meeting.planned_for, meeting.panel_id) == (turn.planned_for, None)


def test_it_is_not_prepared_before_the_intention(case: Episode, coordinator: Practitioner) -> None:
    day_before = case.intended_on - dt.timedelta(days=1)

    with pytest.raises(ValidationError, match="the day of the intention"):
        make_transfer(case, prepared_on=day_before, by=coordinator)
