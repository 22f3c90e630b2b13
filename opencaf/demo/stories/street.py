"""Evenings out, and older friends."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import CHILD, LEAD, SCHOOL, Box, Deed, Help, Strand

STREET = Strand(
    code="street",
    ages=range(12, 18),
    tags=("offending_asb", "exploitation", "going_missing"),
    share=0.8,
    starters=(AgencyType.POLICE, AgencyType.YOUTH_JUSTICE, AgencyType.HIGH_SCHOOL, AgencyType.YOUTH_SERVICE),
    why=(
        (
            "{name} has been brought home by the police twice, neither time in trouble, both times late.",
            "{name} has new trainers and no story to go with them.",
            "{name} was stopped with older boys behind the shops in {area}.",
        ),
        (
            "{mum} locks the door at ten and {he} is on the other side of it.",
            "{mum} is frightened for {him}, not of {him}.",
            "{He} talks to the youth worker, and only there.",
        ),
    ),
    boxes=(
        Box(
            "behavioural_development",
            (3, 4, 4),
            (
                (
                    "{name} is out on five evenings a week.",
                    "{name} has been away for a night twice and will not say where.",
                ),
                (
                    "{He} smokes; {he} says it is 'only that'.",
                    "The friends are nineteen and twenty.",
                    "{He} was polite to the officer, who said so.",
                ),
                (
                    "On nights with {hobby} {he} is in by nine.",
                    "{He} looks after {sib} at weekends without being asked.",
                ),
            ),
            words=('"They look out for me. That\'s what it is."',),
            needs=("Something better to do, with somebody worth doing it for.",),
            evidence=("Neighbourhood police; youth worker; {mum}'s diary.",),
        ),
        Box(
            "social_community_resources",
            (2, 3),
            (
                (
                    "There is nothing open after six in this part of {area} but the chicken shop.",
                    "The youth centre closed its second evening last year.",
                ),
                ("{name} knows every bus.", "The boxing club would take {him}."),
            ),
        ),
        Box(
            "guidance_boundaries_stimulation",
            (2, 3, 4),
            (
                (
                    "{mum} works nights and rules by telephone.",
                    "{mum} has said everything there is to say and {he} has heard it.",
                ),
                ("{He} still tells {obj} when {he} leaves, which is something.",),
            ),
            words=('"I count the cars until I hear {him} on the stairs."',),
        ),
    ),
    wishes=(
        "That {mum} sleeps when {he} is out.",
        "Something to do that isn't sitting in a room being talked to.",
        "To be left alone by them.",
    ),
    measures=("evenings a week in by ten", "nights away"),
    deeds=(
        Deed(
            "Take {name} to the boxing club and stay the first time",
            AgencyType.YOUTH_SERVICE,
            "Three evenings a week now.",
        ),
        Deed(
            "Map of who and where, with {name}, for the safeguarding partners",
            LEAD,
            "Done in an evening, over chips.",
        ),
        Deed("Half-day at the garage on {weekday}s", SCHOOL, "{name} is never late for it."),
        Deed("Ring before ten, whatever has happened", CHILD, "Rings. Once from a bus."),
    ),
    helps=(
        Help(
            "Prevention worker",
            AgencyType.YOUTH_JUSTICE,
            "Before there is anything to prevent",
            "Twelve weeks, twice a week",
        ),
        Help(
            "Family worker for young people who go missing",
            AgencyType.EARLY_HELP_TEAM,
            "Two nights away",
            "Talks after each, none since {month}",
        ),
    ),
    strengths=("Good with {his} hands", "Keeps {his} word to the youth worker"),
    needs=("Evenings worth having", "One adult who stays"),
    worries=("Older friends with money", "A night that goes wrong"),
    notes=(
        "Met at the club. Gloves too big, grin too.",
        "{mum}: in at half past nine, three nights running.",
        "Garage says: keep {him}.",
    ),
    better=(
        "No nights away since {month}; in by ten on most days.",
        "{name} has stopped seeing two of the older ones.",
    ),
    stuck=("The club is going well and the weekends are as they were.",),
    child_says=("\"Coach says I've got a left. Nobody ever said I'd got anything.\"",),
    parent_says=('"I sleep. I set an alarm so I don\'t sleep too much."',),
)
