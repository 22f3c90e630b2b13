"""What one worker of the web server holds in memory: a real one, asked for every page over loopback."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
READY_WITHIN = 60.0  # seconds
Visit = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Memory:
    """Megabytes of one process: what it holds now, what of it is its own share, the most it ever held."""

    held: float
    share: float
    peak: float


@dataclass(frozen=True)
class WorkerFigures:
    """A worker before its first page and after all of them."""

    before: Memory
    after: Memory
    requests: int
    refused: list[str]


def measure_worker(visits: list[Visit], environment: dict[str, str], *, times: int) -> WorkerFigures:
    """Ask one worker for every page so many times."""
    refused: list[str] = []
    with serving(environment) as (worker, port):
        before = memory_of(worker)
        line = http.client.HTTPConnection(HOST, port, timeout=60)
        for _ in range(times):
            for address, cookies in visits:
                if ask(line, address, cookies) != 200:
                    refused.append(address)
        line.close()
        return WorkerFigures(before, memory_of(worker), times * len(visits), sorted(set(refused)))


def ask(line: http.client.HTTPConnection, address: str, cookies: dict[str, str]) -> int:
    """Ask for one page and read it; return its status."""
    line.request("GET", address, headers={"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())})
    answer = line.getresponse()
    answer.read()
    return answer.status


@contextmanager
def serving(environment: dict[str, str], *, workers: int = 1, threads: int = 1) -> Iterator[tuple[int, int]]:
    """Serve as the demonstration does; yield the process number of a worker and the port."""
    port = free_port()
    command = web_server(port, workers=workers, threads=threads)
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        wait_until_answers(process, port)
        yield heaviest(children_of(process.pid)), port
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def web_server(port: int, *, workers: int = 1, threads: int = 1) -> list[str]:
    """Return the command of opencaf.config.launch, for so many workers."""
    program = shutil.which("granian", path=str(Path(sys.executable).parent)) or "granian"
    options = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws"]
    options += [
        "--workers",
        str(workers),
        "--blocking-threads",
        str(threads),
        "--workers-kill-timeout",
        "5",
        "--log-level",
        "warning",
    ]
    return [program, *options, "opencaf.config.wsgi:application"]


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as attempt:
        attempt.bind((HOST, 0))
        return int(attempt.getsockname()[1])


def wait_until_answers(process: subprocess.Popen[bytes], port: int) -> None:
    """Return once the sign-in page comes back."""
    give_up_at = time.monotonic() + READY_WITHIN
    while time.monotonic() < give_up_at:
        if process.poll() is not None:
            raise RuntimeError(f"The web server ended with {process.returncode}")
        try:
            with closing(http.client.HTTPConnection(HOST, port, timeout=10)) as line:
                if ask(line, "/account/login/", {}) == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The web server did not answer in {READY_WITHIN:.0f} s")


def children_of(process: int) -> list[int]:
    """Return the processes that a process has started."""
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def heaviest(processes: list[int]) -> int:
    """Return the one that holds most: the worker, beside Python's own tracker of resources."""
    return max(processes, key=lambda process: memory_of(process).held)


def memory_of(process: int) -> Memory:
    """Return what the kernel says of a process."""
    status = lines_of(Path(f"/proc/{process}/status"))
    shared = lines_of(Path(f"/proc/{process}/smaps_rollup"))
    return Memory(held=status["VmRSS"], share=shared["Pss"], peak=status["VmHWM"])


def lines_of(file: Path) -> dict[str, float]:
    """Return the lines of a file of the kernel that end in kB, as megabytes."""
    words = (line.split() for line in file.read_text().splitlines() if line.endswith(" kB"))
    return {name.rstrip(":"): round(int(number) / 1024, 1) for name, number, *_ in words}
