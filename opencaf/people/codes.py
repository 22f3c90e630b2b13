"""Code sets about people, with their sources.

Ethnicity: the main codes of the Department for Education, which collapse into the groups of the
CAF form. Relationships: HL7 v3 RoleCode names in plain words.
"""

from django.db import models


class Sex(models.TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Not known"


class Ethnicity(models.TextChoices):
    WBRI = "WBRI", "White British"
    WIRI = "WIRI", "White Irish"
    WIRT = "WIRT", "Traveller of Irish heritage"
    WOTH = "WOTH", "Any other White background"
    WROM = "WROM", "Gypsy / Roma"
    MWBC = "MWBC", "White and Black Caribbean"
    MWBA = "MWBA", "White and Black African"
    MWAS = "MWAS", "White and Asian"
    MOTH = "MOTH", "Any other Mixed background"
    AIND = "AIND", "Indian"
    APKN = "APKN", "Pakistani"
    ABAN = "ABAN", "Bangladeshi"
    AOTH = "AOTH", "Any other Asian background"
    BCRB = "BCRB", "Caribbean"
    BAFR = "BAFR", "African"
    BOTH = "BOTH", "Any other Black background"
    CHNE = "CHNE", "Chinese"
    OOTH = "OOTH", "Any other ethnic group"
    REFU = "REFU", "Refused"
    NOBT = "NOBT", "Information not yet obtained"


ETHNIC_GROUP: dict[str, str] = {
    Ethnicity.WBRI: "White",
    Ethnicity.WIRI: "White",
    Ethnicity.WIRT: "White",
    Ethnicity.WOTH: "White",
    Ethnicity.WROM: "White",
    Ethnicity.MWBC: "Mixed",
    Ethnicity.MWBA: "Mixed",
    Ethnicity.MWAS: "Mixed",
    Ethnicity.MOTH: "Mixed",
    Ethnicity.AIND: "Asian or Asian British",
    Ethnicity.APKN: "Asian or Asian British",
    Ethnicity.ABAN: "Asian or Asian British",
    Ethnicity.AOTH: "Asian or Asian British",
    Ethnicity.BCRB: "Black or Black British",
    Ethnicity.BAFR: "Black or Black British",
    Ethnicity.BOTH: "Black or Black British",
    Ethnicity.CHNE: "Chinese or other ethnic group",
    Ethnicity.OOTH: "Chinese or other ethnic group",
    Ethnicity.REFU: "Not given",
    Ethnicity.NOBT: "Not given",
}


class Kinship(models.TextChoices):
    """What one person is to another: "of" is the kinship of "to"."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEPMOTHER = "stepmother", "Stepmother"
    STEPFATHER = "stepfather", "Stepfather"
    PARENTS_PARTNER = "parents_partner", "Parent's partner"
    FOSTER_CARER = "foster_carer", "Foster carer"
    GUARDIAN = "guardian", "Guardian"
    CARER = "carer", "Carer"
    GRANDMOTHER = "grandmother", "Grandmother"
    GRANDFATHER = "grandfather", "Grandfather"
    SISTER = "sister", "Sister"
    BROTHER = "brother", "Brother"
    SIBLING = "sibling", "Brother or sister"
    HALF_SIBLING = "half_sibling", "Half-brother or half-sister"
    STEP_SIBLING = "step_sibling", "Stepbrother or stepsister"
    AUNT = "aunt", "Aunt"
    UNCLE = "uncle", "Uncle"
    GREAT_AUNT = "great_aunt", "Great-aunt"
    GREAT_UNCLE = "great_uncle", "Great-uncle"
    COUSIN = "cousin", "Cousin"
    PARTNER = "partner", "Partner"
    FORMER_PARTNER = "former_partner", "Former partner"
    FRIEND = "friend", "Friend"
    NEIGHBOUR = "neighbour", "Neighbour"
    OTHER = "other", "Other"


class SpecialNeeds(models.TextChoices):
    NOT_KNOWN = "", "Not known"
    NONE = "N", "None"
    SUPPORT = "K", "Special educational needs support"
    PLAN = "E", "Education, health and care plan"


class Scheme(models.TextChoices):
    NHS = "nhs", "NHS number"
    UPN = "upn", "Unique pupil number"
    OTHER = "other", "Number in another system"
