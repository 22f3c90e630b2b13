"""`kill -9` between a keystroke and its save: of the browser, a web worker, the web server, the database."""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import BrowserType, expect

from opencaf.web.shared.keeping import keeper_of
from tests.loss.conftest import Case
from tests.loss.desk import Desk
from tests.loss.ground import OWNER, Ground, wait_until
from tests.signing_in import user_of

pytestmark = pytest.mark.journey
SitDown = Callable[..., Desk]
KEPT = "Your words are kept on this device"
HELD = "select 1 from episodes_assessment where id = %s for update"
WAITS = "select count(*) from pg_locks where not granted"


@contextmanager
def held_up(ground: Ground, case: Case) -> Iterator[psycopg.Connection]:
    """Nobody's save ends inside, as the version is held by another transaction."""
    with psycopg.connect(ground.url(OWNER)) as holder:
        holder.execute(HELD, [case.draft.id])
        yield holder


def is_waiting(ground: Ground) -> bool:
    with psycopg.connect(ground.url(OWNER), autocommit=True) as owner:
        row = owner.execute(WAITS).fetchone()
    return bool(row and row[0])


def test_the_worker_dies_while_it_saves(sit_down: SitDown, case: Case, ground: Ground) -> None:
    alice = sit_down(case.alice)
    alice.type(case.first, "He sleeps well.")
    alice.hear_saved(case.first)

    with held_up(ground, case):
        alice.type(case.first, " He eats.")
        wait_until(lambda: is_waiting(ground), "the save is under way")
        ground.kill_worker()
        alice.hear(case.first, KEPT)

    alice.hear_saved(case.first)
    assert case.says(case.first) == "He sleeps well. He eats."
    assert case.versions(case.first)[0] == "He sleeps well."


def test_the_web_server_dies_between_a_keystroke_and_its_save(
    sit_down: SitDown, case: Case, ground: Ground
) -> None:
    alice = sit_down(case.alice)
    alice.type(case.first, "He sleeps well.")
    alice.hear_saved(case.first)

    alice.type(case.first, " He eats.")
    ground.kill_web()
    alice.hear(case.first, f"No connection. {KEPT}")
    ground.serve()

    alice.hear_saved(case.first)
    assert case.says(case.first) == "He sleeps well. He eats."


def test_the_database_dies_between_a_keystroke_and_its_save(
    sit_down: SitDown, case: Case, ground: Ground
) -> None:
    alice = sit_down(case.alice)
    alice.type(case.first, "He sleeps well.")
    alice.hear_saved(case.first)

    alice.type(case.first, " He eats.")
    ground.kill_database()
    alice.hear(case.first, KEPT)
    ground.start_database()

    alice.hear_saved(case.first)
    assert case.says(case.first) == "He sleeps well. He eats."
    assert case.versions(case.first)[0] == "He sleeps well."


@pytest.fixture
def profile() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="opencaf-profile-"))
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


def processes_of(profile: Path) -> list[int]:
    """The processes of the browser that works in a profile."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if str(profile).encode() in words:
            found.append(int(process.name))
    return found


def kill_browser(profile: Path) -> None:
    for process in processes_of(profile):
        os.kill(process, signal.SIGKILL)
    wait_until(lambda: not processes_of(profile), "the browser is gone")


def files_with(profile: Path, words: str) -> list[str]:
    """The files of a profile in which words can be read, in either way that browsers write them."""
    needles = [words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be")]
    files = [path for path in profile.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


def test_the_browser_dies_with_words_that_no_server_has_seen(
    sit_down: SitDown,
    case: Case,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, object],
    profile: Path,
) -> None:
    words = "Quixotic marmalade sleeps."
    context = browser_type.launch_persistent_context(profile, **browser_type_launch_args)  # type: ignore[arg-type]
    alice = sit_down(case.alice, context=context)
    key = keeper_of(user_of(case.alice)).key
    context.set_offline(True)
    alice.type(case.first, words)
    alice.hear(case.first, KEPT)

    kill_browser(profile)

    assert case.says(case.first) == ""
    assert files_with(profile, "opencaf-kept-words") != []
    for secret in (words, "marmalade", key):
        assert files_with(profile, secret) == []
    again = browser_type.launch_persistent_context(profile, **browser_type_launch_args)  # type: ignore[arg-type]
    desk = sit_down(case.alice, context=again)
    expect(desk.box(case.first)).to_have_value(words)
    desk.hear_saved(case.first)
    assert case.says(case.first) == words
    again.close()
