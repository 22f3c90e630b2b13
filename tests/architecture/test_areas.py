"""What the program offers, names and leaves out are areas of the form, not the nineteen elements."""

import re
from pathlib import Path

import pytest

from opencaf.episodes.elements import ELEMENTS, OWN
from tests.architecture.source import ROOT

# Who may speak of the nineteen alone, and why.
OF_THE_NATION = {
    "opencaf/demo/loading/assessing.py": "stories are told of elements, and own questions beside them",
    "opencaf/episodes/elements.py": "where they stand",
    "opencaf/episodes/operations/form_versions.py": "their names are taken",
    "opencaf/episodes/operations/forms.py": "adopting the national form",
    "opencaf/episodes/queries/form_areas.py": "what an authority without a form asks",
    "opencaf/episodes/questionnaire.py": "every form that comes in asks them",
}
NAMED = re.compile(r"\bELEMENTS\b")


def speakers() -> set[str]:
    """The modules that name the nineteen elements; migrations stay as they were."""
    modules = (ROOT / "opencaf").rglob("*.py")
    return {
        name_of(one) for one in modules if "migrations" not in one.parts and NAMED.search(one.read_text())
    }


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_only_who_must_speaks_of_the_nineteen_elements() -> None:
    assert speakers() == set(OF_THE_NATION)


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.code)
def test_no_elements_code_could_be_taken_for_one_of_an_authoritys_own(element: object) -> None:
    assert not str(element.code).startswith(OWN)  # type: ignore[attr-defined]
