"""What is no export, was changed, is of another version or is here already is refused, and writes nothing."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from opencaf.core.ids import new_id
from opencaf.core.roles import OWNER
from opencaf.open_export.bringing_in import bring_in
from opencaf.open_export.opening import ExportRefusedError
from opencaf.open_export.writing import MANIFEST
from tests.databases import Databases
from tests.open_export.conftest import CODE, Made, count_of, owner_of

STORIES = "tables/episodes_story.jsonl"
SOMEBODY = """
    insert into accounts_user (id, email, password, recorded_at, is_active) values (%s, %s, '!', now(), true)
"""
Change = Callable[[dict[str, bytes]], None]


def changed(made: Made, to: Path, change: Change) -> Path:
    """Write the export again with some of its parts changed."""
    with zipfile.ZipFile(made.path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(to, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return to


def of_manifest(change: Callable[[dict[str, Any]], object]) -> Change:
    def of_parts(parts: dict[str, bytes]) -> None:
        said = json.loads(parts[MANIFEST])
        change(said)
        parts[MANIFEST] = json.dumps(said).encode()

    return of_parts


def lose(name: str) -> Change:
    return lambda parts: parts.pop(name) and None


def lose_a_paper(parts: dict[str, bytes]) -> None:
    """Lose a paper, and what the manifest says of it."""
    lost = next(name for name in parts if name.startswith("kept/files_storedfile/"))
    del parts[lost]
    of_manifest(lambda said: said.update(parts=[one for one in said["parts"] if one["name"] != lost]))(parts)


def forge(name: str, old: bytes, new: bytes) -> Change:
    return lambda parts: parts.update({name: parts[name].replace(old, new)})


CHANGES: dict[str, tuple[Change, str]] = {
    "a paper lost without a word": (lose_a_paper, "kept/files_storedfile/"),
    "a part lost": (lose(STORIES), STORIES),
    "a part lost from the list": (
        of_manifest(lambda said: said["parts"].pop()),
        "was changed or is missing",
    ),
    "a row lost": (lambda parts: parts.update({STORIES: parts[STORIES].partition(b"\n")[2]}), STORIES),
    "a word changed": (forge(STORIES, b'"story"', b'"Story"'), STORIES),
    "no JSON": (lambda parts: parts.update({STORIES: b"{"}), STORIES),
    "no manifest": (lose(MANIFEST), "not an open export"),
    "another format": (of_manifest(lambda said: said.update(format="other")), "not an open export"),
    "newer": (of_manifest(lambda said: said.update(format_version=2)), "newer format"),
    "other version": (of_manifest(lambda said: said["version"].update(people="0001_initial")), "people"),
    "other columns": (of_manifest(lambda said: said["tables"]["people_person"].pop()), "people_person"),
    "no authority": (of_manifest(lambda said: said["authority"].pop("code")), MANIFEST),
    "parts of another kind": (of_manifest(lambda said: said.update(parts=["a"])), MANIFEST),
    "nothing but a name": (lambda parts: parts.update({MANIFEST: b"[]"}), "not an open export"),
}


@pytest.mark.parametrize(("change", "says"), CHANGES.values(), ids=CHANGES)
def test_a_changed_export_is_refused_and_nothing_is_written(
    made: Made, untouched: str, databases: Databases, tmp_path: Path, change: Change, says: str
) -> None:
    path = changed(made, tmp_path / "changed.zip", change)

    with owner_of(databases, untouched) as owner, pytest.raises(ExportRefusedError, match=says):
        bring_in(owner, path)

    assert count_of(databases, untouched, "accounts_user") == 0


def test_what_is_no_zip_is_refused(untouched: str, databases: Databases, tmp_path: Path) -> None:
    path = tmp_path / "letter.zip"
    path.write_bytes(b"Dear all")

    with owner_of(databases, untouched) as owner, pytest.raises(ExportRefusedError, match="not an open"):
        bring_in(owner, path)


def test_an_authority_that_is_here_is_not_brought_in_again(made: Made, databases: Databases) -> None:
    before = count_of(databases, made.database, "episodes_story")

    with owner_of(databases, made.database) as owner, pytest.raises(ExportRefusedError, match="here already"):
        bring_in(owner, made.path)

    assert count_of(databases, made.database, "episodes_story") == before


def test_an_address_of_somebody_else_is_told_by_number(
    made: Made, elsewhere: str, databases: Databases
) -> None:
    with zipfile.ZipFile(made.path) as archive:
        first = json.loads(archive.read("tables/accounts_user.jsonl").partition(b"\n")[0])
    with owner_of(databases, elsewhere) as owner:
        taken = (new_id(), first["email"])
        owner.execute(SOMEBODY, taken)
        owner.commit()

        with pytest.raises(ExportRefusedError, match="1 accounts of the export") as refused:
            bring_in(owner, made.path)

    assert first["email"] not in str(refused.value)


def test_a_row_that_breaks_a_rule_is_told_by_the_rules_name(
    made: Made, elsewhere: str, databases: Databases
) -> None:
    with owner_of(databases, elsewhere) as owner:
        owner.execute("alter table people_person add constraint nobody check (family_name = 'Nobody')")
        owner.commit()

        with pytest.raises(ExportRefusedError, match=r"people_person .* \(nobody\)"):
            bring_in(owner, made.path)


def test_the_commands_carry_and_refuse(
    made: Made,
    elsewhere: str,
    databases: Databases,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", databases.url(OWNER, elsewhere))
    copy = tmp_path / "d.zip"
    shutil.copy(made.path, copy)

    call_command("import_authority", str(copy), verbosity=2)
    call_command("export_authority", CODE.lower(), str(tmp_path / "again.zip"), verbosity=2)

    said = capsys.readouterr()
    assert "were brought in" in said.out
    assert "again.zip" in said.out
    assert "episodes_story: " in said.err
    with pytest.raises(CommandError, match="here already"):
        call_command("import_authority", str(copy))
    with pytest.raises(CommandError, match="Name another file"):
        call_command("export_authority", CODE, str(copy))
    with pytest.raises(CommandError, match="has the code ZZ"):
        call_command("export_authority", "zz", str(tmp_path / "zz.zip"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_authority", str(tmp_path / "nowhere.zip"))


def test_the_commands_ask_for_the_owner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)

    with pytest.raises(CommandError, match="Set DATABASE_OWNER_URL"):
        call_command("export_authority", CODE, str(tmp_path / "d.zip"))
