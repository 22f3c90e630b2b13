"""Examples that come with the program: written for it, about families that do not exist."""

from __future__ import annotations

from typing import NamedTuple


class Shipped(NamedTuple):
    """One example."""

    element: str
    age_band: str
    title: str
    text: str
    why_good: str


SHIPPED = (
    Shipped(
        "general_health",
        "unborn",
        "Antenatal care after a late start",
        "Expected in June. Mother came to the midwife at 21 weeks because she “did not know how to get a doctor here”. Since then she has been to all four appointments; her partner came to two. Scans show the growth that is expected. She smokes five cigarettes a day, down from twenty, and wants to stop. No alcohol, she says. Iron tablets since March.",
        "It says what was missed and what has gone well since. Her own reason is quoted, numbers are given, and what is only reported is told as reported.",
    ),
    Shipped(
        "general_health",
        "under_5",
        "A toddler who has not been seen for a year",
        "Aged 2. The last check by the health visitor was at 11 months; the two-year check was missed when the family moved. Vaccinations up to date to 12 months (red book seen). Eczema on both arms, cream from the pharmacist. Not yet registered with a dentist. His father has an appointment with the GP on Thursday.",
        "The source is named: the red book was seen. A gap is explained without blame, and the next step has a day.",
    ),
    Shipped(
        "physical_development",
        "under_5",
        "Eating that worries a grandmother more than the nursery",
        "Aged 3. At nursery she eats most of her lunch and asks for fruit. At home, her grandmother says, she “lives on toast”. Weight on the same line since birth (health visitor, 4 March). She runs, climbs and holds a crayon in her fist, as many do at her age. The family and nursery will both write down what she eats for a week.",
        "Two views stand side by side and neither is called right. A measured fact settles part of the worry, and both agree how to find out the rest.",
    ),
    Shipped(
        "speech_language_communication",
        "under_5",
        "Two languages, few words",
        "Aged 2 and a half. Uses about thirty words, most of them in Polish, and points to what he wants. Understands “get your shoes” in both languages. Watches faces and takes turns. Hearing test passed at birth; none since. His mother thinks he is a late talker like his uncle. We agreed a hearing test and a visit to the talking group.",
        "It counts words in all his languages, says what he understands and not only what he says, and looks for a plain cause first.",
    ),
    Shipped(
        "speech_language_communication",
        "from_5",
        "A boy who joins in with pictures",
        "Aged 7. Speaks in three or four words at a time. With his picture cards he tells his class what he did at the weekend, and they wait for him. Gets cross when people guess. His speech therapist saw him twice this term. At home there are no cards: his parents would like a set and to be shown how.",
        "A strength is described as a scene. The need follows from comparing two places, and it is small enough to be met.",
    ),
    Shipped(
        "emotional_social_development",
        "from_5",
        "Mornings since Dad left",
        "Aged 8. Since February he has cried at the gate on most Mondays, and holds on to his mother. Once he is in, he settles within ten minutes (teacher’s notes, five weeks). He says: “What if Mum goes too while I’m at school?” He draws with the teaching assistant before the bell, which helps. No change in sleep or eating at home.",
        "It says since when, how often and how long. The child’s own sentence explains more than a label would, and what helps already is there.",
    ),
    Shipped(
        "emotional_social_development",
        "from_11",
        "Quieter than she was",
        "Aged 13. Used to sit with four friends; since half-term she has lunch alone in the library. She told the school nurse that she feels “flat” and that nobody would notice. Asked directly, she says that she has not thought of harming herself and would tell her aunt. She still goes to football and laughs there. The nurse sees her every Tuesday.",
        "The hard question was asked directly and the answer is written down. It shows a change against before, and a place where she is still well.",
    ),
    Shipped(
        "behavioural_development",
        "from_5",
        "When it happens and when it does not",
        "Aged 6. Hit or pushed another child on seven days of the last twenty, each time while queueing or at the end of play. Never in the forest group or when he has a job to do. Says sorry by himself afterwards. His mother sees the same in the supermarket. He says queues are “too loud”.",
        "Counted days instead of “often”. Looking at when it does not happen points to what could be changed.",
    ),
    Shipped(
        "behavioural_development",
        "from_16",
        "Cannabis, told without alarm",
        "Aged 16. He says he smokes cannabis at weekends with two friends, since last summer, and not before college. His tutor has seen no sign of it. Stopped by the police once in May, no further action. He argues with his mother about money, not about this. He would talk to somebody at the drop-in “if it’s not a lecture”.",
        "It keeps apart what he says, what others saw and what happened. What he would accept is written in his words.",
    ),
    Shipped(
        "identity",
        "from_11",
        "Being the only one",
        "Aged 12. She is the only Black girl in her year and has heard remarks about her hair since September; she told nobody until she told her form tutor last week. The school has recorded it and spoken to two families. At her church group, she says, “I don’t have to explain myself.” She wants to choose who is told.",
        "Prejudice is named as something that was done to her, with what the school did. It holds her wish about who is told.",
    ),
    Shipped(
        "family_social_relationships",
        "from_11",
        "A young carer who is proud of it",
        "Aged 11. He makes tea for his sisters and reminds his mother of her tablets; about two hours a day by his count. He is proud of it and does not want it to stop. He has not been to a friend’s house this year. His aunt lives two streets away and would take Wednesdays. He did not know that there is a young carers’ group.",
        "What he does is measured and honoured, and what it costs him is said as well. Help from the family comes before a service.",
    ),
    Shipped(
        "self_care_independence",
        "from_16",
        "Ready to move out, except for money",
        "Aged 17. Cooks three meals, washes his clothes, takes two buses to college alone. Keeps his medicine in a box with days. His money is gone by the tenth of the month, and he has borrowed from friends. He asks for help with a budget and with what to say to the landlord. He does not want his foster carer to do it for him.",
        "It goes through skills one by one and finds the one that is missing. His wish about how he is helped is part of the need.",
    ),
    Shipped(
        "participation_learning_education_employment",
        "from_11",
        "Attendance that has a pattern",
        "Aged 14. Attendance 81% this term, 96% last year. Of fourteen days missed, eleven were Thursdays and Fridays, when she has PE and science. She says that she has no PE kit and is ashamed to say so. Her father thought that she was ill. The school has spare kit; the head of year will give it to her quietly.",
        "A percentage is compared with before, then taken apart until a reason shows. The answer costs next to nothing.",
    ),
    Shipped(
        "participation_learning_education_employment",
        "from_16",
        "Not in work or training, and busy",
        "Aged 18. Left college at Christmas. Since then he looks after his nephew three days a week and repairs bicycles in the yard, about two a week. He was turned down for three jobs and has stopped applying. He would like a course with his hands. His brother could mind the child on two days.",
        "It sees what he does and not only what he does not do. The need follows from his strengths, and a hindrance has a way round.",
    ),
    Shipped(
        "aspirations",
        "from_11",
        "A wish that adults had not heard",
        "Aged 15. She wants to be a vet’s nurse and has looked up which grades she needs. Her mother hopes that she will stay near home; her teacher did not know. She walks two neighbours’ dogs every day without being reminded. She is not sure that “people like us” go to college.",
        "Her hope and her mother’s stand side by side. A daily habit shows that she perseveres, and her doubt is quoted.",
    ),
    Shipped(
        "basic_care_safety_protection",
        "unborn",
        "Getting ready for a baby",
        "Expected in September. There is a cot, put up in the parents’ room, and a drawer of clothes from her sister. They know to lay a baby on its back. Father used heroin until two years ago and has a prescription now; his worker confirms it, with his agreement. They have thought about where the methadone is locked away. The boiler does not work.",
        "Preparation is described as it was seen. A risk is named together with how it is managed and who confirms that, with agreement.",
    ),
    Shipped(
        "emotional_warmth_stability",
        "under_5",
        "Warm, and worn out",
        "Aged 1. Her mother picks her up when she cries and sings to her; she crawls back to her mother’s knee to show a toy (visit of 3 May). Mother sleeps four hours and cries in the afternoons. She says: “I love her, I’m just not here.” Her own mother comes on Sundays. She has agreed to see her GP and to ring the health visitor.",
        "Warmth is shown by what was seen. The mother’s low mood is described beside it and does not cancel it.",
    ),
    Shipped(
        "guidance_boundaries_stimulation",
        "from_5",
        "Rules in two homes",
        "Aged 9. With his mother, bed is at eight and the tablet stays downstairs; with his father at weekends there is no bedtime. On Mondays he falls asleep in class. Both parents read to him. Both say that the other one decides. Asked together, they agreed that the tablet is charged in the kitchen in both homes, and will see how Mondays go.",
        "It sides with nobody. What is different, what is alike and what follows for the child are each said once.",
    ),
    Shipped(
        "family_history_functioning_wellbeing",
        "unborn",
        "What happened before, told with care",
        "Expected in January. The parents lost a baby two years ago and both grieve; a photograph stands in the living room. Mother had counselling then and would go again. Father does not talk about it and works nights. Before every scan neither sleeps. They asked that nobody says “everything will be fine”.",
        "A loss is told as far as it matters now. What the parents ask of those who come is something that everybody can do.",
    ),
    Shipped(
        "housing_employment_finance",
        "from_5",
        "Damp, and a letter about arrears",
        "Two children, aged 5 and 9, share a room with black mould on the outer wall (seen on 12 November). The younger one’s inhaler has been used more since October. The rent is £640 behind since his father’s hours were cut from 40 to 24; a letter came, with no court date. They have not yet asked for help with housing costs. The landlord has been written to twice.",
        "What was seen, on which day. Money in figures, cause and effect, and what has been tried already, so that nobody sends them round again.",
    ),
    Shipped(
        "social_community_resources",
        "from_5",
        "A long way from anything",
        "Aged 10. The village has a bus in the morning and one in the evening. He is the only child of his age there, and online he plays with two friends from school. His mother does not drive. A neighbour takes him to swimming every second week. He would like to stay for the after-school club, but there is no way home.",
        "Distance is described by what it keeps him from. What is there, a neighbour and friends, counts as well.",
    ),
)
