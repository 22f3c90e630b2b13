"""After violence: being safe takes practice."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import LEAD, SCHOOL, Box, Deed, Help, Strand

FEAR = Strand(
    code="fear",
    ages=range(1, 16),
    tags=("domestic_abuse",),
    starters=(
        AgencyType.DOMESTIC_ABUSE_SERVICE,
        AgencyType.CHILDRENS_SOCIAL_CARE,
        AgencyType.PRIMARY_SCHOOL,
        AgencyType.HEALTH_VISITING,
    ),
    share=1.0,
    why=(
        (
            "{mum} left a man who hurt {obj}, and the family is safe now; being safe takes practice.",
            "Social care's plan has done its work, and the family would like help to go on.",
            "{name} hides when a door bangs.",
        ),
        (
            "{mum} asks for nothing for {obj_self}.",
            "{name} has started at a third school.",
            "The children saw more than anybody told us at first.",
        ),
    ),
    boxes=(
        Box(
            "family_history_functioning_wellbeing",
            (3, 4, 5),
            (
                (
                    "{mum} left in {month}, with two bags and the children.",
                    "Four years of being told what to wear, and worse.",
                ),
                (
                    "There is an order, and everybody here knows what to do if he comes.",
                    "He does not know the address, and this record must not tell it.",
                ),
                (
                    "They have begun to have Friday evenings with pizza and their own music.",
                    "{mum} still asks leave to go out, of the family worker.",
                ),
            ),
            words=('"I keep waiting for the key in the door. Then I remember that I\'ve got all the keys."',),
            strengths=("{mum} protected the children and left.",),
            needs=("Time; somebody who understands.",),
            evidence=("{mum}; outreach worker. No talk with the father, for safety.",),
        ),
        Box(
            "emotional_social_development",
            (3, 4),
            (
                (
                    "{name} startles and then smiles, to make it all right.",
                    "{name} is angry with {mum}, which is safer than with him.",
                ),
                ("{He} sleeps at the foot of {her} bed.", "{He} asked whether {he} has the same hands."),
            ),
            needs=("Play therapy or something like it.",),
            evidence=("Children's worker.",),
        ),
        Box(
            "emotional_warmth_stability",
            (1, 2),
            (
                (
                    "{mum} is warm, and unsure of every decision.",
                    "{mum} makes up for things with sweets and knows it.",
                ),
                ("There is more laughter than there was in spring.",),
            ),
            strengths=("They are good together.",),
        ),
    ),
    wishes=(
        "That we all sleep with the light off.",
        "That {name} can be cross and nothing happens.",
        "A home that is boring.",
    ),
    measures=("nights through", "how often {he} checks the door"),
    deeds=(
        Deed("Locks, light over the door and a plan on paper", AgencyType.POLICE, "Fitted within the week."),
        Deed(
            "Group for mothers on Wednesdays", AgencyType.DOMESTIC_ABUSE_SERVICE, "Nine of ten, and a friend."
        ),
        Deed("One grown-up at {school} who knows, and nobody else", SCHOOL, "Chosen by {name}."),
        Deed("Play sessions", LEAD, "Twelve, at the centre."),
    ),
    helps=(
        Help(
            "Children's worker, recovery sessions",
            AgencyType.DOMESTIC_ABUSE_SERVICE,
            "What they saw",
            "Ten sessions",
        ),
        Help(
            "Legal advice", AgencyType.VOLUNTARY_ORGANISATION, "The order ends in spring", "Order made longer"
        ),
    ),
    strengths=("{mum} left", "A plan that everybody knows"),
    needs=("Safety that feels safe", "Time for {name} to be angry"),
    worries=("He finds them", "{mum} alone in the evenings"),
    notes=(
        "Visit. {name} opened the door after looking through the hole, proud of the hole.",
        "Plan gone through again: everybody knew their part.",
        "{mum} painted the hall.",
    ),
    better=("{name} sleeps in {his} own bed on most nights and slammed a door last week, on purpose.",),
    stuck=("Good days and bad days; the hearing in {month} brings it all up.",),
    child_says=('"Our house is quiet on the inside."',),
    parent_says=('"I chose the curtains. All of them. Nobody said anything."',),
)
