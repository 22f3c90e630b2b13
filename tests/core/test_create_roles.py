"""What each role of the database may do, asked of a real server."""

from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import CommandError, call_command

from opencaf.config.postgres import Server
from opencaf.core.roles import (
    AUDITOR,
    OWNER,
    ROLES,
    WEB,
    WORKER,
    create_roles,
    passwords_from_environment,
    prepare_cluster,
    url_beside,
)

REFUSED = psycopg.errors.InsufficientPrivilege


@pytest.fixture(scope="module")
def cluster(server_of_its_own: Server) -> Server:
    prepare_cluster(superuser(server_of_its_own), database="opencaf")
    with sign_in(server_of_its_own, OWNER) as owner:
        owner.execute(
            """
            CREATE TABLE child (id serial PRIMARY KEY, name text);
            CREATE TABLE hidden (id int);
            ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;
            INSERT INTO hidden VALUES (1);
            CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 42';
            """
        )
    return server_of_its_own


@pytest.fixture
def web(cluster: Server) -> Iterator[psycopg.Connection]:
    with sign_in(cluster, WEB) as connection:
        yield connection


def superuser(server: Server) -> str:
    return server.url("postgres", "postgres")


def sign_in(server: Server, role: str, database: str = "opencaf") -> psycopg.Connection:
    return psycopg.connect(server.url(role, database), autocommit=True)


def test_the_owner_owns_the_database_and_its_schema(cluster: Server) -> None:
    with sign_in(cluster, OWNER) as owner:
        row = owner.execute(
            """SELECT datdba::regrole::text, nspowner::regrole::text
               FROM pg_database, pg_namespace
               WHERE datname = current_database() AND nspname = 'public'"""
        ).fetchone()

    assert row == (OWNER, OWNER)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_has_a_power_over_the_cluster(cluster: Server, role: str) -> None:
    with sign_in(cluster, role) as connection:
        row = connection.execute(
            """SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication
               FROM pg_roles WHERE rolname = session_user"""
        ).fetchone()

    assert row == (False, False, False, False, False)


@pytest.mark.parametrize("role", [WEB, WORKER])
def test_web_and_worker_use_what_the_owner_makes(cluster: Server, role: str) -> None:
    with sign_in(cluster, role) as connection:
        connection.execute("INSERT INTO child (name) VALUES ('A')")
        connection.execute("UPDATE child SET name = 'B'")
        connection.execute("DELETE FROM child")
        answer = connection.execute("SELECT answer()").fetchone()

    assert answer == (42,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "TRUNCATE child",
        "DROP TABLE child",
        "ALTER TABLE hidden DISABLE ROW LEVEL SECURITY",
        "SET ROLE opencaf_owner",
        "SET SESSION AUTHORIZATION opencaf_owner",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
    ],
)
def test_the_web_role_cannot_go_round_the_second_wall(web: psycopg.Connection, statement: str) -> None:
    with pytest.raises(REFUSED):
        web.execute(statement)


def test_without_a_policy_the_web_role_sees_no_row(web: psycopg.Connection) -> None:
    assert web.execute("SELECT count(*) FROM hidden").fetchone() == (0,)


@pytest.mark.parametrize("statement", ["SELECT * FROM child", "SELECT answer()"])
def test_the_auditor_gets_only_what_is_granted(cluster: Server, statement: str) -> None:
    with sign_in(cluster, AUDITOR) as auditor, pytest.raises(REFUSED):
        auditor.execute(statement)


def test_a_role_that_is_not_ours_may_not_connect(cluster: Server) -> None:
    with psycopg.connect(superuser(cluster), autocommit=True) as connection:
        connection.execute("CREATE ROLE stranger LOGIN")

    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        sign_in(cluster, "stranger")


def test_powers_that_somebody_gave_are_taken_back(cluster: Server) -> None:
    with psycopg.connect(superuser(cluster), autocommit=True) as connection:
        connection.execute("ALTER ROLE opencaf_web SUPERUSER BYPASSRLS CREATEDB NOLOGIN")
        connection.execute("GRANT opencaf_owner TO opencaf_web")

    prepare_cluster(superuser(cluster), database="opencaf")

    with sign_in(cluster, WEB) as web:
        row = web.execute(
            """SELECT rolsuper, rolbypassrls, rolcreatedb, pg_has_role('opencaf_owner', 'member')
               FROM pg_roles WHERE rolname = session_user"""
        ).fetchone()
    assert row == (False, False, False, False)


def test_rights_that_a_migration_took_back_stay_taken(cluster: Server) -> None:
    with sign_in(cluster, OWNER) as owner:
        owner.execute("CREATE TABLE append_only (id int)")
        owner.execute("REVOKE SELECT, UPDATE, DELETE ON append_only FROM opencaf_web")

    prepare_cluster(superuser(cluster), database="opencaf")

    with sign_in(cluster, WEB) as web:
        web.execute("INSERT INTO append_only VALUES (1)")
        with pytest.raises(REFUSED):
            web.execute("DELETE FROM append_only")


def test_passwords_are_stored_and_sent_scrambled(cluster: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_WEB_PASSWORD", "canary pass'word")

    with psycopg.connect(superuser(cluster), autocommit=True) as connection:
        connection.execute("SET log_statement = 'all'")
        create_roles(connection, passwords=passwords_from_environment())
        row = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'opencaf_web'").fetchone()

    assert row
    assert row[0].startswith("SCRAM-SHA-256$")
    assert "ALTER ROLE" in cluster.log.read_text()
    assert "canary" not in cluster.log.read_text()


def test_a_role_that_may_make_roles_and_databases_is_enough(server_of_its_own: Server) -> None:
    home = server_of_its_own.home.parent / "managed"
    managed = Server(name="demo", home=home, account=server_of_its_own.account)
    managed.start()
    try:
        with psycopg.connect(superuser(managed), autocommit=True) as connection:
            connection.execute("CREATE ROLE administrator LOGIN CREATEROLE CREATEDB")
        for _ in range(2):
            prepare_cluster(managed.url("administrator", "postgres"), database="opencaf")
        with sign_in(managed, OWNER) as owner:
            owner.execute("CREATE TABLE child (id int)")
        with sign_in(managed, WEB) as web:
            assert web.execute("SELECT count(*) FROM child").fetchone() == (0,)
    finally:
        managed.destroy()


def test_the_command_makes_a_database_by_another_name(
    cluster: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        call_command("create_roles", "--superuser-url", superuser(cluster), "--database", "another")

    assert "Database another and roles opencaf_owner" in capsys.readouterr().out
    with sign_in(cluster, WEB, "another") as web:
        assert web.execute("SELECT current_database()").fetchone() == ("another",)


def test_the_command_says_what_to_do_when_nobody_answers(tmp_path: object) -> None:
    with pytest.raises(CommandError, match="Start it"):
        call_command("create_roles", "--superuser-url", f"postgresql://a@/b?host={tmp_path}")


def test_the_command_says_what_to_do_when_the_role_may_not(cluster: Server) -> None:
    with pytest.raises(CommandError, match="CREATEROLE and CREATEDB"):
        call_command(
            "create_roles",
            "--superuser-url",
            cluster.url(WEB, "opencaf"),
            "--database",
            "forbidden",
        )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgresql://a:b@db:5433/c", "postgresql://r:p%40ss@db:5433/d"),
        ("postgres://a@db/c?sslmode=require", "postgresql://r:p%40ss@db/d?sslmode=require"),
        ("postgresql://a@/c?host=/run/pg", "postgresql://r:p%40ss@/d?host=%2Frun%2Fpg&port=5432"),
        ("host=db.example user=a", "postgresql://r:p%40ss@db.example/d"),
        ("postgresql://a@[::1]:5/c", "postgresql://r:p%40ss@[::1]:5/d"),
    ],
)
def test_the_address_of_another_role_on_the_same_server(given: str, expected: str) -> None:
    address = url_beside(given, role="r", database="d", password="p@ss")

    assert address == expected
