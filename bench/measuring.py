"""`python -m bench.measuring --to figures.json`: finds every page, times it, counts what saves ask."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.addresses import Page, find_pages
from bench.asking import Site
from bench.cast import find_cast
from bench.saving import count_saves
from bench.timing import BareConnection, Effort, see, time_page
from bench.watching import watching


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.measuring")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each page is measured")
    parser.add_argument("--only", default="", help="measure only pages whose name holds this")
    options = parser.parse_args()
    cast = find_cast(Site())
    search = find_pages(cast)
    pages = [page for page in search.pages.values() if options.only in page.name]
    effort = Effort(options.seconds, least_rounds=3 if options.seconds else 1, most_rounds=60)
    figures = {
        "pages": [figures_of(page, effort) for page in pages],
        "saves": [asdict(save) for save in count_saves(pages, cast)],
        "missing": search.missing(),
        "visits": visits_of(pages),
    }
    options.to.write_text(json.dumps(figures, indent=1, default=str))


def visits_of(pages: list[Page]) -> list[tuple[str, dict[str, str]]]:
    """Return addresses with the cookies of sessions that begin now: measuring took longer than some last.

    What was searched for is asked again, since a child is added after a search.
    """
    visited = [page for page in pages if page.sent is None]
    for person in {id(page.person): page.person for page in visited}.values():
        person.sign_in()
    for page in pages:
        if page.sent is not None:
            page.ask()
    return [(page.address, page.person.cookies) for page in visited]


def figures_of(page: Page, effort: Effort) -> dict[str, Any]:
    """Return all that is measured of one page."""
    seen = see(page)
    with watching() as again:
        rendered = seen.render()
    timing = time_page(page, seen, BARE, effort)
    say(f"{page.name} ({page.person.role}): {len(seen.statements)} queries, {timing.ratio:.2f}")
    return {
        "name": page.name,
        "role": page.person.role,
        "queries": len(seen.statements),
        "is_sent": page.sent is not None,
        "queries_while_rendering": len(again.statements),
        "characters": len(rendered),
        **{name: round(value, 3) for name, value in asdict(timing).items()},
        "ratio": round(timing.ratio, 3),
    }


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


BARE = BareConnection()

if __name__ == "__main__":
    main()
