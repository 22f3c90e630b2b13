"""Learns the weights of searching and linking on the authority's records: `manage.py learn_match_weights`."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module
from typing import Any

from django.core.exceptions import ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import Ruling
from opencaf.linkage.comparable import Particulars, rows_of
from opencaf.linkage.judgements import judged_pairs
from opencaf.linkage.learning import Estimate, learnt_model, search_weights
from opencaf.linkage.management.comparing import ComparingCommand
from opencaf.linkage.model import shipped_model
from opencaf.linkage.queries.people import everybody
from opencaf.people.operations.weighing import Learnt, keep_learnt_weights
from opencaf.people.permissions import can_choose_weights

LEAST_CHILDREN = 1_000


class Command(ComparingCommand):
    """Estimates, and keeps the outcome as a new version that can be put back."""

    help = (
        "Learn by which weights children are found and registers linked, on the authority's own records and "
        "on what people judged (docs/linkage.md). The page Weights of matching shows them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--check", action="store_true", help="say what would be learnt, and keep nothing")

    def ruling(self, by: Practitioner) -> Ruling:
        return can_choose_weights(by)

    def work(self, options: dict[str, Any], by: Practitioner) -> None:
        """Learn, say what came of it, and keep it unless only a check was asked."""
        _, people = everybody()
        if len(people) < LEAST_CHILDREN:
            raise ValidationError(
                f"There are {len(people):,} children here. Weights can be learnt from {LEAST_CHILDREN:,} on."
            )
        judged = judged_pairs(by.authority_id)
        estimate = estimate_of(people)
        model = learnt_model(shipped_model(), estimate, judged)
        learnt = Learnt(
            search=search_weights(model),
            linkage=model.as_data(),
            known=shares_of(people),
            records=len(people),
            judged=len(judged),
        )
        for part, values in learnt.search.items():
            for name, bits in values.items():
                self.stdout.write(f"{part}.{name} = {bits}")
        self.stderr.write(sentence_about(estimate, len(people), len(judged)))
        if not options["check"]:
            made = keep_learnt_weights(learnt=learnt, by=by)
            self.stderr.write(f"Kept and in use as version {made.version}.")
        else:
            self.stderr.write("Checked only: nothing was kept.")


def estimate_of(people: list[Particulars]) -> Estimate:
    """Return what the records say, each child by the present name alone."""
    present = (
        Particulars(one.names[:1], one.born, one.sex, one.postcode, one.nhs_number, one.upn) for one in people
    )
    estimated = import_module("opencaf.linkage.splinking").estimated
    found: Estimate = estimated(rows_of(present), shipped_model())
    return found


def sentence_about(estimate: Estimate, records: int, judged: int) -> str:
    """Return on what the weights rest."""
    said = f"Learnt on {records:,} children and {judged:,} judged pairs or links."
    if estimate.is_of_one_child:
        return f"{said} About {estimate.pairs:,.0f} pairs of records are of one child."
    return (
        f"{said} The records hold too few duplicates to learn how two records of one child differ: that "
        "stays as it was, but for what the judged pairs show."
    )


def shares_of(people: list[Particulars]) -> dict[str, float]:
    """Return, of each comparison, the share of children of whom it is known."""
    known = {
        "given": sum(bool(one.names[0][0]) for one in people),
        "family": sum(bool(one.names[0][1]) for one in people),
        "born": sum(bool(one.born) for one in people),
        "postcode": sum(bool(one.postcode) for one in people),
        "sex": sum(one.sex in ("F", "M") for one in people),
        "nhs": sum(bool(one.nhs_number) for one in people),
        "upn": sum(bool(one.upn) for one in people),
    }
    return {name: round(count / len(people), 4) for name, count in known.items()}
