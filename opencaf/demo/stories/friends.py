"""Bullying, in the canteen and on the telephone."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import PARENT, SCHOOL, Box, Deed, Help, Strand

FRIENDS = Strand(
    code="bullying",
    ages=range(8, 16),
    tags=("online_harm_bullying", "child_mental_health"),
    share=0.9,
    starters=(AgencyType.PRIMARY_SCHOOL, AgencyType.HIGH_SCHOOL, AgencyType.SCHOOL_NURSING),
    why=(
        (
            "{name} stopped eating in the canteen in {month}, and it took us a while to see why.",
            "There is a group chat about {name} that {he} is not in and has seen.",
            "{name} comes to the medical room every {weekday} with a stomach ache.",
        ),
        (
            "{mum} found the messages and brought them printed out.",
            "It has followed {him} home on the telephone.",
            "{He} begged us not to do anything, and then thanked us for asking.",
        ),
    ),
    boxes=(
        Box(
            "identity",
            (2, 3, 4),
            (
                (
                    "{name} says that {he} would like to be somebody else, 'just for lunch'.",
                    "{name} has changed {his} hair, {his} bag and {his} way home.",
                ),
                (
                    "{He} used to be known for {hobby} and does not speak of it now.",
                    "{He} thinks that it must be {his} fault, since it happened in two schools.",
                ),
            ),
            words=('"If I\'m quiet enough they forget me."',),
            strengths=("Has one friend who stayed.",),
            needs=("To be known for something good.",),
            evidence=("Two talks with {name}.", "School nurse."),
        ),
        Box(
            "emotional_social_development",
            (3, 3, 4),
            (
                (
                    "Sunday evenings are the worst.",
                    "{name} checks the telephone and then wishes {he} had not.",
                ),
                (
                    "{He} is not thinking of hurting {himself}; I asked, and {he} looked at me when {he} answered.",
                    "{He} cries at home and is blank at {school}.",
                ),
                (
                    "{He} laughed twice when we spoke of {hobby}.",
                    "{mum} lies down beside {him} until {he} sleeps.",
                ),
            ),
            needs=("School to be safe at lunch and on the bus.",),
            evidence=("Talk with {name}; talk with {mum}.",),
        ),
        Box(
            "family_social_relationships",
            (1, 2, 3),
            (
                (
                    "{name} has fallen out with the group {he} grew up with.",
                    "At home they are close; {sib} walks {him} to the bus.",
                ),
                ("One friend from {hobby} still rings.",),
            ),
            strengths=("A family that listens.",),
        ),
    ),
    wishes=(
        "To eat lunch with somebody.",
        "That it stops, and that I don't have to be the one who stops it.",
    ),
    measures=("lunches a week not alone", "{his} own mark for worry"),
    deeds=(
        Deed(
            "Deal with the chat: parents in, telephones out",
            SCHOOL,
            "Chat gone; two apologies, one of them good.",
        ),
        Deed("Start a {hobby} club on {weekday}s with {name} as one of the first", SCHOOL, "Nine came."),
        Deed("Telephone sleeps in the kitchen", PARENT, "All the telephones do."),
        Deed("Weekly talk, same room, same time", AgencyType.SCHOOL_NURSING, "Six held."),
    ),
    helps=(
        Help(
            "Counselling at school",
            AgencyType.CAMHS,
            "Worry that has moved into the stomach",
            "Eight sessions",
        ),
        Help(
            "Online safety talk for the year",
            AgencyType.POLICE,
            "A chat that got out of hand",
            "One assembly and one evening for parents",
        ),
    ),
    strengths=("One loyal friend", "{mum} took it seriously at once"),
    needs=("Safe lunches", "Something to be good at again"),
    worries=("That {name} stops coming", "What happens where adults do not see"),
    notes=(
        "{name} ate in the canteen, at the end table. Said it was 'fine, loud'.",
        "Bus driver asked to look in the mirror; he had been.",
        "{mum}: slept through on Sunday.",
    ),
    better=(
        "{name} eats with three others and has not been in the medical room for a month.",
        "Nothing new on the telephone since the meeting.",
    ),
    stuck=("School is better; the bus is not, yet.",),
    child_says=('"It\'s boring now. Boring is brilliant."', '"I\'m the one with the badge machine."'),
    parent_says=(
        '"I hear {him} singing in the shower."',
        '"I wish we had shown you the messages in September."',
    ),
)
