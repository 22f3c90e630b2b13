"""A home that has slipped, and a parent who cannot get started."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import LEAD, PARENT, SCHOOL, Box, Deed, Help, Strand

SLIPPED = Strand(
    code="slipped",
    ages=range(1, 13),
    tags=("neglect_low_level", "parent_mental_health"),
    share=1.1,
    starters=(AgencyType.PRIMARY_SCHOOL, AgencyType.HEALTH_VISITING, AgencyType.NURSERY),
    why=(
        (
            "{name} has come in yesterday's clothes since {month}, and is hungry at nine.",
            "{mum} has stopped coming to the gate.",
            "Head lice, a missed dentist and a lost inhaler, all in one month; that is not like this family.",
        ),
        (
            "{mum} said: 'I can't get started in the mornings.'",
            "A neighbour brought {him} twice.",
            "Something has slipped, and we would like to help before it falls.",
        ),
    ),
    boxes=(
        Box(
            "basic_care_safety_protection",
            (3, 3, 4),
            (
                (
                    "The kitchen had got beyond {obj} and {she} cried when {she} let me in.",
                    "There was food in the house and nobody had cooked it.",
                    "Washing, bedding and rubbish had piled up since the summer.",
                ),
                (
                    "{name} knows how to make toast for two.",
                    "The stair gate was off.",
                    "Nobody has been hurt or left alone.",
                ),
                (
                    "A year ago this was a tidy and proud home.",
                    "{mum} sees it {obj_self}, and that is worth a great deal.",
                ),
            ),
            words=('"I look at it and I go back to bed."',),
            strengths=("{mum} let us in.",),
            needs=("Hands, not advice, for the first weeks.", "{mum} to be well."),
            evidence=("Home visits on three days.",),
        ),
        Box(
            "emotional_warmth_stability",
            (2, 3),
            (
                (
                    "{mum} is gentle with {him} and far away.",
                    "{She} holds {him} on {her} lap and looks out of the window.",
                ),
                ("{name} tries to make {obj} laugh.", "On {her} better days they bake."),
            ),
            needs=("Treatment for low mood.",),
        ),
        Box(
            "self_care_independence",
            (1, 2, 3),
            (
                (
                    "{name} gets {himself} up, washed after a fashion, and to school.",
                    "{name} brushes {his} teeth at {school} with the others.",
                ),
                ("{He} does more than somebody of {his} age should.",),
            ),
        ),
    ),
    wishes=(
        "To be able to open the front door again.",
        "Clean clothes on a hook by the door.",
        "{mum} to be like {she} was.",
    ),
    measures=("mornings with breakfast at home", "rooms done"),
    deeds=(
        Deed(
            "Two mornings a week of doing it together, one room at a time",
            AgencyType.EARLY_HELP_TEAM,
            "Kitchen first. Then the hall.",
        ),
        Deed("See the doctor about mood; somebody goes along", PARENT, "Tablets, and a call each week."),
        Deed("Breakfast club, free, and a spare set of clothes", SCHOOL, "No questions asked by anybody."),
        Deed("Dentist and inhaler within the month", LEAD, "Both."),
    ),
    helps=(
        Help(
            "Family support worker",
            AgencyType.EARLY_HELP_TEAM,
            "Home has slipped since the summer",
            "Twice a week for ten weeks",
        ),
        Help(
            "Talking therapy for {mum}",
            AgencyType.ADULT_MENTAL_HEALTH,
            "Low for most of a year",
            "Twelve sessions",
        ),
    ),
    strengths=("It was not always like this", "{mum} asks for help"),
    needs=("{mum} well", "The house back on its feet"),
    worries=("Going back under in winter", "{name} carrying too much"),
    notes=(
        "Kitchen done. We had tea in it.",
        "{mum} at the gate, in a coat, early.",
        "A slow week. Curtains closed, but {mum} opened the door.",
    ),
    better=("Breakfast at home on most days; the house is tidy enough to have people in.",),
    stuck=("Better in two rooms and not in the others; {mum} waits for {her} therapy.",),
    child_says=('"{mum} sang in the kitchen."', '"I\'ve got matching socks. On purpose."'),
    parent_says=('"You didn\'t write it down first. You washed up first."',),
)
