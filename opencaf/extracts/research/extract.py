"""The extract for research: described, with what it cannot promise."""

from __future__ import annotations

from opencaf.extracts.described import Extract, Way
from opencaf.extracts.research.reading import K, read
from opencaf.extracts.research.tables import TABLES

EXTRACT = Extract(
    code="research",
    title="Without names: for research",
    hint="Children, cases, marks and requests of up to ten years, without names, numbers, places or words, days moved.",
    what_for=(
        "Studies that somebody has agreed to, such as what changes for which children. Give it on with an agreement that "
        "says who uses it, what for, how long, and that nobody tries to find out who somebody is."
    ),
    who_is_in=(
        "Each child in each {caf} that ran on a day of the window.",
        f"No child who would be rarer than {K} in age group, sex, ethnic group and first sector together: these are hidden one after the other, "
        "and who is rare even so is left out. The table anonymity says how often.",
    ),
    limits=(
        "{caf}s opened by mistake, joined to another or declined when they were offered are left out, and those whose month is not known.",
        "All days of a child are moved by the same number of days, up to half a year to either side. Distances hold; seasons and years do not.",
        "Stand-ins are made with a secret that is forgotten. Two files cannot be laid together, and nobody here can say who a row is.",
        "Brothers and sisters cannot be told as such.",
        "Whoever holds the records themselves could find a child again by the distances between days. The file is personal data until an expert says otherwise.",
        "Stories, notes, names, addresses, schools, agencies and areas of the authority’s own are in no table.",
    ),
    tables=TABLES,
    ways=(Way.ZIP,),
    months=120,
    read=read,
)
