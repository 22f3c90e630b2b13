"""A child who says little."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import LEAD, PARENT, SCHOOL, Box, Deed, Help, Strand

SPEECH = Strand(
    code="speech",
    ages=range(2, 6),
    tags=("speech_language", "early_development"),
    share=1.6,
    starters=(
        AgencyType.NURSERY,
        AgencyType.HEALTH_VISITING,
        AgencyType.PRE_SCHOOL,
        AgencyType.CHILDRENS_CENTRE,
    ),
    why=(
        (
            "{name} has about ten words that people outside the family understand.",
            "{name} points and pulls us along rather than asks, and is cross when we guess wrong.",
            "{name} joins in every game as long as nobody needs {him} to speak.",
            "At {school} {name} watches the others talk and then shows them what {he} means.",
        ),
        (
            "{mum} asked us whether this is still a phase.",
            "{mum} understands nearly all of it; {her} own sister does not.",
            "We have waited two terms and the words have not come.",
            "The two-year check wondered about hearing and nobody has looked since.",
        ),
    ),
    boxes=(
        Box(
            "speech_language_communication",
            (3, 4, 4, 5),
            (
                (
                    "{name} puts two words together on a good day.",
                    "{name} uses single words and a great many sounds with the right tune.",
                    "{name} says little at {school} and more at home, most of it when nobody is looking.",
                ),
                (
                    "{He} follows one thing asked at a time and loses the second.",
                    "{He} turns to a voice behind {him} only when the room is quiet.",
                    "{He} understands far more than {he} says: asked for the red boots, {he} brings them.",
                ),
                (
                    "When {he} is not understood {he} goes under the table.",
                    "Other children have begun to answer for {him}.",
                    "{He} sings every word of the tidy-up song, which gives us hope.",
                ),
            ),
            words=(
                '"{He} tells me with {his} eyes," says {mum}.',
                '"I know what {he} wants. It\'s the rest of the world."',
            ),
            strengths=("Wants to be understood.", "Listens to a story to its end.", "Copies new sounds."),
            needs=("Speech therapy advice; a hearing test.", "Adults who wait and say it again, simply."),
            evidence=(
                "Key person's notes over four weeks.",
                "Language screen at {school}.",
                "Two home visits.",
            ),
        ),
        Box(
            "understanding_reasoning_problem_solving",
            (1, 2, 2, 3),
            (
                (
                    "{name} builds, sorts and mends; a puzzle of twenty pieces is no trouble.",
                    "{name} finds out how things work by taking them apart.",
                ),
                (
                    "Pretend play with others stops where words would be needed.",
                    "{He} plays beside the others and lends them things.",
                ),
            ),
            strengths=("Curious and careful with {his} hands.",),
            evidence=("Seen at play.",),
        ),
    ),
    wishes=(
        "That {name} can say what {he} wants before {he} is cross.",
        "That {his} gran can understand {him} on the telephone.",
        "{name} asks for things with words, at home and at {school}.",
    ),
    measures=(
        "words used at {school} in a week, counted by the key person",
        "how often in a day {he} is not understood",
    ),
    deeds=(
        Deed(
            "Ask the surgery for a hearing test",
            PARENT,
            "Test done; glue ear in one ear, looked at again in spring.",
        ),
        Deed(
            "Ten minutes of one-to-one talk each day, written in the home book",
            SCHOOL,
            "Most days; {name} asks for it now.",
        ),
        Deed(
            "Visit with picture cards for home and show how to use them",
            AgencyType.SPEECH_LANGUAGE_THERAPY,
            "Cards on the fridge and worn soft.",
        ),
        Deed(
            "Take the family to the singing group and stay for the first time",
            LEAD,
            "Went twice; they go by themselves now.",
        ),
    ),
    helps=(
        Help(
            "Speech and language therapy",
            AgencyType.SPEECH_LANGUAGE_THERAPY,
            "Few words at an age when others chat",
            "Six sessions, and a plan that {school} carries on",
        ),
        Help(
            "Talking together group",
            AgencyType.CHILDRENS_CENTRE,
            "A place to hear and use words with {mum} beside {him}",
            "A term of Tuesday mornings",
        ),
    ),
    strengths=("{name} wants to talk", "{mum} reads to {him} every night", "A key person {he} trusts"),
    needs=("Help with talking, soon", "A hearing test", "The same picture cards everywhere"),
    worries=("That {name} starts school without words", "That {he} stops trying"),
    notes=(
        "Rang {mum}. {name} said 'again' to the bus. {mum} rang the bus company to thank the driver.",
        "Seen at {school}: {name} asked for the blue cup by name.",
        "Home visit. We practised waiting: count to ten before helping.",
    ),
    better=(
        "{name} uses about sixty words and strings two or three together.",
        "Strangers now understand more than half of what {name} says.",
    ),
    stuck=("The therapy list is long and nothing has started yet; {school} carries on with the cards.",),
    child_says=('"My turn now."', '"I can do it. Look."', "Chose the smiling face, twice."),
    parent_says=(
        '"I used to dread the school gate. Now {he} says goodbye to me there."',
        '"Nobody told me it was my fault. That helped as much as the cards."',
    ),
)
