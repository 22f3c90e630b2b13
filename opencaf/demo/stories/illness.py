"""An illness in the child, and seven people with advice."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import PARENT, SCHOOL, Box, Deed, Help, Strand

ILLNESS = Strand(
    code="illness",
    ages=range(17),
    tags=("disability_long_term_illness",),
    share=0.9,
    starters=(
        AgencyType.SCHOOL_NURSING,
        AgencyType.HEALTH_VISITING,
        AgencyType.ACUTE_TRUST,
        AgencyType.SPECIAL_SCHOOL,
    ),
    why=(
        (
            "{name} has had epilepsy since {month} and seven people give {mum} seven pieces of advice.",
            "{name} was found to have diabetes in {month}; the family is learning to count.",
            "{name} has been in hospital three times this year, and school work has not followed {him}.",
        ),
        (
            "{mum} sleeps in {his} room.",
            "{mum} carries a bag that {she} never puts down.",
            "Everybody means well, on different days of the week.",
        ),
    ),
    boxes=(
        Box(
            "general_health",
            (3, 3, 4),
            (
                (
                    "Medicines four times a day, one of them at {school}.",
                    "Fourteen appointments in ten weeks, in three hospitals.",
                ),
                (
                    "{name} knows what to do and tells the teachers.",
                    "{He} hates the injection and does it {himself}.",
                ),
                ("Growing well between times.", "Two nights in hospital since the assessment began."),
            ),
            words=("\"I'm not ill. I've got a thing.\"",),
            strengths=("Knows {his} body.",),
            needs=("One plan on one page.",),
            evidence=("Clinic letters, with agreement.",),
        ),
        Box(
            "participation_learning_education_employment",
            (1, 2, 3),
            (
                (
                    "Thirty-one days missed, all for good reasons.",
                    "Comes whenever {he} can and often when {he} should not.",
                ),
                (
                    "Lessons by post worked once and were forgotten twice.",
                    "Friends send photographs of the board.",
                ),
            ),
            needs=("Work that finds {him}.",),
        ),
        Box(
            "emotional_warmth_stability",
            (0, 1, 1),
            (
                (
                    "{mum} is calm when it matters and shakes afterwards, in the car.",
                    "Much tenderness and little sleep.",
                ),
                ("{sib} says that {he} is 'the other one', as a joke.",),
            ),
            strengths=("A brave household.",),
        ),
    ),
    wishes=("One page that everybody reads.", "To go on a sleepover.", "That {sib} has a day too."),
    measures=("days in school", "people who have the page"),
    deeds=(
        Deed(
            "One-page plan: what it is, what helps, whom to ring",
            AgencyType.SCHOOL_NURSING,
            "Laminated, because of soup.",
        ),
        Deed("Train four members of staff", AgencyType.ACUTE_TRUST, "Six came."),
        Deed("Work sent home the same day", SCHOOL, "By eight in the evening, every time."),
        Deed("A day out for {sib}", PARENT, "Trains. All day trains."),
    ),
    helps=(
        Help(
            "Short breaks",
            AgencyType.VOLUNTARY_ORGANISATION,
            "{mum} has not slept through since {month}",
            "One Saturday in the month",
        ),
        Help("Psychologist at the clinic", AgencyType.ACUTE_TRUST, "Fear of needles", "Three visits"),
    ),
    strengths=("{name} is brave and funny about it", "{mum} knows every letter"),
    needs=("One plan", "Sleep", "Something for {sib}"),
    worries=("A bad night without help", "Falling behind"),
    notes=(
        "The page was used at the pool. It worked.",
        "Rang the clinic: all three appointments on one day now.",
    ),
    better=("One plan, one page, known to all; nine days missed this term and work kept up.",),
    stuck=("Appointments are still on three days of the week.",),
    child_says=('"I did the sleepover. His mum had the page on the fridge."',),
    parent_says=('"I put the bag down. I put it by the door, but I put it down."',),
)
