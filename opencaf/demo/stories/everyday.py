"""What is told of the elements that give little concern: by age, since most of a life is ordinary."""

from __future__ import annotations

from random import Random

Told = tuple[tuple[int, int, str], ...]  # from this age, to this age, sentence

EVERYDAY: dict[str, Told] = {
    "general_health": (
        (0, 1, "Thriving; red book up to date, immunisations done."),
        (0, 4, "A cold at the moment; otherwise well. Seen at the clinic in {month}."),
        (2, 17, "{name} is well. Registered with the dentist and goes."),
        (3, 17, "Eczema in winter, treated. Eyes tested last year."),
        (5, 24, "Healthy. Two days of illness this school year."),
        (11, 24, "{name} looks after {his} own health and knows where the nurse is."),
    ),
    "physical_development": (
        (0, 1, "Sits, reaches and is about to crawl."),
        (1, 4, "Runs, climbs and rides the small bicycle far too fast."),
        (2, 10, "As one would expect for the age. Holds a pencil well."),
        (5, 24, "Well grown. Enjoys {hobby} and is good at it."),
        (11, 24, "Tall for the age and hungry all the time, says {mum}."),
        (4, 24, "Nothing to note; {name} likes being outside."),
    ),
    "speech_language_communication": (
        (0, 1, "Babbles, turns to voices and laughs when {sib} does."),
        (2, 5, "Chats happily and asks why."),
        (5, 24, "Clear and easy to talk with."),
        (5, 24, "Two languages, and switches without thinking."),
        (8, 24, "Says little to people {he} does not know and a great deal to those {he} does."),
        (11, 24, "Dry and funny; a good listener."),
    ),
    "emotional_social_development": (
        (0, 1, "Settles with {mum} and looks for {obj} when strangers come."),
        (2, 6, "Affectionate. A short wobble at the door and then off to play."),
        (4, 24, "{name} says how {he} feels when asked at the right moment."),
        (5, 24, "Steady, mostly cheerful, cross for good reasons."),
        (9, 24, "Keeps things inside for a day or two and then tells {mum}."),
    ),
    "behavioural_development": (
        (1, 4, "Tests every rule once, as one does."),
        (3, 24, "No worries at {school} or at home."),
        (5, 24, "Follows rules and points out when others do not."),
        (8, 24, "One detention this year, for talking."),
        (11, 24, "Home when {he} says. Answers the telephone."),
    ),
    "identity": (
        (3, 10, "{name} is proud of being the one who knows about {hobby}."),
        (5, 24, "Comfortable in {his} skin. Knows where the family comes from and likes to tell it."),
        (5, 24, "Likes {his} name and dislikes people who shorten it."),
        (11, 24, "Working out who {he} is, like everybody else in the year."),
    ),
    "family_social_relationships": (
        (0, 3, "Lights up when {sib} comes in."),
        (3, 24, "Close to {mum}; quarrels with {sib} about whose turn it is."),
        (5, 24, "Two good friends, and one who comes and goes."),
        (5, 24, "Sees grandparents most weeks and likes it."),
        (11, 24, "A group of friends that {mum} knows by name."),
    ),
    "self_care_independence": (
        (1, 4, "Eats with a spoon and with both hands. Potty by day."),
        (4, 10, "Dresses {himself}, mostly the right way round."),
        (7, 24, "Gets up, washes and packs {his} own bag."),
        (11, 24, "Cooks pasta. Takes the bus. Loses {his} key twice a term."),
    ),
    "understanding_reasoning_problem_solving": (
        (0, 1, "Looks for the toy that was hidden."),
        (2, 5, "Builds a tower, knocks it down and builds it differently."),
        (5, 24, "Quick to see how things work."),
        (6, 24, "Needs time, and gets there."),
        (11, 24, "Likes a problem better than a page of sums."),
    ),
    "participation_learning_education_employment": (
        (2, 4, "Comes four mornings a week and is sorry when it is over."),
        (5, 17, "Attendance 96 per cent. On time."),
        (5, 17, "Joins in, puts up a hand, helps to tidy."),
        (11, 17, "Comes every day; the last lesson on Friday is long."),
    ),
    "progress_achievement_learning": (
        (2, 4, "Where we would expect; counts to ten with a jump at seven."),
        (5, 24, "On track in reading and a little ahead in maths."),
        (5, 24, "Behind in writing and catching up with a group on Tuesdays."),
        (11, 24, "Doing what {he} should in most subjects."),
    ),
    "aspirations": (
        (3, 10, "Would like to drive a bus or be a vet, or both."),
        (5, 24, "Hopes to get into the team at {hobby}."),
        (11, 24, "Thinks about college and changes {his} mind, which is allowed."),
    ),
    "basic_care_safety_protection": (
        (0, 24, "Well cared for. A safe and warm home."),
        (0, 24, "Fed, clean, watched over; doctor and dentist when needed."),
        (0, 6, "Stair gate, plug covers, medicines up high."),
        (5, 24, "{mum} knows where {he} is and with whom."),
    ),
    "emotional_warmth_stability": (
        (0, 24, "Warm and easy with each other; much teasing."),
        (0, 24, "{mum} praises {him} without noticing that {she} does."),
        (0, 24, "The same people have always been there."),
        (4, 24, "They sit close. {mum} listens to the end of the sentence."),
    ),
    "guidance_boundaries_stimulation": (
        (0, 24, "Clear rules, kindly kept."),
        (0, 6, "Stories, songs and the park; screens for half an hour."),
        (5, 24, "Homework at the table, then free time."),
        (11, 24, "In by nine on school nights; argued over and kept."),
    ),
    "family_history_functioning_wellbeing": (
        (0, 24, "No great illness or loss. They manage, and they laugh."),
        (0, 24, "A hard year behind them, and they came through it together."),
        (0, 24, "{mum} and {her} own mother speak every day."),
    ),
    "wider_family": (
        (0, 24, "Grandparents round the corner; an aunt who babysits."),
        (0, 24, "Family is far away and close on the telephone."),
        (0, 24, "{mum}'s sister is the one who comes when it matters."),
        (0, 24, "Not many, and those there are can be relied on."),
    ),
    "housing_employment_finance": (
        (0, 24, "A two-bedroom house, in good order. Rent paid."),
        (0, 24, "{mum} works part-time. Money is short at the end of the month and they plan for it."),
        (0, 24, "A flat that is small and theirs to stay in."),
        (0, 24, "Benefits were checked last year; nothing is missing."),
    ),
    "social_community_resources": (
        (0, 24, "They know their neighbours. {area} has a good library and they use it."),
        (0, 24, "Church on Sundays, {hobby} on {weekday}s."),
        (0, 24, "Mosque school at weekends; many friends there."),
        (0, 24, "The park, the bus and a shop that gives credit."),
    ),
}
FAITHS = {"Church": ("", "Christian", "Catholic", "Orthodox"), "Mosque": ("Muslim",)}

EVIDENCE = (
    "Home visit.",
    "Class teacher.",
    "{mum}, and what we saw.",
    "Talk with {name}.",
    "School record.",
    "Child health record.",
)
EARLY_EVIDENCE = ("Home visit.", "{mum}, and what we saw.", "Child health record.", "Key person.")
ASKED_LATER = ("To be asked at the next visit.", "Not talked about yet.")


def everyday(choose: Random, element: str, age: int | None, *, religion: str, language: str) -> str:
    """Return a sentence for an element that fits the age and the family; nothing where there is none."""
    if age is None:
        return ""
    fitting = [
        text
        for least, most, text in EVERYDAY[element]
        if least <= age <= most and fits_family(text, religion, language)
    ]
    return choose.choice(fitting) if fitting else ""


def fits_family(text: str, religion: str, language: str) -> bool:
    """Whether a sentence names no place of another faith, and no second language where there is one."""
    if language == "English" and text.startswith("Two languages"):
        return False
    return all(religion in faiths for word, faiths in FAITHS.items() if text.startswith(word))
