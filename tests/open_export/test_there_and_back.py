"""Everything of an authority goes out, comes in elsewhere, and is the same."""

import json
import stat
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from opencaf.accounts.models import User
from opencaf.agencies.models import Authority
from opencaf.audit.sealing import find_fault, seal_trail
from opencaf.core.context import Asking, acting_for
from opencaf.core.roles import AUDITOR, WORKER
from opencaf.episodes.models import Episode
from opencaf.files.sealing import unseal
from opencaf.open_export.bringing_in import bring_in
from opencaf.open_export.carried import carried_tables
from opencaf.open_export.writing import ABOUT, MANIFEST, NoSuchAuthorityError, write_export
from tests.audit.conftest import run_as
from tests.databases import Databases
from tests.open_export.conftest import CODE, Made, count_of, owner_of

STORED = "select key_id, sealed, size from files_storedfile where id = %s"
TRAIL = "tables/audit_event.jsonl"
NEXT_KEY = "next:" + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(path: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in contents(path)[name].splitlines()]


def test_what_comes_in_goes_out_the_same(
    made: Made, elsewhere: str, databases: Databases, tmp_path: Path
) -> None:
    again = tmp_path / "again.zip"

    with owner_of(databases, elsewhere) as owner:
        bring_in(owner, made.path)
        write_export(owner, CODE, again)

    first, second = contents(made.path), contents(again)
    first.pop(MANIFEST), second.pop(MANIFEST)
    trail, came = first.pop(TRAIL), second.pop(TRAIL)
    assert first == second
    assert set(trail.splitlines()) < set(came.splitlines())
    assert [row["action"] for row in rows(again, TRAIL)][-1] == "authority_brought_in"


def test_every_row_of_the_authority_is_in_it_and_none_of_another(made: Made, databases: Databases) -> None:
    authority = made.manifest["authority"]["id"]
    with owner_of(databases, made.database) as owner:
        tables = carried_tables(owner)

    for table in tables:
        count = count_of(databases, made.database, table.name, table.rows_of_authority, authority=authority)
        its_own_making = table.part == TRAIL
        assert len(rows(made.path, table.part)) == count - its_own_making, table.name


def test_most_tables_hold_something_here(made: Made) -> None:
    filled = {part["name"] for part in made.manifest["parts"] if part["rows"]}

    assert len(filled) > len(made.manifest["tables"]) / 2
    assert any(name.startswith("kept/files_storedfile/") for name in filled)


def test_a_paper_is_open_in_the_file_and_sealed_with_the_other_key_there(
    made: Made, elsewhere: str, databases: Databases, settings: Settings
) -> None:
    [(name, content), *_] = [
        (name, content) for name, content in contents(made.path).items() if "kept/files_storedfile" in name
    ]
    settings.FILE_KEYS = NEXT_KEY
    with owner_of(databases, elsewhere) as owner:
        bring_in(owner, made.path)

        row_id = uuid.UUID(name.rpartition("/")[2])
        [(key_id, sealed, size)] = owner.execute(STORED, [row_id]).fetchall()

    assert key_id == "next"
    assert unseal(sealed, key_id=key_id, table="files_storedfile", row_id=row_id) == content
    assert size == len(content)


def test_the_record_is_at_work_there(made: Made, elsewhere: str, databases: Databases) -> None:
    with owner_of(databases, elsewhere) as owner:
        bring_in(owner, made.path)

    with acting_for(Asking(authority_id=made.manifest["authority"]["id"])), transaction.atomic():
        assert Authority.objects.get().code == CODE
        references = set(Episode.objects.values_list("reference", flat=True))
    assert references <= {row["reference"] for row in rows(made.path, "tables/episodes_episode.jsonl")}


def test_nobody_signs_in_with_an_old_password(made: Made, elsewhere: str, databases: Databases) -> None:
    with owner_of(databases, elsewhere) as owner:
        bring_in(owner, made.path)

    with transaction.atomic():
        accounts = list(User.objects.all())
    assert accounts
    assert not any(account.has_usable_password() for account in accounts)
    assert "password" not in rows(made.path, "tables/accounts_user.jsonl")[0]


def test_the_trail_that_came_in_is_sealed_there(made: Made, elsewhere: str, databases: Databases) -> None:
    with owner_of(databases, elsewhere) as owner:
        bring_in(owner, made.path)

    run_as(WORKER, databases.url(WORKER, elsewhere), seal_trail)

    assert run_as(AUDITOR, databases.url(AUDITOR, elsewhere), find_fault) is None


def test_the_triggers_work_again(made: Made, elsewhere: str, databases: Databases) -> None:
    with owner_of(databases, elsewhere) as owner:
        bring_in(owner, made.path)
        resting = owner.execute(
            "select count(*) from pg_trigger where not tgisinternal and tgenabled <> 'O'"
        ).fetchone()

    assert resting == (0,)


def test_its_maker_alone_reads_the_file(made: Made) -> None:
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_it_describes_itself(made: Made) -> None:
    about = contents(made.path)[ABOUT].decode()

    assert all(f"## `{name}`" in about for name in made.manifest["tables"])


def test_export_and_coming_in_are_on_the_trail(made: Made, databases: Databases) -> None:
    with owner_of(databases, made.database) as owner:
        found = owner.execute(
            "select subject_id::text, detail ->> 'parts' from audit_event where action = 'authority_exported'"
        ).fetchall()

    assert found == [(made.manifest["authority"]["id"], str(len(made.manifest["parts"])))]


def test_an_unknown_code_leaves_no_file(made: Made, databases: Databases, tmp_path: Path) -> None:
    path = tmp_path / "none.zip"

    with owner_of(databases, made.database) as owner, pytest.raises(NoSuchAuthorityError):
        write_export(owner, "ZZ", path)

    assert not path.exists()
