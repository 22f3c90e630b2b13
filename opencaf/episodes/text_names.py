"""What each text of an assessment beside its boxes is called in a sentence; pages use their own words."""

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
