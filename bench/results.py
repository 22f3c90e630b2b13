"""The targets, what missed them, and the tables of docs/benchmarks.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bench.answers import MAIN_SAVES

RATIO = 1.5  # the whole page to its bare SQL and rendering together
QUERIES = 12
QUERIES_OF_A_SAVE = 20
WORKER_MEGABYTES = 200
TARGETS = {
    "ratio": RATIO,
    "queries": QUERIES,
    "queries_of_a_save": QUERIES_OF_A_SAVE,
    "worker_megabytes": WORKER_MEGABYTES,
}
BANDS = (0.0, 1.5, 2.0, 2.5, 3.0)
Figures = dict[str, Any]


def missed(figures: Figures) -> list[str]:
    """Return a sentence for everything that stands against a target."""
    sentences = [f"{name}: no address opens it ({found})" for name, found in figures["missing"].items()]
    for page in figures["pages"]:
        sentences += [f"{title_of(page)}: {fault}" for fault in faults_of_page(page)]
    sentences += [f"{save['name']}: {fault}" for save in figures["saves"] for fault in faults_of_save(save)]
    saved = {save["name"] for save in figures["saves"] if save["status"] == 302}
    sentences += [f"{name}: nothing was saved" for name in MAIN_SAVES if name not in saved]
    return sentences + faults_of_worker(figures["worker"])


def faults_of_page(page: Figures) -> list[str]:
    """Return where one page misses."""
    faults = []
    if page["ratio"] > RATIO:
        faults.append(f"takes {page['ratio']:.2f} times its bare SQL and rendering")
    if page["queries"] > most_queries(page):
        faults.append(f"asks {page['queries']} queries")
    if page["queries_while_rendering"]:
        faults.append(f"asks {page['queries_while_rendering']} queries while its template is rendered")
    return faults


def most_queries(page: Figures) -> int:
    """Return how many queries a page may ask; one shown by sending a form writes that it was sent."""
    return QUERIES_OF_A_SAVE if page.get("is_sent") else QUERIES


def faults_of_save(save: Figures) -> list[str]:
    """Return where one save misses; one that was refused is not counted."""
    if save["status"] == 302 and save["queries"] > QUERIES_OF_A_SAVE:
        return [f"asks {save['queries']} queries to save"]
    return [f"answers {save['status']} when it is sent"] if save["status"] >= 500 else []


def faults_of_worker(worker: Figures) -> list[str]:
    """Return where the worker misses."""
    faults = [f"worker: {address} did not open" for address in worker["refused"]]
    if worker["after"]["peak"] >= WORKER_MEGABYTES:
        faults.append(f"worker: held {worker['after']['peak']:.0f} MB")
    return faults


def title_of(page: Figures) -> str:
    """Return a page's name with who asked, where that makes a difference."""
    return f"{page['name']} ({page['role']})"


def markdown(result: Figures) -> str:
    """Return the tables for people."""
    figures = result["figures"]
    lines = [
        f"{result['world']['children']:,} children and {result['world']['episodes']:,} episodes, "
        f"{result['on']}. Times in milliseconds, medians.",
        "",
        "| Page | Asked by | Queries | Whole page | Bare SQL | Rendering | Ratio | Met |",
        "|---|---|--:|--:|--:|--:|--:|---|",
        *(line_of_page(page) for page in sorted(figures["pages"], key=title_of)),
        "",
        "| Save | Queries | of these savepoints | Met |",
        "|---|--:|--:|---|",
        *(line_of_save(save) for save in sorted(figures["saves"], key=lambda save: save["name"])),
        "",
        sentence_on_worker(figures["worker"]),
        "",
        f"Targets met by {sum(not faults_of_page(page) for page in figures['pages'])} of "
        f"{len(figures['pages'])} pages and {sum(not faults_of_save(save) for save in figures['saves'])} of "
        f"{len(figures['saves'])} saves. Pages by how many times their bare SQL and rendering they take: "
        f"{spread(figures['pages'])}.",
        *others_missed(result["missed"]),
    ]
    return "\n".join(lines)


def spread(pages: list[Figures]) -> str:
    """Return how many pages lie between which ratios."""
    ratios = [page["ratio"] for page in pages]
    bands = zip(BANDS, [*BANDS[1:], float("inf")], strict=True)
    counted = [(low, high, sum(low < ratio <= high for ratio in ratios)) for low, high in bands]
    return ", ".join(f"{count} {band_words(low, high)}" for low, high, count in counted if count)


def band_words(low: float, high: float) -> str:
    """Return a band of ratios in words."""
    return f"over {low:g}" if high == float("inf") else f"up to {high:g}"


def others_missed(sentences: list[str]) -> list[str]:
    """Return, as a list, what was missed beyond what the tables say."""
    others = [line for line in sentences if " times its bare SQL" not in line and " queries" not in line]
    return ["", "Also missed:", "", *(f"- {sentence}" for sentence in others)] if others else []


def line_of_page(page: Figures) -> str:
    """Return a page's row."""
    times = " | ".join(f"{page[part]:.1f}" for part in ("page", "bare_sql", "rendering"))
    met = "no" if faults_of_page(page) else "yes"
    return f"| {page['name']} | {page['role']} | {page['queries']} | {times} | {page['ratio']:.2f} | {met} |"


def line_of_save(save: Figures) -> str:
    """Return a save's row."""
    met = ("no" if faults_of_save(save) else "yes") if save["status"] == 302 else "not saved"
    return f"| {save['name']} | {save['queries']} | {save['savepoints']} | {met} |"


def sentence_on_worker(worker: Figures) -> str:
    """Return what the worker held."""
    before, after = worker["before"], worker["after"]
    return (
        f"A worker held {before['held']:.0f} MB before its first page, {after['held']:.0f} MB after "
        f"{worker['requests']} requests for every page, and never more than {after['peak']:.0f} MB "
        f"(its own share: {after['share']:.0f} MB)."
    )


def write_tables(document: Path, result: Figures) -> None:
    """Put the tables between the marks of a document."""
    marks = re.compile(r"(<!-- figures -->\n).*(\n<!-- end of figures -->)", re.DOTALL)
    text = document.read_text()
    document.write_text(marks.sub(lambda found: found[1] + markdown(result) + found[2], text))
