"""`python -m opencaf.config.launch --port 8000`."""

import argparse
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from opencaf.config.launch.addresses import Addresses, database_addresses, stored_secrets
from opencaf.config.launch.programs import LOGS, Child, LaunchError, run, say
from opencaf.config.postgres import CLONE, DEMO, PostgresError, server

HOST = "127.0.0.1"
BUILT = CLONE / "opencaf" / "web" / "static" / "built"
COLLECTED = DEMO / "static"  # STATIC_ROOT of settings
READY_WITHIN = 60.0  # seconds
LOOK_EVERY = 0.5


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m opencaf.config.launch")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--clean", action="store_true", help="delete the demonstration's data")
    options = parser.parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        if options.clean:
            clean()
            return 0
        with ExitStack() as stack:
            serve(options.port, stack)
    except KeyboardInterrupt:
        say("Stopped.")
    except (LaunchError, PostgresError) as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    return 0


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """Stop once; a second Ctrl-C must not leave half of it running."""
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt


def serve(port: int, stack: ExitStack) -> None:
    require_built_pages()
    require_free(port)
    LOGS.mkdir(parents=True, exist_ok=True)
    lock = stack.enter_context(launch_lock())
    addresses = database_addresses(stack, lock)
    environment = {**os.environ, **stored_secrets(), "OPENCAF_DEMONSTRATION": "1"}
    for name in ("DATABASE_OWNER_URL", "DATABASE_WORKER_URL", "DATABASE_SUPERUSER_URL"):
        environment.pop(name, None)

    prepare(environment, addresses)
    fcntl.flock(lock, fcntl.LOCK_SH)  # ready: another launch may begin, and must not stop ours
    worker = Child("worker", manage("procrastinate", "worker"), environment, addresses.of_worker())
    site = Child("site", web_server(port), environment, addresses.of_web())
    for child in (worker, site):  # the one started last is stopped first
        stack.callback(child.stop)
        child.start()
    address = f"http://{HOST}:{port}/"
    wait_until_answers(f"{address}account/login/", site)
    say(f"\nOpenCAF is ready: {address}\n")
    run(manage("demo_sign_ins"), environment, addresses.of_web())
    say("\nPress Ctrl-C to stop.")
    watch(site, worker)


def clean() -> None:
    """Delete what the demonstration has stored; passwords of a server that is not ours stay."""
    DEMO.mkdir(exist_ok=True)
    with (DEMO / "launch.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LaunchError("The demonstration is running. Stop it with Ctrl-C first.") from None
        server().destroy()
        for directory in (LOGS, COLLECTED, DEMO / "mail"):
            shutil.rmtree(directory, ignore_errors=True)
        for file in ("secrets.json", "static.stamp", "seals.txt"):
            (DEMO / file).unlink(missing_ok=True)
    say("The demonstration's data are deleted.")


def require_built_pages() -> None:
    if not any(BUILT.glob("*.css")):
        raise LaunchError("The pages' styles have not been built. Run `make build`, then this again.")


def require_free(port: int) -> None:
    if not 0 < port < 65536:
        raise LaunchError(f"{port} is not a port. Choose one: make demo PORT=8123")
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError:
            raise LaunchError(
                f"Port {port} of {HOST} cannot be used; most likely another program has it. "
                "Stop that program, or choose another port: make demo PORT=8123"
            ) from None


@contextmanager
def launch_lock() -> Iterator[int]:
    """Held alone while a launch prepares, shared while it serves."""
    lock = os.open(DEMO / "launch.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another launch of this clone")
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield lock
    finally:
        os.close(lock)


def prepare(environment: Mapping[str, str], addresses: Addresses) -> None:
    say("Bringing the database up to date")
    run(manage("migrate", "--verbosity=0"), environment, addresses.of_owner())
    collect_static(environment, addresses)
    say("Loading the demonstration (some minutes the first time)")
    run(manage("load_demo"), environment, addresses.of_web())


def collect_static(environment: Mapping[str, str], addresses: Addresses) -> None:
    stamp, now = DEMO / "static.stamp", static_fingerprint()
    if COLLECTED.is_dir() and stamp.exists() and stamp.read_text() == now:
        return
    run(manage("collectstatic", "--no-input", "--verbosity=0"), environment, addresses.of_web())
    stamp.write_text(now)


def static_fingerprint() -> str:
    digest = hashlib.sha256((CLONE / "requirements" / "base.txt").read_bytes())
    for file in sorted(CLONE.glob("opencaf/**/static/**/*")):
        status = file.stat()
        digest.update(f"{file} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(CLONE / "manage.py"), *arguments]


def web_server(port: int) -> list[str]:
    program = shutil.which("granian", path=str(Path(sys.executable).parent)) or "granian"
    workers = str(os.cpu_count() or 1)
    options = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws"]
    options += ["--workers", workers, "--blocking-threads", "1", "--respawn-failed-workers"]
    options += ["--workers-kill-timeout", "5", "--log-level", "warning"]
    return [program, *options, "opencaf.config.wsgi:application"]


def wait_until_answers(address: str, site: Child) -> None:
    give_up_at = time.monotonic() + READY_WITHIN
    while time.monotonic() < give_up_at:
        if site.ended():
            raise LaunchError(f"The site did not start.\n{site.last_words()}")
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310
                return
        except urllib.error.HTTPError as error:
            raise LaunchError(
                f"The site answers {address} with {error.code}.\n{site.last_words()}"
            ) from error
        except OSError:
            time.sleep(0.1)
    raise LaunchError(f"The site did not answer in {READY_WITHIN:.0f} s.\n{site.last_words()}")


def watch(site: Child, worker: Child) -> NoReturn:
    """Until Ctrl-C: the worker and our PostgreSQL are started again when they die."""
    embedded = None if os.environ.get("DATABASE_URL") else server()
    while True:
        time.sleep(LOOK_EVERY)
        if embedded and not embedded.running():
            say("PostgreSQL has stopped; starting it again")
            embedded.start()
        if worker.ended():
            say(f"The worker has stopped; starting it again (its log is {worker.log})")
            time.sleep(2)
            worker.start()
        if site.ended():
            raise LaunchError(f"The site has stopped. Run it again.\n{site.last_words()}")


if __name__ == "__main__":
    sys.exit(main())
