"""docs/security.md answers every item of the standard, and the tests that it names exist."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "security.md"
ITEMS = """
1.1.1–2, 1.2.1–3; 1.2.4–5, 1.2.9; 1.2.10; 1.3.1, 1.3.5; 1.3.4; 1.3.6; 1.3.11; 1.5.1–2; 2.1.1–3, 2.2.1–3;
2.3.1, 2.3.3–4, 15.4.2; 2.3.5; 2.4.1; 3.2.1–2, 3.4.4, 5.4.1–2; 3.3.1–4; 3.4.1, 3.4.3, 3.4.5–7, 3.4.8;
3.5.1–3, 3.5.8; 3.6.1, 3.7.2; 4.1.1, 4.1.3–4, 4.2.1; 5.1.1, 5.2.1–3, 5.2.4–6, 5.3.1–3, 5.4.3, 14.2.8;
6.1.1–3, 6.3.1; 6.2.1–12; 6.3.3; 6.3.4–8, 6.4.1–6, 6.5.1–6; 6.8.1–2, 6.8.4, 7.6.1–2;
7.1.1–3, 7.2.1–4, 7.3.1–2; 7.4.1–5, 7.5.1–2, 7.5.3; 8.1.1–2, 8.2.1–3, 8.3.1, 8.3.2, 8.4.1;
8.1.3–4, 8.2.4; 8.3.3; 9.*, 10.1–10.2, 10.5.*; 11.1.1–2, 11.2.*, 11.3.*, 11.4.*, 11.5.1; 12.*, 13.2.1–5;
13.1.2–3, 13.2.6, 15.1.3, 15.2.2, 16.5.2–3; 13.3.1–2, 13.3.4; 13.4.1–5, 13.4.6, 15.2.3, 16.5.1, 16.5.4;
14.1.1–2, 14.2.4; 14.2.1; 14.2.2–3, 14.2.5, 14.3.1–2; 14.2.6, 15.3.1, 15.3.3; 14.2.7; 14.3.3;
15.1.1–2, 15.1.4, 15.2.1, 15.2.4; 15.3.4; 16.1.1, 16.2.*, 16.4.1–3; 16.3.1–4, 16.3.2
"""
NAMED = re.compile(r"`((?:[\w/]*test_\w+\.py)?(?:::\w+)?)`")


def rows(text: str) -> list[list[str]]:
    """The cells of each row of the page's tables."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| ASVS")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def named_tests(text: str) -> list[tuple[str, str]]:
    """The files and tests that the rows name; a test without a file is of the file named before."""
    found, file = [], ""
    for row in rows(text):
        for name in NAMED.findall(row[-1]):
            path, _, test = name.partition("::")
            file = path or file
            found += [(file, test)] if name else []
    return found


def missing(text: str) -> list[str]:
    """What is named and does not exist."""
    return [f"{file}::{test}" for file, test in named_tests(text) if not exists(file, test)]


def exists(file: str, test: str) -> bool:
    """Whether some file of the tests bears this name and holds this test."""
    files = [ROOT / file] if "/" in file else sorted((ROOT / "tests").rglob(file))
    return any(path.is_file() and (not test or f"def {test}(" in path.read_text()) for path in files)


def test_every_item_of_the_standard_is_answered() -> None:
    answered = {row[0] for row in rows(PAGE.read_text())}

    assert {" ".join(item.split()) for item in ITEMS.split(";")} - answered == set()


def test_every_row_says_a_rule_and_a_proof_or_why_not() -> None:
    assert [row for row in rows(PAGE.read_text()) if len(row) != 3 or not all(row)] == []


def test_every_test_that_is_named_exists() -> None:
    assert missing(PAGE.read_text()) == []
    assert len(named_tests(PAGE.read_text())) > 80


def test_the_guard_sees_a_test_that_is_not_there() -> None:
    page = "| 1 | a rule | `test_security_page.py::test_nothing` |\n| 2 | a rule | `test_nowhere.py` |"

    assert missing(page) == ["test_security_page.py::test_nothing", "test_nowhere.py::"]


def test_passwords_are_hashed_with_argon2() -> None:
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_nothing_for_developers_is_served() -> None:
    assert settings.DEBUG is False
    for name in ("django.contrib.admin", "debug_toolbar", "django.contrib.admindocs"):
        assert name not in settings.INSTALLED_APPS


@pytest.mark.parametrize("name", ["SECRET_KEY", "OPENCAF_FILE_KEYS"])
def test_service_does_not_start_without_its_secrets(name: str) -> None:
    given = {"SECRET_KEY": "x" * 50, "OPENCAF_FILE_KEYS": "k:eA==", "DATABASE_URL": "postgres://a@b/c"}
    given.pop(name)
    words = "import opencaf.config.settings"

    started = subprocess.run(
        [sys.executable, "-c", words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode != 0
    assert f"Set {name} in the environment" in started.stderr


def test_one_script_alone_keeps_anything_in_the_browser() -> None:
    """Words that could not be saved yet, encrypted: tests/loss/test_killed.py looks for them on the disk."""
    scripts = [
        path for path in (ROOT / "opencaf/web/static/src").rglob("*") if path.suffix in (".js", ".mjs")
    ]
    keeps = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.")

    assert scripts
    assert [path.name for path in scripts if keeps.search(path.read_text())] == ["kept-words.js"]
    assert keeps.search("localStorage.setItem('a', 1)")


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_every_package_is_locked_with_its_hash(path: Path) -> None:
    text = path.read_text()
    packages = re.findall(r"^[a-zA-Z0-9_.\[\]-]+==[^\n]*(?:\n    [^\n]*)*", text, re.MULTILINE)

    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert "index-url" not in text
    assert "://" not in text
