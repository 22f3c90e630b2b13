"""Agencies, their sectors and kinds.

The kinds carry the 33 of the Worcestershire study's appendix over, with those of today beside them.
"""

from __future__ import annotations

from django.db import models

from opencaf.agencies.models.recorded import BelongsToAuthority
from opencaf.core.fields import AuthorityForeignKey


class Sector(models.TextChoices):
    SCHOOLS = "schools", "Schools and learning"
    EARLY_YEARS = "early_years", "Early years and childcare"
    CHILDRENS_SERVICES = "childrens_services", "Children's services"
    HEALTH = "health", "Health"
    YOUTH = "youth", "Youth and careers"
    VOLUNTARY = "voluntary", "Voluntary and community"
    POLICE_JUSTICE = "police_justice", "Police and justice"
    HOUSING_COUNCILS = "housing_councils", "Housing and district councils"
    ADULT_CORPORATE = "adult_corporate", "Adult and corporate services"
    FIRE = "fire", "Fire and rescue"
    UNKNOWN = "unknown", "Not known"


class AgencyType(models.TextChoices):
    FIRST_SCHOOL = "first_school", "First school"
    PRIMARY_SCHOOL = "primary_school", "Primary school"
    MIDDLE_SCHOOL = "middle_school", "Middle school"
    HIGH_SCHOOL = "high_school", "High or secondary school"
    SPECIAL_SCHOOL = "special_school", "Special school"
    CHILDRENS_SERVICES = "childrens_services", "Children's services"
    FIRE_RESCUE = "fire_rescue", "Fire and rescue"
    PCT = "pct", "Primary care trust (until 2013)"
    POLICE = "police", "Police"
    VOLUNTARY_ORGANISATION = "voluntary_organisation", "Voluntary organisation"
    CONNEXIONS = "connexions", "Connexions (careers and advice, until 2012)"
    PROBATION = "probation", "Probation"
    CAFCASS = "cafcass", "CAFCASS (family courts)"
    DISTRICT_COUNCIL_BROMSGROVE = "district_council_bromsgrove", "Bromsgrove District Council"
    NURSERY = "nursery", "Nursery"
    FURTHER_EDUCATION = "further_education", "Further education college"
    SPACE = "space", "SPACE"
    DISTRICT_COUNCIL_WYRE_FOREST = "district_council_wyre_forest", "Wyre Forest District Council"
    PRE_SCHOOL = "pre_school", "Pre-school"
    ACUTE_TRUST = "acute_trust", "Acute hospital trust"
    AFTER_SCHOOL_CARE = "after_school_care", "After-school care"
    EDUCATION_TRAVELLING_CHILDREN = (
        "education_travelling_children",
        "Education service for travelling children",
    )
    ADULT_SERVICES = "adult_services", "Adult services"
    HIGHER_EDUCATION = "higher_education", "Higher education"
    DISTRICT_COUNCIL_REDDITCH = "district_council_redditch", "Redditch District Council"
    YISP = "yisp", "YISP (youth inclusion and support panel)"
    CORPORATE_SERVICES = "corporate_services", "Corporate services of the council"
    CHILDMINDER = "childminder", "Childminder"
    PUPIL_REFERRAL_UNIT = "pupil_referral_unit", "Pupil referral unit"
    UNKNOWN = "unknown", "Not known"
    CAMHS = "camhs", "Child and adolescent mental health service (CAMHS)"
    PRISON_SERVICE = "prison_service", "Prison service"
    HOUSING_PROVIDER = "housing_provider", "Housing provider"
    GP = "gp", "GP surgery"
    HEALTH_VISITING = "health_visiting", "Health visiting"
    MIDWIFERY = "midwifery", "Midwifery"
    SCHOOL_NURSING = "school_nursing", "School nursing"
    FAMILY_HUB = "family_hub", "Family hub"
    YOUTH_JUSTICE = "youth_justice", "Youth justice service"
    ATTENDANCE_TEAM = "attendance_team", "School attendance team"
    DOMESTIC_ABUSE_SERVICE = "domestic_abuse_service", "Domestic abuse service"
    SUBSTANCE_SERVICE = "substance_service", "Substance misuse service"
    JOBCENTRE = "jobcentre", "Jobcentre"
    SENDIASS = "sendiass", "SENDIASS (advice for parents of children with special needs)"
    CHILDRENS_CENTRE = "childrens_centre", "Children's centre"
    EARLY_HELP_TEAM = "early_help_team", "Early help or family help team"
    CHILDRENS_SOCIAL_CARE = "childrens_social_care", "Children's social care"
    EDUCATIONAL_PSYCHOLOGY = "educational_psychology", "Educational psychology"
    SPEECH_LANGUAGE_THERAPY = "speech_language_therapy", "Speech and language therapy"
    ADULT_MENTAL_HEALTH = "adult_mental_health", "Adult mental health service"
    YOUTH_SERVICE = "youth_service", "Youth service"
    YOUNG_CARERS_SERVICE = "young_carers_service", "Young carers' service"
    JUNIOR_SCHOOL = "junior_school", "Infant or junior school"
    DISTRICT_COUNCIL = "district_council", "District council"


SECTOR_OF: dict[str, str] = {
    AgencyType.FIRST_SCHOOL: Sector.SCHOOLS,
    AgencyType.PRIMARY_SCHOOL: Sector.SCHOOLS,
    AgencyType.MIDDLE_SCHOOL: Sector.SCHOOLS,
    AgencyType.HIGH_SCHOOL: Sector.SCHOOLS,
    AgencyType.SPECIAL_SCHOOL: Sector.SCHOOLS,
    AgencyType.CHILDRENS_SERVICES: Sector.CHILDRENS_SERVICES,
    AgencyType.FIRE_RESCUE: Sector.FIRE,
    AgencyType.PCT: Sector.HEALTH,
    AgencyType.POLICE: Sector.POLICE_JUSTICE,
    AgencyType.VOLUNTARY_ORGANISATION: Sector.VOLUNTARY,
    AgencyType.CONNEXIONS: Sector.YOUTH,
    AgencyType.PROBATION: Sector.POLICE_JUSTICE,
    AgencyType.CAFCASS: Sector.POLICE_JUSTICE,
    AgencyType.DISTRICT_COUNCIL_BROMSGROVE: Sector.HOUSING_COUNCILS,
    AgencyType.NURSERY: Sector.EARLY_YEARS,
    AgencyType.FURTHER_EDUCATION: Sector.SCHOOLS,
    AgencyType.SPACE: Sector.VOLUNTARY,
    AgencyType.DISTRICT_COUNCIL_WYRE_FOREST: Sector.HOUSING_COUNCILS,
    AgencyType.PRE_SCHOOL: Sector.EARLY_YEARS,
    AgencyType.ACUTE_TRUST: Sector.HEALTH,
    AgencyType.AFTER_SCHOOL_CARE: Sector.EARLY_YEARS,
    AgencyType.EDUCATION_TRAVELLING_CHILDREN: Sector.SCHOOLS,
    AgencyType.ADULT_SERVICES: Sector.ADULT_CORPORATE,
    AgencyType.HIGHER_EDUCATION: Sector.SCHOOLS,
    AgencyType.DISTRICT_COUNCIL_REDDITCH: Sector.HOUSING_COUNCILS,
    AgencyType.YISP: Sector.YOUTH,
    AgencyType.CORPORATE_SERVICES: Sector.ADULT_CORPORATE,
    AgencyType.CHILDMINDER: Sector.EARLY_YEARS,
    AgencyType.PUPIL_REFERRAL_UNIT: Sector.SCHOOLS,
    AgencyType.UNKNOWN: Sector.UNKNOWN,
    AgencyType.CAMHS: Sector.HEALTH,
    AgencyType.PRISON_SERVICE: Sector.POLICE_JUSTICE,
    AgencyType.HOUSING_PROVIDER: Sector.HOUSING_COUNCILS,
    AgencyType.GP: Sector.HEALTH,
    AgencyType.HEALTH_VISITING: Sector.HEALTH,
    AgencyType.MIDWIFERY: Sector.HEALTH,
    AgencyType.SCHOOL_NURSING: Sector.HEALTH,
    AgencyType.FAMILY_HUB: Sector.EARLY_YEARS,
    AgencyType.YOUTH_JUSTICE: Sector.YOUTH,
    AgencyType.ATTENDANCE_TEAM: Sector.CHILDRENS_SERVICES,
    AgencyType.DOMESTIC_ABUSE_SERVICE: Sector.VOLUNTARY,
    AgencyType.SUBSTANCE_SERVICE: Sector.HEALTH,
    AgencyType.JOBCENTRE: Sector.ADULT_CORPORATE,
    AgencyType.SENDIASS: Sector.VOLUNTARY,
    AgencyType.CHILDRENS_CENTRE: Sector.EARLY_YEARS,
    AgencyType.EARLY_HELP_TEAM: Sector.CHILDRENS_SERVICES,
    AgencyType.CHILDRENS_SOCIAL_CARE: Sector.CHILDRENS_SERVICES,
    AgencyType.EDUCATIONAL_PSYCHOLOGY: Sector.CHILDRENS_SERVICES,
    AgencyType.SPEECH_LANGUAGE_THERAPY: Sector.HEALTH,
    AgencyType.ADULT_MENTAL_HEALTH: Sector.HEALTH,
    AgencyType.YOUTH_SERVICE: Sector.YOUTH,
    AgencyType.YOUNG_CARERS_SERVICE: Sector.VOLUNTARY,
    AgencyType.JUNIOR_SCHOOL: Sector.SCHOOLS,
    AgencyType.DISTRICT_COUNCIL: Sector.HOUSING_COUNCILS,
}


class Agency(BelongsToAuthority):
    """A school, service, team or organisation that works with families.

    While it is stopped nobody signs in for it and it is offered nowhere.
    """

    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=40, choices=AgencyType.choices)
    sector = models.CharField(max_length=30, choices=Sector.choices)
    locality = AuthorityForeignKey("agencies.Locality", null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    active = models.BooleanField(default=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=300, blank=True)

    class Privacy:
        personal = ()
        plain = (
            "id",
            "recorded_at",
            "authority",
            "name",
            "kind",
            "sector",
            "locality",
            "phone",
            "email",
            "active",
            "stopped_at",
            "stopped_why",
        )

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="agency_name_is_unique_in_authority"),
            models.CheckConstraint(
                condition=models.Q(active=True, stopped_at=None) | models.Q(active=False),
                name="active_agency_is_not_stopped",
            ),
        ]

    def __str__(self) -> str:
        return self.name
