"""`python -m bench.linkage`: an invented register linked with an invented authority, by evidence alone.

The register and the authority's people each hold a million children (--small: 40,000), of whom four in
ten are in both. What the register says of these went through mistakes (bench.finding.judging_slips), and no
number is known on either side. Brothers, sisters and twins are there on one side, on both or on neither.
The reference of the same run is a join of those whose names and date of birth are the very same.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

from bench.finding import judging_slips as slips
from bench.finding.people import Child, people
from opencaf.core.collecting import collecting_nothing
from opencaf.linkage.comparable import Particulars, rows_of
from opencaf.linkage.deciding import decide
from opencaf.linkage.model import shipped_model
from opencaf.linkage.splinking import pairs_of

SEED = 2027
IN_BOTH = 0.4
TARGETS = {"seconds": 60, "megabytes": 5_000, "precision": 0.99, "recall": 0.90}
Figures = dict[str, Any]
Sides = tuple[list[Particulars], list[Particulars], dict[int, int]]


def main() -> int:
    """Measure, print, and return 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.linkage", description=__doc__)
    parser.add_argument("--small", action="store_true", help="40,000 on each side")
    parser.add_argument("--size", type=int, default=1_000_000, help="how many on each side")
    parser.add_argument("--json", action="store_true", help="print one object")
    options = parser.parse_args()
    figures = measure(40_000 if options.small else options.size)
    wrong = missed(figures)
    result = {"name": "linkage", "figures": figures, "targets": TARGETS, "missed": wrong, "met": not wrong}
    sys.stdout.write(json.dumps(result) if options.json else sentences(figures, wrong))
    sys.stdout.write("\n")
    return 1 if wrong else 0


def measure(size: int) -> Figures:
    """Return time, memory, precision and recall, and those of the reference."""
    ours, theirs, true = two_sides(size)
    begun, worked = time.perf_counter(), time.process_time()
    model = shipped_model()
    with collecting_nothing():  # as the command does
        pairs = pairs_of(rows_of(ours), rows_of(theirs), model)
        compared = time.perf_counter()
        decisions = decide(pairs, model)
    ended, worked = time.perf_counter(), time.process_time() - worked
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    certain = {one.entry: one.person for one in decisions if one.is_certain}
    asked = {(one.entry, one.person) for one in decisions if not one.is_certain}
    joined = exact_join(ours, theirs)
    return {
        "people": len(ours),
        "entries": len(theirs),
        "in_both": len(true),
        "seconds": round(ended - begun, 1),
        "seconds_to_compare": round(compared - begun, 1),
        "processor_seconds": round(worked, 1),
        "seconds_to_decide": round(ended - compared, 1),
        "megabytes": round(megabytes),
        **quality(certain, true),
        "certain": len(certain),
        "questions": len(asked),
        "entries_asked": len({entry for entry, _ in asked}),
        "recall_with_questions": share(
            sum(certain.get(entry) == person or (entry, person) in asked for entry, person in true.items()),
            len(true),
        ),
        "exact_join": {"seconds": joined[0], **quality(joined[1], true)},
    }


def two_sides(size: int) -> Sides:
    """Return the authority's people, the register's entries, and which entry is which person."""
    rng = random.Random(SEED)
    ours: list[Particulars] = []
    theirs: list[tuple[Particulars, int | None]] = []
    for child in there(size, SEED):
        if rng.random() < IN_BOTH:
            theirs.append((mistaken(child, rng), len(ours)))
        ours.append(particulars(child, with_other_names=True))
    wanted = size - len(theirs)
    theirs += [(mistaken(child, rng), None) for child in there(wanted, SEED + 1)]
    rng.shuffle(theirs)
    true = {entry: person for entry, (_, person) in enumerate(theirs) if person is not None}
    return ours, [one for one, _ in theirs], true


def there(size: int, seed: int) -> Iterator[Child]:
    """Give so many born children who are on file."""
    left = size
    for child in people(size + size // 20 + 100, seed=seed):
        if left and child.is_there and child.born_on:
            left -= 1
            yield child


def particulars(child: Child, *, with_other_names: bool) -> Particulars:
    """Return what the authority knows of a child, without numbers."""
    names = [(child.given_names, child.family_name)]
    if with_other_names:
        names += [
            (name.given_names or child.given_names, name.family_name or child.family_name)
            for name in child.other_names
        ]
    born = child.born_on.isoformat() if child.born_on and child.accuracy == "AAA" else ""
    return Particulars(tuple(names), born, child.sex, child.home.postcode)


def mistaken(child: Child, rng: random.Random) -> Particulars:
    """Return what another register says of a child: about two in five lines hold at least one mistake."""
    chance = rng.random
    given, family = child.given_names.split()[0], child.family_name
    if chance() < 0.12:
        given = slipped(given, rng, is_given=True)
    if chance() < 0.13:
        family = slipped(family, rng, is_given=False)
    if chance() < 0.02:
        family = slips.another_family_name(child, rng)
    if chance() < 0.015:
        given, family = family, given
    day = child.born_on
    assert day
    if chance() < 0.04:
        day = slips.figures_misread(day, rng) or slips.figures_exchanged(day, rng) or day
    elif chance() < 0.005 and day.day <= 12:
        day = dt.date(day.year, day.day, day.month)
    born = "" if chance() < 0.01 or child.accuracy != "AAA" else day.isoformat()
    return Particulars(((given, family),), born, child.sex, postcode_of(child, rng))


def slipped(name: str, rng: random.Random, *, is_given: bool) -> str:
    """Return a name as somebody else wrote it down."""
    ways = [slips.heard, slips.misread, slips.respelt, slips.letter_lost, slips.letters_exchanged]
    ways += [slips.pet_name] if is_given else [slips.half_of]
    rng.shuffle(ways)
    return next((made for way in ways if (made := way(name, rng))), name)


def postcode_of(child: Child, rng: random.Random) -> str:
    """Return a postcode: that of an earlier or another home, misheard, missing, or the right one."""
    chance = rng.random()
    if chance < 0.15:
        return child.earlier_home.postcode if child.earlier_home else f"ZZ{rng.randrange(1, 20)} 9XX"
    if chance < 0.18:
        return slips.postcode_misheard(child.home.postcode, rng)
    return "" if chance < 0.23 else child.home.postcode


def exact_join(ours: list[Particulars], theirs: list[Particulars]) -> tuple[float, dict[int, int]]:
    """Return seconds and links of the reference: the same names and day, where one child alone has them."""
    begun = time.perf_counter()
    keys: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(ours):
        given, family = one.names[0]
        if one.born:
            keys.setdefault((f"{given.split()[0]} {family}", one.born), []).append(number)
    links = {}
    for number, one in enumerate(theirs):
        found = keys.get((" ".join(one.names[0]), one.born), [])
        if len(found) == 1:
            links[number] = found[0]
    return round(time.perf_counter() - begun, 1), links


def quality(links: dict[int, int], true: dict[int, int]) -> dict[str, float]:
    """Return precision and recall of links."""
    right = sum(true.get(entry) == person for entry, person in links.items())
    return {"precision": share(right, len(links)), "recall": share(right, len(true))}


def share(part: int, whole: int) -> float:
    """Return a share, with four figures."""
    return round(part / max(1, whole), 4)


def missed(figures: Figures) -> list[str]:
    """Return a sentence for every target that is missed."""
    most = [name for name in ("seconds", "megabytes") if figures[name] > TARGETS[name]]
    least = [name for name in ("precision", "recall") if figures[name] < TARGETS[name]]
    return [f"{name}: {figures[name]}, target {TARGETS[name]}" for name in (*most, *least)]


def sentences(figures: Figures, wrong: list[str]) -> str:
    """Return the figures for people."""
    one, other = figures, figures["exact_join"]
    lines = [
        "| | Seconds | Megabytes | Precision | Recall |",
        "|---|--:|--:|--:|--:|",
        f"| Certain links | {one['seconds']} | {one['megabytes']:,} | {one['precision']} | {one['recall']} |",
        f"| Exact join on names and date | {other['seconds']} | | {other['precision']} | {other['recall']} |",
        "",
        f"{one['people']:,} people and {one['entries']:,} entries, {one['in_both']:,} in both.",
        f"Comparing took {one['seconds_to_compare']} s, deciding {one['seconds_to_decide']} s; "
        f"the processors worked {one['processor_seconds']} s.",
        f"{one['certain']:,} links were certain; {one['questions']:,} questions about "
        f"{one['entries_asked']:,} entries wait for a person.",
        f"With these the recall is {one['recall_with_questions']}.",
        *(f"Missed: {sentence}." for sentence in wrong),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
