"""Parents who have parted and speak through the child."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import CHILD, LEAD, PARENT, SCHOOL, Box, Deed, Help, Strand

PARTING = Strand(
    code="parting",
    ages=range(3, 15),
    tags=("parental_conflict",),
    share=1.4,
    starters=(
        AgencyType.PRIMARY_SCHOOL,
        AgencyType.EARLY_HELP_TEAM,
        AgencyType.SCHOOL_NURSING,
        AgencyType.NURSERY,
    ),
    why=(
        (
            "{name}'s parents parted in {month} and speak to each other through {him}.",
            "Hand-overs happen in the car park, with the windows up.",
            "{name} has two of everything and is at home in neither.",
        ),
        (
            "Both love {him} and both say so to us.",
            "{mum} asked for somebody who is on nobody's side.",
            "{He} has begun to tell each of them what they would like to hear.",
        ),
    ),
    boxes=(
        Box(
            "family_history_functioning_wellbeing",
            (3, 3, 4),
            (
                (
                    "The parting was bitter and is not over.",
                    "There was shouting for two years, and then a van.",
                    "Both have been to court about weekends.",
                ),
                (
                    "No violence, on either account; much slamming.",
                    "Dad lives with his brother in {area}, on a sofa.",
                    "Grandparents have taken sides.",
                ),
                (
                    "They can still laugh about the same things in {name}, in separate rooms.",
                    "{sib} has stopped going.",
                ),
            ),
            words=('"I\'m like the post. They send me."',),
            strengths=("Two parents who turn up.",),
            needs=("A way to talk that is not through {name}.",),
            evidence=("Talks with both parents, apart.",),
        ),
        Box(
            "emotional_social_development",
            (2, 3, 4),
            (
                ("{name} is careful with every word.", "{name} cries on {weekday}s, before or after."),
                (
                    "{He} thinks that {he} could have prevented it.",
                    "{He} has written a letter to both and posted it in {his} drawer.",
                ),
                ("At {school} {he} is fine until somebody says 'weekend'.",),
            ),
            needs=("To be told by both that it is not {his} fault.",),
            evidence=("Learning mentor.",),
        ),
    ),
    wishes=(
        "That they talk to each other and not to me.",
        "One bag, not two.",
        "Weekends that are the same every time.",
    ),
    measures=("hand-overs without words", "{his} own mark on {weekday}s"),
    deeds=(
        Deed("Hand-overs at {school}, so that nobody has to meet", SCHOOL, "Since the next Friday."),
        Deed("Go to mediation, both", PARENT, "Five times. Not friends; polite."),
        Deed("A shared diary that is about {name} and nothing else", LEAD, "In use; one page torn out."),
        Deed("Write down three rules for parents", CHILD, "Read out at the meeting. Both signed."),
    ),
    helps=(
        Help(
            "Mediation",
            AgencyType.VOLUNTARY_ORGANISATION,
            "Two parents who cannot speak",
            "Five meetings and a plan for weekends",
        ),
        Help(
            "Group for children whose parents have parted",
            AgencyType.EARLY_HELP_TEAM,
            "Not being the only one",
            "Six weeks",
        ),
    ),
    strengths=("Two homes with love in them", "Both came to every meeting"),
    needs=("Peace at hand-over", "{name} out of the middle"),
    worries=("{name} going quiet", "Court again"),
    notes=(
        "Spoke to both on one day; the two stories nearly matched.",
        "{name}'s rules are on both fridges.",
        "Dad asked about parents' evening. They sat one chair apart.",
    ),
    better=("Hand-overs are calm; {name} has stopped carrying messages.",),
    stuck=("Weekends are settled; the holidays are not.",),
    child_says=('"They both came. They both clapped."', '"Rule two is the best one."'),
    parent_says=('"We\'ll never agree about bedtime. We agreed not to."',),
)
