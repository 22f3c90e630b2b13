"""What is said about a run of bench.reports --national."""

from __future__ import annotations

import os
from typing import Any

COUNTRY_P95_MS, ONE_P95_MS = 5_000.0, 1_000.0
Figures = dict[str, Any]


def result_of_country(found: Figures) -> Figures:
    """Return everything that is said about one run."""
    episodes, authorities = found["world"]
    limits = {"country": COUNTRY_P95_MS, "one": ONE_P95_MS, "counted": ONE_P95_MS}
    missed = [
        f"{part}: {title} takes {one['p95_ms']} ms"
        for part, limit in limits.items()
        for title, one in found[part].items()
        if one["p95_ms"] > limit
    ]
    missed += [
        f"everything: {code} says {one['sql_says']} and {one['duckdb_says']}"
        for code, one in found["everything"].items()
        if one["sql_says"] != one["duckdb_says"]
    ]
    return {
        "name": "reports, national",
        "world": {"episodes": episodes, "authorities": authorities, "summaries": found["summaries"][0]},
        "load": round(os.getloadavg()[0], 1),
        "night": found["night"],
        "figures": {part: found[part] for part in ("country", "one", "counted", "everything")},
        "targets": {"country_p95_ms": COUNTRY_P95_MS, "one_p95_ms": ONE_P95_MS, "same_numbers": True},
        "missed": missed,
        "met": not missed,
    }


def country_table(result: Figures) -> str:
    """Return the figures as tables for people."""
    figures = result["figures"]
    lines = [
        "{episodes:,} CAFs of {authorities} authorities, {summaries:,} figures told".format(
            **result["world"]
        ),
        "The night: {seconds} s, {an_authority_s} s an authority".format(**result["night"]),
        *asked("All authorities, of the summaries", figures["country"]),
        *asked("One authority, live, as its manager", figures["one"]),
        "",
        "| the database counts for an analyst | p50, ms | p95, ms |",
        "|---|--:|--:|",
        *(f"| {code} | {one['p50_ms']} | {one['p95_ms']} |" for code, one in figures["counted"].items()),
        "",
        "| by hand over all CAFs, ten years | counts | PostgreSQL, ms | DuckDB, ms |",
        "|---|--:|--:|--:|",
    ]
    for code, one in figures["everything"].items():
        lines.append("| {} | {sql_says} | {sql_ms} | {duckdb_ms} |".format(code, **one))
    return "\n".join([*lines, "", f"Missed: {', '.join(result['missed']) or 'nothing'}"])


def asked(title: str, looks: Figures) -> list[str]:
    """Return the table of pages that were asked for."""
    heads = [f"| {title} | p50, ms | p95, ms | bare SQL p50, ms | ratio |", "|---|--:|--:|--:|--:|"]
    rows = [
        "| {} | {p50_ms} | {p95_ms} | {bare_p50_ms} | {ratio} |".format(name, **one)
        for name, one in looks.items()
    ]
    return ["", *heads, *rows]
