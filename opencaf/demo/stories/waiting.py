"""A child who learns another way, and a long wait for an answer."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import CHILD, LEAD, PARENT, SCHOOL, Box, Deed, Help, Strand

WAITING = Strand(
    code="learning",
    ages=range(4, 15),
    tags=("sen_unmet", "learning_disability_neurodiversity"),
    share=1.4,
    starters=(AgencyType.PRIMARY_SCHOOL, AgencyType.HIGH_SCHOOL, AgencyType.SENDIASS),
    why=(
        (
            "{name} works twice as hard as the others for half as much, and has begun to notice.",
            "{name} can tell you everything about {hobby} and cannot write a sentence of it.",
            "The hall, the bell and the dinner queue are too loud for {name}, and we have one hall, one bell and one queue.",
        ),
        (
            "The family has waited fourteen months for an answer about autism and needs help that does not wait.",
            "{mum} has filled in four forms for four services and would like to tell it once.",
            "We have tried what we know and would like others to think with us.",
        ),
    ),
    boxes=(
        Box(
            "progress_achievement_learning",
            (2, 3, 3, 4),
            (
                (
                    "{name} reads about two years behind {his} class and listens well above it.",
                    "In maths {name} sees the answer and cannot show how.",
                    "Progress stopped in spring; it had been slow and steady until then.",
                ),
                (
                    "With a lap-top and a quiet corner {he} wrote half a page on {hobby}.",
                    "{He} needs an instruction twice and then does it precisely.",
                    "{He} hides {his} book with {his} arm.",
                ),
            ),
            words=('"I know it. It won\'t come down my arm."', '"My brain\'s got too many tabs."'),
            strengths=("Remembers whatever interests {him}.", "Perseveres."),
            needs=("A look at how {he} learns.", "Other ways to show what {he} knows."),
            evidence=("Reading age in {month}; work samples.", "Special needs co-ordinator."),
        ),
        Box(
            "participation_learning_education_employment",
            (1, 2, 3),
            (
                (
                    "{name} comes every day, and the last hour is hard.",
                    "Attendance is 91 per cent; the missing days are after loud ones.",
                ),
                (
                    "Assemblies are spent in the library, by agreement.",
                    "Joins in when {he} knows beforehand what will happen.",
                ),
            ),
            evidence=("Register.",),
        ),
        Box(
            "identity",
            (1, 2, 3),
            (
                (
                    "{name} says that {he} is 'wired the other way round' and is proud of it on good days.",
                    "{name} has started to call {himself} stupid.",
                ),
                (
                    "{He} would like the others to know why {he} wears the ear defenders.",
                    "Being asked about {hobby} makes {him} taller.",
                ),
            ),
            strengths=("Knows what {he} is good at.",),
        ),
    ),
    wishes=(
        "To tell it once and have it written down.",
        "That school is not the loudest place in the world.",
        "That {name} likes {his} own work.",
    ),
    measures=("days in class to the last bell", "pages {he} chose to show"),
    deeds=(
        Deed(
            "Quiet place for lunch with one friend of {his} choice",
            SCHOOL,
            "Every day; the friend brings friends.",
        ),
        Deed("Picture timetable for home and school, changes marked the evening before", SCHOOL, "In use."),
        Deed(
            "Ring the clinic about the place on the list, once a month",
            LEAD,
            "Moved up: an appointment in {month}.",
        ),
        Deed("Bring the four old reports, so that nobody asks again", PARENT, "All in one folder."),
        Deed("Talk with the class about how brains differ, in {name}'s words", CHILD, "Done with slides."),
    ),
    helps=(
        Help(
            "Neurodevelopmental assessment",
            AgencyType.ACUTE_TRUST,
            "Fourteen months of waiting and much that points the same way",
            "Assessed, and a letter the family can use",
        ),
        Help(
            "Advice for parents on special needs support",
            AgencyType.SENDIASS,
            "What the school can be asked to do",
            "Two meetings and a letter",
        ),
        Help(
            "Sensory checklist and advice",
            AgencyType.EDUCATIONAL_PSYCHOLOGY,
            "Noise and crowds",
            "A visit with ideas that cost nothing",
        ),
    ),
    strengths=("A child who knows what helps", "A school that bends", "{mum}'s folder"),
    needs=("An answer, and help before the answer", "A quiet place"),
    worries=("That {name} gives up", "That {mum} has to be a full-time secretary"),
    notes=(
        "Rang the clinic: two more months. Told {mum} the same day.",
        "{name} showed me the timetable and corrected it.",
        "Seen in class: ear defenders on, hand up.",
    ),
    better=(
        "{name} stays to the last bell on four days of five.",
        "Writing on the lap-top has doubled in length.",
    ),
    stuck=("The waiting list has not moved; the quiet lunch has.",),
    child_says=("\"It's not quieter. But I've got a place.\"", '"I did a whole page and nobody helped."'),
    parent_says=(
        '"I put the folder away last week."',
        '"For once I was asked what works before I was told what doesn\'t."',
    ),
)
