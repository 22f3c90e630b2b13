"""A baby who is expected."""

from __future__ import annotations

from opencaf.agencies.models.agency import AgencyType
from opencaf.demo.stories.shape import LEAD, PARENT, Box, Deed, Help, Strand

EXPECTED = Strand(
    code="expected",
    ages=range(0),
    tags=("new_expectant_parent", "housing"),
    fits_the_unborn=True,
    starters=(AgencyType.MIDWIFERY,),
    why=(
        (
            "{mum} comes to every appointment and writes the answers in a notebook.",
            "{mum} is expecting her first baby and has nobody to ask.",
            "{mum} told us at twenty weeks, having told no one before.",
        ),
        (
            "She does not know where she and the baby will live.",
            "The father would like to be there and does not know how.",
            "She would like to do it differently from how it was done to her.",
        ),
    ),
    boxes=(
        Box(
            "general_health",
            (1, 2, 2),
            (
                (
                    "The baby grows well; every check has been kept.",
                    "Mum's blood is low in iron; otherwise all is well.",
                ),
                (
                    "She stopped smoking in {month}.",
                    "She eats what she can keep down, which is toast and mangoes.",
                ),
                ("First scan on the wall.",),
            ),
            words=('"I talk to it on the bus. People move."',),
            strengths=("Keeps every appointment.",),
            evidence=("Midwife's notes.",),
        ),
        Box(
            "housing_employment_finance",
            (3, 4, 4),
            (
                (
                    "She sleeps on a friend's sofa.",
                    "She lives with her mother, who has said until the birth and no longer.",
                ),
                ("No income but a bursary.", "Two forms sent, no answer."),
                ("She has a pram in another friend's hall.",),
            ),
            needs=("A home of her own before the birth.",),
            evidence=("Talk at the clinic.",),
        ),
        Box(
            "wider_family",
            (2, 3),
            (
                (
                    "Her own mother had her at sixteen and says little.",
                    "The baby's other grandmother knits, and rings.",
                ),
                ("An aunt has offered weekends.", "Nobody has said no; nobody has said when."),
            ),
        ),
        Box(
            "emotional_warmth_stability",
            (1, 2),
            (
                (
                    "She speaks of the baby by a name she will not tell us.",
                    "She is afraid of being a bad mother, which is not what bad mothers are afraid of.",
                ),
                ("The father has felt it kick.",),
            ),
            strengths=("The baby is wanted.",),
        ),
    ),
    wishes=(
        "A door with a key before the baby comes.",
        "That somebody shows me, without saying 'bless her'.",
        "That Dad is at the birth.",
    ),
    measures=("a home by thirty-six weeks", "appointments kept"),
    deeds=(
        Deed(
            "Place in supported housing",
            AgencyType.HOUSING_PROVIDER,
            "Offered and taken; second floor, sun in the mornings.",
        ),
        Deed(
            "Family nurse before and after", AgencyType.HEALTH_VISITING, "First visit at twenty-eight weeks."
        ),
        Deed("Pack the bag and show it", PARENT, "Packed; twice."),
        Deed("Forms, together, in one afternoon", LEAD, "Sent; answered in three weeks."),
    ),
    helps=(
        Help(
            "Supported housing for young parents",
            AgencyType.HOUSING_PROVIDER,
            "No home before the birth",
            "A flat with somebody downstairs",
        ),
        Help(
            "Young parents' group", AgencyType.CHILDRENS_CENTRE, "Others who know", "Weekly, before and after"
        ),
    ),
    strengths=("The baby is wanted", "Every appointment kept"),
    needs=("A home", "Somebody to ask"),
    worries=("Nowhere to bring the baby home to", "Being alone at night"),
    notes=(
        "Visited the flat with her. She measured the window for curtains.",
        "Text: bag packed, again.",
        "Seen at the group; she knew the answer about bath water.",
    ),
    better=("She has a flat and a key, and the cot is up.",),
    stuck=("Housing has not decided, and it is six weeks to the day.",),
    child_says=(),
    parent_says=("\"I've got a kettle. I've got TWO towels.\"", '"Nobody said bless her."'),
)
