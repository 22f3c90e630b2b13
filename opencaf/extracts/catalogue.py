"""The standard extracts about children, in the order in which they are offered."""

from __future__ import annotations

from opencaf.extracts import annex_a, annex_a_contacts, supporting_families
from opencaf.extracts.described import Extract
from opencaf.extracts.research.extract import EXTRACT as RESEARCH
from opencaf.extracts.safeguarding.extract import EXTRACT as SAFEGUARDING

EXTRACTS: dict[str, Extract] = {
    one.code: one
    for one in (
        annex_a.EXTRACT,
        annex_a_contacts.EXTRACT,
        SAFEGUARDING,
        supporting_families.EXTRACT,
        RESEARCH,
    )
}
