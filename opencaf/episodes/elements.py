"""The elements of the common assessment with their domains, as the national form has them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Domain(models.TextChoices):
    CHILD = "child", "Development of unborn baby, infant, child or young person"
    PARENTS_CARERS = "parents_carers", "Parents and carers"
    FAMILY_ENVIRONMENT = "family_environment", "Family and environment"


OWN = "own_"  # begins the code of every question of an authority's own, and of no national element


@dataclass(frozen=True)
class Element:
    """One of the nineteen boxes of the national form."""

    code: str
    domain: str
    group: str
    name: str
    help_text: str
    fits_the_unborn: bool


ELEMENTS = (
    Element(
        "general_health",
        Domain.CHILD,
        "health",
        "General health",
        "Illness, impairment, medicines and injuries; checks, vaccinations, dentist, optician and GP; in pregnancy the mother's antenatal care.",
        fits_the_unborn=True,
    ),
    Element(
        "physical_development",
        Domain.CHILD,
        "health",
        "Physical development",
        "Growth, eating, sleep and activity; sight and hearing; large and fine movement; stage for age.",
        fits_the_unborn=True,
    ),
    Element(
        "speech_language_communication",
        Domain.CHILD,
        "health",
        "Speech, language and communication",
        "How the child makes themselves understood, understands others, talks, listens and joins in; languages at home; aids or signing.",
        fits_the_unborn=False,
    ),
    Element(
        "emotional_social_development",
        Domain.CHILD,
        "",
        "Emotional and social development",
        "Attachment, mood and worries; coping with stress; confidence and feeling valued; self-harm, isolation, fears.",
        fits_the_unborn=False,
    ),
    Element(
        "behavioural_development",
        Domain.CHILD,
        "",
        "Behavioural development",
        "Self-control and impulses; risk taking, substances, aggression, offending; attention; behaviour with other children and with adults.",
        fits_the_unborn=False,
    ),
    Element(
        "identity",
        Domain.CHILD,
        "",
        "Identity, including self-esteem, self-image and social presentation",
        "Sense of self and of belonging; self-esteem and self-image; how they come across; prejudice met; culture, faith, sexuality.",
        fits_the_unborn=False,
    ),
    Element(
        "family_social_relationships",
        Domain.CHILD,
        "",
        "Family and social relationships",
        "Bonds with parents, brothers, sisters and friends; caring for somebody; stability and loss; bullying; helpful and harmful relationships.",
        fits_the_unborn=False,
    ),
    Element(
        "self_care_independence",
        Domain.CHILD,
        "",
        "Self-care skills and independence",
        "Skills that fit the age: washing, dressing, eating, keeping safe, getting about, money, deciding, asking for help.",
        fits_the_unborn=False,
    ),
    Element(
        "understanding_reasoning_problem_solving",
        Domain.CHILD,
        "learning",
        "Understanding, reasoning and problem solving",
        "Organising, making connections, play, curiosity, thinking and creativity.",
        fits_the_unborn=False,
    ),
    Element(
        "participation_learning_education_employment",
        Domain.CHILD,
        "learning",
        "Participation in learning, education and employment",
        "Attendance and exclusion; engagement and access; part-time timetable; out of work or training; support in place.",
        fits_the_unborn=False,
    ),
    Element(
        "progress_achievement_learning",
        Domain.CHILD,
        "learning",
        "Progress and achievement in learning",
        "Progress from their own starting point; basic and key skills; special needs; achievements that were noticed.",
        fits_the_unborn=False,
    ),
    Element(
        "aspirations",
        Domain.CHILD,
        "learning",
        "Aspirations",
        "Hopes, motivation and perseverance; how they see their progress and future; what the adults hope for them.",
        fits_the_unborn=False,
    ),
    Element(
        "basic_care_safety_protection",
        Domain.PARENTS_CARERS,
        "",
        "Basic care, ensuring safety and protection",
        "Food, warmth, hygiene and medical care; a safe home; protection from harm, from adults and from own risks; effect of substances or mental health on care.",
        fits_the_unborn=True,
    ),
    Element(
        "emotional_warmth_stability",
        Domain.PARENTS_CARERS,
        "",
        "Emotional warmth and stability",
        "Affection, praise and sensitivity; carers who stay the same; managing change and conflict.",
        fits_the_unborn=True,
    ),
    Element(
        "guidance_boundaries_stimulation",
        Domain.PARENTS_CARERS,
        "",
        "Guidance, boundaries and stimulation",
        "Example, rules and supervision; encouragement, play and learning at home; letting them grow up.",
        fits_the_unborn=True,
    ),
    Element(
        "family_history_functioning_wellbeing",
        Domain.FAMILY_ENVIRONMENT,
        "",
        "Family history, functioning and well-being",
        "Illness, bereavement, violence, offending, separation, disability; routines; absent parents; what the family is good at.",
        fits_the_unborn=True,
    ),
    Element(
        "wider_family",
        Domain.FAMILY_ENVIRONMENT,
        "",
        "Wider family",
        "Grandparents, relatives and others who act as family; the help or the strain they bring.",
        fits_the_unborn=True,
    ),
    Element(
        "housing_employment_finance",
        Domain.FAMILY_ENVIRONMENT,
        "",
        "Housing, employment and financial considerations",
        "Tenure, crowding, repairs, eviction; work and its hours; income, benefits, debt.",
        fits_the_unborn=True,
    ),
    Element(
        "social_community_resources",
        Domain.FAMILY_ENVIRONMENT,
        "",
        "Social and community elements and resources, including education",
        "Neighbourhood, transport, clubs, faith, school links, friends; discrimination; what is near.",
        fits_the_unborn=True,
    ),
)
