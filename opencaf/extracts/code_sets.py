"""Code sets of the extracts: what stands in our records, and what the standards call it."""

from __future__ import annotations

from opencaf.agencies.models import AgencyType, Sector
from opencaf.people.codes import Ethnicity, Sex

ANNEX_A_GENDER = {Sex.MALE: "a) Male", Sex.FEMALE: "b) Female", Sex.UNKNOWN: "c) Not stated/recorded"}
ETHNICITIES_IN_ORDER = (
    Ethnicity.WBRI,
    Ethnicity.WIRI,
    Ethnicity.WIRT,
    Ethnicity.WOTH,
    Ethnicity.WROM,
    Ethnicity.MWBC,
    Ethnicity.MWBA,
    Ethnicity.MWAS,
    Ethnicity.MOTH,
    Ethnicity.AIND,
    Ethnicity.APKN,
    Ethnicity.ABAN,
    Ethnicity.AOTH,
    Ethnicity.BCRB,
    Ethnicity.BAFR,
    Ethnicity.BOTH,
    Ethnicity.CHNE,
    Ethnicity.OOTH,
    Ethnicity.REFU,
    Ethnicity.NOBT,
)
ANNEX_A_ETHNICITY = {
    code: f"{letter}) {code}"
    for letter, code in zip("abcdefghijklmnopqrst", ETHNICITIES_IN_ORDER, strict=True)
}

# Who makes a contact or a referral, as the children in need census names it.
SOURCES = {
    "1A": "Family member, relative or carer",
    "1B": "Acquaintance",
    "1C": "The child",
    "1D": "Another individual",
    "2A": "School",
    "2B": "Education service",
    "3A": "GP",
    "3B": "Health visitor",
    "3C": "School nurse",
    "3D": "Other primary health service",
    "3E": "Accident and emergency",
    "3F": "Other health service",
    "4": "Housing",
    "5A": "Social care of the authority",
    "5B": "Other service of the authority",
    "5C": "Social care of another authority",
    "5D": "Early help of the authority",
    "6": "Police",
    "7": "Other legal agency",
    "8": "Other",
    "9": "Anonymous",
    "10": "Not known",
}
LETTERS = [*"abcdefghijklmnop", "p1", *"qrstu"]
ANNEX_A_SOURCE = {code: f"{letter}) {code}" for letter, code in zip(LETTERS, SOURCES, strict=True)}
SOURCE_OF_SECTOR = {
    Sector.SCHOOLS: "2A",
    Sector.EARLY_YEARS: "2B",
    Sector.CHILDRENS_SERVICES: "5D",
    Sector.HEALTH: "3F",
    Sector.YOUTH: "5B",
    Sector.VOLUNTARY: "8",
    Sector.POLICE_JUSTICE: "7",
    Sector.HOUSING_COUNCILS: "4",
    Sector.ADULT_CORPORATE: "5B",
    Sector.FIRE: "8",
    Sector.UNKNOWN: "10",
}
# Where the kind of agency says more than its sector.
SOURCE_OF_KIND = {
    AgencyType.GP: "3A",
    AgencyType.HEALTH_VISITING: "3B",
    AgencyType.SCHOOL_NURSING: "3C",
    AgencyType.MIDWIFERY: "3D",
    AgencyType.SPEECH_LANGUAGE_THERAPY: "3D",
    AgencyType.POLICE: "6",
    AgencyType.ADULT_SERVICES: "5A",
    AgencyType.CHILDRENS_SOCIAL_CARE: "5B",
    AgencyType.ATTENDANCE_TEAM: "2B",
    AgencyType.EDUCATIONAL_PSYCHOLOGY: "2B",
    AgencyType.EDUCATION_TRAVELLING_CHILDREN: "2B",
    AgencyType.SENDIASS: "2B",
    AgencyType.FURTHER_EDUCATION: "2B",
    AgencyType.HIGHER_EDUCATION: "2B",
    AgencyType.CHILDRENS_CENTRE: "8",
    AgencyType.YOUTH_JUSTICE: "5B",
}


def source_of(kind: str, sector: str) -> str:
    """Return the census code of an agency that makes a contact."""
    return SOURCE_OF_KIND.get(AgencyType(kind)) or SOURCE_OF_SECTOR[Sector(sector)]
