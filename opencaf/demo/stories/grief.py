"""Somebody died."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import CHILD, SCHOOL, Box, Deed, Help, Strand

GRIEF = Strand(
    code="grief",
    ages=range(4, 18),
    tags=("loss_bereavement",),
    share=0.7,
    starters=(AgencyType.PRIMARY_SCHOOL, AgencyType.HIGH_SCHOOL, AgencyType.GP),
    why=(
        (
            "{name}'s grandfather, who did the school run, died in {month}.",
            "{name} lost {his} brother two years ago and the class does not know it.",
            "Since the funeral {name} has said nothing about it and very little about anything else.",
        ),
        (
            "{mum} is grieving too and goes through the days like somebody under water.",
            "{mum} said: 'We look after each other by not talking.'",
            "{He} asked me whether it is all right to laugh.",
        ),
    ),
    boxes=(
        Box(
            "emotional_social_development",
            (3, 3, 4),
            (
                (
                    "{name} sits by the window at half past three.",
                    "{name} wears Grandad's watch, which does not go.",
                ),
                (
                    "{He} is frightened when {mum} is late.",
                    "{He} asks practical questions about dying and wants practical answers.",
                ),
                ("{He} made a box of things and showed me three.",),
            ),
            words=('"Everyone says he\'s in a better place. He liked THIS place."',),
            needs=("Somebody who does not change the subject.",),
            evidence=("Talks with {name}, three.",),
        ),
        Box(
            "family_history_functioning_wellbeing",
            (2, 3, 3),
            (
                (
                    "A close family with a hole in it.",
                    "He was the one who cooked, drove and knew where things were.",
                ),
                (
                    "{mum} has gone back to work too soon, for the money.",
                    "They have begun to light a candle on {weekday}s.",
                ),
            ),
            strengths=("They remember together, when somebody begins.",),
        ),
    ),
    wishes=(
        "That we can say his name at dinner.",
        "Someone to do the school run and talk about birds.",
        "To miss him and still do things.",
    ),
    measures=("times his name is said", "mornings without tears"),
    deeds=(
        Deed("Memory book, with photographs that both can bear", CHILD, "Nineteen pages."),
        Deed("Walking bus, so that {mum} can start at nine", SCHOOL, "Joined; carries the flag."),
        Deed(
            "Tell the class, in words {name} chose",
            SCHOOL,
            "Read out. Very quiet. Then questions, good ones.",
        ),
    ),
    helps=(
        Help(
            "Bereavement support for children",
            AgencyType.VOLUNTARY_ORGANISATION,
            "A death nobody talks about",
            "Six visits and a day with others",
        ),
    ),
    strengths=("Much love to remember",),
    needs=("To talk about him", "Help with the mornings"),
    worries=("{mum}'s strength", "The first anniversary"),
    notes=(
        "Page seven: the allotment. {mum} laughed and then did not.",
        "{name} knows a chiffchaff from a willow warbler.",
    ),
    better=("His name is said most days, mostly with a story.",),
    stuck=("The anniversary in {month} will be hard; they have a plan for the day.",),
    child_says=('"I told a joke of his. It went wrong, like his did."',),
    parent_says=('"I thought talking would make it worse. It couldn\'t have."',),
)
