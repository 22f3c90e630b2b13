"""A national body with its analyst, and figures that authorities told."""

from typing import Any

from opencaf.agencies.models import Authority, Practitioner, Role
from opencaf.core.context import asking
from opencaf.core.ids import new_id
from opencaf.national.models import Counting, Summary
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in


def make_national_analyst(**values: Any) -> Practitioner:
    """An analyst of a new national body."""
    with acting_in(new_id()):
        AuthorityFactory(name="Office for early help", is_national=True)
        return PractitionerFactory(given_name="Nia", post_worn__role=Role.NATIONAL_ANALYST, **values)


def make_counting(**values: Any) -> Counting:
    """The last night of the authority that the test acts in."""
    return Counting.objects.create(authority_id=asking().authority_id, **{"below": 5, **values})


def make_summary(authority: Authority | None = None, **values: Any) -> Summary:
    """A figure of an authority; by itself how many were started in all."""
    given = {"report": "started", "axis": "sector", "begun": 2026, "code": "", "number": 40, **values}
    return Summary.objects.create(authority_id=authority.id if authority else asking().authority_id, **given)
