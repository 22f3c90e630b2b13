"""A child who looks after somebody."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import CHILD, LEAD, PARENT, SCHOOL, Box, Deed, Help, Strand

CARER = Strand(
    code="carer",
    ages=range(8, 18),
    tags=("young_carer", "disability_long_term_illness"),
    starters=(
        AgencyType.HIGH_SCHOOL,
        AgencyType.YOUNG_CARERS_SERVICE,
        AgencyType.SCHOOL_NURSING,
        AgencyType.GP,
    ),
    why=(
        (
            "{name} does the shopping, the pills and the little ones' teeth before school.",
            "{name} fell asleep in maths and, when I asked, told me when {he} gets up.",
            "{name} cannot come on the trip because nobody else would be at home.",
        ),
        (
            "{mum} has been ill for a long time and hides how bad the days are.",
            "{He} does not want anybody to be told off.",
            "{mum} said: 'I didn't want {him} to be a carer. I wanted {him} to be a child who helps.'",
        ),
    ),
    boxes=(
        Box(
            "family_social_relationships",
            (2, 3, 4),
            (
                (
                    "{name} is the one everybody leans on.",
                    "{name} keeps a list of {mum}'s tablets on {his} telephone.",
                ),
                (
                    "{He} has not had a friend home for a year.",
                    "{sib} comes to {him} first, not to {mum}.",
                    "They are close, and they joke about it.",
                ),
            ),
            words=('"I don\'t mind doing it. I mind being the only one."',),
            strengths=("Love and humour in this house.",),
            needs=("Grown-ups to do what grown-ups do.",),
            evidence=("Talk with {name}; talk with {mum}, apart and together.",),
        ),
        Box(
            "emotional_social_development",
            (3, 3, 4),
            (
                (
                    "{name} worries all day that something has happened at home.",
                    "{name} listens at night for the stairs.",
                ),
                (
                    "{He} keeps {his} telephone on in lessons, which has cost {him} two detentions.",
                    "{He} read somewhere that families get split up. I said that this is not what it is for, and wrote it down at {his} wish.",
                ),
            ),
            needs=("Somebody of {his} own to talk to.",),
        ),
        Box(
            "family_history_functioning_wellbeing",
            (3, 4),
            (
                (
                    "{mum} has had pain and tiredness for six years; some weeks are good.",
                    "{mum}'s illness comes in waves and the last was long.",
                ),
                (
                    "Paid help stopped in {month} and nobody said why.",
                    "An aunt comes on Sundays and cooks for three days.",
                ),
            ),
            strengths=("They talk about it.",),
            needs=("Care for {mum}.",),
        ),
    ),
    wishes=(
        "Grown-ups do the mornings.",
        "One day a week when I'm nobody's nurse.",
        "That {name} can go on the trip.",
    ),
    measures=("mornings a week with paid care", "{his} own mark for worry"),
    deeds=(
        Deed(
            "Ask for an assessment of {mum}'s care needs and keep asking",
            LEAD,
            "Assessed after two reminders.",
        ),
        Deed(
            "Telephone may stay on the desk; no more detentions for it",
            SCHOOL,
            "All staff told, none of the class.",
        ),
        Deed("Go to the group on {weekday}s", CHILD, "Went. Ate pizza. Going again."),
        Deed("Tell the surgery that {name} looks after {obj}", PARENT, "It is on the record there now."),
    ),
    helps=(
        Help(
            "Young carers' group",
            AgencyType.YOUNG_CARERS_SERVICE,
            "Time off, with others who know",
            "Weekly evenings and two days out",
        ),
        Help(
            "Care at home for {mum}",
            AgencyType.ADULT_SERVICES,
            "So that {name} is not the one who does it",
            "Five mornings a week",
        ),
    ),
    strengths=("A close family", "{name}'s sense of humour"),
    needs=("Care for {mum} by adults", "Time to be young"),
    worries=("A fall or a bad night with nobody else there", "{name}'s own health"),
    notes=(
        "Saw {name} in the library: five lessons awake.",
        "Rang adult social care; the file had gone to an old address.",
        "{mum} wrote to say that the carer makes better porridge than {name}, who is offended.",
    ),
    better=(
        "Somebody comes on five mornings; {name} sleeps until seven.",
        "{name} went on the trip and rang once, to say it was raining.",
    ),
    stuck=("Help for {mum} is agreed and nobody has started.",),
    child_says=('"I still do the tea. Because I like it."', '"I forgot to worry on Tuesday."'),
    parent_says=('"I got my {name} back, and cheekier."', '"I can hear {him} being young upstairs."'),
)
