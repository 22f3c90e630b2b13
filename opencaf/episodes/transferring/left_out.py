"""What does not go to another authority, and why: every table of a case that is no sheet of the package.

A test holds this list and the sheets against every table that leads to a case or a person.
"""

from __future__ import annotations

FOLLOWS = "follows from other rows, and is written anew where the case goes"
OF_THE_RECORD = "says who may see or saw the sender's record"
OF_A_MEETING = "served to find a day or to answer; the day and who came go with the meeting"
WITHOUT_AGREEMENT = "rests on the sender's own ground and not on the family's agreement"
OF_THE_SENDING = "is the sending itself; each side keeps its own"
OF_COSTS = "is the sender's own counting of hours and costs"
OF_DUPLICATES = "is how the sender's records became one; what came of it goes"
SEALED = "keeps somebody safe, and never leaves where it was sealed"
OF_A_REGISTER = "is what an old list of the sender said; what was made of it goes"
OF_THE_TRAIL = (
    "is evidence of what this program did, which no other can vouch for: rows go as they were put right, and "
    "the sender tells what stood before"
)

LEFT_OUT: dict[str, str] = {
    "access.accessgrant": OF_THE_RECORD,
    "access.accessrequest": OF_THE_RECORD,
    "access.brokenglass": OF_THE_RECORD,
    "access.dutyground": OF_THE_RECORD,
    "access.shield": SEALED,
    "access.shieldalert": SEALED,
    "access.shieldreader": SEALED,
    "audit.correction": OF_THE_TRAIL,
    "audit.event": OF_THE_TRAIL,
    "costing.stopwatch": OF_COSTS,
    "costing.timeentry": OF_COSTS,
    "episodes.dateanswer": OF_A_MEETING,
    "episodes.dateoffer": OF_A_MEETING,
    "episodes.helprequest": "is between a practitioner and the sender's coordinator",
    "episodes.meetinglink": "opened the sender's pages to somebody, and opens nothing elsewhere",
    "episodes.qualitycheck": "is the sender's look at its own work",
    "episodes.qualityremark": "is the sender's look at its own work",
    "episodes.receivedtransfer": OF_THE_SENDING,
    "episodes.recordcheck": "says what the sender found before the case began, perhaps of other children",
    "episodes.servicerequestpart": "opens parts to an agency; whoever asks one elsewhere chooses anew",
    "episodes.sharingdecision": WITHOUT_AGREEMENT,
    "episodes.sharingdecisionperson": WITHOUT_AGREEMENT,
    "episodes.socialcarenumber": "is social care's own number there, for few to see",
    "episodes.standing": FOLLOWS,
    "episodes.transfer": OF_THE_SENDING,
    "episodes.transferleftout": OF_THE_SENDING,
    "episodes.transferredrow": OF_THE_SENDING,
    "episodes.withheld": FOLLOWS,
    "linkage.registerlink": "ties a child to a register of the sender",
    "people.duplicatepair": OF_DUPLICATES,
    "people.merge": OF_DUPLICATES,
    "people.mergedrow": OF_DUPLICATES,
    "people.mergedvalue": OF_DUPLICATES,
    "people.seal": SEALED,
    "people.sealreader": SEALED,
    "people.searchname": FOLLOWS,
    "case_audit.feedback": "is the sender's look at its own work",
    "case_audit.feedbacktheme": "is the sender's look at its own work",
    "case_audit.sampledcase": "is the sender's look at its own work",
    "quality.acceptance": "is the sender's look at its own work",
    "voices.asked": "is the sender's asking; who asks elsewhere begins anew",
    "voices.replytie": "is what keeps answers from who works with the case",
    "registers.importedoriginal": OF_A_REGISTER,
    "registers.importedperson": OF_A_REGISTER,
    "registers.importedrow": OF_A_REGISTER,
}
