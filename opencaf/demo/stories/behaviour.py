"""A child who goes off like a firework."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import CHILD, PARENT, SCHOOL, Box, Deed, Help, Strand

BEHAVIOUR = Strand(
    code="behaviour",
    ages=range(4, 13),
    tags=("parenting_routines", "exclusion_suspension_risk"),
    share=1.6,
    starters=(AgencyType.PRIMARY_SCHOOL, AgencyType.JUNIOR_SCHOOL, AgencyType.EARLY_HELP_TEAM),
    why=(
        (
            "{name} has been sent home twice since {month}, both times after break.",
            "Something small goes wrong and {name} goes off like a firework; then {he} cries.",
            "{name} has thrown a chair. Nobody was hurt, and {he} was more frightened than anybody.",
            "Since the summer {name} runs out of class when the work gets hard.",
        ),
        (
            "{mum} says that it is the same at home and that {she} walks on eggshells.",
            "{mum} is not surprised; {she} asked for help in the spring and was told to wait.",
            "At home {he} is gentle, and {mum} does not know the child we describe.",
        ),
    ),
    boxes=(
        Box(
            "behavioural_development",
            (3, 4, 4, 5),
            (
                (
                    "{name} copes well until about half past ten.",
                    "On most days {name} is kind and funny; on two days a week {he} is not to be reached.",
                    "{name} hits out when {he} thinks that somebody laughs at {him}.",
                ),
                (
                    "We kept a record: nine of ten outbursts came when something changed without warning.",
                    "It is worst on {weekday}s, after weekends away from {mum}.",
                    "It has happened with three adults and never with the caretaker.",
                ),
                (
                    "Afterwards {he} tidies up without being asked.",
                    "{He} can say what would have helped, an hour later.",
                    "{He} wears the hood up when {he} feels it coming, which we now read as asking for help.",
                ),
            ),
            words=(
                '"My legs go before I do."',
                "\"I'm not bad. I'm just too fast.\"",
                '"It\'s like a fizzy bottle."',
            ),
            strengths=("Sorry afterwards, and means it.", "Very good with younger children."),
            needs=("A place to go before it happens.", "Warning of changes."),
            evidence=(
                "Incident log over six weeks.",
                "Talks with {name} on two afternoons.",
                "Class teacher; lunch staff.",
            ),
        ),
        Box(
            "emotional_social_development",
            (2, 3, 3, 4),
            (
                (
                    "{name} says that nobody likes {him}, and then names four friends.",
                    "{name} worries about being in trouble before {he} is.",
                ),
                (
                    "{He} finds it hard to lose and harder to be praised.",
                    "{He} asked twice whether this is because of Dad.",
                ),
                ("With one adult and something to mend {he} talks freely.", "{He} sleeps with the light on."),
            ),
            strengths=("Trusts the learning mentor.",),
            needs=("Words for what goes on inside.",),
            evidence=("Learning mentor, weekly.",),
        ),
        Box(
            "guidance_boundaries_stimulation",
            (2, 3, 3),
            (
                (
                    "{mum} sets rules and gives in when the shouting starts, to keep the neighbours out of it.",
                    "Rewards are promised on Monday and forgotten by Wednesday; {mum} says so {obj_self}.",
                ),
                (
                    "When we counted there were more good evenings than {she} thought.",
                    "Evenings with {hobby} go well.",
                ),
            ),
            words=('"I say no and then I say oh go on then."',),
            needs=("Backing to hold a line kindly.",),
            evidence=("Two home visits.",),
        ),
    ),
    wishes=(
        "That {name} comes home with a story and not with a letter.",
        "I want to stay in class till lunch.",
        "Fewer explosions, and everybody knows what to do in one.",
    ),
    measures=("days a week without being sent out", "outbursts a week, school log and home chart"),
    deeds=(
        Deed(
            "A card that lets {name} leave the room for five minutes, no questions",
            SCHOOL,
            "Used most days, then less.",
        ),
        Deed("Weekly hour with the learning mentor on what anger is for", SCHOOL, "Eight of ten held."),
        Deed(
            "Parenting course, with a lift to get there",
            AgencyType.EARLY_HELP_TEAM,
            "Finished; {mum} spoke at the last one.",
        ),
        Deed("One rule at a time, on the fridge, with a star for keeping it", PARENT, "Rule three now."),
        Deed("Choose the club and go", CHILD, "Went. Stayed. Wants a proper kit."),
    ),
    helps=(
        Help(
            "Primary mental health worker",
            AgencyType.CAMHS,
            "Outbursts that frighten {him} as much as others",
            "Four sessions with {name} and two with {mum}",
        ),
        Help("Parenting course", AgencyType.EARLY_HELP_TEAM, "{mum} asked for it", "Ten weeks"),
        Help(
            "Educational psychologist's visit",
            AgencyType.EDUCATIONAL_PSYCHOLOGY,
            "To understand what sets it off",
            "A visit, a talk with staff, a page of ideas",
        ),
    ),
    strengths=(
        "{name} is kind when calm",
        "{mum} and {school} want the same",
        "A learning mentor who has time",
    ),
    needs=("The same answer at home and at {school}", "Somewhere to go before it bursts"),
    worries=("A permanent exclusion", "{name} believing that {he} is the bad one"),
    notes=(
        "Met {name} at lunch. Card used once today. We looked at how {he} had known.",
        "Rang {mum} with good news, on purpose. A silence, then a laugh.",
        "Home visit: the star chart has crisps on it, and eleven stars.",
    ),
    better=(
        "Outbursts have gone from daily to about one a fortnight.",
        "{name} has not been sent home since the last meeting.",
    ),
    stuck=("The card works in class and is forgotten at lunch, where it would be needed.",),
    child_says=(
        '"I like it better when they tell me first."',
        '"I got a certificate. It\'s for waiting."',
        '"Can the hood rule stay?"',
    ),
    parent_says=(
        '"The phone rings and I don\'t jump."',
        '"I thought you\'d tell me off. You asked what works."',
    ),
)
