"""The database's roles and what they may do: the ground that row-level security stands on.

The owner owns the database and its tables and runs migrations. The web and worker roles own
nothing, cannot pass by a policy, and get their rights on new tables from the owner's default
privileges; a migration may take some of them back. The auditor gets only what migrations grant.
"""

from collections.abc import Mapping
from os import environ
from typing import Any, LiteralString
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

OWNER = "opencaf_owner"
WEB = "opencaf_web"
WORKER = "opencaf_worker"
AUDITOR = "opencaf_auditor"
ROLES = (OWNER, WEB, WORKER, AUDITOR)
PASSWORDS_IN_ENVIRONMENT = {
    OWNER: "DATABASE_OWNER_PASSWORD",
    WEB: "DATABASE_WEB_PASSWORD",
    WORKER: "DATABASE_WORKER_PASSWORD",
    AUDITOR: "DATABASE_AUDITOR_PASSWORD",
}

# Two first starts at once must not both find a role missing and make it.
LOCK = 7_300_031_946_112_225_537

Connection = psycopg.Connection[Any]


def passwords_from_environment() -> dict[str, str]:
    names = PASSWORDS_IN_ENVIRONMENT.items()
    return {role: environ[name] for role, name in names if environ.get(name)}


def prepare_cluster(superuser_url: str, *, database: str, passwords: Mapping[str, str] | None = None) -> None:
    """Make what is missing of roles, database and grants; safe to repeat."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        create_roles(connection, passwords=passwords)
        create_database(connection, database)
    with psycopg.connect(superuser_url, dbname=database) as connection:
        grant_privileges(connection)


def create_roles(connection: Connection, *, passwords: Mapping[str, str] | None = None) -> None:
    """Make the roles that are missing and take back powers that none of them may have."""
    with connection.transaction():
        for role in ROLES:
            _create_role(connection, role)
        if not _is_superuser(connection):
            # PostgreSQL lets only a member of a role give databases to it.
            _execute(connection, "GRANT {} TO CURRENT_USER", OWNER)
        _leave_each_other(connection)
        for role, password in (passwords or {}).items():
            _set_password(connection, role, password)


def _create_role(connection: Connection, role: str) -> None:
    powers = connection.execute(
        """SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication,
                  rolcanlogin
           FROM pg_roles WHERE rolname = %s""",
        [role],
    ).fetchone()
    if powers is None:
        _execute(connection, "CREATE ROLE {} LOGIN", role)
    elif powers != (False, True):
        _execute(
            connection,
            "ALTER ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
            role,
        )


def _leave_each_other(connection: Connection) -> None:
    """No role of ours may act as another one."""
    rows = connection.execute(
        """SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members
           WHERE member::regrole::text = ANY(%s)""",
        [list(ROLES)],
    ).fetchall()
    for group, member in rows:
        _execute(connection, "REVOKE {} FROM {}", group, member)


def _set_password(connection: Connection, role: str, password: str) -> None:
    # Encrypted here, so that the server never sees, and cannot log, the password itself.
    secret = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
        sql.Identifier(role), sql.Literal(secret.decode())
    )
    connection.execute(statement)


def create_database(connection: Connection, database: str) -> None:
    """Make the database, or give an existing one to the owner; not inside a transaction."""
    found = connection.execute(
        "SELECT datdba::regrole::text FROM pg_database WHERE datname = %s", [database]
    ).fetchone()
    if found is None:
        statement = "CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0"
        _execute(connection, statement, database, OWNER)
    elif found != (OWNER,):
        _execute(connection, "ALTER DATABASE {} OWNER TO {}", database, OWNER)
    grant_connection(connection, database)


def grant_connection(connection: Connection, database: str) -> None:
    """Who may connect; a copy of a database does not inherit this."""
    _execute(connection, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
    for role in (WEB, WORKER, AUDITOR):
        _execute(connection, "GRANT CONNECT ON DATABASE {} TO {}", database, role)


def grant_privileges(connection: Connection) -> None:
    """Rights inside the database that the connection is in, on what the owner will make there."""
    _execute(connection, "ALTER SCHEMA public OWNER TO {}", OWNER)
    _execute(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
    # For all schemas, since the right of everybody can only be taken back there.
    _execute(
        connection,
        "ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
        OWNER,
    )
    for role in (WEB, WORKER, AUDITOR):
        _execute(connection, "GRANT USAGE ON SCHEMA public TO {}", role)
    for role in (WEB, WORKER):
        for rights in (
            "SELECT, INSERT, UPDATE, DELETE ON TABLES",
            "USAGE, SELECT ON SEQUENCES",
            "EXECUTE ON FUNCTIONS",
        ):
            _execute(
                connection,
                "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT " + rights + " TO {}",
                OWNER,
                role,
            )


def _is_superuser(connection: Connection) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = CURRENT_USER").fetchone()
    return row == (True,)


def _execute(connection: Connection, statement: LiteralString, *names: str) -> None:
    identifiers = [sql.Identifier(name) for name in names]
    connection.execute(sql.SQL(statement).format(*identifiers))


def url_beside(url: str, *, role: str, database: str, password: str | None = None) -> str:
    """The address of another role and database on the server of this address."""
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    for name in ("user", "password", "dbname"):
        parts.pop(name, None)
    port = parts.pop("port", None)
    host = str(parts.pop("host", None) or "")
    if host.startswith("/"):
        # A socket's directory; as a host name it would be hard to read and easy to lower-case.
        parts |= {"host": host, "port": port or 5432}
        place = ""
    else:
        place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    secret = f":{quote(password, safe='')}" if password else ""
    query = f"?{urlencode(parts)}" if parts else ""
    return f"postgresql://{quote(role, safe='')}{secret}@{place}/{quote(database, safe='')}{query}"
