"""Reads Annex A and the Standard Safeguarding Dataset as somebody else would: from the lists of fields alone.

Nothing of opencaf is imported here, so that a mistake there is not made twice.
"""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterable

CHILD = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
LIST_2 = [
    *CHILD,
    "Assessment start date",
    "Assessment completion date",
    "Organisation completing assessment",
]
LIST_1 = [*CHILD, "Date of Contact", "Contact Source"]
GENDERS = {"a) Male", "b) Female", "c) Not stated/recorded", "d) Neither"}
ETHNICITIES = set(
    "a) WBRI|b) WIRI|c) WIRT|d) WOTH|e) WROM|f) MWBC|g) MWBA|h) MWAS|i) MOTH|j) AIND|k) APKN|l) ABAN|m) AOTH|"
    "n) BCRB|o) BAFR|p) BOTH|q) CHNE|r) OOTH|s) REFU|t) NOBT|u) UNKNOWN".split("|")
)
SOURCES = set(
    "a) 1A|b) 1B|c) 1C|d) 1D|e) 2A|f) 2B|g) 3A|h) 3B|i) 3C|j) 3D|k) 3E|l) 3F|m) 4|n) 5A|o) 5B|p) 5C|p1) 5D|q) 6|"
    "r) 7|s) 8|t) 9|u) 10".split("|")
)
TABLES = {
    "ssd_early_help_episodes": "earl_episode_id earl_person_id earl_episode_start_date earl_episode_end_date "
    "earl_episode_reason earl_episode_end_reason earl_episode_organisation earl_episode_worker_id",
    "ssd_person": "pers_person_id pers_legacy_id pers_common_child_id pers_forename pers_surname pers_sex "
    "pers_gender pers_ethnicity pers_dob pers_expected_dob pers_upn_unknown pers_send_flag pers_death_date "
    "pers_is_mother pers_nationality",
    "ssd_family": "fami_table_id fami_family_id fami_person_id",
    "ssd_address": "addr_table_id addr_person_id addr_address_type addr_address_start_date "
    "addr_address_end_date addr_address_postcode addr_address_json",
    "ssd_disability": "disa_table_id disa_person_id disa_disability_code",
    "ssd_contacts": "cont_contact_id cont_person_id cont_contact_date cont_contact_source_code "
    "cont_contact_source_desc cont_contact_outcome_json",
    "ssd_professionals": "prof_professional_id prof_staff_id prof_professional_name "
    "prof_social_worker_registration_no prof_agency_worker_flag prof_professional_job_title "
    "prof_professional_caseload prof_professional_department prof_full_time_equivalency",
    "ssd_involvements": "invo_involvements_id invo_professional_id invo_professional_role_id "
    "invo_professional_team invo_involvement_start_date invo_involvement_end_date invo_worker_change_reason "
    "invo_person_id invo_referral_id",
    "ssd_linked_identifiers": "link_table_id link_person_id link_identifier_type link_identifier_value "
    "link_valid_from_date link_valid_to_date",
    "ssd_department": "dept_team_id dept_team_name dept_team_parent_id dept_team_parent_name",
}
NAMES_A_ROW_OF = {
    "earl_person_id": "ssd_person",
    "earl_episode_worker_id": "ssd_professionals",
    "fami_person_id": "ssd_person",
    "addr_person_id": "ssd_person",
    "disa_person_id": "ssd_person",
    "cont_person_id": "ssd_person",
    "invo_professional_id": "ssd_professionals",
    "invo_professional_team": "ssd_department",
    "invo_person_id": "ssd_person",
    "link_person_id": "ssd_person",
}
MAY_BE_EMPTY = {"earl_episode_worker_id", "invo_professional_team"}
MAIN_ETHNICITIES = {one.split(") ")[1] for one in ETHNICITIES} - {"UNKNOWN"}
ADDRESS = ["ROOM", "FLOOR", "FLAT", "BUILDING", "HOUSE", "STREET", "TOWN", "UPRN", "EASTING", "NORTHING"]
AN_ID = re.compile(r"[A-Z0-9]{1,20}")
Row = dict[str, str]


class UnreadableError(AssertionError):
    """The file is not what the standard says."""


def must(holds: bool, what: str) -> None:
    if not holds:
        raise UnreadableError(what)


def rows_of(content: bytes, heads: list[str], name: str) -> list[Row]:
    """Rows of CSV whose columns must be these, in this order."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    must(bool(lines) and lines[0] == heads, f"{name}: columns are {lines[:1]}")
    for number, line in enumerate(lines[1:], start=2):
        must(len(line) == len(heads), f"{name}: line {number} has {len(line)} cells")
    return [dict(zip(heads, line, strict=True)) for line in lines[1:]]


def british(text: str, name: str) -> dt.date | None:
    """A day as dd/mm/yyyy."""
    must(not text or bool(re.fullmatch(r"\d\d/\d\d/\d{4}", text)), f"{name} is {text!r}")
    return dt.datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007


def iso(text: str, name: str) -> dt.date | None:
    """A day as yyyy-mm-dd."""
    must(not text or bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)), f"{name} is {text!r}")
    return dt.date.fromisoformat(text) if text else None


def check_child(row: Row) -> None:
    must(bool(AN_ID.fullmatch(row["Child Unique ID"])), f"Child Unique ID is {row['Child Unique ID']!r}")
    must(row["Gender"] in GENDERS, f"Gender is {row['Gender']!r}")
    must(row["Ethnicity"] in ETHNICITIES, f"Ethnicity is {row['Ethnicity']!r}")
    british(row["Date of Birth"], "Date of Birth")
    age = row["Age of Child (Years)"]
    must(not age or (age.isdecimal() and int(age) < 30), f"Age is {age!r}")


def read_list_2(content: bytes, first: dt.date, last: dt.date) -> list[Row]:
    """Early help: every row checked, also against the window."""
    rows = rows_of(content, LIST_2, "List 2")
    for row in rows:
        check_child(row)
        begun = british(row["Assessment start date"], "Assessment start date")
        done = british(row["Assessment completion date"], "Assessment completion date")
        must(done is None or (begun is not None and begun <= done), "completed before it was begun")
        must(all(day is None or day <= last for day in (begun, done)), "a day after the window")
        must(bool(row["Organisation completing assessment"]), "no organisation")
    once(((row["Child Unique ID"], row["Assessment start date"]) for row in rows), "child and start")
    return rows


def read_list_1(content: bytes, first: dt.date, last: dt.date) -> list[Row]:
    """Contacts."""
    rows = rows_of(content, LIST_1, "List 1")
    for row in rows:
        check_child(row)
        day = british(row["Date of Contact"], "Date of Contact")
        must(day is not None and first <= day <= last, "a contact outside the window")
        must(row["Contact Source"] in SOURCES, f"Contact Source is {row['Contact Source']!r}")
    return rows


def once(keys: Iterable[object], name: str) -> None:
    found = list(keys)
    must(len(found) == len(set(found)), f"{name} stands twice")


def read_dataset(content: bytes) -> tuple[dict[str, list[Row]], dict[str, object]]:
    """The ten tables with their keys checked, and the manifest."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        must(archive.testzip() is None, "the ZIP is broken")
        names = [name for name in archive.namelist() if name != "manifest.json"]
        must(names == [f"{table}.csv" for table in TABLES], f"files are {names}")
        tables = {
            name: rows_of(archive.read(f"{name}.csv"), heads.split(), name) for name, heads in TABLES.items()
        }
        manifest = json.loads(archive.read("manifest.json"))
    for name, rows in tables.items():
        check_table(name, rows, tables)
    told = {one["table"]: one["rows"] for one in manifest["tables"]}
    must(told == {name: len(rows) for name, rows in tables.items()}, "the manifest counts otherwise")
    return tables, manifest


def check_table(name: str, rows: list[Row], tables: dict[str, list[Row]]) -> None:
    """Check keys, the rows that are named, days and code sets of a table."""
    key = TABLES[name].split()[0]
    once((row[key] for row in rows), key)
    for row in rows:
        must(bool(AN_ID.fullmatch(row[key])), f"{key} is {row[key]!r}")
        for column, value in row.items():
            if column.endswith(("_date", "_dob")):
                iso(value, column)
            other = NAMES_A_ROW_OF.get(column)
            if other and (value or column not in MAY_BE_EMPTY):
                known = {one[TABLES[other].split()[0]] for one in tables[other]}
                must(value in known, f"{name}.{column} names no row of {other}")
    if name == "ssd_person":
        for row in rows:
            must(row["pers_sex"] in {"F", "M", "U"}, "pers_sex")
            must(row["pers_gender"] in {"", "00", "01", "02", "09"}, "pers_gender")
            must(row["pers_ethnicity"] in MAIN_ETHNICITIES, "pers_ethnicity")
            must(row["pers_send_flag"] in {"", "Y", "N"}, "pers_send_flag")
            must(row["pers_is_mother"] in {"", "Y", "N"}, "pers_is_mother")
            must(not (row["pers_dob"] and row["pers_expected_dob"]), "born and expected")
            must(
                not row["pers_common_child_id"] or is_nhs(row["pers_common_child_id"]), "pers_common_child_id"
            )
    if name == "ssd_address":
        for row in rows:
            must(" " not in row["addr_address_postcode"], "addr_address_postcode")
            must(list(json.loads(row["addr_address_json"])) == ADDRESS, "addr_address_json")
    if name == "ssd_contacts":
        for row in rows:
            must(row["cont_contact_source_code"] in {one.split(") ")[1] for one in SOURCES}, "source")
            must(
                not row["cont_contact_outcome_json"] or bool(json.loads(row["cont_contact_outcome_json"])),
                "outcome",
            )
    if name == "ssd_early_help_episodes":
        for row in rows:
            begun = iso(row["earl_episode_start_date"], "start")
            ended = iso(row["earl_episode_end_date"], "end")
            must(not (begun and ended) or begun <= ended, "ended before it began")  # type: ignore[operator]


def is_nhs(number: str) -> bool:
    """Whether the check figure of an NHS number fits."""
    if not re.fullmatch(r"\d{10}", number):
        return False
    check = (
        11 - sum(int(figure) * weight for figure, weight in zip(number, range(10, 1, -1), strict=False)) % 11
    )
    return int(number[-1]) == (0 if check == 11 else check)
