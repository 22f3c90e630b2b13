"""A home that makes ill, or is about to be lost."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import LEAD, PARENT, SCHOOL, Box, Deed, Help, Strand

HOUSING = Strand(
    code="housing",
    ages=range(16),
    tags=("housing",),
    share=1.4,
    starters=(
        AgencyType.HEALTH_VISITING,
        AgencyType.CHILDRENS_CENTRE,
        AgencyType.PRIMARY_SCHOOL,
        AgencyType.HOUSING_PROVIDER,
    ),
    why=(
        (
            "Five people live in two rooms, and one of the rooms is wet.",
            "{mum} showed us a photograph of the bedroom wall. It is black with mould.",
            "The family has moved four times in three years and is about to move again.",
        ),
        (
            "{name} has had three chests since the autumn.",
            "There is no table to do anything at.",
            "The notice to leave came by text message.",
        ),
    ),
    boxes=(
        Box(
            "housing_employment_finance",
            (3, 4, 4, 5),
            (
                (
                    "A one-bedroom flat on the third floor, privately rented; the lift works on some days.",
                    "A terraced house with a roof that the landlord 'is seeing to'.",
                    "Temporary rooms with a shared kitchen, for eight months now.",
                ),
                (
                    "{mum} wipes the wall with bleach every {weekday}.",
                    "Two beds for five, in shifts.",
                    "The heating is on for one hour, at bedtime.",
                ),
                (
                    "{mum} works nights and fears to complain, because people who complain get notice.",
                    "Rent takes most of what comes in.",
                    "Letters from three offices say three things.",
                ),
            ),
            words=("\"I keep it clean. It's the house that isn't.\"", '"We sleep like spoons in a drawer."'),
            strengths=("Spotless, within what can be cleaned.", "Rent paid."),
            needs=("An inspection; somebody who knows housing law.",),
            evidence=("Home visit; photographs by {mum}.", "Letters from the landlord."),
        ),
        Box(
            "general_health",
            (1, 2, 3),
            (
                ("{name} coughs at night.", "Three chest infections this winter; an inhaler since {month}."),
                ("Vaccinations complete.", "The surgery wrote to the landlord, who did not answer."),
            ),
            evidence=("Child health record.", "Surgery."),
        ),
        Box(
            "basic_care_safety_protection",
            (0, 1, 2),
            (
                (
                    "Well fed, warm clothes, watched over.",
                    "{mum} has made the rooms as safe as they can be; the window lock is broken.",
                ),
                ("A fire alarm was missing; the fire service fitted two.",),
            ),
            strengths=("Careful parents in a careless building.",),
        ),
    ),
    wishes=("A dry bedroom.", "To stay in one place until {name} has finished school.", "A table."),
    measures=("the wall", "chest infections this winter", "nights in own bed"),
    deeds=(
        Deed("Ask for an inspection and be there when it comes", LEAD, "Inspected; works ordered."),
        Deed(
            "Gather letters, photographs and the rent book in one folder", PARENT, "Taken to every meeting."
        ),
        Deed("Medical letter for the housing points", AgencyType.GP, "Written; two bands higher."),
        Deed("Somewhere to do homework until six", SCHOOL, "Library, with toast."),
    ),
    helps=(
        Help(
            "Housing advice",
            AgencyType.VOLUNTARY_ORGANISATION,
            "Damp, and fear of notice",
            "Letter to the landlord; works began within a month",
        ),
        Help(
            "Housing options interview",
            AgencyType.DISTRICT_COUNCIL,
            "Too many in too little",
            "Band changed; place on the list explained",
        ),
        Help("Home safety visit", AgencyType.FIRE_RESCUE, "No alarms", "Two alarms and a chat"),
    ),
    strengths=("{mum} holds it together", "Rent is paid", "Neighbours who help"),
    needs=("A dry home", "One office that answers"),
    worries=("{name}'s chest", "Losing the flat for having complained"),
    notes=(
        "With {mum} at housing options. Two hours; a number and a name.",
        "Inspector came. Measured the wall, and said a word.",
        "Works began. Dust everywhere, and singing.",
    ),
    better=(
        "The wall is dry and painted yellow; {name} chose it.",
        "Offered two rooms more, ten minutes from {school}.",
    ),
    stuck=("Inspected, ordered, and nothing done; the advice worker has written again.",),
    child_says=('"I\'ve got a shelf. My own."', '"It doesn\'t smell any more."'),
    parent_says=(
        '"I invited my sister. First time."',
        "\"I don't bleach on Sundays now. I don't know what to do with Sundays.\"",
    ),
)
