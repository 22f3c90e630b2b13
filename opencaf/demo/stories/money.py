"""Debts, the meter and the drawer of letters."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import LEAD, SCHOOL, Box, Deed, Help, Strand

MONEY = Strand(
    code="money",
    ages=range(19),
    tags=("debt_worklessness",),
    share=0.9,
    starters=(
        AgencyType.FAMILY_HUB,
        AgencyType.PRIMARY_SCHOOL,
        AgencyType.VOLUNTARY_ORGANISATION,
        AgencyType.HOUSING_PROVIDER,
    ),
    why=(
        (
            "{mum} asked whether we had a spare coat, and it took {obj} ten minutes to ask.",
            "Dinner money stopped in {month}, and so did the packed lunches.",
            "The electricity meter is fed in fivers, and some weeks there are none.",
        ),
        (
            "{mum}'s hours were cut at work and the letters have begun.",
            "{mum} has three debts and opens none of them.",
            "{mum} would rather be asked by one person than by five offices.",
        ),
    ),
    boxes=(
        Box(
            "housing_employment_finance",
            (3, 3, 4),
            (
                (
                    "{mum} cleans offices from five to nine and the shop took away {her} second job.",
                    "Benefits were stopped after a missed appointment that nobody had posted.",
                    "A loan from the man on the landing is the one that frightens {obj}.",
                ),
                (
                    "Council tax, the catalogue and the meter: about two thousand pounds.",
                    "Nothing is left by the third week.",
                    "{mum} goes without so that they do not; they have noticed.",
                ),
            ),
            words=("\"I'm good at money. There just isn't any to be good at.\"",),
            strengths=("Plans every penny.",),
            needs=("Somebody to go through it all, once.",),
            evidence=("Went through the letters together.",),
        ),
        Box(
            "basic_care_safety_protection",
            (1, 2),
            (
                (
                    "Clean, fed and cared for; shoes a size too small.",
                    "Food is plain and there is enough until about the twentieth.",
                ),
                ("{name} asks for second helpings at {school}.",),
            ),
            evidence=("School; home visit.",),
        ),
    ),
    wishes=(
        "To open the post without a drink of water first.",
        "School shoes before the old ones go.",
        "That {name} doesn't have to know about money yet.",
    ),
    measures=("debts with a plan", "days of the month with food in"),
    deeds=(
        Deed("Open the letters together, all of them", LEAD, "Forty-one letters, one pot of tea."),
        Deed(
            "Full benefit check and appeal",
            AgencyType.VOLUNTARY_ORGANISATION,
            "Ninety pounds a week more, and four months back.",
        ),
        Deed("Uniform and free meals without anybody seeing", SCHOOL, "Done by post."),
        Deed("Food parcel for three weeks", AgencyType.FAMILY_HUB, "Two taken; the third given back."),
    ),
    helps=(
        Help(
            "Debt advice",
            AgencyType.VOLUNTARY_ORGANISATION,
            "Three debts and a doorstep loan",
            "A plan with each; the loan reported",
        ),
        Help(
            "Help into better hours", AgencyType.JOBCENTRE, "Hours cut", "A day job at the hospital laundry"
        ),
    ),
    strengths=("{mum}'s planning", "Pride and humour"),
    needs=("Money that is theirs by right", "Calm about letters"),
    worries=("The doorstep lender", "{mum} going hungry"),
    notes=(
        "Appeal sent, signed for.",
        "{mum} rang: backdated. We both sat down.",
        "Meter top-up from the fund; last time, we think.",
    ),
    better=("Debts are down to one, with a plan; benefits paid in full.",),
    stuck=("The appeal is waiting for a date.",),
    child_says=('"{mum} bought biscuits. The proper ones."',),
    parent_says=('"I open them at the table now. With the telly on."',),
)
