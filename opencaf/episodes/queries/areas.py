"""A part of the assessment: one element of one child. What consent can leave out is a set of these."""

from __future__ import annotations

import uuid

Area = tuple[uuid.UUID, str]
Areas = frozenset[Area]

NOTHING: Areas = frozenset()
