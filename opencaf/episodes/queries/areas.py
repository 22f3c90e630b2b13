"""A part of the assessment: one element of one child. What consent can leave out is a set of these."""

from __future__ import annotations

import uuid

from opencaf.episodes.elements import ELEMENTS

Area = tuple[uuid.UUID, str]
Areas = frozenset[Area]

NOTHING: Areas = frozenset()
ALL_ELEMENTS = frozenset(element.code for element in ELEMENTS)
