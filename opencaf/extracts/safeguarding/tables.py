"""The early help tables of the Standard Safeguarding Dataset: columns in their order, with our rules.

Names of tables and fields are those of the dataset; every word about them is ours.
"""

from __future__ import annotations

from opencaf.extracts.code_sets import SOURCES
from opencaf.extracts.described import Column, Table

DAY = "yyyy-mm-dd"
KEY = "20 letters and figures made of the record’s own number: always the same, never used again."
IN_WORDS = "The record holds it in words, which no code can be made of."


def key(name: str, of: str) -> Column:
    """Return a column that stands for a record."""
    return Column(name, f"Stands for {of}.", KEY)


def to(name: str, of: str) -> Column:
    """Return a column that names a row of another table."""
    return Column(name, f"Which {of} the row belongs to.", "Names a row of another table of the file.")


EPISODES = Table(
    name="ssd_early_help_episodes",
    one_row_for="each child in each case, also where a case is about several children",
    columns=(
        key("earl_episode_id", "the child in the case"),
        to("earl_person_id", "child"),
        Column(
            "earl_episode_start_date",
            "When help began.",
            "The day of the intention; for a child who joined later, that day. Empty where an old register knew only the year.",
            codes=DAY,
        ),
        Column(
            "earl_episode_end_date",
            "When it ended.",
            "The day of closing, or on which the child left the case. Empty while it runs on the last day of the window.",
            codes=DAY,
        ),
        Column(
            "earl_episode_reason",
            "The broad reason.",
            "The heading of the Supporting Families framework to which most outcomes of the plan are tied by a kind of need; the first of the ten where they are equal. Empty where no outcome is tied.",
            codes="the ten headings",
        ),
        Column(
            "earl_episode_end_reason",
            "Why it ended.",
            "The reason for closing. Where a child left a case that went on: The child left the case.",
        ),
        Column(
            "earl_episode_organisation",
            "Which organisation led.",
            "The agency of whoever led last by the end of the window; where nobody led yet, the agency that made the intention known.",
        ),
        Column(
            "earl_episode_worker_id",
            "Who led.",
            "Whoever led last by the end of the window. Empty where nobody led yet.",
        ),
    ),
    key=("earl_episode_id",),
    refers={"earl_person_id": "ssd_person", "earl_episode_worker_id": "ssd_professionals"},
)
PERSON = Table(
    name="ssd_person",
    one_row_for="each child of the episodes",
    columns=(
        key("pers_person_id", "the child, as in every extract"),
        Column(
            "pers_legacy_id",
            "A number in an older system.",
            empty="Numbers of other systems stand in ssd_linked_identifiers, each with its system.",
        ),
        Column(
            "pers_common_child_id",
            "The NHS number.",
            "Left out where its check figure does not fit; it stands in ssd_linked_identifiers all the same.",
        ),
        Column("pers_forename", "Given names."),
        Column("pers_surname", "Family name."),
        Column("pers_sex", "Sex as it is recorded.", codes="F; M; U"),
        Column(
            "pers_gender",
            "Gender identity.",
            empty="The record holds the sex, and asks nothing about gender identity.",
        ),
        Column(
            "pers_ethnicity",
            "The main code of the Department for Education.",
            "NOBT where nobody has asked yet, REFU where the family would not say.",
        ),
        Column(
            "pers_dob",
            "Day of birth.",
            "The 15th where only month and year are known; empty where less is.",
            codes=DAY,
        ),
        Column("pers_expected_dob", "Expected day of birth of an unborn child.", codes=DAY),
        Column(
            "pers_upn_unknown",
            "Why there is no UPN.",
            empty="The record does not ask why a number is not known.",
        ),
        Column(
            "pers_send_flag",
            "Whether there is an education, health and care plan.",
            "N where there is none, or special needs support. Empty where it is not known.",
            codes="Y; N",
        ),
        Column("pers_death_date", "Day of death.", codes=DAY),
        Column(
            "pers_is_mother",
            "Whether she is a mother herself.",
            "Y where a child is recorded as hers. Otherwise empty: the record does not ask.",
            codes="Y",
        ),
        Column("pers_nationality", "Nationality.", empty="The record does not hold it."),
    ),
    key=("pers_person_id",),
)
FAMILY = Table(
    name="ssd_family",
    one_row_for="each child in each family",
    columns=(
        key("fami_table_id", "the child in the family"),
        key("fami_family_id", "the family"),
        to("fami_person_id", "child"),
    ),
    key=("fami_table_id",),
    refers={"fami_person_id": "ssd_person"},
)
ADDRESS = Table(
    name="ssd_address",
    one_row_for="each child at each address in the window",
    columns=(
        key("addr_table_id", "the child at the address"),
        to("addr_person_id", "child"),
        Column(
            "addr_address_type",
            "Kind of address.",
            empty="The record holds where a child lives, and no other kind.",
        ),
        Column("addr_address_start_date", "Since when.", "Empty where it is not known.", codes=DAY),
        Column("addr_address_end_date", "Until when.", "Empty while the child lives there.", codes=DAY),
        Column("addr_address_postcode", "Postcode, without a space."),
        Column(
            "addr_address_json",
            "The address.",
            "Both lines stand as STREET, since the record does not tell house from street. TOWN is held; the other keys stay empty.",
            codes="keys ROOM, FLOOR, FLAT, BUILDING, HOUSE, STREET, TOWN, UPRN, EASTING, NORTHING",
        ),
    ),
    key=("addr_table_id",),
    refers={"addr_person_id": "ssd_person"},
)
DISABILITY = Table(
    name="ssd_disability",
    one_row_for="no child yet: the table is there with its columns alone",
    columns=(
        Column("disa_table_id", "Stands for the row.", empty=IN_WORDS),
        Column("disa_person_id", "Whose disability it is.", empty=IN_WORDS),
        Column("disa_disability_code", "The kind of disability.", empty=IN_WORDS),
    ),
    key=("disa_table_id",),
    refers={"disa_person_id": "ssd_person"},
)
CONTACTS = Table(
    name="ssd_contacts",
    one_row_for="each child of each case that was sent to social care in the window",
    columns=(
        key("cont_contact_id", "the child in the step to social care"),
        to("cont_person_id", "child"),
        Column("cont_contact_date", "The day on which it was sent.", codes=DAY),
        Column(
            "cont_contact_source_code",
            "Who sent it.",
            "By the kind of agency, as in list 1 of Annex A.",
            codes=", ".join(SOURCES),
        ),
        Column("cont_contact_source_desc", "The same in words."),
        Column(
            "cont_contact_outcome_json",
            "What social care answered.",
            "Keys OUTCOME and DATE; empty until there is an answer.",
        ),
    ),
    key=("cont_contact_id",),
    refers={"cont_person_id": "ssd_person"},
)
PROFESSIONALS = Table(
    name="ssd_professionals",
    one_row_for="everybody who led or helped in the episodes",
    columns=(
        key("prof_professional_id", "the professional"),
        Column("prof_staff_id", "Number as a member of staff.", empty="The record does not hold it."),
        Column("prof_professional_name", "Name."),
        Column(
            "prof_social_worker_registration_no",
            "Registration as a social worker.",
            empty="The record does not hold it.",
        ),
        Column(
            "prof_agency_worker_flag", "Whether from a staff agency.", empty="The record does not hold it."
        ),
        Column(
            "prof_professional_job_title",
            "Job title of the post on the last day of the window, else of the last post.",
        ),
        Column(
            "prof_professional_caseload",
            "How many children’s episodes of this file they lead on the last day of the window.",
        ),
        Column("prof_professional_department", "The agency of that post."),
        Column(
            "prof_full_time_equivalency",
            "Hours, as a share of full time.",
            empty="The record does not hold it.",
        ),
    ),
    key=("prof_professional_id",),
)
INVOLVEMENTS = Table(
    name="ssd_involvements",
    one_row_for="each professional who led or was in the team, for each child of the case, in the window",
    columns=(
        key("invo_involvements_id", "the professional’s part in the child’s case"),
        to("invo_professional_id", "professional"),
        Column("invo_professional_role_id", "As what.", codes="LEAD PROFESSIONAL; TEAM MEMBER"),
        Column(
            "invo_professional_team",
            "For which agency.",
            "The agency noted with the part, else that of the post. Names a row of ssd_department.",
        ),
        Column(
            "invo_involvement_start_date",
            "Since when.",
            "Empty where an old register did not know.",
            codes=DAY,
        ),
        Column(
            "invo_involvement_end_date",
            "Until when.",
            "Empty while it runs on the last day of the window.",
            codes=DAY,
        ),
        Column("invo_worker_change_reason", "Why it ended.", empty=IN_WORDS),
        to("invo_person_id", "child"),
        Column(
            "invo_referral_id", "The referral to social care.", empty="It is in social care’s own system."
        ),
    ),
    key=("invo_involvements_id",),
    refers={
        "invo_professional_id": "ssd_professionals",
        "invo_professional_team": "ssd_department",
        "invo_person_id": "ssd_person",
    },
)
IDENTIFIERS = Table(
    name="ssd_linked_identifiers",
    one_row_for="each number by which a child, or a child’s case, is known",
    columns=(
        key("link_table_id", "the number"),
        to("link_person_id", "child"),
        Column(
            "link_identifier_type",
            "Whose number it is.",
            "Case Number is the reference of the case here. A number of another system has that system’s name.",
            codes="Case Number; NHS Number; Unique Pupil Number; a system’s name",
        ),
        Column("link_identifier_value", "The number."),
        Column("link_valid_from_date", "Since when.", "Empty where it is not known.", codes=DAY),
        Column("link_valid_to_date", "Until when.", "Empty while it holds.", codes=DAY),
    ),
    key=("link_table_id",),
    refers={"link_person_id": "ssd_person"},
)
DEPARTMENT = Table(
    name="ssd_department",
    one_row_for="each agency that is named",
    columns=(
        key("dept_team_id", "the agency"),
        Column("dept_team_name", "Its name."),
        Column("dept_team_parent_id", "What it belongs to.", empty="Agencies stand beside each other here."),
        Column("dept_team_parent_name", "The same in words.", empty="Agencies stand beside each other here."),
    ),
    key=("dept_team_id",),
)
TABLES = (
    EPISODES,
    PERSON,
    FAMILY,
    ADDRESS,
    DISABILITY,
    CONTACTS,
    PROFESSIONALS,
    INVOLVEMENTS,
    IDENTIFIERS,
    DEPARTMENT,
)
