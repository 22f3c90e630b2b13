"""Files beside the boxes while somebody types: the drawing at its element, the scan of a form above all."""

import datetime as dt

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment
from opencaf.episodes.operations.files import Sent
from opencaf.people.models import Person
from tests.factories.files import make_file
from tests.files.making import paper
from tests.web.counting import at_most
from tests.web.episodes.assessment.given import SignIn, page
from tests.web.episodes.assessment.test_copies import HEALTH, IDENTITY, child, draft  # noqa: F401 - fixtures

SCANNED_ON = dt.date(2025, 10, 3)
OPENS_BESIDE = 'target="_blank" rel="noopener">'


def scan(draft: Assessment, by: Practitioner) -> None:  # noqa: F811
    """The scan of the form that is typed into a version."""
    make_file(
        draft.episode,
        by=by,
        kind="paper_form",
        whose="practitioner",
        title="Scan of the form",
        file=Sent("form.pdf", paper()),
        assessment=draft,
        happened_on=SCANNED_ON,
    )


def test_a_drawing_stands_at_its_element_and_opens_beside(
    alice: Practitioner,
    draft: Assessment,  # noqa: F811
    child: Person,  # noqa: F811
    client_of: SignIn,
) -> None:
    drawing = make_file(draft.episode, by=alice, title="Our swing", child=child, element=HEALTH)
    client = client_of(alice)

    with at_most(12):
        shown = client.get(page(draft, "assessment_domain", "child")).content.decode()

    assert f"{OPENS_BESIDE}Our swing (opens in a new tab)" in shown
    assert shown.index(f'id="{HEALTH}"') < shown.index("Our swing") < shown.index(f'id="{IDENTITY}"')
    assert 'alt="A house with a red half."' in shown
    assert str(drawing.id) in shown


@pytest.mark.parametrize(
    ("name", "more"),
    [("assessment_domain", ["child"]), ("assessment_situation", []), ("assessment_conclusions", [])],
)
def test_the_scan_of_the_form_stands_above_every_page_that_is_typed_from_it(
    coordinator: Practitioner,
    draft: Assessment,  # noqa: F811
    client_of: SignIn,
    name: str,
    more: list[str],
) -> None:
    scan(draft, coordinator)
    client = client_of(coordinator)

    with at_most(12):
        shown = client.get(page(draft, name, *more)).content.decode()

    assert f"{OPENS_BESIDE}Scan of the form (opens in a new tab)" in shown
    assert shown.index("Scan of the form") < shown.index('data-module="app-autosave"')


def test_what_is_typed_from_a_scan_is_of_the_day_of_the_form_unless_somebody_says_otherwise(
    coordinator: Practitioner,
    draft: Assessment,  # noqa: F811
    client_of: SignIn,
) -> None:
    client = client_of(coordinator)
    before = client.get(page(draft, "assessment_domain", "child")).content.decode()
    scan(draft, coordinator)

    after = client.get(page(draft, "assessment_domain", "child")).content.decode()

    assert days_in(before) == ("2", "11", "2026")
    assert days_in(after) == (str(SCANNED_ON.day), str(SCANNED_ON.month), str(SCANNED_ON.year))


def days_in(shown: str) -> tuple[str, ...]:
    """The day, month and year that stand in the field of when it was written."""
    return tuple(
        shown.split(f'name="written_on_{part}"')[1].split('value="')[1].split('"')[0]
        for part in ("day", "month", "year")
    )


def test_a_page_that_is_shown_again_keeps_its_files_beside(
    alice: Practitioner,
    draft: Assessment,  # noqa: F811
    client_of: SignIn,
) -> None:
    make_file(draft.episode, by=alice, title="Our swing", element=HEALTH)
    sent = {"written_on_day": "40", "written_on_month": "1", "written_on_year": "2025"}

    shown = client_of(alice).post(page(draft, "assessment_domain", "child"), sent).content.decode()

    assert "Our swing" in shown


def test_who_may_not_see_a_part_types_beside_no_file_of_it(
    alice: Practitioner,
    bob: Practitioner,
    draft: Assessment,  # noqa: F811
    client_of: SignIn,
) -> None:
    make_file(draft.episode, by=alice, title="Quokkasong", element=IDENTITY)
    make_file(draft.episode, by=alice, title="Heron pond", element=HEALTH)
    scan(draft, alice)

    shown = client_of(bob).get(page(draft, "assessment_domain", "child")).content.decode()

    assert "Heron pond" in shown
    assert "Quokkasong" not in shown
    assert "Scan of the form" not in shown
