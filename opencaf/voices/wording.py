"""The questions that OpenCAF brings, in our own words: an authority takes them over and changes them."""

from __future__ import annotations

from typing import NamedTuple

from opencaf.voices.codes import AnsweredBy, Kind

FACES, STEPS, WORDS = AnsweredBy.FACES, AnsweredBy.STEPS, AnsweredBy.WORDS
SMILES = "No\nA bit\nYes"
AGREES = "Not at all\nA little\nMostly\nYes, fully"
ONE_TO_TEN = "1: very hard\n2\n3\n4\n5\n6\n7\n8\n9\n10: very good"
TIME_TAKEN = "Less than half an hour\nHalf an hour to an hour\n1 to 2 hours\n2 to 4 hours\nMore than 4 hours"


class Ready(NamedTuple):
    """A question as it is brought."""

    code: str
    answered_by: AnsweredBy
    text: str
    choices: str = ""
    favourable: int = 0


READY: dict[Kind, tuple[Ready, ...]] = {
    Kind.CHILD: (
        Ready("told-why", FACES, "Did somebody tell you why everybody met?", SMILES, 1),
        Ready("listened", FACES, "Did people listen to you?", SMILES, 1),
        Ready("said-wishes", FACES, "Could you say what you want to change?", SMILES, 1),
        Ready("plan-fits", FACES, "Does the plan make sense to you?", SMILES, 1),
        Ready("better-home", FACES, "Are things better at home?", SMILES, 1),
        Ready("better-school", FACES, "Are things better at school?", SMILES, 1),
        Ready("whom-to-ask", FACES, "Do you know who to talk to if you need help?", SMILES, 1),
        Ready("different", WORDS, "What should be different?"),
    ),
    Kind.PARENT: (
        Ready("own-choice", STEPS, "I knew what this help was, and that it was my choice.", AGREES, 2),
        Ready("told-once", STEPS, "I had to tell our story only once.", AGREES, 2),
        Ready("knew-sharing", STEPS, "I knew what was shared, and with whom.", AGREES, 2),
        Ready("lead-reached", STEPS, "I could easily reach the person who leads our plan.", AGREES, 2),
        Ready("fair-meetings", STEPS, "The meetings were fair.", AGREES, 2),
        Ready("fast-enough", STEPS, "The help came fast enough.", AGREES, 2),
        Ready("own-ideas", STEPS, "Our own ideas were used.", AGREES, 2),
        Ready("before", STEPS, "How were things before?", ONE_TO_TEN),
        Ready("now", STEPS, "How are things now?", ONE_TO_TEN, 4),
        Ready("because", STEPS, "If things changed: did this help change them?", AGREES, 2),
        Ready("recommend", STEPS, "I would tell a friend to try it.", AGREES, 2),
        Ready("anything", WORDS, "What was good, and what should be different?"),
    ),
    Kind.PRACTITIONER: (
        Ready("time-before", STEPS, "How long did the first checklist and visits take you?", TIME_TAKEN),
        Ready("time-form", STEPS, "How long did writing the assessment take you?", TIME_TAKEN),
        Ready("time-meetings", STEPS, "How long did the meetings take, with preparation?", TIME_TAKEN),
        Ready("form-fits", STEPS, "The form helped to think about this family.", AGREES, 2),
        Ready("supported", STEPS, "I had the support I needed from coordinator and manager.", AGREES, 2),
        Ready("others-acted", STEPS, "Other agencies came and did what they had agreed.", AGREES, 2),
        Ready("improved", STEPS, "The child’s situation has improved.", AGREES, 2),
        Ready("again", STEPS, "I would do it again for another family.", AGREES, 2),
        Ready("useless", WORDS, "Which parts of the form were of no use? What would have helped you?"),
    ),
    Kind.SERVICE: (
        Ready("enough-told", STEPS, "We were told enough to begin.", AGREES, 2),
        Ready("right-service", STEPS, "We were the right service for this family.", AGREES, 2),
        Ready("lead-there", STEPS, "We knew who leads, and could reach them.", AGREES, 2),
        Ready("invited", STEPS, "We were asked to the meetings in time.", AGREES, 2),
        Ready("improved", STEPS, "The family’s situation has improved.", AGREES, 2),
        Ready("better", WORDS, "What would make working together better?"),
    ),
}
