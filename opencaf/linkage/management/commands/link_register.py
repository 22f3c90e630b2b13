"""Links a register of another system with the authority's children: `manage.py link_register FILE`."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from opencaf.agencies.models import Practitioner
from opencaf.core.collecting import collecting_nothing
from opencaf.core.rulings import Ruling
from opencaf.linkage.comparable import rows_of
from opencaf.linkage.deciding import decide
from opencaf.linkage.entries import Entry, read_register
from opencaf.linkage.management.comparing import ComparingCommand
from opencaf.linkage.model import model_of, shipped_model
from opencaf.linkage.operations.linking import Found, link_register
from opencaf.linkage.permissions import can_link_registers
from opencaf.linkage.queries.people import everybody
from opencaf.people.models import LearntWeights
from opencaf.people.queries.weights_in_use import version_in_use

MOST_SAID = 100
LONGEST_NAME = 100


class Command(ComparingCommand):
    """Checks every line first; links all of the register or nothing."""

    help = (
        "Link a register (CSV or JSON Lines, docs/linkage.md) with the authority's children. Certain links "
        "are made, doubtful pairs wait on the page Linked registers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="CSV with headings, or JSON Lines (.jsonl), in UTF-8")
        parser.add_argument("--system", required=True, help="the name of the system whose register it is")
        parser.add_argument(
            "--check", action="store_true", help="say what would come of it, and write nothing"
        )

    def ruling(self, by: Practitioner) -> Ruling:
        return can_link_registers(by)

    def work(self, options: dict[str, Any], by: Practitioner) -> None:
        """Read, compare, and write unless only a check was asked."""
        system = system_called(options["system"])
        with collecting_nothing():
            found = compared(self.entries_of(options["file"]), version_in_use(by.authority_id))
        certain = sum(one.is_certain for one in found.decisions)
        doubtful = len(found.decisions) - certain
        self.stderr.write(
            f"{len(found.entries):,} entries, {len(found.children):,} children: {certain:,} certain links, "
            f"{doubtful:,} doubtful pairs."
        )
        if options["check"]:
            self.stderr.write("Checked only: nothing was written.")
            return
        linked = link_register(system=system, found=found, by=by)
        self.stderr.write(
            f"{linked.links:,} links made, {linked.questions:,} pairs to judge; the rest was known before."
        )

    def entries_of(self, file: Path) -> list[Entry]:
        """Return the entries of a sound file; refuse another with a sentence for each line that is wrong."""
        entries, faults = read_register(file)
        for number, sentence in faults[:MOST_SAID]:
            self.stderr.write(f"Line {number}: {sentence}")
        if faults:
            raise CommandError(f"{len(faults):,} faults. Nothing was linked.")
        return entries


def system_called(name: str) -> str:
    """Return the name of a system; ValidationError for none or one that is too long."""
    system = name.strip()
    if not system or len(system) > LONGEST_NAME:
        raise ValidationError(f"The name of the system must have 1 to {LONGEST_NAME} characters.")
    return system


def compared(entries: list[Entry], learnt: LearntWeights | None) -> Found:
    """Return what comparing the entries with the authority's children comes to, by the weights in use."""
    children, people = everybody()
    model = model_of(learnt.linkage) if learnt else shipped_model()
    splinking = import_module("opencaf.linkage.splinking")
    pairs = splinking.pairs_of(rows_of(people), rows_of(one.particulars() for one in entries), model)
    return Found(children, entries, decide(pairs, model), model, learnt.version if learnt else 0)
