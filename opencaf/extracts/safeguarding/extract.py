"""The Standard Safeguarding Dataset, as far as it is about early help."""

from __future__ import annotations

from opencaf.extracts.described import Extract, Way
from opencaf.extracts.safeguarding.reading import read
from opencaf.extracts.safeguarding.tables import TABLES

EXTRACT = Extract(
    code="safeguarding-dataset",
    title="Standard Safeguarding Dataset: early help",
    hint="Ten tables of six years, whose keys fit together, to be laid beside those of social care’s system.",
    what_for="Regional and national analysis, and the authority’s own store of data about children’s services.",
    who_is_in=(
        "Each child in each {caf} that ran on a day of the window: a {caf} about three children is three episodes.",
        "Families, addresses and numbers of those children; everybody who led or was in the team; their agencies.",
        "Children whose case was sent to social care in the window, for the table of contacts.",
    ),
    limits=(
        "{caf}s opened by mistake, joined to another or declined when they were offered are left out.",
        "An address that is sealed is in no file, whoever makes it.",
        "Professionals have ids of their own here. To lay the tables beside those of social care’s system, match them there.",
        "A text that a spreadsheet would take for a formula has an apostrophe before it.",
        "Only contacts that began as a step up are held here. Others are in social care’s own system.",
    ),
    tables=TABLES,
    ways=(Way.ZIP,),
    months=72,
    read=read,
)
