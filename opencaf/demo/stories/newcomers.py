"""New here, and alone."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import LEAD, PARENT, SCHOOL, Box, Deed, Help, Strand

NEWCOMERS = Strand(
    code="newcomers",
    ages=range(14),
    tags=("isolation_discrimination",),
    share=0.7,
    starters=(
        AgencyType.CHILDRENS_CENTRE,
        AgencyType.FAMILY_HUB,
        AgencyType.HEALTH_VISITING,
        AgencyType.PRIMARY_SCHOOL,
    ),
    why=(
        (
            "The family came to {area} in {month} and knows the way to the shop and back.",
            "{mum} has spoken to nobody but us this week.",
            "Since the move {name} has stopped asking when they go home.",
        ),
        (
            "{mum} would like to work and does not know where to ask.",
            "Somebody shouted at them on the bus.",
            "There is no grandmother within three hundred miles.",
        ),
    ),
    boxes=(
        Box(
            "social_community_resources",
            (2, 3, 4),
            (
                ("{mum} knows nobody in {area}.", "They go out when it is quiet."),
                (
                    "There is a good park that they did not know was for everybody.",
                    "The one group {she} tried was full of people who knew each other.",
                    "People from {her} own town live two streets away and neither knew.",
                ),
            ),
            words=('"At home I knew everybody. Here I know the till."',),
            needs=("Company; language class with a crèche.",),
            evidence=("Home visit.",),
        ),
        Box(
            "wider_family",
            (1, 2, 3),
            (
                (
                    "Grandparents are far away and ring each evening.",
                    "An uncle in another city comes when there is an emergency.",
                ),
                ("{mum} has nobody to leave {name} with.",),
            ),
        ),
        Box(
            "family_social_relationships",
            (0, 1, 2),
            (
                ("The family is close, and small.", "{name} and {mum} are each other's best company."),
                ("{name} has been asked to one birthday and talks of it still.",),
            ),
        ),
    ),
    wishes=(
        "That we know ten people by name.",
        "A friend for {name} and a friend for me.",
        "To feel that this is our street.",
    ),
    measures=("names known", "times out in a week"),
    deeds=(
        Deed(
            "Walk to the group together, the first three times",
            LEAD,
            "The third time {mum} said: you can stay at home.",
        ),
        Deed("Language class with crèche", AgencyType.FAMILY_HUB, "Tuesdays and Thursdays."),
        Deed("Ask another family round", PARENT, "Two came."),
        Deed("A buddy for playtime", SCHOOL, "Became a real friend within the week."),
    ),
    helps=(
        Help(
            "Befriending",
            AgencyType.VOLUNTARY_ORGANISATION,
            "Alone in a new town",
            "Weekly for a term; now they are friends",
        ),
        Help("English class", AgencyType.FURTHER_EDUCATION, "{mum} would like to work", "Level one passed"),
    ),
    strengths=("Courage", "A close family"),
    needs=("Company", "To feel safe on the bus"),
    worries=("{mum} growing low", "{name} speaking for {obj}"),
    notes=("Group: {mum} poured the tea for the others.", "Met on the bus, by chance, both surprised."),
    better=("{mum} knows eleven people by name and has a key to one flat.",),
    stuck=("The class has a waiting list.",),
    child_says=('"I had two birthdays to go to and I chose."',),
    parent_says=('"Ask me where anything is. Go on."',),
)
