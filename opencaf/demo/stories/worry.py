"""Worry that grew too big."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import CHILD, LEAD, SCHOOL, Box, Deed, Help, Strand

WORRY = Strand(
    code="worry",
    ages=range(9, 18),
    tags=("child_mental_health", "self_harm"),
    share=1.2,
    starters=(AgencyType.HIGH_SCHOOL, AgencyType.SCHOOL_NURSING, AgencyType.GP, AgencyType.CAMHS),
    why=(
        (
            "{name} told a friend, who told us: {he} has not been all right for a while.",
            "{name} cannot be in a room with the door shut, and there are many doors here.",
            "{name} has been to the surgery four times with nothing that can be found.",
        ),
        (
            "{mum} sleeps on the landing.",
            "The waiting list is long, and {he} needs somebody before that.",
            "{name} asked whether there is anything between 'fine' and 'hospital'. We think that this is it.",
        ),
    ),
    boxes=(
        Box(
            "emotional_social_development",
            (3, 4, 4, 5),
            (
                (
                    "{name} worries about everything, and most about worrying.",
                    "{name} has panics: heart, hands, breath, and then shame.",
                    "{name} has scratched {his} arm when it was too much; {he} showed me and has not done it since {month}.",
                ),
                (
                    "We made a plan of what helps, and {he} carries it.",
                    "{He} wants it to be known by two people and not by ten.",
                    "{He} can tell when it comes: 'ten minutes before, like weather'.",
                ),
                (
                    "It is best when {he} is outside.",
                    "{He} has not told {sib}.",
                    "Drawing helps, and so does the dog next door.",
                ),
            ),
            words=(
                '"Everybody says breathe. I AM breathing. That\'s the problem."',
                '"It\'s loud in here. Nobody else hears it."',
            ),
            strengths=("Finds words for it.", "Asked for help."),
            needs=("Somebody to talk to before the list ends.", "A safety plan at home and at {school}."),
            evidence=("Three talks with {name}. {He} read this and changed two words.",),
        ),
        Box(
            "general_health",
            (1, 2, 3),
            (
                ("Head and stomach aches with nothing found.", "Sleeps badly; eats little before noon."),
                ("Seen by the surgery in {month}; blood tests fine.", "Iron tablets, which {he} forgets."),
            ),
            evidence=("Surgery, with {name}'s agreement.",),
        ),
        Box(
            "emotional_warmth_stability",
            (0, 1, 2),
            (
                (
                    "{mum} is warm and worn out, and watches {him} a great deal.",
                    "There is a lot of love and some tiptoeing.",
                ),
                ("{mum} would like to be told what to say.",),
            ),
            strengths=("{mum} takes it seriously.",),
        ),
    ),
    wishes=(
        "To get through a day without counting it.",
        "That somebody knows, and that it isn't everybody.",
        "To sleep.",
    ),
    measures=("{his} own mark, each Friday", "panics a week"),
    deeds=(
        Deed(
            "Write the safety plan with {name} and give it to two people of {his} choice",
            LEAD,
            "Done; reviewed each month.",
        ),
        Deed("A pass to leave any lesson and a person to go to", SCHOOL, "Used less each week."),
        Deed(
            "An evening for {mum} on how to help without watching all the time",
            AgencyType.CAMHS,
            "Went, with a friend.",
        ),
        Deed("Walk the neighbour's dog", CHILD, "Most days."),
    ),
    helps=(
        Help(
            "Therapy for anxiety",
            AgencyType.CAMHS,
            "Panics several times a week",
            "Eight meetings, with a letter to {name}",
        ),
        Help("Drop-in at the youth centre", AgencyType.YOUTH_SERVICE, "Somewhere easy to go", "Thursdays"),
    ),
    strengths=("{name} asked for help", "A parent who listens", "One teacher who notices"),
    needs=("Somebody now, not in spring", "A plan that everybody keeps"),
    worries=("That {name} hurts {himself} again", "{mum} not sleeping"),
    notes=(
        "{name}: 'Better. Don't write that it's fine.'",
        "Checked the plan with {name}: one name changed.",
        "{mum} back in {her} own bed.",
    ),
    better=(
        "No scratching since {month}; two panics, both managed.",
        "{name} sat an exam in the hall, by the door.",
    ),
    stuck=("The list has not moved. The pass and the plan hold.",),
    child_says=("\"It's still there. It's smaller than me now.\"", '"Keep the pass. Just in case."'),
    parent_says=('"We had a row about the washing-up. An ordinary row. I could have cried."',),
)
