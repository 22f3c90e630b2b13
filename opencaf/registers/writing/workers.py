"""Who worked with families, by the names a register has for them: people and agencies that never sign in.

Nobody is taken for another because of a name: the same name for the same agency of one register is one
person, and nobody who works here already.
"""

from __future__ import annotations

import uuid
from typing import Any

from opencaf.agencies.models import Agency, AgencyType, Locality, Post, Practitioner, Sector
from opencaf.agencies.models.agency import SECTOR_OF
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.registers.models import Import, ImportedWorker

LONGEST_AGENCY, LONGEST_NAME = 150, 100
NO_AGENCY = "Agency not named in the register"
NOBODY = "Somebody the register does not name"


class Workers:
    """The workers and agencies of one import, found or added."""

    def __init__(self, brought_in: Import, by: Practitioner) -> None:
        self.brought_in, self.by = brought_in, by
        here = {"authority_id": by.authority_id}
        self.agencies = {
            name.casefold(): agency_id
            for name, agency_id in Agency.objects.filter(**here).values_list("name", "id")
        }
        self.localities = {
            name.casefold(): locality_id
            for name, locality_id in Locality.objects.filter(**here).values_list("name", "id")
        }
        known = ImportedWorker.objects.filter(**here, register=brought_in.name)
        self.known = {
            (name, agency_id): practitioner_id
            for name, agency_id, practitioner_id in known.values_list("name", "agency_id", "practitioner_id")
        }

    def agency(self, said: dict[str, Any] | None) -> uuid.UUID:
        """Return the agency that a register names: the one of that name, or a new one, offered nowhere."""
        name = str((said or {}).get("value") or NO_AGENCY)[:LONGEST_AGENCY]
        found = self.agencies.get(name.casefold())
        return found or self.add_agency(name, said or {})

    def add_agency(self, name: str, said: dict[str, Any]) -> uuid.UUID:
        """Add an agency of the kind that the register's word for it means."""
        kind = said["type"] if said.get("type") in AgencyType.values else AgencyType.UNKNOWN
        sector = said["sector"] if said.get("sector") in Sector.values else SECTOR_OF[kind]
        agency = Agency.objects.create(
            authority_id=self.by.authority_id, name=name, kind=kind, sector=sector, active=False
        )
        self.agencies[name.casefold()] = agency.id
        self.brought_in.agencies.append(str(agency.id))
        self.brought_in.save(update_fields=["agencies"])
        return agency.id

    def locality(self, name: str | None) -> uuid.UUID | None:
        """Return the authority's locality of a name."""
        return self.localities.get(name.casefold()) if name else None

    def worker(self, name: str, agency_id: uuid.UUID) -> uuid.UUID:
        """Return who stands for a worker at an agency."""
        key = ((name or NOBODY)[: 2 * LONGEST_NAME], agency_id)
        if key not in self.known:
            self.known[key] = self.add_worker(*key)
        return self.known[key]

    def add_worker(self, name: str, agency_id: uuid.UUID) -> uuid.UUID:
        """Add somebody who never signs in, with a post that has ended."""
        given, _, family = name.rpartition(" ")
        here = {"authority_id": self.by.authority_id}
        worker = Practitioner.objects.create(
            id=new_id(), **here, given_name=given[:LONGEST_NAME], family_name=family[:LONGEST_NAME]
        )
        Post.objects.create(**here, practitioner=worker, agency_id=agency_id, ended_on=clock.today())
        ImportedWorker.objects.create(
            **here,
            brought_in=self.brought_in,
            register=self.brought_in.name,
            name=name,
            agency_id=agency_id,
            practitioner=worker,
        )
        return worker.id
