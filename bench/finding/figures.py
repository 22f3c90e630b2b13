"""What the answers come to: recall and times by kind, what missed a target, and tables for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

TARGETS = {
    "recall_at_10_with_two_usable": 0.999,
    "recall_at_10_but_forename_and_date": 0.995,
    "recall_at_1_but_forename_and_date": 0.97,
    "there_p50_ms": 3.0,
    "there_p95_ms": 15.0,
    "absent_p95_ms": 25.0,
}
TIMES = ("finding_ms", "finding_wall_ms", "trail_ms", "trail_wall_ms")
Row = dict[str, Any]


def share(hits: Iterable[bool]) -> float:
    """Return the share of hits, four figures after the point."""
    marks = list(hits)
    return round(sum(marks) / len(marks), 4) if marks else 0.0


def spread_of(times: Sequence[float]) -> Row:
    """Return the median, the 95th and the 99th of a hundred."""
    ordered = sorted(times) or [0.0]

    def at(part: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 2)

    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99)}


def figures_of(answers: Sequence[Row]) -> Row:
    """Return recall and times of some answers."""
    return {
        "questions": len(answers),
        "recall_at_1": share(one["place"] == 1 for one in answers),
        "recall_at_10": share(1 <= one["place"] <= 10 for one in answers),
        "called_likely": share(one["band"] == "likely" for one in answers),
        **{name: spread_of([one[name] for one in answers]) for name in TIMES},
    }


def summary(answers: Sequence[Row], absent: Sequence[Row], best: dict[str, Row]) -> Row:
    """Return all figures about finding."""
    kinds: dict[str, list[Row]] = defaultdict(list)
    for one in answers:
        kinds[one["kind"]].append(one)
    others = [one for one in answers if one["usable"] != "forename_and_date"]
    return {
        "all": figures_of(answers),
        "with_two_usable": figures_of([one for one in answers if one["usable"] == "two"]),
        "but_forename_and_date": figures_of(others),
        "forename_and_date": figures_of([one for one in answers if one["usable"] == "forename_and_date"]),
        "absent": absent_figures(absent),
        "by_kind": {
            kind: {"usable": rows[0]["usable"], **figures_of(rows), **beside(best.get(kind))}
            for kind, rows in kinds.items()
        },
    }


def beside(best: Row | None) -> Row:
    """Return the best possible ranking of a kind, where that is less than everything."""
    return {"best_possible": best} if best else {}


def absent_figures(absent: Sequence[Row]) -> Row:
    """Return the times for children who are not there, and how often another was called likely."""
    return {
        "questions": len(absent),
        "another_called_likely": share(one["best_band"] == "likely" for one in absent),
        "nobody_shown": share(not one["hits"] for one in absent),
        **{name: spread_of([one[name] for one in absent]) for name in TIMES},
    }


def missed(figures: Row, *, with_times: bool) -> list[str]:
    """Return a sentence for every target that is missed; times count where the world is not a small one."""
    reached = {
        "recall_at_10_with_two_usable": figures["with_two_usable"]["recall_at_10"],
        "recall_at_10_but_forename_and_date": figures["but_forename_and_date"]["recall_at_10"],
        "recall_at_1_but_forename_and_date": figures["but_forename_and_date"]["recall_at_1"],
        "there_p50_ms": figures["all"]["finding_ms"]["p50"],
        "there_p95_ms": figures["all"]["finding_ms"]["p95"],
        "absent_p95_ms": figures["absent"]["finding_ms"]["p95"],
    }
    sentences = []
    for name, target in TARGETS.items():
        is_time = name.endswith("_ms")
        if is_time and not with_times:
            continue
        if reached[name] > target if is_time else reached[name] < target:
            limit = "at most" if is_time else "at least"
            sentences.append(f"{name.replace('_', ' ')}: {reached[name]}, target {limit} {target}")
    return sentences


def markdown(result: Row) -> str:
    """Return the tables for people."""
    figures = result["figures"]
    finding, beside_it = figures["finding"], figures["trigrams"]
    lines = [
        f"{result['children']:,} children, {result['model']} mistakes, {result['on']}. "
        "Times in milliseconds of the processor.",
        "",
        "| Kind of mistake | Questions | Recall@1 | Recall@10 | p50 | p95 |",
        "|---|--:|--:|--:|--:|--:|",
        *(line_of(name, row) for name, row in finding["by_kind"].items()),
        *(
            line_of(f"**{words}**", finding[name])
            for name, words in (
                ("with_two_usable", "two of name, date and postcode usable"),
                ("but_forename_and_date", "all but given name and date alone"),
                ("all", "all"),
            )
        ),
        "",
        sentence_on_absent(finding["absent"]),
        sentence_on_wall(finding),
        sentence_on_trail(finding),
        sentence_on_trigrams(beside_it),
        *(sentence_on_size(table, size) for table, size in figures["sizes"].items()),
        "Loaded in seconds: "
        + ", ".join(f"{name} {seconds:,.0f}" for name, seconds in figures["seconds"].items())
        + ".",
        *(f"Missed: {sentence}." for sentence in result["missed"]),
    ]
    return "\n".join(lines)


def line_of(name: str, row: Row) -> str:
    """Return a row of the table."""
    times = row["finding_ms"]
    best = row.get("best_possible")
    at_1, at_10 = (f" (of {best[key]:.3f})" if best else "" for key in ("recall_at_1", "recall_at_10"))
    return (
        f"| {name} | {row['questions']} | {row['recall_at_1']:.3f}{at_1} "
        f"| {row['recall_at_10']:.4f}{at_10} | {times['p50']:.1f} | {times['p95']:.1f} |"
    )


def sentence_on_absent(row: Row) -> str:
    """Return what happens when a child is not there."""
    times = row["finding_ms"]
    return (
        f"For a child who is not there ({row['questions']} questions) p50 is {times['p50']}, "
        f"p95 {times['p95']}; another child was called likely in {row['another_called_likely']:.1%}, "
        f"nobody shown in {row['nobody_shown']:.1%}."
    )


def sentence_on_wall(finding: Row) -> str:
    """Return what the clock on the wall said."""
    there, absent = finding["all"]["finding_wall_ms"], finding["absent"]["finding_wall_ms"]
    return (
        f"By the clock on the wall: p50 {there['p50']}, p95 {there['p95']} for who is there, "
        f"p50 {absent['p50']}, p95 {absent['p95']} for who is not."
    )


def sentence_on_trail(finding: Row) -> str:
    """Return what the trail takes beside."""
    times = finding["all"]["trail_ms"]
    return (
        "The trail's writes, the grants of what was shown and the commit take "
        f"{times['p50']} (p95 {times['p95']})."
    )


def sentence_on_trigrams(row: Row) -> str:
    """Return how trigrams do on some of the same questions."""
    return (
        f"pg_trgm on {row['questions']} of the same questions: recall@10 {row['recall_at_10']:.3f} (ours "
        f"{row['our_recall_at_10']:.3f}), p50 {row['ms']['p50']} (ours {row['our_ms']['p50']}), p95 "
        f"{row['ms']['p95']} (ours {row['our_ms']['p95']}); index {row['index_mb']} MB, built in "
        f"{row['build_seconds']} s."
    )


def sentence_on_size(table: str, size: Row) -> str:
    """Return how large a table of the search is."""
    return f"{table}: {size['rows']:,} rows, {size['table_mb']:,} MB, indexes {size['indexes_mb']:,} MB."
