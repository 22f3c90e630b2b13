"""Which database the demonstration uses, and its secrets."""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from opencaf.config.launch.programs import LaunchError, say
from opencaf.config.postgres import DEMO, SUPERUSER, server
from opencaf.core.roles import OWNER, ROLES, WEB, WORKER, prepare_cluster, url_beside

DATABASE = "opencaf"


@dataclass(frozen=True)
class Addresses:
    """The same database, as each role reaches it; a role gets no address but its own."""

    web: str
    worker: str
    owner: str

    def of_web(self) -> dict[str, str]:
        return {"DATABASE_URL": self.web}

    def of_worker(self) -> dict[str, str]:
        return {"DATABASE_URL": self.worker, "OPENCAF_ROLE": WORKER}

    def of_owner(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.web,
            "DATABASE_OWNER_URL": self.owner,
            "OPENCAF_AS_OWNER": "1",
        }


def database_addresses(stack: ExitStack, lock: int) -> Addresses:
    given, owner = os.environ.get("DATABASE_URL"), os.environ.get("DATABASE_OWNER_URL")
    if not given:
        return embedded_addresses(stack, lock)
    if owner:
        worker = os.environ.get("DATABASE_WORKER_URL", given)
        for address in (given, owner, worker):
            require_answer(address)
        return Addresses(web=given, worker=worker, owner=owner)
    return derived_addresses(given)


def embedded_addresses(stack: ExitStack, lock: int) -> Addresses:
    say("Starting PostgreSQL")
    ours = server()
    stack.callback(stop_unless_shared, lock)
    ours.start()
    prepare_cluster(ours.url(SUPERUSER, "postgres"), database=DATABASE)
    return Addresses(*(ours.url(role, DATABASE) for role in (WEB, WORKER, OWNER)))


def stop_unless_shared(lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # another launch of this clone still uses it
    server().stop()


def derived_addresses(given: str) -> Addresses:
    """Make our roles in a cluster of which we were given an administrator."""
    kept = DEMO / "database.json"
    stored = read_json(kept)
    if stored.get("given") == given:
        require_answer(stored["addresses"]["web"])
        return Addresses(**stored["addresses"])
    database = str(conninfo_to_dict(given).get("dbname") or DATABASE)
    database = DATABASE if database in ("postgres", "template1") else database
    passwords = {role: secrets.token_urlsafe(24) for role in ROLES}
    try:
        administrator = administrative_address(given)
        refuse_to_take_over(administrator)
        prepare_cluster(administrator, database=database, passwords=passwords)
    except psycopg.Error as error:
        raise no_answer(error) from error
    addresses = {
        name: url_beside(given, role=role, database=database, password=passwords[role])
        for name, role in (("web", WEB), ("worker", WORKER), ("owner", OWNER))
    }
    write_private(kept, {"given": given, "addresses": addresses})
    return Addresses(**addresses)


def administrative_address(given: str) -> str:
    """The given one, or while its database is not there yet, that of the one always there."""
    try:
        psycopg.connect(given).close()
    except psycopg.OperationalError:
        always_there = make_conninfo(given, dbname="postgres")
        psycopg.connect(always_there).close()
        return always_there
    return given


def require_answer(address: str) -> None:
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError as error:
        raise no_answer(error) from error


def no_answer(error: psycopg.Error) -> LaunchError:
    return LaunchError(
        f"The server of DATABASE_URL says: {str(error).strip()}\n"
        "Check that it runs and that the address is right."
    )


def refuse_to_take_over(given: str) -> None:
    with psycopg.connect(given) as connection:
        row = connection.execute(
            """SELECT rolsuper OR (rolcreaterole AND rolcreatedb),
                      EXISTS (SELECT FROM pg_roles WHERE rolname = ANY(%s))
               FROM pg_roles WHERE rolname = CURRENT_USER""",
            [list(ROLES)],
        ).fetchone()
    may_create, ours_exist = row or (False, False)
    if may_create and not ours_exist:
        return
    reason = (
        "That server has OpenCAF's roles already, and their passwords are not ours to change."
        if may_create
        else "The role in DATABASE_URL may not make OpenCAF's roles."
    )
    raise LaunchError(
        f"{reason} Set DATABASE_URL to the address of the role {WEB} and DATABASE_OWNER_URL to "
        f"that of {OWNER}; `python manage.py create_roles` makes both."
    )


def stored_secrets() -> dict[str, str]:
    """Keys of this demonstration, made once."""
    place = DEMO / "secrets.json"
    stored: dict[str, str] = read_json(place)
    made = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "OPENCAF_FILE_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
    }
    if not made.keys() <= stored.keys():
        stored = {**made, **stored}
        write_private(place, stored)
    return stored


def read_json(file: Path) -> Any:
    return json.loads(file.read_text()) if file.exists() else {}


def write_private(file: Path, content: Mapping[str, Any]) -> None:
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
        json.dump(content, stream, indent=1)
    part.rename(file)
