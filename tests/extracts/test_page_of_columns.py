"""docs/extracts.md says what the code says."""

from pathlib import Path

import pytest
from django.core.management import call_command

from opencaf.extracts.management.commands.print_extracts import extracts_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "extracts.md"


def test_the_page_says_what_the_code_says() -> None:
    assert PAGE.read_text() == extracts_page() + "\n", "Run: manage.py print_extracts > docs/extracts.md"


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("print_extracts")

    assert capsys.readouterr().out == PAGE.read_text()
