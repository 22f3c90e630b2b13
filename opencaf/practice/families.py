"""The invented families of a practice street: who they are, and what is told of them, as data.

Numbers and places belong to nobody: telephone numbers are kept for drama, postcodes of no area.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Stage(IntEnum):
    """How far a family's case is told; each stage holds those before it."""

    INTENDED = 1
    ASSESSING = 2
    MEETING_PLANNED = 3
    SUPPORTED = 4
    READY_TO_CLOSE = 5


@dataclass(frozen=True)
class Told:
    """What is told about one area of the assessment, with the mark for it."""

    element: str
    story: str
    mark: int


@dataclass(frozen=True)
class Wish:
    """What should change, how one will know, and who does what."""

    wording: str
    measure: str
    deeds: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """An invented family. age: in years; task: what to practise with it; days: since it began."""

    given: str
    family: str
    sex: str
    age: int
    carer: str
    street: str
    postcode: str
    mobile: str
    stage: Stage
    days: int
    why: str
    task: str
    home: str = ""
    told: tuple[Told, ...] = ()
    summary: str = ""
    child_says: str = ""
    parent_says: str = ""
    wishes: tuple[Wish, ...] = ()

    @property
    def name(self) -> str:
        """How the family is called."""
        return f"{self.family} family"


# Nobody has recorded this child yet: the story from which a learner starts.
STORY = (
    "You work at Larkspur Primary School. Theo Wexmoor, 7, has been late most mornings since September and "
    "falls asleep in the afternoon. His mother, Bryony Wexmoor, says nights are hard since she works late "
    "shifts, and would like some help. They live at 8 Copper Lane, Larkham, ZD90 1TW; her mobile is "
    "07700 900481. Theo was born on 14 May, seven years ago.",
    "Find out whether a record exists. Record Theo and his mother. Say why you think of a CAF, ask the "
    "family, and begin.",
)

FAMILIES = (
    Family(
        given="Amara",
        family="Fennwick",
        sex="F",
        age=9,
        carer="Imogen",
        street="3 Sorrel Row",
        postcode="ZD90 2FN",
        mobile="07700 900412",
        stage=Stage.INTENDED,
        days=4,
        why="Amara has stopped joining in at playtime and says she has no friends. Her mother worries too.",
        task="An intention is recorded and nothing more. Fill in the checklist, record what the family "
        "answers, and start the assessment.",
    ),
    Family(
        given="Jonah",
        family="Quillby",
        sex="M",
        age=5,
        carer="Tamsin",
        street="17 Teasel Close",
        postcode="ZD90 3QB",
        mobile="07700 900433",
        stage=Stage.ASSESSING,
        days=20,
        why="Jonah speaks in single words and is hard to understand. His mother asked about it first.",
        task="The assessment is begun: some areas are told and marked, others not. Write what is missing, "
        "draw the conclusions and complete it. Whose words are not there yet?",
        home="Jonah lives with his mother in a rented flat on the second floor.",
        told=(
            Told(
                "speech_language_communication",
                "Uses about twenty single words. Points, and pulls adults to what he wants.",
                4,
            ),
            Told("general_health", "Well, no medicines. The two-year check was missed.", 1),
            Told(
                "emotional_warmth_stability", "His mother sings with him each evening; he seeks her out.", 0
            ),
        ),
    ),
    Family(
        given="Mina",
        family="Rowanbeck",
        sex="F",
        age=13,
        carer="Davina",
        street="40 Juniper Way",
        postcode="ZD90 4RB",
        mobile="07700 900454",
        stage=Stage.MEETING_PLANNED,
        days=34,
        why="Mina has missed a third of school since Easter. She says mornings make her stomach hurt.",
        task="The assessment is complete and the first meeting is next week. Prepare it, hold it, agree who "
        "leads, and write the plan with the family.",
        home="Mina lives with her mother and grandfather, who has been ill.",
        told=(
            Told(
                "participation_learning_education_employment",
                "Attendance 66 per cent. Comes on days with art, stays away on days with sport.",
                4,
            ),
            Told("emotional_social_development", "Worries about her grandfather; sleeps five hours.", 3),
            Told("wider_family", "Close to her grandfather. An aunt nearby would help more if asked.", 1),
        ),
        summary="Mina wants to be at school and cannot see how. Sleep and worry come first.",
        child_says="I like it when I am there. It is the getting there.",
        parent_says="We argue every morning. I want that to stop.",
    ),
    Family(
        given="Caleb",
        family="Tansley-Oke",
        sex="M",
        age=11,
        carer="Rosalind",
        street="22 Hawthorn Terrace",
        postcode="ZD90 5TK",
        mobile="07700 900475",
        stage=Stage.SUPPORTED,
        days=120,
        why="Caleb was sent home twice for hitting. His mother asks for help with evenings.",
        task="You lead. A review is due: write how the actions go, hold the review meeting, mark again what "
        "was of concern, and write down what Caleb and his mother say.",
        home="Caleb lives with his mother and two younger sisters; his father visits on Sundays.",
        told=(
            Told("behavioural_development", "Hits when crowded. Calm in small groups and with animals.", 4),
            Told("guidance_boundaries_stimulation", "Bedtime moves between eight and midnight.", 3),
            Told("aspirations", "Wants to work with horses.", 0),
        ),
        summary="Caleb does well where there is room and rhythm. Evenings and breaks at school have neither.",
        child_says="If I could go out for a bit I would not hit.",
        parent_says="I need the evenings to be the same every day.",
        wishes=(
            Wish(
                "Caleb gets through breaks without hitting",
                "No more than one entry a month in the behaviour book",
                ("A quiet place to go to at break", "Twenty minutes with the stable club on Fridays"),
            ),
            Wish(
                "Evenings are the same every day",
                "In bed by nine on five nights of seven",
                ("A picture plan for the evening",),
            ),
        ),
    ),
    Family(
        given="Orla",
        family="Merridew",
        sex="F",
        age=8,
        carer="Fiona",
        street="5 Bramble Court",
        postcode="ZD90 6MD",
        mobile="07700 900496",
        stage=Stage.READY_TO_CLOSE,
        days=230,
        why="Orla came to school hungry and often without a coat. Her mother had lost her work.",
        task="What was wished for is reached, and closing was proposed at the last meeting. Close it: how "
        "far was each wish met, what do Orla and her mother say, and who looks on?",
        home="Orla lives with her mother, who works again since the spring.",
        told=(
            Told("basic_care_safety_protection", "No breakfast on most days; one pair of shoes.", 3),
            Told("housing_employment_finance", "Two months behind with the rent. Work lost in winter.", 4),
            Told("identity", "Proud of her drawings; has one close friend.", 0),
        ),
        summary="Money was missing, not care. With work and the rent settled the rest followed.",
        child_says="I have a red coat now.",
        parent_says="I was ashamed to ask. It was easier than I feared.",
        wishes=(
            Wish(
                "Orla has breakfast and warm clothes",
                "She eats before school every day",
                ("Breakfast club every morning", "Coat and shoes from the school's fund"),
            ),
        ),
    ),
)
