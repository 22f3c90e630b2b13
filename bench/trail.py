"""`python -m bench.trail`: what it costs that the trail is append-only and walled, and how fast it is sealed.

Eight writers insert looks as the program does, beside eight that insert the same into a bare table: the same
columns, defaults and indexes, no policies, no trigger. pgbench of the same PostgreSQL writes both, in turn.

--small   short rounds, in under a minute
--json    one object on stdout: name, figures, targets, met

Ends with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from bench.database import drop_database, make_database, running_server
from opencaf.config.postgres import Server
from opencaf.core.roles import OWNER, WEB, WORKER

DATABASE = "opencaf_bench_trail"
WRITERS = 8
RATIO = 0.8
BARE = f"""
    create table bare_event (like audit_event including defaults including indexes);
    grant insert on bare_event to {WEB};
"""
CONTEXT = """
select set_config('app.practitioner', '0192aaaa-0000-7000-8000-000000000001', true),
       set_config('app.authority', '0192aaaa-0000-7000-8000-000000000002', true),
       set_config('app.now', '2026-11-22T10:00:00+00:00', true);
"""
INSERT = """
insert into {table} (id, at, authority_id, practitioner_id, post_id, on_behalf_of_id, action,
                     subject_kind, subject_id, episode_id, reason, detail, request_id)
values (gen_random_uuid(), now(), '0192aaaa-0000-7000-8000-000000000002',
        '0192aaaa-0000-7000-8000-000000000001', '0192aaaa-0000-7000-8000-000000000003', null, 'read',
        'episode', '0192aaaa-0000-7000-8000-0000000:middle', '0192aaaa-0000-7000-8000-0000000:middle', '',
        '{{"page": "episodes:plan"}}', '0192aaaa-0000-7000-8000-000000000004');
"""
CHOOSE = "\\set middle random(10000, 99999)"
# For the arms that do not set the context in each transaction.
OPTIONS = "-c app.authority=0192aaaa-0000-7000-8000-000000000002"
# Both arms as the program's transactions are, with the context first; and bare of everything but the insert.
SCRIPTS = {
    f"{table}_{name}": "\\set middle random(10000, 99999)\nbegin;"
    + before
    + INSERT.format(table=table)
    + "commit;\n"
    for table in ("audit_event", "bare_event")
    for name, before in (("in_context", CONTEXT), ("alone", ""))
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.trail", description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    seconds, rounds = (2, 3) if options.small else (4, 5)
    with ExitStack() as stack:
        ours = stack.enter_context(running_server())
        make_database(ours, DATABASE)
        stack.callback(drop_database, ours, DATABASE)
        figures = measure(ours, seconds=seconds, rounds=rounds)
    met = figures["ratio_in_context"] >= RATIO
    result = {"name": "trail", "figures": figures, "targets": {"ratio_in_context": RATIO}, "met": met}
    print(json.dumps(result, indent=1) if options.json else words_of(result))
    sys.exit(not met)


def measure(ours: Server, *, seconds: int, rounds: int) -> dict[str, Any]:
    """Measure all arms in turn, so that whatever disturbs one disturbs all; then seal and verify."""
    with psycopg.connect(ours.url(OWNER, DATABASE), autocommit=True) as owner:
        owner.execute(BARE)
    speeds: dict[str, list[float]] = {name: [] for name in SCRIPTS}
    with tempfile.TemporaryDirectory(prefix="opencaf-bench-") as folder:
        Path(folder).chmod(0o755)
        files = {name: write_script(Path(folder), name, text) for name, text in SCRIPTS.items()}
        for _ in range(rounds):
            for name in order_of(speeds):
                speeds[name].append(run_pgbench(ours, files[name], seconds))
    medians = {name: statistics.median(values) for name, values in speeds.items()}
    return {
        "writers": WRITERS,
        "rounds": rounds,
        "seconds_a_round": seconds,
        "load": round(os.getloadavg()[0], 1),
        "inserts_a_second": {name: round(value) for name, value in medians.items()},
        "ratio_in_context": ratio(speeds, "in_context"),
        "ratio_alone": ratio(speeds, "alone"),
        **seal_and_verify(ours),
    }


def order_of(speeds: dict[str, list[float]]) -> list[str]:
    """Return the arms forwards and backwards in turn, so that none always follows the same one."""
    names = list(speeds)
    return names if len(speeds[names[0]]) % 2 == 0 else names[::-1]


def ratio(speeds: dict[str, list[float]], name: str) -> float:
    """Return the median of the rounds' ratios of the trail to the bare table."""
    pairs = zip(speeds[f"audit_event_{name}"], speeds[f"bare_event_{name}"], strict=True)
    return round(statistics.median(trail / bare for trail, bare in pairs), 3)


def write_script(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.sql"
    file.write_text(text)
    return file


def run_pgbench(
    ours: Server, script: Path, seconds: int, *, role: str = WEB, database: str = DATABASE
) -> float:
    """Return the transactions a second that eight connections came to."""
    place = conninfo_to_dict(ours.url(role, database))
    program = ours._programs().directory / "pgbench"
    command = [str(program), "--no-vacuum", "--client", str(WRITERS), "--jobs", "2", "--time", str(seconds)]
    command += ["--file", str(script), "--host", str(place["host"]), "--port", str(place["port"])]
    command += ["--username", role, database]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PGOPTIONS": OPTIONS}
    )
    found = re.search(r"tps = ([\d.]+) \(without", done.stdout)
    if not found or "number of failed transactions: 0 " not in done.stdout:
        raise RuntimeError(f"pgbench said: {done.stdout}{done.stderr}")
    return float(found[1])


def seal_and_verify(ours: Server) -> dict[str, Any]:
    """Seal all that was written, as the worker does, then look whether it is whole."""
    with psycopg.connect(ours.url(WORKER, DATABASE), autocommit=True) as worker:
        begun = time.perf_counter()
        while worker.execute("select audit_seal_events()").fetchone() != (None,):
            pass
        sealed = time.perf_counter()
        checked = worker.execute("select fault from audit_check_seals(1, 100000)").fetchone()
        verified = time.perf_counter()
        state = worker.execute("select seals, sealed, unsealed from audit_state()").fetchone()
    if checked != (None,) or not state or state[2]:
        raise RuntimeError(f"The trail is not whole: {checked}, {state}")
    return {
        "rows_sealed": int(state[1]),
        "seals": int(state[0]),
        "seconds_to_seal": round(sealed - begun, 2),
        "seconds_to_verify": round(verified - sealed, 2),
    }


def words_of(result: dict[str, Any]) -> str:
    """Return the figures for people, as a table of docs/benchmarks.md."""
    figures = result["figures"]
    speeds = figures["inserts_a_second"]
    lines = [
        f"{figures['rounds']} rounds of {figures['seconds_a_round']} s, {WRITERS} writers, "
        f"load {figures['load']} on {os.cpu_count()} cores.",
        "",
        "| Transaction | Trail, a second | Bare table, a second | Ratio | Target |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, words, target in (
        ("in_context", "context and insert, as the program writes", f"{RATIO}"),
        ("alone", "insert alone", ""),
    ):
        trail, bare = speeds[f"audit_event_{name}"], speeds[f"bare_event_{name}"]
        lines.append(f"| {words} | {trail:,} | {bare:,} | {figures[f'ratio_{name}']:.2f} | {target} |")
    lines += [
        "",
        f"Sealing {figures['rows_sealed']:,} rows took {figures['seconds_to_seal']} s ({figures['seals']} "
        f"seals), verifying them {figures['seconds_to_verify']} s.",
        "Met." if result["met"] else "Missed.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
