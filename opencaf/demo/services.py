"""A dozen services that every authority offers, with ages, waiting times and who gives them."""

from __future__ import annotations

from dataclasses import dataclass

from opencaf.agencies.models.agency import AgencyType


@dataclass(frozen=True)
class Offer:
    """A service as the directory tells it; kind: of the agency that gives it, where the authority has one."""

    name: str
    kind: str
    what: str
    ages: tuple[int | None, int | None]
    needs: tuple[str, ...]
    who: str = ""
    weeks: int | None = None
    places: int | None = None
    cost: str = "Free"
    times: str = ""


OFFERS = (
    Offer("Baby and toddler group", AgencyType.FAMILY_HUB, "Play, songs and a cup of tea for parents.", (0, 3), ("early_development", "new_expectant_parent"), weeks=0, places=9, times="Tuesdays 10:00 to 11:30"),
    Offer("Speech and language drop-in", AgencyType.SPEECH_LANGUAGE_THERAPY, "A therapist listens and shows what to do at home.", (1, 5), ("speech_language",), weeks=3, times="First Monday of the month"),
    Offer("Speech and language therapy", AgencyType.SPEECH_LANGUAGE_THERAPY, "A block of six sessions at school or in the clinic.", (3, 16), ("speech_language",), "After an assessment by a therapist", weeks=19, places=0),
    Offer("Parenting course", AgencyType.FAMILY_HUB, "Ten evenings in a small group, with a crèche.", (2, 11), ("parenting_routines",), "Parents and carers of a child of this age", weeks=8, places=4),
    Offer("School counselling", AgencyType.SCHOOL_NURSING, "Weekly talks with a counsellor at school.", (8, 18), ("child_mental_health",), weeks=12, places=0),
    Offer("Child and adolescent mental health", AgencyType.CAMHS, "Assessment and treatment of marked difficulties.", (5, 18), ("child_mental_health",), "Referral with a description of what has been tried", weeks=26),
    Offer("Young carers’ club", AgencyType.YOUNG_CARERS_SERVICE, "Time off, trips and somebody to talk to.", (8, 18), ("young_carer",), weeks=2, places=6, times="Thursdays after school"),
    Offer("Attendance mentor", AgencyType.ATTENDANCE_TEAM, "A mentor works with child, family and school for a term.", (5, 16), ("attendance",), weeks=4, places=3),
    Offer("Youth club", AgencyType.YOUTH_SERVICE, "Sport, music and a youth worker who listens.", (11, 19), ("isolation_discrimination",), weeks=0, places=20, cost="£1 an evening", times="Wednesdays and Fridays 18:00 to 21:00"),
    Offer("Refuge and outreach", AgencyType.DOMESTIC_ABUSE_SERVICE, "A safe place, advice, and a worker for the children.", (None, None), ("domestic_abuse",), "Anybody who is afraid at home", weeks=1),
    Offer("Housing advice", AgencyType.HOUSING_PROVIDER, "Help with rent, repairs and notices to leave.", (None, None), ("housing", "debt_worklessness"), weeks=1, times="Weekdays 9:00 to 16:00"),
    Offer("Substance misuse family worker", AgencyType.SUBSTANCE_SERVICE, "Help for parents who drink or use drugs, and for their children.", (None, 18), ("substance_use",), weeks=5, places=2),
)  # fmt: skip
