"""The agencies of an authority: about forty, of many kinds, in every sector."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.authorities import Shape
from opencaf.demo.choosing import chooser
from opencaf.demo.trades import TRADES, Trade

STEMS = [
    "Willowbank",
    "Larkrise",
    "Tollgate",
    "Beechmount",
    "Saltmarsh",
    "Copperfield",
    "Rookwood",
    "Millrace",
    "Harbourside",
    "Greenlanes",
    "Ropewalk",
    "Foxglove",
    "Thornlea",
    "Lockkeeper",
    "Cherryfield",
    "Ferryman",
    "Oxbow",
    "Whitestone",
    "Heronsgate",
    "Bellfounder",
    "Cloverhill",
    "Drayman",
    "Lanternfield",
    "Marigold",
    "Quarrybank",
    "Sandpiper",
    "Weavergate",
    "Yewtree",
    "Brickfield",
    "Limekiln",
    "Nightingale",
    "Osierbed",
    "Plumtree",
    "Silverdale",
    "Windlass",
    "Chandler",
    "Tanyard",
    "Bluebell",
    "Hollow-way",
    "Kingfisher",
]
SAINTS = ("St Wystan's", "St Sativola's", "St Kyneburgh's", "St Osyth's", "St Piran's", "St Hybald's")


SCHOOL_KINDS = (
    AgencyType.PRIMARY_SCHOOL,
    AgencyType.JUNIOR_SCHOOL,
    AgencyType.HIGH_SCHOOL,
    AgencyType.SPECIAL_SCHOOL,
    AgencyType.PUPIL_REFERRAL_UNIT,
)


@dataclass(frozen=True)
class PlannedAgency:
    """An agency to be: its name, kind, locality and the jobs in it."""

    name: str
    kind: str
    locality: str
    jobs: tuple[str, ...]


def agencies_of(shape: Shape, seed: int) -> list[PlannedAgency]:
    """Return the agencies of an authority beside its own team."""
    return list(make_agencies(shape, seed))


def make_agencies(shape: Shape, seed: int) -> Iterator[PlannedAgency]:
    """Yield agencies kind by kind; those near to families are spread over the localities."""
    choose = chooser(seed, shape.code, "agencies")
    stems, saints = choose.sample(STEMS, len(STEMS)), choose.sample(SAINTS, len(SAINTS))
    placed = 0
    for trade in TRADES:
        for number in range(count_of(trade, shape)):
            pattern = trade.names[number % len(trade.names)]
            name = pattern.format(
                stem=stems.pop() if "{stem}" in pattern else "",
                saint=saints.pop() if "{saint}" in pattern else "",
            )
            locality = ""
            if trade.by_locality and shape.localities:
                locality = shape.localities[placed % len(shape.localities)]
                placed += 1
            size = choose.randint(*trade.staff)
            jobs = tuple(trade.jobs[place % len(trade.jobs)] for place in range(size))
            yield PlannedAgency(name, trade.kind, locality, jobs)


def count_of(trade: Trade, shape: Shape) -> int:
    """Return how many agencies of a kind there are; every locality has what families go to most."""
    needs_each = trade.kind in (AgencyType.PRIMARY_SCHOOL, AgencyType.HEALTH_VISITING, AgencyType.HIGH_SCHOOL)
    return max(trade.count, len(shape.localities)) if needs_each else trade.count
