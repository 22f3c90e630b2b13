"""Sentences that any CAF may need: about consent, meetings, closing, and what gets in the way."""

from __future__ import annotations

YES_TO_ASSESS = (
    '"If it means I say it once, yes."',
    '"Yes. As long as I can read it."',
    '"I\'d like somebody to see the whole of it."',
    '"Yes, and I want {name} to be asked too."',
    '"Go on then. It can\'t be worse than not."',
    '"I was going to ask you."',
    "",
    "",
)
YES_TO_SHARE = (
    '"The ones on the list, and nobody else."',
    '"They all know a bit. Let them know the same bit."',
    '"Not the neighbours, that\'s all I ask."',
    '"If it stops me telling it again, share it."',
    "",
    "",
)
NO_TO_ASSESS = (
    '"Not now. Ask me after the summer."',
    '"We\'ll manage. Thank you, I mean it."',
    '"My sister had one. No."',
    '"I\'d rather my mum helped."',
)
NO_NEXT = (
    "The school carries on as before; the door stays open.",
    "Left the leaflet and my number. Will ask again at parents' evening.",
    "Single help goes on: the group on Tuesdays. No record is kept beyond this.",
)
NO_TO_SHARE = ('"Do it, but it stays with you for now."', '"Not till I\'ve seen what it says."')
LEFT_OUT = (
    "what is said about {mum}'s health",
    "everything but school",
    "the family's history",
    "everything except housing",
    "what {name} said about feelings",
)
WHY_LEFT_OUT = (
    "Somebody we know works there.",
    "They need only this to help.",
    "{mum} will tell them in {her} own time.",
    "",
)
WITHDRAWN = ('"It got too much. Too many people."', '"We want to do it on our own now."')
HOME_SITUATION = (
    "{mum} lives with {children} at the address above. {others}",
    "At home are {mum} and {children}. {others}",
    "{children} with {mum}, in {area}. {others}",
)
PRESENT = (
    "{mum} and {name}, at home.",
    "{mum}, at {school}; {name} for the second half.",
    "{mum} and {name}, twice.",
)
SUMMARY = (
    "Much is going well in this family. What weighs on {name} can be put right if a few people do it together.",
    "{mum} has carried this alone for long enough. The plan is small and should begin at once.",
    "{name} is liked, loved and short of help in two places. Those are what the plan is about.",
    "Nobody is at fault. The help there was did not know of each other.",
)
HOW_KNOW = (
    "{name} will tell us, and the marks will be lower.",
    "When {mum} stops waiting for the telephone.",
    "By the measures of the plan, looked at every time we meet.",
)
DIFFERENCES = (
    "{mum} sees less of a problem at home than {school} does at school; both are written down.",
    "{name} would mark friends lower than we did.",
)
CHILD_ON_ASSESSMENT = (
    '"It\'s mostly right. I am not shy."',
    '"You wrote down what I said. Exactly."',
    '"Can I keep the drawing?"',
    '"It\'s long."',
)
PARENT_ON_ASSESSMENT = (
    '"I cried when I read it and then I felt lighter."',
    '"It\'s us. Change the bit about my mother."',
    '"I didn\'t know we had so many strengths."',
    '"Fair."',
)
WHY_CHILD_NOT_ASKED = (
    "Too young to be asked this way; watched at play instead.",
    "Was at school when we met; to be asked next time.",
    "Did not want to say anything today.",
)
PLACES = (
    "{school}",
    "Family hub, blue room",
    "At the family's home",
    "Health centre",
    "Library, upstairs",
    "By video call",
)
WITHOUT_FAMILY = "Could not come at the last minute; wanted us to go on, and will be rung this week."
MEETING_NOTES = (
    "We began with what goes well. {mum} spoke first.",
    "Everybody had read the assessment. We went through the plan line by line.",
    "A short meeting: much was done already.",
    "{name}'s words were read out first. Then we looked at each action.",
    "A hard meeting, fair at the end. We agreed to write less and ring more.",
)
DECISIONS = (
    "The plan stands as written.",
    "One person rings {mum} each week, not four.",
    "Letters go to {mum} before they go to anybody else.",
    "The next meeting is at a time when {name} can come.",
    "No new assessments until these actions are done.",
    "{school} and home use the same words for it.",
)
APOLOGY_UPDATES = (
    "Sent a page: two visits done, one to come.",
    "Rang beforehand: nothing new, carries on.",
    "",
    "",
)
CHOSEN_BY = ("{mum}", "{mum} and {name}", "the meeting, with {mum}'s agreement", "{name}")
WHY_HANDED_OVER = (
    "Moves to another post at the end of the month",
    "The help is now mostly at school",
    "Maternity leave",
    "{mum} asked for somebody nearer by",
)
HANDOVER_NOTES = (
    "Best rung after four. Always ask about {hobby} first.",
    "Everything is in the plan; what is not: they like to be told before, not after.",
    "Two promises stand: the letter, and the visit in {month}.",
)
HANDOVER_STEPS = (
    "Family met the new one together with the old one",
    "Open actions gone through",
    "Services told whom to ring",
    "Telephone number saved in {mum}'s telephone",
)
GENERAL_NOTES = (
    "Rang {mum}: all well, nothing needed.",
    "Saw {name} in passing; thumbs up.",
    "Text to {mum} about the meeting; answered within the minute.",
    "Left a message. {mum} rang back in the evening.",
    "Visit put off to next week: a cold going round.",
    "Spoke to {school}: a quiet fortnight.",
)
NO_CONTACT = (
    "No answer, third time this month. Card left.",
    "Nobody in. Neighbour says they are well. Letter sent.",
)
NOT_DONE = (
    "The group was closed",
    "Nobody had the hours",
    "{mum} decided against it",
    "The waiting list was too long",
)
DECLINED = (
    "Does not meet our threshold at present.",
    "Lives outside the area we cover.",
    "Age: we begin at eleven.",
    "Waiting list closed until April.",
)
UNMET = (
    "Therapy for children under eleven in this area",
    "Evening group for parents who work",
    "Help with travel",
)
KEEPING_GOING = (
    "The club, the card and one call a term. If two weeks go wrong in a row, ring.",
    "What works is on the fridge. {school} looks out for it.",
    "{mum} knows whom to ring and has done it once, to try.",
)
REMAINING = (
    ("Waiting for the clinic's answer", "the school nurse"),
    ("Housing: on the list", "the housing officer"),
    ("Reading", "{school}"),
    ("Somebody to talk to when it dips", "the surgery"),
)
STEP_UP = (
    "Worry has risen although everybody did what was agreed. Talked over with {mum}, who knew before we said it; sent to social care.",
    "Two incidents in a week. Rang the front door the same day; {mum} was told first.",
)
CLOSING_WORDS = {
    "stepped_up_csc": "Social care has decided to open an assessment. The plan and its people go along.",
    "disengaged_uncontactable": "Five calls, three letters and two visits without an answer. {school} keeps an eye.",
    "moved_out_of_area": "Moved in {month}. Record sent with {mum}'s agreement to the new authority.",
    "consent_withdrawn": "{mum} would like to go on alone. Universal services carry on.",
    "merged_or_duplicate": "There was one already, under another spelling. Joined to it.",
    "opened_in_error": "Opened for a child of nearly the same name.",
    "child_died": "{name} died after an illness that all had known of. The bereavement service is with the family.",
    "declined_at_offer": "{mum} said no, kindly. Nothing else changes.",
    "transitioned_adult_services": "A worker in adult services has taken over and has met {name} twice.",
    "reached_age_limit": "{name} is eighteen. The youth worker carries on by agreement.",
}
REOPEN_REASONS = (
    "{mum} rang: it has begun again, and {she} would like the same people.",
    "{school} sees the signs of last time. {mum} agrees.",
)
