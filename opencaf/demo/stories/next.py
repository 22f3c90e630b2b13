"""After school: no course, no work, no morning."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import CHILD, LEAD, Box, Deed, Help, Strand

NEXT = Strand(
    code="next",
    ages=range(16, 25),
    tags=("neet",),
    share=2.5,
    starters=(AgencyType.FURTHER_EDUCATION, AgencyType.YOUTH_SERVICE, AgencyType.JOBCENTRE),
    why=(
        (
            "{name} left college in {month} and has been in {his} room since.",
            "{name} has a plan from school that says what {he} needs and nobody who reads it.",
        ),
        (
            "{mum} does everything for {him}, and both would like that to change.",
            "{He} would like a job 'with things, not people'.",
        ),
    ),
    boxes=(
        Box(
            "participation_learning_education_employment",
            (4, 4, 5),
            (
                (
                    "Nothing since {month}: no course, no work, no morning.",
                    "Two courses begun and left at half-term.",
                ),
                (
                    "{He} went to one interview and was asked about {his} weaknesses.",
                    "{He} mends bicycles for the whole road.",
                ),
            ),
            words=('"They ask where I see myself in five years. I see myself here."',),
            strengths=("Skilled hands.",),
            needs=("A first step small enough.",),
            evidence=("College; {name}.",),
        ),
        Box(
            "self_care_independence",
            (2, 3),
            (
                ("{name} cooks three things well.", "{name} does not use the bus alone."),
                ("Letters are opened by {mum}.", "Money comes and goes within a day."),
            ),
            needs=("Travel training; a hand with money.",),
        ),
    ),
    wishes=("A reason to get up.", "To get the bus by myself.", "Work with things."),
    measures=("hours a week out of the house", "journeys alone"),
    deeds=(
        Deed("Find two half-days in a workshop", LEAD, "Started; asked for a third."),
        Deed("Learn the number 9 bus, there and back", CHILD, "Alone since {month}."),
        Deed(
            "Meeting with adult services about what comes after this",
            AgencyType.ADULT_SERVICES,
            "Held; a worker is named.",
        ),
    ),
    helps=(
        Help(
            "Supported internship",
            AgencyType.FURTHER_EDUCATION,
            "Work with a coach beside {him}",
            "Two terms",
        ),
        Help("Travel training", AgencyType.YOUTH_SERVICE, "To go alone", "Six journeys, then none needed"),
    ),
    strengths=("Reliable when it matters to {him}",),
    needs=("A first step", "A worker in adult services"),
    worries=("{name} disappearing into {his} room",),
    notes=("Workshop: three chairs mended.", "Number 9, alone, with a photograph from the last stop."),
    better=("{name} is out on four days a week.",),
    stuck=("The internship fell through; the workshop keeps {him}.",),
    child_says=('"They gave me a key."',),
    parent_says=('"The house is so quiet in the mornings. It\'s lovely."',),
)
