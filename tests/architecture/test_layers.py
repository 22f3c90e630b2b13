"""Code points downwards only; domain apps know nothing of HTTP; migrations are linear and complete."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.architecture.source import ROOT

BIN = Path(sys.executable).parent


def run(*words: str, where: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=where, capture_output=True, text=True, check=False)


def test_the_layers_hold() -> None:
    result = run(str(BIN / "lint-imports"), "--no-cache")

    assert result.returncode == 0, result.stdout


def test_the_layer_guard_sees_an_import_that_points_upwards(tmp_path: Path) -> None:
    for name, text in {"core": "from house import web\n", "web": ""}.items():
        (tmp_path / "house" / name).mkdir(parents=True)
        (tmp_path / "house" / name / "__init__.py").write_text(text)
    (tmp_path / "house" / "__init__.py").write_text("")
    (tmp_path / ".importlinter").write_text(
        "[importlinter]\nroot_package = house\n"
        "[importlinter:contract:down]\nname = down\ntype = layers\nlayers =\n    house.web\n    house.core\n"
    )

    result = run(str(BIN / "lint-imports"), "--no-cache", where=tmp_path)

    assert result.returncode == 1


@pytest.mark.parametrize("app", ["costing", "episodes", "people", "access", "core"])
def test_ruff_refuses_http_below_the_site(app: str) -> None:
    words = [
        str(BIN / "ruff"),
        "check",
        "--select",
        "TID251",
        "--stdin-filename",
        f"opencaf/{app}/made_up.py",
        "-",
    ]

    result = subprocess.run(
        words, cwd=ROOT, input="import django.http\n", capture_output=True, text=True, check=False
    )

    assert result.returncode == 1


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0, stdout=StringIO())


def leaves(folder: Path) -> tuple[str, str]:
    """The last migration by name, and the one that max_migration.txt names."""
    names = sorted(path.stem for path in folder.glob("0*.py"))
    return names[-1], (folder / "max_migration.txt").read_text().strip()


@pytest.mark.parametrize(
    "folder", sorted(ROOT.glob("opencaf/*/migrations")), ids=lambda path: path.parent.name
)
def test_migrations_are_linear(folder: Path) -> None:
    last, named = leaves(folder)

    assert last == named
    assert len({path.name[:4] for path in folder.glob("0*.py")}) == len(list(folder.glob("0*.py")))
