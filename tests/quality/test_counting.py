"""What the night's job keeps, and who sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.exceptions import PermissionDenied

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.quality.catalogue import RULES
from opencaf.quality.jobs import count_findings_of
from opencaf.quality.models import MonthlyCount
from opencaf.quality.operations import keep_counts
from opencaf.quality.queries import counts_before
from tests.factories import LocalityFactory, PractitionerFactory
from tests.quality.world import MISTAKES, clean_case
from tests.reports.world import World

ActingAs = Callable[[Practitioner], AbstractContextManager[None]]
NOVEMBER, DECEMBER = dt.date(2026, 11, 1), dt.date(2026, 12, 1)


def test_the_last_night_of_a_month_is_its_count(authority: Authority, coordinator: Practitioner) -> None:
    cases = [clean_case(World(coordinator)) for _ in range(2)]
    for case in cases:
        MISTAKES["no-ethnicity"](case)

    count_findings_of(str(authority.id))
    cases[0].of_child(ethnicity="WBRI")
    count_findings_of(str(authority.id))
    with clock.everywhere_at(dt.datetime(2026, 12, 1, 3, 10, tzinfo=dt.UTC)):
        cases[1].of_child(ethnicity="REFU")
        count_findings_of(str(authority.id))

    before = counts_before(coordinator, since=NOVEMBER)
    assert {month: counts["no-ethnicity"] for month, counts in before.items()} == {NOVEMBER: 1, DECEMBER: 0}


def test_every_place_is_counted_and_noughts_are_kept(authority: Authority, coordinator: Practitioner) -> None:
    place = LocalityFactory()
    clean_case(World(coordinator))
    there = clean_case(World(coordinator))
    there.of_case(locality=place)
    MISTAKES["no-level"](there)

    count_findings_of(str(authority.id))

    kept = dict(MonthlyCount.objects.filter(rule="no-level").values_list("locality_id", "number"))
    assert kept == {place.id: 1, None: 0}
    assert MonthlyCount.objects.count() == 2 * len(RULES)


def test_a_coordinator_of_a_locality_sees_its_counts_and_a_practitioner_none(
    authority: Authority, coordinator: Practitioner, dave: Practitioner, acting_as: ActingAs
) -> None:
    here, elsewhere = LocalityFactory(), LocalityFactory()
    for place in (here, elsewhere, None):
        case = clean_case(World(coordinator))
        case.of_case(locality=place)
        MISTAKES["no-level"](case)
    local = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=here)

    count_findings_of(str(authority.id))

    with acting_as(local):
        assert counts_before(local, since=NOVEMBER)[NOVEMBER]["no-level"] == 2
    with acting_as(dave):
        assert counts_before(dave, since=NOVEMBER) == {}
        assert MonthlyCount.objects.count() == 0


def test_where_nobody_sees_every_case_nothing_is_kept(
    authority: Authority, coordinator: Practitioner
) -> None:
    authority_wide = type(coordinator.post).objects.filter(role__in=("coordinator", "manager"))
    place = LocalityFactory()
    authority_wide.update(locality=place)

    count_findings_of(str(authority.id))

    assert MonthlyCount.objects.count() == 0


def test_counts_are_kept_by_who_sees_every_case_alone(coordinator: Practitioner, dave: Practitioner) -> None:
    local = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=LocalityFactory())

    with pytest.raises(PermissionDenied):
        keep_counts(counts={}, places=[None], by=dave)
    with pytest.raises(ValueError, match="whole authority"):
        keep_counts(counts={}, places=[None], by=local)
