"""A way back to school."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import CHILD, LEAD, PARENT, SCHOOL, Box, Deed, Help, Strand

ATTENDANCE = Strand(
    code="attendance",
    ages=range(9, 17),
    tags=("attendance", "child_mental_health"),
    share=1.5,
    starters=(AgencyType.HIGH_SCHOOL, AgencyType.ATTENDANCE_TEAM, AgencyType.PRIMARY_SCHOOL),
    why=(
        (
            "Attendance was 95 per cent last year and is 74 now.",
            "{name} gets as far as the gate and turns round.",
            "{name} has missed every {weekday} since {month}.",
        ),
        (
            "{mum} leaves for work at five and cannot see who gets up.",
            "{mum} has had the letters. {She} keeps them in a drawer and {she} is ashamed of the drawer.",
            "When {name} is here {he} works; the trouble is the getting here.",
        ),
    ),
    boxes=(
        Box(
            "participation_learning_education_employment",
            (3, 4, 4, 5),
            (
                (
                    "{name} has been in school on 61 of 84 days.",
                    "Of thirty-one absences four were illness.",
                    "{name} comes late on most days and goes to the first lesson {he} likes.",
                ),
                (
                    "Mornings begin at noon in the holidays and at nine in term.",
                    "The bus costs money that runs out by Thursday.",
                    "{He} says that having been away makes it harder to come back, and is right.",
                ),
                (
                    "Nobody has met {him} at the gate and been unkind; {he} expects it all the same.",
                    "Art and {hobby} are never missed.",
                ),
            ),
            words=("\"Once you've missed a week it's like walking into a film.\"",),
            strengths=("Works hard when {he} is in.", "Has friends in the year."),
            needs=("A way in that is not the front door.", "Help with mornings."),
            evidence=("Register to the end of {month}.", "Home visit at eight in the morning."),
        ),
        Box(
            "aspirations",
            (1, 2, 3),
            (
                (
                    "{name} would like to work with cars and does not see what French has to do with it.",
                    "{name} used to say vet and now says 'dunno'.",
                    "{name} wants to be the first of the family to go to college.",
                ),
                (
                    "Nobody has talked with {him} about how one gets there.",
                    "{mum} hopes for 'a job with a chair'.",
                ),
            ),
            needs=("Somebody to show the way from here to there.",),
        ),
        Box(
            "emotional_social_development",
            (2, 3, 3),
            (
                (
                    "{name} feels sick in the mornings and well by eleven.",
                    "{name} shrugs; the shoulders are up by the ears.",
                ),
                ("{He} does not want a fuss, and would like somebody to notice.",),
            ),
            evidence=("Talk with {name} in the art room.",),
        ),
    ),
    wishes=(
        "That mornings are not a fight.",
        "That I can come in without everybody turning round.",
        "Back to school, a bit at a time, and staying.",
    ),
    measures=("days in a week, counted on Fridays", "attendance over 90 per cent by Easter"),
    deeds=(
        Deed(
            "Meet {name} at the side door at ten to nine, for three weeks", SCHOOL, "Three weeks became five."
        ),
        Deed("Bus pass", LEAD, "Came after two calls."),
        Deed("Alarm clock, and the telephone downstairs at ten", PARENT, "Mostly."),
        Deed("Catch up in science with {hobby} as the reward", SCHOOL, "Two units done."),
        Deed("Say which lesson is the worst and why", CHILD, "Told the art teacher. Moved seat."),
    ),
    helps=(
        Help(
            "Support with attendance", AgencyType.ATTENDANCE_TEAM, "A slow way back", "Ten weeks of Fridays"
        ),
        Help("Short talks about worry", AgencyType.CAMHS, "Sick in the mornings", "Five talks"),
    ),
    strengths=("Bright and dry", "{mum} and {school} on the same side"),
    needs=("Mornings", "A kind way back in"),
    worries=("{name} getting used to being away", "A fine, which would make everything harder"),
    notes=(
        "Side door, 8.52. We talked about {hobby}.",
        "Home visit. The drawer of letters is empty; we answered them together.",
        "Four days of five.",
    ),
    better=(
        "Attendance since the last meeting is 92 per cent.",
        "{name} came in on nineteen of twenty days.",
    ),
    stuck=("Up to 81 and stuck there; {weekday}s are the hole.",),
    child_says=(
        '"Still don\'t like it. Come anyway."',
        '"The side door was a good idea. You can have it back now."',
    ),
    parent_says=(
        '"I opened a letter the other day. It was a certificate."',
        '"We have breakfast. At a table."',
    ),
)
