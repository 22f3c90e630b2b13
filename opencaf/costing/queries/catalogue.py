"""The catalogue as an authority uses it: the code's, in its own words, with its own additions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from opencaf.costing.catalogue import ACTIVITIES, PROCESSES
from opencaf.costing.models import ProcessChoice, WithRecord
from opencaf.costing.queries.basis import Basis, basis_of


@dataclass(frozen=True)
class ActivityNow:
    """One activity as an authority uses it."""

    code: str
    process: str
    name: str
    direct: bool
    each: bool
    with_electronic_record: str
    is_own: bool
    in_use: bool = True

    @property
    def with_record_words(self) -> str:
        """What an electronic record does to it."""
        return str(WithRecord(self.with_electronic_record).label)


@dataclass(frozen=True)
class Catalogue:
    """Processes in words and activities by code, in order."""

    processes: dict[str, str]
    activities: dict[str, ActivityNow]

    def name_of(self, code: str) -> str:
        """Return an activity in words; its code, where it is of no catalogue."""
        return self.activities[code].name if code in self.activities else code

    def of_process(self, process: str) -> list[ActivityNow]:
        """Return the activities of a process that are in use."""
        return [one for one in self.activities.values() if one.process == process and one.in_use]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Activities that somebody in a case may have done, process by process."""
        return [
            (one.code, f"{self.processes[process]}: {one.name}")
            for process in self.processes
            if process != ProcessChoice.OVERHEAD
            for one in self.of_process(process)
        ]

    @property
    def own_each(self) -> list[str]:
        """Codes of own activities that are done besides whatever the leading role does."""
        return [one.code for one in self.activities.values() if one.is_own and one.each]


def catalogue_of(authority_id: uuid.UUID) -> Catalogue:
    """Return the catalogue of an authority."""
    return catalogue_from(basis_of(authority_id))


def catalogue_from(basis: Basis) -> Catalogue:
    """Return the catalogue of an authority from what was read of it."""
    activities = {
        code: ActivityNow(
            code,
            one.process,
            one.name,
            direct=one.direct,
            each=one.each,
            with_electronic_record=one.with_electronic_record,
            is_own=False,
        )
        for code, one in ACTIVITIES.items()
    }
    for code, process, name, with_electronic_record, _, direct, each, in_use in basis.activities:
        activities[code] = ActivityNow(
            code,
            process,
            name,
            direct=direct,
            each=each,
            with_electronic_record=with_electronic_record,
            is_own=code not in ACTIVITIES,
            in_use=in_use,
        )
    return Catalogue(process_words(basis), dict(sorted(activities.items())))


def process_words(basis: Basis) -> dict[str, str]:
    """Return what an authority calls each process."""
    return {key: basis.process_names.get(key, PROCESSES[key].name) for key in ProcessChoice.values}
