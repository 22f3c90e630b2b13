"""`python -m bench.febrl` (by `make bench-linkage`): F1 of the search on labelled sets, beside Splink's.

Every set is loaded with `manage.py load_people` and asked for with `manage.py find`, as anybody would.

--small    the smallest set alone
--json     one object on stdout: name, figures, targets, met

Ends with 1 where our best F1 is more than a point below Splink's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bench import database as bases
from bench.febrl.sets import LabelledSet, labelled_sets, pair, person_of, question_of
from bench.febrl.splinking import splink_scores
from opencaf.config.postgres import SUPERUSER, Server
from opencaf.core.roles import OWNER, grant_connection

TEMPLATE = "bench_febrl"
A_PRACTITIONER = """
select account.email from accounts_user account
join agencies_practitioner practitioner on practitioner.user_id = account.id
where (select array_agg(post.role::text) from agencies_post post
       where post.practitioner_id = practitioner.id) = array['practitioner'] order by account.id limit 1
"""
BEHIND = 0.01
Scores = dict[tuple[str, str], float]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.febrl", description=__doc__)
    for name in ("small", "json"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    sets = labelled_sets(small=options.small)
    with bases.running_server() as ours:
        bases.make_database(ours, TEMPLATE)
        try:
            owner = bases.owner_environment_of(ours, TEMPLATE)
            bases.run(["-m", "bench.febrl.world", "authority"], owner)
            figures = {labelled.name: figures_of(ours, labelled) for labelled in sets}
        finally:
            bases.drop_database(ours, TEMPLATE)
    wrong = missed(figures)
    result = {
        "name": "febrl",
        "figures": figures,
        "targets": {"f1_behind_splink": BEHIND},
        "missed": wrong,
        "met": not wrong,
    }
    sys.stdout.write(json.dumps(result) if options.json else table(result))
    sys.stdout.write("\n")
    return 0 if result["met"] else 1


def figures_of(ours: Server, labelled: LabelledSet) -> dict[str, Any]:
    """Return precision, recall and F1 of both on one set."""
    say(f"{labelled.name}: searching")
    begun = time.perf_counter()
    scores, likely = search_scores(ours, labelled)
    searched = time.perf_counter()
    say(f"{labelled.name}: Splink")
    theirs = best_of_each(splink_scores(labelled), labelled)
    splinked = time.perf_counter()
    return {
        "records": len(labelled.loaded),
        "pairs": len(labelled.true),
        "search_likely": quality(likely, labelled.true),
        "search_best": best(scores, labelled.true),
        "splink_half": quality({one for one, score in theirs.items() if score >= 0.5}, labelled.true),
        "splink_best": best(theirs, labelled.true),
        "search_seconds": round(searched - begun, 1),
        "splink_seconds": round(splinked - searched, 1),
    }


def search_scores(ours: Server, labelled: LabelledSet) -> tuple[Scores, set[tuple[str, str]]]:
    """Return the score of every pair that a search gave, and the pairs that it calls likely."""
    name = f"{TEMPLATE}_{labelled.name}"
    copy_database(ours, name)
    try:
        records = load(ours, name, labelled)
        answers = find(ours, name, labelled)
    finally:
        bases.drop_database(ours, name)
    scores: Scores = {}
    likely = set()
    for asked, answer in zip(labelled.asked.index, answers, strict=True):
        for hit in answer["hits"]:
            found = records[hit["child"]]
            if found == asked:
                continue
            both = pair(asked, found)
            scores[both] = max(hit["score"], scores.get(both, 0.0))
            if hit["band"] == "likely":
                likely.add(both)
    scores = best_of_each(scores, labelled)
    return scores, likely & set(scores)


def copy_database(ours: Server, name: str) -> None:
    """Make a database like the template."""
    bases.drop_database(ours, name)
    with psycopg.connect(ours.url(SUPERUSER, "postgres"), autocommit=True) as keeper:
        statement = sql.SQL("create database {} template {} owner {}")
        keeper.execute(statement.format(*map(sql.Identifier, (name, TEMPLATE, OWNER))))
        grant_connection(keeper, name)


def load(ours: Server, name: str, labelled: LabelledSet) -> dict[str, str]:
    """Load the records; returns which of them each child is."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.jsonl"
        lines = (person_of(record, row) for record, row in labelled.loaded.iterrows())
        file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
        done = manage(ours, name, "load_people", str(file))
    bases.run(["-m", "bench.febrl.world", "file"], bases.owner_environment_of(ours, name))
    return {row["child"]: row["id"] for row in map(json.loads, done.splitlines())}


def find(ours: Server, name: str, labelled: LabelledSet) -> list[dict[str, Any]]:
    """Return the answer to every record that is asked for."""
    lines = (question_of(row) for _, row in labelled.asked.iterrows())
    asked = "".join(f"{json.dumps(line or {'name': 'unknown'})}\n" for line in lines)
    with psycopg.connect(ours.url(SUPERUSER, name)) as connection:
        row = connection.execute(A_PRACTITIONER).fetchone()
    assert row
    done = manage(ours, name, "find", "--as", row[0], given=asked)
    return [json.loads(line) for line in done.splitlines()]


def manage(ours: Server, name: str, *arguments: str, given: str = "") -> str:
    """Run a command of the program; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=bases.CLONE,
        env=bases.environment_of(ours, name),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and arguments[0] != "find":
        raise RuntimeError(done.stderr)
    return done.stdout


def best_of_each(scores: Scores, labelled: LabelledSet) -> Scores:
    """Return the scores that can be a link: of two registers, the best pair of each asked record alone."""
    if not labelled.is_linkage:
        return scores
    asked = set(labelled.asked.index)
    kept: dict[str, tuple[float, tuple[str, str]]] = {}
    for both, score in scores.items():
        record = both[0] if both[0] in asked else both[1]
        kept[record] = max(kept.get(record, (0.0, both)), (score, both))
    return {both: score for score, both in kept.values()}


def quality(found: set[tuple[str, str]], true: set[tuple[str, str]]) -> dict[str, float]:
    """Return precision, recall and F1 of found pairs."""
    right = len(found & true)
    precision, recall = right / max(1, len(found)), right / len(true)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def best(scores: Scores, true: set[tuple[str, str]]) -> dict[str, float]:
    """Return the quality at the threshold that gives the best F1, and that threshold."""
    ordered = sorted(scores.items(), key=lambda item: -item[1])
    right, top, at = 0, 0.0, 0
    for count, (both, _) in enumerate(ordered, start=1):
        right += both in true
        f1 = 2 * right / (count + len(true))
        if f1 > top:
            top, at = f1, count
    if not at:
        return {**quality(set(), true), "threshold": 0.0}
    return {**quality({both for both, _ in ordered[:at]}, true), "threshold": round(ordered[at - 1][1], 4)}


def missed(figures: dict[str, Any]) -> list[str]:
    """Return a sentence for every set on which the search stands too far behind."""
    return [
        f"{name}: best F1 {row['search_best']['f1']}, Splink's {row['splink_best']['f1']}"
        for name, row in figures.items()
        if row["search_best"]["f1"] < row["splink_best"]["f1"] - BEHIND
    ]


def table(result: dict[str, Any]) -> str:
    """Return the figures for people."""
    lines = [
        "| Set | Records | True pairs | Ours, likely (P / R / F1) | Ours, best F1 "
        "| Splink, p ≥ 0.5 (P / R / F1) | Splink, best F1 | Seconds ours / Splink |",
        "|---|--:|--:|---|--:|---|--:|---|",
    ]
    for name, row in result["figures"].items():
        ours, theirs = (
            " / ".join(f"{row[arm][part]:.3f}" for part in ("precision", "recall", "f1"))
            for arm in ("search_likely", "splink_half")
        )
        lines.append(
            f"| {name} | {row['records']:,} | {row['pairs']:,} | {ours} | {row['search_best']['f1']:.4f} "
            f"| {theirs} | {row['splink_best']['f1']:.4f} "
            f"| {row['search_seconds']} / {row['splink_seconds']} |"
        )
    return "\n".join([*lines, "", *(f"Missed: {sentence}." for sentence in result["missed"])])


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
