"""A page that stood open while somebody else went on: nothing is lost by surprise, nothing breaks."""

import datetime as dt

import pytest
from django.db import transaction

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.assessment import complete_assessment
from opencaf.episodes.operations.closing import close_episode
from tests.web.bad_input.contract import problems_of
from tests.web.bad_input.filling import right_answers
from tests.web.bad_input.page_reading import Answers
from tests.web.bad_input.site import PAGES, Site

CLOSED_ON = dt.date(2026, 10, 30)
OF_A_CASE = [name for name in PAGES if name.startswith("episodes:")]
WRITTEN_BY_TWO = {
    "episodes:assessment_situation": "home_situation",
    "episodes:assessment_conclusions": "summary",
}


def going_on(case: Episode, lead: Practitioner) -> None:
    """Meanwhile: the assessment is completed, the case is closed."""
    if not Episode.objects.get(pk=case.pk).is_open:
        return
    for draft in case.assessments.filter(state="draft"):
        complete_assessment(assessment=draft, completed_on=CLOSED_ON, by=lead)
    fresh = Episode.objects.get(pk=case.pk)
    close_episode(
        episode=fresh,
        closed_on=CLOSED_ON,
        reason="needs_met_universal",
        outcome_level="all",
        views_missing_why="They had moved.",
        by=lead,
    )


@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_page_that_was_open_while_the_case_closed_is_answered(site: Site, name: str) -> None:
    forms = site.forms(name)
    cases = {str(case.pk): case for case in vars(site.world.cases).values()}
    for form in forms:
        with transaction.atomic():
            for key in [one for one in cases if one in form.address]:
                going_on(cases[key], site.lead)
            sent = site.send(name, form, right_answers(form, name), changed=True)
            transaction.set_rollback(True)

        assert sent.response.status_code in (200, 302, 403, 404), problems_of(sent)
        assert sent.is_taken or not sent.wrote


@pytest.mark.parametrize("name", WRITTEN_BY_TWO)
def test_words_that_somebody_else_changed_meanwhile_are_not_overwritten(site: Site, name: str) -> None:
    form, box = site.forms(name)[0], WRITTEN_BY_TWO[name]
    first: Answers = right_answers(form, name) | {box: ["What the first one wrote."]}
    second: Answers = right_answers(form, name) | {box: ["What the second one wrote."]}

    with transaction.atomic():
        site.client(name).post(form.address, first)
        sent = site.send(name, form, second, changed=True)
        transaction.set_rollback(True)

    assert problems_of(sent) == []
    assert sent.page.mistakes
    assert not sent.wrote
    assert "What the first one wrote." in sent.response.content.decode()
