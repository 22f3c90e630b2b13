"""Nights without sleep and days without shape."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import LEAD, PARENT, SCHOOL, Box, Deed, Help, Strand

SLEEP = Strand(
    code="sleep",
    ages=range(8),
    tags=("parenting_routines",),
    starters=(AgencyType.HEALTH_VISITING, AgencyType.NURSERY, AgencyType.CHILDRENS_CENTRE),
    why=(
        (
            "{mum} has not slept through a night since {month}, and it shows in all of them.",
            "{name} falls asleep at the table at eleven and is wide awake at midnight.",
            "Bedtime takes three hours and ends with everybody in one bed or nobody in any.",
        ),
        (
            "{mum} says that {she} shouts more than {she} ever meant to.",
            "{school} sees a tired child and a parent who apologises for everything.",
            "They asked for help at the door of the baby clinic and then nearly went home again.",
        ),
    ),
    boxes=(
        Box(
            "guidance_boundaries_stimulation",
            (2, 3, 3, 4),
            (
                (
                    "Days begin when {name} wakes and end when {he} drops.",
                    "There are rules, and there are as many as there are grown-ups.",
                    "Meals, screens and sleep happen when they happen.",
                ),
                (
                    "{mum} knows what {she} would like and is too tired to hold to it by evening.",
                    "What Nan allows, {mum} has to forbid.",
                    "On days with {school} it is easier, because the morning has a shape.",
                ),
                (
                    "{mum} played a clapping game with {him} all through our visit.",
                    "There are books by the bed and {name} can tell them back.",
                ),
            ),
            words=("\"By eight o'clock I've got nothing left to be firm with.\"",),
            strengths=("Warmth all day long.", "{mum} asks, and tries what is suggested."),
            needs=("A bedtime that can be kept on a bad day.",),
            evidence=("Sleep diary kept for two weeks.", "Home visit at half past six in the evening."),
        ),
        Box(
            "physical_development",
            (1, 2, 3),
            (
                ("{name} is well grown and pale.", "Weight follows its line; dark rings under the eyes."),
                (
                    "{He} sleeps about eight hours in bits.",
                    "{He} still has a bottle of milk at two and at five.",
                ),
            ),
            evidence=("Child health record.", "Sleep diary."),
        ),
    ),
    wishes=(
        "That we all sleep in our own beds by Christmas.",
        "A bedtime that does not end in tears, mine or {his}.",
    ),
    measures=("nights a week asleep before nine", "how often {mum} is up between midnight and five"),
    deeds=(
        Deed(
            "Three evening visits to try the bedtime steps together",
            AgencyType.HEALTH_VISITING,
            "All three done; the first was the worst.",
        ),
        Deed(
            "One list of rules on the kitchen door, agreed with Nan",
            PARENT,
            "Nan signed it. There is a drawing of Nan.",
        ),
        Deed("No long sleep after lunch at {school}", SCHOOL, "Twenty minutes, then woken gently."),
        Deed("Find two mornings in which {mum} can rest", LEAD, "A befriender comes on Thursdays."),
    ),
    helps=(
        Help(
            "Evening parenting course",
            AgencyType.CHILDRENS_CENTRE,
            "Ideas for bedtimes and for calm",
            "Eight evenings, six attended",
        ),
        Help(
            "Home visiting volunteer",
            AgencyType.VOLUNTARY_ORGANISATION,
            "Two hours a week off duty",
            "Weekly visits for four months",
        ),
    ),
    strengths=("A loving home", "{mum} keeps trying", "Grandparents near"),
    needs=("Sleep for everybody", "The same rules from everyone"),
    worries=("{mum} running out of strength", "Shouting becoming the usual way"),
    notes=(
        "Visit. Bed by eight on four nights of seven.",
        "{mum} rang in tears at nine in the morning; by ten we had a plan for the evening.",
        "Text from {mum}: slept until six. Three exclamation marks.",
    ),
    better=(
        "{name} sleeps from eight to six on most nights.",
        "Bedtime takes forty minutes and has a song in it.",
    ),
    stuck=("Two bad weeks with colds, and the old ways came back.",),
    child_says=('"Bear goes to bed and then I go to bed."', "Drew a moon and a very large bed."),
    parent_says=('"I like {him} in the evenings again."', '"Sleep. That is the whole of it. Sleep."'),
)
