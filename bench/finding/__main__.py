"""`python -m bench.finding`: whether a child is found, whatever was typed, and how soon.

--small      5,000 children, in under a minute; times do not count
--children   another size, such as 12000000; 200,000 where nothing is said
--json       one object on stdout: name, figures, targets, met
--model      tuning: the mistakes that the search may be tuned on, instead of those that judge it
--keep       keep the filled database, and use it again while migrations and world are the same
--docs       write the tables into docs/benchmarks.md

Ends with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import pickle
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import database as bases
from bench.finding.beside import measure_beside
from bench.finding.figures import TARGETS, markdown, missed, summary
from opencaf.config.postgres import DEMO, Server

SMALL, USUAL = 5_000, 200_000
SEED = 2026
DOCUMENT = bases.CLONE / "docs" / "benchmarks.md"
OF_EACH = 100


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.finding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for name in ("small", "json", "keep", "docs"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--children", type=int)
    parser.add_argument("--of-each", type=int, help="questions of each kind")
    parser.add_argument("--model", choices=("judging", "tuning"), default="judging")
    options = parser.parse_args()
    children = options.children or (SMALL if options.small else USUAL)
    of_each = options.of_each or (20 if options.small else OF_EACH)
    with bases.running_server() as ours:
        figures = measure(ours, children, of_each=of_each, model=options.model, keep=options.keep)
    result = result_of(figures, children, options.model, with_times=not options.small)
    sys.stdout.write(json.dumps(result) if options.json else markdown(result))
    sys.stdout.write("\n")
    if options.docs:
        write_tables(result)
    return 0 if result["met"] else 1


def measure(ours: Server, children: int, *, of_each: int, model: str, keep: bool) -> dict[str, Any]:
    """Return all figures, from a database that is gone afterwards unless it is kept."""
    name = f"bench_finding_{children}"
    sample = DEMO / f"{name}.pickle"
    word = bases.fingerprint(children, *(file.read_bytes() for file in made_by()))
    if not (keep and sample.exists() and bases.is_filled(ours, name, word)):
        say(f"Loading {children:,} children")
        bases.make_database(ours, name)
        told = ["--children", str(children), "--seed", str(SEED), "--to", str(sample)]
        bases.run(["-m", "bench.finding.loading", *told], bases.owner_environment_of(ours, name))
        bases.mark_filled(ours, name, word)
    try:
        return ask_everything(ours, name, sample, of_each=of_each, model=model)
    finally:
        if not keep:
            bases.drop_database(ours, name)
            sample.unlink(missing_ok=True)


def made_by() -> list[Path]:
    """Return the files that decide what a filled database holds."""
    ours = Path(__file__).parent
    names = ("communities", "naming", "numbers", "people", "places", "copying", "loading")
    people = bases.CLONE / "opencaf" / "people"
    filed_by = [people / "name_keys.py", people / "spelling.py"]
    filed_by += [people / "operations" / f"{name}.py" for name in ("search_names", "rebuilding")]
    return [*(ours / f"{name}.py" for name in names), *filed_by]


def ask_everything(ours: Server, name: str, sample: Path, *, of_each: int, model: str) -> dict[str, Any]:
    """Ask in a program of its own, as the web role; then measure what stands beside."""
    say("Asking")
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "answers.json"
        told = ["--sample", str(sample), "--to", str(file), "--of-each", str(of_each), "--model", model]
        bases.run(["-m", "bench.finding.asking", *told], bases.environment_of(ours, name))
        answered = json.loads(file.read_text())
    say("Measuring what stands beside")
    beside = measure_beside(ours, name, answered["questions"], answered["there"])
    loaded = pickle.loads(sample.read_bytes())  # noqa: S301 - our own file of a moment ago
    return {
        "finding": summary(answered["there"], answered["absent"], beside.pop("best_possible")),
        "short": answered["short"],
        "seconds": {name: round(seconds, 1) for name, seconds in loaded.seconds.items()},
        **beside,
    }


def result_of(figures: dict[str, Any], children: int, model: str, *, with_times: bool) -> dict[str, Any]:
    """Return everything that is said about one run."""
    faults = missed(figures["finding"], with_times=with_times)
    load = os.getloadavg()[0]
    return {
        "name": "finding",
        "on": f"{dt.datetime.now(dt.UTC):%-d %B %Y}, load {load:.1f} on {os.cpu_count()} cores",
        "children": children,
        "model": model,
        "figures": figures,
        "targets": TARGETS,
        "missed": faults,
        "met": not faults,
    }


def write_tables(result: dict[str, Any]) -> None:
    """Put the tables between the marks of the document, a pair for each size."""
    mark = f"finding {result['children']}"
    found = re.compile(rf"(<!-- {mark} -->\n).*?(\n<!-- end of {mark} -->)", re.DOTALL)
    text = DOCUMENT.read_text()
    DOCUMENT.write_text(found.sub(lambda marks: marks[1] + markdown(result) + marks[2], text))


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
