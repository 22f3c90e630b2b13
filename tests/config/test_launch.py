"""Starting and stopping the demonstration: each mishap ends in a sentence, nothing is left behind."""

import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from opencaf.config.launch import __main__ as launch
from opencaf.config.launch import addresses
from opencaf.config.launch.addresses import database_addresses, stored_secrets
from opencaf.config.launch.programs import Child, LaunchError, run
from opencaf.config.postgres import CLONE, Server, server_account

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(addresses, "DEMO", tmp_path)
    return tmp_path


@pytest.fixture
def empty_server(open_directory: Path) -> Iterator[Server]:
    """A server that has never heard of us."""
    made = Server(name="demo", home=open_directory / "empty", account=server_account())
    made.start()
    yield made
    made.destroy()


def ask_for_addresses() -> addresses.Addresses:
    with ExitStack() as stack:
        return database_addresses(stack, lock=-1)


def test_a_port_that_is_taken_is_named_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(LaunchError, match=rf"Port {port} .* make demo PORT=8123"):
            launch.require_free(port)


def test_a_number_that_is_no_port_is_named() -> None:
    with pytest.raises(LaunchError, match="70000 is not a port"):
        launch.require_free(70_000)


def test_pages_that_were_not_built_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "BUILT", tmp_path)

    with pytest.raises(LaunchError, match="make build"):
        launch.require_built_pages()


def test_secrets_are_made_once_and_kept_private(demo: Path) -> None:
    first = stored_secrets()

    assert stored_secrets() == first
    assert len(first["SECRET_KEY"]) >= 50
    assert stat.S_IMODE((demo / "secrets.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(("named", "used"), [("postgres", "opencaf"), ("families", "families")])
def test_an_administrators_address_is_turned_into_those_of_our_roles(
    demo: Path, empty_server: Server, monkeypatch: pytest.MonkeyPatch, named: str, used: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_server.url("postgres", named))

    made = ask_for_addresses()

    assert ask_for_addresses() == made
    assert stat.S_IMODE((demo / "database.json").stat().st_mode) == 0o600
    for address, role in ((made.web, "web"), (made.worker, "worker"), (made.owner, "owner")):
        with psycopg.connect(address) as connection:
            row = connection.execute("SELECT session_user, current_database()").fetchone()
        assert row == (f"opencaf_{role}", used)


def test_roles_of_another_installation_are_not_taken_over(
    demo: Path, empty_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_server.url("postgres", "postgres"))
    ask_for_addresses()
    (demo / "database.json").unlink()

    with pytest.raises(LaunchError, match=r"not ours to change.*DATABASE_OWNER_URL"):
        ask_for_addresses()


def test_an_address_that_may_not_make_roles_is_not_enough(
    demo: Path, empty_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(empty_server.url("postgres", "postgres")) as connection:
        connection.execute("CREATE ROLE plain LOGIN")
    monkeypatch.setenv("DATABASE_URL", empty_server.url("plain", "postgres"))

    with pytest.raises(LaunchError, match=r"may not make.*create_roles"):
        ask_for_addresses()


def test_given_addresses_are_used_as_they_are(
    demo: Path, empty_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = empty_server.url("postgres", "postgres")
    monkeypatch.setenv("DATABASE_URL", given)
    monkeypatch.setenv("DATABASE_OWNER_URL", given)

    found = ask_for_addresses()

    assert (found.web, found.worker, found.owner) == (given, given, given)
    assert list(demo.iterdir()) == []


def test_a_server_that_does_not_answer_is_named(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.setenv(name, f"postgresql://a@/b?host={demo}")

    with pytest.raises(LaunchError, match="Check that it runs"):
        ask_for_addresses()


def test_the_site_never_learns_the_owners_address() -> None:
    known = addresses.Addresses(web="w", worker="j", owner="o")

    assert "o" not in known.of_web().values()
    assert "o" not in known.of_worker().values()


def test_a_program_that_fails_is_named() -> None:
    with pytest.raises(LaunchError, match=r"raise SystemExit.*clean-demo"):
        run([sys.executable, "-c", "raise SystemExit(3)"], os.environ, {})


def test_stopping_a_program_ends_what_it_has_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opencaf.config.launch.programs.LOGS", tmp_path)
    code = (
        "import subprocess, sys, time; "
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, "
        "flush=True); time.sleep(60)"
    )
    child = Child("parent", [sys.executable, "-c", code], os.environ, {})
    child.start()
    grandchild = int(wait_for_text(tmp_path / "parent.log"))

    child.stop()

    assert child.ended()
    wait_until_gone(grandchild)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot tell a child")
def test_a_program_does_not_outlive_a_killed_launcher(tmp_path: Path) -> None:
    number = tmp_path / "number"
    code = (
        "import os; from opencaf.config.launch.programs import start; "
        f"child = start({SLEEPER!r}, os.environ, None); "
        f"open({str(number)!r}, 'w').write(str(child.pid)); child.wait()"
    )
    launcher = subprocess.Popen([sys.executable, "-c", code], cwd=CLONE)
    child = int(wait_for_text(number))

    launcher.kill()
    launcher.wait()

    wait_until_gone(child)


def wait_for_text(file: Path) -> str:
    for _ in range(500):
        if file.exists() and file.read_text():
            return file.read_text()
        time.sleep(0.01)
    raise AssertionError(f"{file} stays empty")


def wait_until_gone(number: int) -> None:
    for _ in range(500):
        status = Path(f"/proc/{number}/stat")
        if not status.exists() or status.read_text().split(")")[-1].split()[0] == "Z":
            return
        time.sleep(0.01)
    raise AssertionError(f"Process {number} still runs")
