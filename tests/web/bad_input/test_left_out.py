"""No page and no form fails inside for somebody from whom the family leaves a part out."""

from dataclasses import replace

import pytest

from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.team import join_team
from tests.factories import AgencyFactory, PractitionerFactory
from tests.factories.consent import make_consent
from tests.web.bad_input.filling import right_answers
from tests.web.bad_input.site import ON, PAGES, Site, client_of, failure

OF_A_CASE = [name for name in PAGES if name.startswith("episodes:")]


@pytest.fixture(scope="module")
def limited(site: Site) -> Site:
    """The site as Ben sees it, who is in the team of every open case and sees all but one part."""
    ben = PractitionerFactory(given_name="Ben", post_worn__agency=AgencyFactory())
    all_but_one = AgencyShare(ben.agency, "part", parts="except", elements=["identity"])
    for case in vars(site.world.cases).values():
        if case.state != "closed":
            join_team(episode=case, who=ben, joined_on=ON, by=site.lead)
            make_consent(case, by=site.lead, kind="share", agencies=[all_but_one])
    return replace(site, clients={**site.clients, "lead": client_of(ben)}, pages={})


def test_most_pages_of_a_case_open(limited: Site) -> None:
    opened = [name for name in OF_A_CASE if limited.page(name).title]

    assert len(opened) > len(OF_A_CASE) / 2


@pytest.mark.parametrize("name", OF_A_CASE)
def test_nothing_fails_inside(limited: Site, name: str) -> None:
    shown = limited.client(name).get(limited.address(name))
    sent = [limited.send(name, form, right_answers(form, name)).response for form in limited.forms(name)]

    assert not [failure(answer) for answer in (shown, *sent) if failure(answer)]
