"""`python -m bench.autosave`: two hundred people who type at once, each in a box that saves itself.

A web server with two workers answers real requests over loopback; commits wait for the disk, as in service.
Beside it, in the same run, pgbench of the same PostgreSQL updates the same rows with nothing around it.
Whoever asks runs on the same machine and takes its share of the processors.

--small   thirty authors for a few seconds, in under a minute
--json    one object on stdout: name, figures, targets, met

Ends with 1 where an acknowledged save is missing afterwards, or a target is missed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from bench import database as bases
from bench.trail import run_pgbench
from bench.worker import HOST, serving
from opencaf.config.postgres import SUPERUSER, Server
from opencaf.core.roles import OWNER
from opencaf.episodes.seen import fingerprint

DATABASE = "opencaf_bench_autosave"
P95_MILLISECONDS = 150
SAVES_EVERY = 5.0  # seconds; a page saves 1.5 after the last key, and at least every 10
SENTENCE = "He told us that he likes the mornings best, when the house is quiet. "
UPDATE = """
\\set middle random(0, {last})
begin;
update episodes_story set story = repeat('{sentence}', 20), change_count = change_count + 1
where id = (array['{ids}'])[:middle + 1]::uuid;
commit;
"""
READABLE = """
select story from episodes_story where id = %s
union all select story_text from episodes_storyrevision where story_id = %s
"""


@dataclass(frozen=True)
class Size:
    """How many write, and for how long."""

    authors: int
    seconds: float
    children: int
    episodes: int


FULL = Size(authors=200, seconds=60, children=12_000, episodes=8_000)
SMALL = Size(authors=30, seconds=8, children=900, episodes=600)


@dataclass
class Author:
    """Somebody who types; remembers what was acknowledged, and how long each answer took."""

    cookies: dict[str, str]
    token: str
    address: str
    box: str
    draft: str
    said: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def save(self, line: http.client.HTTPConnection) -> None:
        """Save one sentence more than before."""
        text = f"{len(self.said) + 1}. {SENTENCE * (len(self.said) % 20 + 1)}".strip()
        seen = fingerprint(self.said[-1]) if self.said else ""
        body = urlencode({"csrfmiddlewaretoken": self.token, "story": text, "seen-story": seen})
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        begun = time.perf_counter()
        line.request("POST", self.address, body, headers)
        answer = line.getresponse()
        content = answer.read()
        self.took.append(time.perf_counter() - begun)
        if answer.status == 200 and json.loads(content)["seen"].get("story") == fingerprint(text):
            self.said.append(text)
        else:
            self.troubles.append(f"{answer.status} {content[:200]!r}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.autosave", description=__doc__)
    for name in ("small", "json"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    size = SMALL if options.small else FULL
    with ExitStack() as stack:
        ours = stack.enter_context(bases.running_server())
        stack.callback(bases.drop_database, ours, DATABASE)
        fill(ours, size)
        figures = measure(ours, size)
    met = figures["lost"] == 0 and not figures["troubles"] and figures["p95_ms"] <= P95_MILLISECONDS
    targets = {"lost": 0, "p95_ms": P95_MILLISECONDS}
    result = {"name": "autosave", "figures": figures, "targets": targets, "met": met}
    sys.stdout.write(json.dumps(result) if options.json else words_of(result))
    sys.stdout.write("\n")
    return 0 if met else 1


def fill(ours: Server, size: Size) -> None:
    """Make a world with enough drafts; commits wait for the disk."""
    bases.make_database(ours, DATABASE)
    with psycopg.connect(ours.url(SUPERUSER, "postgres"), autocommit=True) as superuser:
        superuser.execute(f"alter database {DATABASE} reset synchronous_commit")
    numbers = ["--children", str(size.children), "--episodes", str(size.episodes)]
    bases.run(["-m", "bench.world", *numbers], bases.owner_environment_of(ours, DATABASE))
    environment = bases.environment_of(ours, DATABASE)
    bases.run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environment)


def measure(ours: Server, size: Size) -> dict[str, Any]:
    """Let everybody type at the pace of people, then some without a pause; then look for every word."""
    environment = bases.environment_of(ours, DATABASE)
    authors = sign_in(ours, environment, size.authors)
    with serving(environment, workers=2, threads=4) as (_, port):
        type_for(authors, port, seconds=size.seconds, pause=SAVES_EVERY)
        took = sorted(seconds * 1000 for author in authors for seconds in author.took)
        at_full_speed = flat_out(authors[:8], port, seconds=size.seconds / 6)
    missing = lost(ours, authors)
    bare = bare_updates(ours, authors, seconds=max(2, int(size.seconds / 6)))
    return {
        "authors": len(authors),
        "drafts": len({author.draft for author in authors}),
        "saves": len(took),
        "p50_ms": round(statistics.median(took), 1),
        "p95_ms": round(took[int(len(took) * 0.95)], 1),
        "slowest_ms": round(took[-1], 1),
        "saves_a_second_flat_out": round(at_full_speed, 1),
        "bare_updates_a_second": round(bare),
        "flat_out_to_bare": round(at_full_speed / bare, 3),
        "acknowledged": sum(len(author.said) for author in authors),
        "lost": missing,
        "troubles": [trouble for author in authors for trouble in author.troubles][:5],
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
    }


def sign_in(ours: Server, environment: dict[str, str], count: int) -> list[Author]:
    """Return as many authors as were asked for."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "authors.json"
        knows_owner = {**environment, "DATABASE_OWNER_URL": ours.url(OWNER, DATABASE)}
        bases.run(["-m", "bench.authors", "--count", str(count), "--to", str(file)], knows_owner)
        authors = [Author(**author) for author in json.loads(file.read_text())]
    if len(authors) < count:
        raise RuntimeError(f"The world has {len(authors)} authors of drafts instead of {count}")
    return authors


def type_for(authors: list[Author], port: int, *, seconds: float, pause: float) -> None:
    """Let all of them type at once, each beginning at a moment of their own."""
    ends_at = time.monotonic() + seconds
    writers = [
        threading.Thread(target=type_until, args=(author, port, ends_at, pause, pause * place / len(authors)))
        for place, author in enumerate(authors)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()


def type_until(author: Author, port: int, ends_at: float, pause: float, begins_after: float) -> None:
    """Save again and again, on a line that stays open as a browser's does."""
    line = http.client.HTTPConnection(HOST, port, timeout=60)
    next_at = time.monotonic() + begins_after
    while next_at < ends_at:
        time.sleep(max(0.0, next_at - time.monotonic()))
        author.save(line)
        next_at = max(next_at + pause, time.monotonic())
    line.close()


def flat_out(authors: list[Author], port: int, *, seconds: float) -> float:
    """Return the saves a second that some authors come to who never pause."""
    before = sum(len(author.said) for author in authors)
    begun = time.perf_counter()
    type_for(authors, port, seconds=seconds, pause=0)
    return (sum(len(author.said) for author in authors) - before) / (time.perf_counter() - begun)


def bare_updates(ours: Server, authors: list[Author], *, seconds: int) -> float:
    """Return the updates a second of the same rows with nothing around them."""
    ids = "','".join(author.box for author in authors[:8])
    with tempfile.TemporaryDirectory(prefix="opencaf-bench-") as folder:
        Path(folder).chmod(0o755)
        script = Path(folder) / "update.sql"
        script.write_text(UPDATE.format(last=7, sentence=SENTENCE, ids=ids))
        return run_pgbench(ours, script, seconds, role=OWNER, database=DATABASE)


def lost(ours: Server, authors: list[Author]) -> int:
    """Return how many acknowledged saves cannot be read any more."""
    missing = 0
    with psycopg.connect(ours.url(OWNER, DATABASE)) as owner:
        for author in authors:
            readable = {text for (text,) in owner.execute(READABLE, [author.box, author.box])}
            missing += sum(text not in readable for text in author.said)
    return missing


def words_of(result: dict[str, Any]) -> str:
    """Return the figures as lines."""
    return "\n".join(
        [*(f"{name}: {value}" for name, value in result["figures"].items()), f"met: {result['met']}"]
    )


if __name__ == "__main__":
    sys.exit(main())
