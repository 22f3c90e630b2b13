"""What the demonstration's families live with, told as a family could read it; every word is invented."""

from __future__ import annotations

from opencaf.demo.stories.attendance import ATTENDANCE
from opencaf.demo.stories.behaviour import BEHAVIOUR
from opencaf.demo.stories.carer import CARER
from opencaf.demo.stories.expected import EXPECTED
from opencaf.demo.stories.fear import FEAR
from opencaf.demo.stories.friends import FRIENDS
from opencaf.demo.stories.grief import GRIEF
from opencaf.demo.stories.housing import HOUSING
from opencaf.demo.stories.illness import ILLNESS
from opencaf.demo.stories.money import MONEY
from opencaf.demo.stories.newcomers import NEWCOMERS
from opencaf.demo.stories.next import NEXT
from opencaf.demo.stories.parting import PARTING
from opencaf.demo.stories.shape import Strand
from opencaf.demo.stories.sleep import SLEEP
from opencaf.demo.stories.slipped import SLIPPED
from opencaf.demo.stories.speech import SPEECH
from opencaf.demo.stories.street import STREET
from opencaf.demo.stories.waiting import WAITING
from opencaf.demo.stories.worry import WORRY

STRANDS: tuple[Strand, ...] = (
    SPEECH,
    SLEEP,
    BEHAVIOUR,
    WAITING,
    FRIENDS,
    ATTENDANCE,
    CARER,
    WORRY,
    STREET,
    NEXT,
    HOUSING,
    MONEY,
    SLIPPED,
    NEWCOMERS,
    PARTING,
    FEAR,
    GRIEF,
    ILLNESS,
    EXPECTED,
)


def strands_for(age: int | None) -> list[Strand]:
    """Return the strands that fit a child of an age; None before birth."""
    if age is None:
        return [strand for strand in STRANDS if strand.fits_the_unborn]
    return [strand for strand in STRANDS if age in strand.ages]
