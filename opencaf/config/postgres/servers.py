"""Making, starting and stopping a server of this clone."""

import fcntl
import os
import shlex
import shutil
import socket
import stat
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from opencaf.config.postgres.programs import (
    Account,
    PostgresError,
    Programs,
    server_account,
    short_hash,
    words,
)

SUPERUSER = "postgres"
PORT = 5432  # only names the socket's file: nothing listens on TCP
SOCKET_PATH_LIMIT = 107  # bytes; the kernel's
START_PATIENCE = 20.0  # seconds that the remains of a killed server may stand in the way

CLONE = Path(__file__).resolve().parents[3]
DEMO = CLONE / ".demo"
SYSTEM_HOME = Path("/var/lib/opencaf")

# Names of children must never reach the server's log, not even with a statement that failed.
# Errors are not logged at all (the program notes each without its values): a badly typed value stands in the
# message itself. What the server says of itself has the level "log", which is above an error's.
QUIET_LOG: Mapping[str, str] = {
    "log_min_messages": "log",
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
        return Path("/tmp") / f"opencaf-{self.account.uid}-{short_hash(near)}"  # noqa: S108

    def _programs(self) -> Programs:
        return Programs.reached_by(self.account, copies=self.home / "programs")

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
            programs = self._programs()
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
            done = self._programs().run("pg_ctl", *command)
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

    def _check_version(self, programs: Programs) -> None:
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

    def _initialise(self, programs: Programs) -> None:
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
        raise PostgresError(f"PostgreSQL could not make its data in {self.data}: {words(done)}")

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
            # a demonstration fills empty tables within minutes: plans are made for what they hold by then
            "autovacuum_naptime": "2s",
            **QUIET_LOG,
            **({} if self.durable else LOST_BY_A_POWER_CUT),
        }
        quoted = {name: value.replace("'", "''") for name, value in settings.items()}
        lines = [f"{name} = '{value}'\n" for name, value in quoted.items()]
        self.configuration.write_text("".join(lines))
        self.configuration.chmod(0o644)

    def _start_with_patience(self, programs: Programs) -> None:
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
        return "\n".join([words(done), *last, f"Its log is {self.log}"])


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
    return SYSTEM_HOME / short_hash(CLONE)


def _fits_a_socket(directory: Path) -> bool:
    return len(os.fsencode(directory / f".s.PGSQL.{PORT}.lock")) <= SOCKET_PATH_LIMIT
