"""The ten headings of the Supporting Families framework, and what of our records speaks of each.

A kind of need to which an outcome is tied belongs to one heading. An area of the assessment may speak of
several; then its mark alone cannot say of which.
"""

from __future__ import annotations

from typing import NamedTuple

HEADINGS = {
    1: "Getting a good education",
    2: "Good early years development",
    3: "Improved mental and physical health",
    4: "Better managed substance use",
    5: "Improved family relationships",
    6: "Children safe from abuse and exploitation",
    7: "Families diverted from crime",
    8: "Safe from domestic abuse",
    9: "Secure housing",
    10: "Financial stability",
}


class Spoken(NamedTuple):
    """Of which headings an area or a kind of need speaks, and why."""

    headings: tuple[int, ...]
    why: str


NEEDS = {
    "attendance": Spoken((1,), "Being at school comes before learning there."),
    "exclusion_suspension_risk": Spoken((1,), "Whoever is shut out of school is not taught."),
    "sen_unmet": Spoken((1,), "Learning needs support that is missing."),
    "speech_language": Spoken((2,), "Most found, and best helped, before school."),
    "early_development": Spoken((2,), "The years before school."),
    "new_expectant_parent": Spoken((2,), "Help for new and expectant parents stands here."),
    "child_mental_health": Spoken((3,), "Health of the child."),
    "self_harm": Spoken((3,), "Health of the child."),
    "parent_mental_health": Spoken((3,), "Health of a parent."),
    "disability_long_term_illness": Spoken((3,), "Health, of whomever in the family."),
    "learning_disability_neurodiversity": Spoken((3,), "Stands with health in the framework."),
    "loss_bereavement": Spoken((3,), "Grief weighs on health first."),
    "substance_use": Spoken((4,), "Of a child or an adult."),
    "parenting_routines": Spoken((5,), "Support with parenting stands here."),
    "parental_conflict": Spoken((5,), "Conflict at home that harms."),
    "child_to_parent_violence": Spoken((5,), "Violence by a child at home stands here."),
    "young_carer": Spoken((5,), "Young carers without support stand here."),
    "neglect_low_level": Spoken((6,), "Worries about neglect."),
    "going_missing": Spoken((6,), "Going missing stands here."),
    "exploitation": Spoken((6,), "Sexual or criminal."),
    "online_harm_bullying": Spoken((6,), "Harm outside the family."),
    "offending_asb": Spoken((7,), "Offending, of a child or an adult."),
    "domestic_abuse": Spoken((8,), "Whoever suffers or does it."),
    "housing": Spoken((9,), "A home that is safe and lasts."),
    "debt_worklessness": Spoken((10,), "Debt, benefits and work."),
    "neet": Spoken((10,), "Young people without work or training stand here."),
    "isolation_discrimination": Spoken((), "No heading of the framework speaks of it."),
}
AREAS = {
    "general_health": Spoken((3,), "Health of the child."),
    "physical_development": Spoken((2, 3), "The early years, or health: the area does not say which."),
    "speech_language_communication": Spoken(
        (2, 3), "The early years, or neurodiversity: it does not say which."
    ),
    "emotional_social_development": Spoken((3,), "Mood, worries and stress."),
    "behavioural_development": Spoken((4, 5, 6, 7), "Substances, conduct at home, going missing, offending."),
    "identity": Spoken((3,), "How a child sees themselves is part of mental health."),
    "family_social_relationships": Spoken((5,), "Bonds in and around the family."),
    "self_care_independence": Spoken((3,), "What a child can do for themselves, as health is described."),
    "understanding_reasoning_problem_solving": Spoken((1,), "Learning."),
    "participation_learning_education_employment": Spoken(
        (1, 10), "At school, or without work and training."
    ),
    "progress_achievement_learning": Spoken((1,), "Learning."),
    "aspirations": Spoken((1,), "What a child hopes to learn and become."),
    "basic_care_safety_protection": Spoken((6,), "Care and protection from harm."),
    "emotional_warmth_stability": Spoken((5,), "How parents are with their child."),
    "guidance_boundaries_stimulation": Spoken((5,), "Parenting."),
    "family_history_functioning_wellbeing": Spoken(
        (3, 4, 5, 7, 8), "Illness, substances, separation, offending, violence."
    ),
    "wider_family": Spoken((5,), "Relatives who help or strain."),
    "housing_employment_finance": Spoken((9, 10), "Home, work and money are one area of the form."),
    "social_community_resources": Spoken((), "No heading of the framework speaks of it."),
}
HEADING_OF_NEED = {code: spoken.headings[0] for code, spoken in NEEDS.items() if spoken.headings}
