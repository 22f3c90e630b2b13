"""Who may see which child and case, at what level, and why."""

from opencaf.access.models.duty import DutyGround, Ground
from opencaf.access.models.glass import BrokenGlass, Emergency, Verdict
from opencaf.access.models.grants import AccessGrant, Basis, GrantQuerySet, Level, ListQuerySet
from opencaf.access.models.requests import AccessRequest
from opencaf.access.models.shield import Shield, ShieldAlert, ShieldReader, WhyShielded

__all__ = [
    "AccessGrant",
    "AccessRequest",
    "Basis",
    "BrokenGlass",
    "DutyGround",
    "Emergency",
    "GrantQuerySet",
    "Ground",
    "Level",
    "ListQuerySet",
    "Shield",
    "ShieldAlert",
    "ShieldReader",
    "Verdict",
    "WhyShielded",
]
