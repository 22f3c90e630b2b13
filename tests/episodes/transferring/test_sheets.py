"""Every table of a case goes to another authority or stays for a reason, and the papers say which."""

from opencaf.episodes.management.commands.print_package import package_page
from opencaf.episodes.transferring.left_out import LEFT_OUT
from opencaf.episodes.transferring.sheets import NAMED, SHEETS
from tests.architecture.one_case import tables_about_a_case
from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "transfer-sheets.md"


def tables_of_a_case() -> set[str]:
    """Every table that leads to a case or a person, but for those that the package names by what they are."""
    return {model._meta.label_lower for model in tables_about_a_case().values() if model not in NAMED}


def test_every_table_of_a_case_goes_or_stays_for_a_reason() -> None:
    going = {sheet.model._meta.label_lower for sheet in SHEETS}

    assert tables_of_a_case() - going - set(LEFT_OUT) == set()
    assert going & set(LEFT_OUT) == set()
    assert set(LEFT_OUT) - tables_of_a_case() == set()
    assert all(why.split() for why in LEFT_OUT.values())


def test_a_table_that_nobody_thought_of_is_seen() -> None:
    assert "episodes.story" in tables_of_a_case()
    assert "people.contactpoint" in tables_of_a_case()


def test_no_column_leads_to_a_table_that_stays() -> None:
    going = {sheet.model for sheet in SHEETS} | set(NAMED)
    astray = [
        f"{sheet.name}.{column.name}"
        for sheet in SHEETS
        for column in sheet.columns
        if column.related_model and column.related_model not in going
    ]

    assert astray == []


def test_the_page_of_the_sheets_is_what_the_code_says() -> None:
    assert PAGE.read_text() == package_page() + "\n", "Run: manage.py print_package > docs/transfer-sheets.md"
