"""The kinds of agency an authority has: how many of each, what they are called, who works there."""

from __future__ import annotations

from dataclasses import dataclass

from opencaf.agencies.models.agency import AgencyType


@dataclass(frozen=True)
class Trade:
    """Kinds of agency with how many there are, what they are called and who works there."""

    kind: str
    count: int
    names: tuple[str, ...]
    jobs: tuple[str, ...]
    staff: tuple[int, int] = (1, 3)
    by_locality: bool = False


TRADES = (
    Trade(
        AgencyType.PRIMARY_SCHOOL,
        6,
        (
            "{stem} Primary School",
            "{saint} Church of England Primary School",
            "{stem} Community Primary School",
        ),
        (
            "Special needs co-ordinator",
            "Family liaison worker",
            "Deputy head",
            "Learning mentor",
            "Head teacher",
        ),
        (3, 5),
        True,
    ),
    Trade(
        AgencyType.JUNIOR_SCHOOL,
        1,
        ("{stem} Junior School",),
        ("Inclusion lead", "Learning mentor", "Head teacher"),
        (2, 3),
        True,
    ),
    Trade(
        AgencyType.HIGH_SCHOOL,
        3,
        ("{stem} Academy", "{stem} High School", "{saint} Catholic School"),
        ("Head of year 8", "Head of year 10", "Attendance lead", "School counsellor", "Inclusion manager"),
        (4, 5),
        True,
    ),
    Trade(
        AgencyType.SPECIAL_SCHOOL,
        1,
        ("{stem} School",),
        ("Family support teacher", "Assistant head"),
        (2, 2),
    ),
    Trade(
        AgencyType.PUPIL_REFERRAL_UNIT,
        1,
        ("{stem} Centre for Learning",),
        ("Teacher in charge", "Pastoral worker"),
        (2, 2),
    ),
    Trade(
        AgencyType.NURSERY,
        3,
        ("{stem} Day Nursery", "{stem} Nursery School"),
        ("Nursery manager", "Key person", "Deputy manager"),
        (2, 3),
        True,
    ),
    Trade(
        AgencyType.PRE_SCHOOL,
        1,
        ("{stem} Playgroup",),
        ("Playgroup leader",),
        (1, 1),
        True,
    ),
    Trade(
        AgencyType.CHILDRENS_CENTRE,
        2,
        ("{stem} Children's Centre",),
        ("Outreach worker", "Centre manager", "Family worker"),
        (3, 4),
        True,
    ),
    Trade(
        AgencyType.FAMILY_HUB,
        1,
        ("{stem} Family Hub",),
        ("Family hub navigator", "Family worker"),
        (3, 4),
        True,
    ),
    Trade(
        AgencyType.EARLY_HELP_TEAM,
        1,
        ("Family support team",),
        ("Family support worker", "Senior family support worker", "Family group co-ordinator"),
        (6, 7),
    ),
    Trade(
        AgencyType.HEALTH_VISITING,
        2,
        ("{stem} health visiting team",),
        ("Health visitor", "Community nursery nurse", "Health visitor (team leader)"),
        (4, 5),
        True,
    ),
    Trade(AgencyType.MIDWIFERY, 1, ("Community midwifery",), ("Community midwife",), (3, 3)),
    Trade(AgencyType.SCHOOL_NURSING, 1, ("School nursing",), ("School nurse",), (3, 3)),
    Trade(
        AgencyType.GP,
        2,
        ("{stem} Surgery", "{stem} Medical Centre"),
        ("General practitioner", "Practice nurse"),
        (2, 2),
        True,
    ),
    Trade(
        AgencyType.CAMHS,
        1,
        ("Child and adolescent mental health team",),
        ("Primary mental health worker", "Clinical psychologist"),
        (2, 3),
    ),
    Trade(
        AgencyType.SPEECH_LANGUAGE_THERAPY,
        1,
        ("Children's speech and language therapy",),
        ("Speech and language therapist",),
        (2, 3),
    ),
    Trade(AgencyType.ACUTE_TRUST, 1, ("Children's outpatients",), ("Community paediatrician",), (1, 2)),
    Trade(
        AgencyType.ATTENDANCE_TEAM,
        1,
        ("School attendance team",),
        ("Attendance officer",),
        (2, 3),
    ),
    Trade(
        AgencyType.EDUCATIONAL_PSYCHOLOGY,
        1,
        ("Educational psychology service",),
        ("Educational psychologist",),
        (1, 2),
    ),
    Trade(
        AgencyType.CHILDRENS_SOCIAL_CARE,
        1,
        ("Children's social care",),
        ("Social worker", "Assistant team manager"),
        (2, 3),
    ),
    Trade(AgencyType.YOUTH_SERVICE, 1, ("{stem} Youth Centre",), ("Youth worker",), (2, 3)),
    Trade(AgencyType.YOUTH_JUSTICE, 1, ("Youth justice service",), ("Prevention worker",), (1, 2)),
    Trade(
        AgencyType.YOUNG_CARERS_SERVICE,
        1,
        ("Young carers' project",),
        ("Young carers' worker",),
        (2, 2),
    ),
    Trade(
        AgencyType.DOMESTIC_ABUSE_SERVICE,
        1,
        ("{stem} women's aid",),
        ("Outreach worker", "Children's worker"),
        (2, 2),
    ),
    Trade(
        AgencyType.VOLUNTARY_ORGANISATION,
        2,
        ("{stem} Families", "{stem} Advice"),
        ("Volunteer co-ordinator", "Adviser", "Family befriender"),
        (2, 3),
    ),
    Trade(AgencyType.SENDIASS, 1, ("Special needs advice for parents",), ("Adviser",), (1, 1)),
    Trade(
        AgencyType.HOUSING_PROVIDER,
        1,
        ("{stem} Homes",),
        ("Housing officer", "Tenancy support officer"),
        (2, 2),
    ),
    Trade(AgencyType.DISTRICT_COUNCIL, 1, ("Housing options",), ("Housing options officer",), (1, 2)),
    Trade(
        AgencyType.POLICE,
        1,
        ("Neighbourhood police team",),
        ("Police constable, schools", "Community support officer"),
        (2, 2),
    ),
    Trade(AgencyType.SUBSTANCE_SERVICE, 1, ("{stem} drug and alcohol service",), ("Family worker",), (1, 1)),
    Trade(AgencyType.ADULT_MENTAL_HEALTH, 1, ("Adult mental health team",), ("Community nurse",), (1, 2)),
    Trade(AgencyType.ADULT_SERVICES, 1, ("Adult social care",), ("Social worker, transitions",), (1, 1)),
    Trade(AgencyType.FURTHER_EDUCATION, 1, ("{stem} College",), ("Student support tutor",), (1, 2)),
    Trade(AgencyType.JOBCENTRE, 1, ("{stem} Jobcentre",), ("Work coach",), (1, 1)),
    Trade(AgencyType.FIRE_RESCUE, 1, ("Community fire safety",), ("Home safety adviser",), (1, 1)),
)
