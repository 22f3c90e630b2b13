"""What each text of an assessment beside its boxes is called in a sentence; pages use their own words."""

import re

AN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
AROUND = {
    "reason": "What led to this assessment",
    "home_situation": "Family and home",
    "people_present": "Who was there",
    "summary": "Summary",
    "how_we_will_know": "How we shall know that things are better",
    "differences_of_view": "Where views differ",
}
# Kept as findings, one a line.
OF_LISTS = {"strengths": "Strengths", "needs": "Needs", "worries": "Worries"}
TEXT_NAMES = AROUND | OF_LISTS


def person_in(name: str) -> str:
    """Return the id of the person whose words a text holds, which stands in its name; nothing for others."""
    found = AN_ID.search(name)
    return found[0] if found else ""
