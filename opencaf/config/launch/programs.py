"""Starting and stopping programs so that none is left behind."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from opencaf.config.postgres import CLONE, DEMO

LOGS = DEMO / "logs"
STOP_WITHIN = 10.0  # seconds
DIE_WITH_PARENT = 1  # Linux: PR_SET_PDEATHSIG
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class LaunchError(RuntimeError):
    """The demonstration cannot go on; the text says what to do next."""


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


class Child:
    """A program of ours that runs until we stop it, in a session of its own."""

    def __init__(
        self, name: str, command: list[str], environment: Mapping[str, str], own: Mapping[str, str]
    ) -> None:
        self.name = name
        self.log = LOGS / f"{name}.log"
        self._command = command
        self._environment = {**environment, **own}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("wb") as log:
            self._process = start(self._command, self._environment, log)

    def ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def stop(self) -> None:
        if self._process:
            stop(self._process)

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join([*lines[-5:], f"Its log is {self.log}"])


def run(command: list[str], environment: Mapping[str, str], own: Mapping[str, str]) -> None:
    """Run a program to its end; what it prints, people see."""
    process = start(command, {**environment, **own}, None)
    try:
        code = process.wait()
    finally:
        stop(process)
    if code != 0:
        words = " ".join(command[1:])
        raise LaunchError(
            f"`{words}` failed; what it says stands above. If the demonstration's data are the "
            "cause, `make clean-demo` deletes them and `make demo` starts afresh."
        )


def start(command: list[str], environment: Mapping[str, str], output: Any) -> subprocess.Popen[bytes]:
    """In its own session, so that Ctrl-C reaches only us and we stop things in order."""
    return subprocess.Popen(
        command,
        cwd=CLONE,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
        preexec_fn=_die_with_us if LIBC else None,
    )


def _die_with_us() -> None:
    if LIBC:
        LIBC.prctl(DIE_WITH_PARENT, signal.SIGTERM)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask, wait, then kill what is left of its session."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
