"""What stands beside each box of the national form: how to ask, and an invented answer as an example.

The examples show how a box can be written: what was seen and said, by whom and when; what goes well before
what worries; the family's own words. The families in them are invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ElementWords:
    """Questions for the child and for both parents, and an example of what can be written."""

    ask_child: str
    ask_parents: str
    example: str


WORDS = {
    "general_health": ElementWords(
        "Is there anything that hurts, or that you have medicine for? Who do you tell when you feel poorly?",
        "How has her health been since she was born? Are checks, vaccinations and dentist up to date? "
        "What does her other parent say?",
        "Ada (6) is rarely ill and up to date with her vaccinations. Her asthma woke her three times last week; "
        "Mum is not sure that she uses the inhaler as shown. Dad: “At mine she is fine, there is no damp.” "
        "No dentist yet: Mum would like help to find one.",
    ),
    "physical_development": ElementWords(
        "What do you like to eat? How do you sleep? What can your body do well?",
        "How does he eat, sleep and move, compared with others of his age? Does the other parent see the same?",
        "Tom (2) climbs everything and sleeps through. At his check in March he was on the same line for weight "
        "as before. He drinks milk from a bottle all day and eats little at the table; both parents worry "
        "and do it differently.",
    ),
    "speech_language_communication": ElementWords(
        "Who understands you best? Is there somebody you find hard to talk to?",
        "How does she let you know what she wants? Which languages are spoken with her, and by whom?",
        "Zara (4) puts two words together in Urdu with her grandmother and points at nursery. Her key worker "
        "understands about half. Mum: “She tells me everything at home.” Hearing was tested in May and is good.",
    ),
    "emotional_social_development": ElementWords(
        "What makes you happy, sad or cross? Who helps when you are upset?",
        "How does he show that he is worried? What calms him at each of his homes?",
        "Leo (9) makes friends easily and looks after the younger ones at break. Since his grandad died in June "
        "he cries before school about twice a week. Leo: “My tummy does it, not me.” His teacher walks in with "
        "him and it passes by register.",
    ),
    "behavioural_development": ElementWords(
        "What happens just before you get into trouble? What would help you then?",
        "When does it go well? What have you tried, and what does her other parent do?",
        "At home Mia (11) helps without being asked. In school she left the room without leave nine times in "
        "March, mostly in maths. Mia: “I go when I can’t read the board.” Dad says that she is the same as he "
        "was; Mum worries about exclusion.",
    ),
    "identity": ElementWords(
        "How would you tell somebody who you are? What are you proud of?",
        "What matters in your family: faith, customs, languages? How does he see himself?",
        "Kofi (13) is proud of being the third goalkeeper in his family and goes to church with his aunt. He has "
        "been called names on the bus since the move and has told nobody but his sister. He asks that school "
        "is told without his name.",
    ),
    "family_social_relationships": ElementWords(
        "Who is in your family? Who do you like to be with, and is there anybody you would rather not see?",
        "Who is close to her? Does she look after anybody? How is it when she goes from one home to the other?",
        "Ruby (10) sees her dad every other weekend and looks forward to it. She makes her brother’s breakfast "
        "when Mum has had a bad night, about twice a week. Ruby: “I like helping, I just don’t like being late.”",
    ),
    "self_care_independence": ElementWords(
        "What can you do on your own? What would you like to learn to do?",
        "What does he do for himself at each home? What would you like him to manage next?",
        "Sam (15) cooks for himself and catches two buses to his course. Washing his clothes is left to his "
        "grandmother, who can no longer carry them. Sam would like to be shown how to pay for things online.",
    ),
    "understanding_reasoning_problem_solving": ElementWords(
        "What do you like finding out about? What do you do when something is hard?",
        "How does she play, and for how long? How does she go about something new?",
        "Ines (5) builds long railways and explains how the points work. When a puzzle goes wrong she throws it; "
        "with somebody beside her who waits, she tries twice more. Nursery and home see the same.",
    ),
    "participation_learning_education_employment": ElementWords(
        "What is the best part of the school day, and the worst? What would make it easier to go?",
        "What gets in the way of going? Who brings him, and what happens on days when he does not go?",
        "Jay (14) was in school for 71 of 100 half days this term; the days missed are Mondays and Fridays. "
        "He likes the workshop. Mum works nights and is not home when he leaves. Dad rings him at eight since "
        "last week, and he has not missed a day.",
    ),
    "progress_achievement_learning": ElementWords(
        "What have you learnt lately? What are you good at?",
        "What do you notice that she has learnt? Do you know how she is getting on, each of you?",
        "Amal (8) reads as expected for her age in her second year of English and won the spelling prize. In "
        "number she is where she was a year ago. Her parents did not know and would like to be shown how to help.",
    ),
    "aspirations": ElementWords(
        "What would you like to be doing when you are older? What would be a good year?",
        "What do you hope for him? What does he hope for, as far as you know?",
        "Dan (16) wants to work with horses and has rung two stables by himself. He thinks that nobody takes "
        "somebody with his school report. Mum hopes that he stays at college; they have not talked about it.",
    ),
    "basic_care_safety_protection": ElementWords(
        "Do you feel safe at home, and on the way? Who would you tell if not?",
        "How are meals, washing, doctor and safety managed at each home? What makes it harder?",
        "The flat was warm, with food in, on both visits. Mum keeps her tablets on the kitchen shelf; a locked "
        "box was agreed and put up on 4 May. The older boys are alone from five to seven; a neighbour has a key.",
    ),
    "emotional_warmth_stability": ElementWords(
        "Who cuddles you, or says well done? Who will look after you next week?",
        "What do you enjoy together? Who has cared for her since she was born?",
        "Both parents speak of Ella (3) with pride, and she runs to either. She has moved between them five times "
        "since January, twice at night. Mum and Dad want a fixed week and asked for help to agree one.",
    ),
    "guidance_boundaries_stimulation": ElementWords(
        "What are the rules at home? Are they fair? What do you do together?",
        "What do you expect of him, and what happens when he does not do it? Do you two agree?",
        "There are books and a bedtime at Mum’s; Dad lets Max (7) decide. Max: “At Dad’s I stay up, and then I’m "
        "tired on Mondays.” Both say that they would try the same bedtime if somebody wrote it down for them.",
    ),
    "family_history_functioning_wellbeing": ElementWords(
        "Has anything big happened in your family? How is it at home when grown-ups are sad or cross?",
        "What has the family been through? What are you good at as a family? What would the other parent say?",
        "The family came through Dad’s accident in 2021 together and eat together every Sunday. Since he lost his "
        "work he sleeps badly and shouts; he has seen his GP. The children say that they go upstairs then.",
    ),
    "wider_family": ElementWords(
        "Which grown-ups outside your home do you like? Who comes to your birthday?",
        "Who helps, and who costs you strength? On both sides of the family?",
        "Nan has the children every Wednesday and knows the school. Dad’s parents have not been asked since the "
        "separation; he thinks that they would help. Mum agrees to a card at first.",
    ),
    "housing_employment_finance": ElementWords(
        "What is it like where you live? Where do you do homework, and where do you sleep?",
        "How are rent, heating and work? Is there anything you owe that worries you?",
        "Five share two bedrooms, with damp in the boys’ room since November (photograph with the landlord). Mum "
        "works 16 hours. They are two months behind with the rent and have a plan with the housing officer "
        "until July.",
    ),
    "social_community_resources": ElementWords(
        "Where do you go when you are not at home or at school? Is there a place you would like to go?",
        "Whom do you know round here? What is there for you, and what keeps you from going?",
        "The family is at home in the mosque and its homework club. The park is near, but the boys were chased "
        "there in spring and do not go. Mum would try the Saturday football if somebody came along once.",
    ),
}
