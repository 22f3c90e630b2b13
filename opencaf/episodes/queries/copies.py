"""For which agencies a copy of the assessment can be made, and what is left out of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from opencaf.agencies.models import Agency
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.areas import Areas
from opencaf.episodes.queries.consent import agencies_in_answers, answers_with_agencies
from opencaf.episodes.queries.withholding import left_out_for, sees_no_part


@dataclass(frozen=True)
class CopyForAgency:
    """An agency with which the family shares, and the parts that it does not see."""

    agency: Agency
    left_out: Areas


def agencies_to_copy_for(episode: Episode, everybody: frozenset[uuid.UUID]) -> list[CopyForAgency]:
    """Return the agencies with which somebody shares at least one part now, by name.

    everybody: the children of the episode now.
    """
    consents = answers_with_agencies(episode)
    sharing = agencies_in_answers(consents, everybody)
    named = {row.agency_id: row.agency for consent in consents for row in consent.agencies.all()}
    found = [
        CopyForAgency(named[agency_id], left_out_for(agency_id, consents, everybody)) for agency_id in sharing
    ]
    return [one for one in found if not sees_no_part(one.left_out, everybody)]
