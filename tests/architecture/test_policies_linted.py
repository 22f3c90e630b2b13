"""The policies of row-level security pass pgrls, but for what is listed here with its reason."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from opencaf.access.past_the_wall import FUNCTIONS
from opencaf.core.roles import OWNER
from tests.architecture.test_walls import WITHOUT_WALL
from tests.databases import Databases

# Whole rules that do not fit how this database is made.
OFF = {
    "SEC002": "the owner runs migrations and bulk loads only; the program refuses to serve as owner",
    "SEC003": "only four roles of ours can log in, and a policy for all binds a role that is added later",
    "SEC007": "tables that say nothing of a case are kept inside their authority, and need no more",
    "SEC035": "what these are unique by begins with a random id, or names an authority as a whole",
    "PERF004": "the function stands behind the locality of who asks: nobody without one calls it",
}
STANDING = "it keeps the row that says where the case stands, and shows nothing"
KEEPS_STANDING = (
    "assessment",
    "episode",
    "helprequest",
    "leadoffer",
    "leadprofessional",
    "meeting",
    "qualitycheck",
    "servicedecision",
    "servicerequest",
    "thresholdstep",
    "transfer",
)
COMPLETED = "the trigger compares a row with itself and its own assessment, and shows nothing"
SAYS_WHERE = "it fills in where the holder works, and shows nothing"
EMPTIES = "papers whose case was shielded meanwhile are emptied with the others, seen by nobody"
CHANGED = "it notes that what was found may not hold any more, and shows nothing"
TRAIL = "the trigger refuses, and does nothing else"
FREELY = "a row is written before it is known to whom it belongs; what is read stays behind the wall"
FLAG = "a flag, looked at in rows that were found otherwise"
COMPARED = "unit costs that an authority shows to the others: figures about work, and about nobody"
IMPORTS = "which registers were brought in, and who they name as workers: no case"
COUNTS = "how many findings a rule has in a locality: numbers about entries, and about nobody"
TIES = "nobody reads of which case an answer is but the functions that keep it apart"
TALKS = "notes of talks about the work, of no case, for who hears what people say"
MADE = "which extracts were made, by whom and what for: no case; a file is shown to its maker alone"
SETTLED = "what stands for an item of a paper, which leads to no case; for who sees every case"
NUMBER = "which rows there are follows from the step they belong to; this says to whose work they are open"
SEALS = "auditors read every seal: it holds hashes and no case"
ALLOWED = {
    "SEC001": {f"public.{table}": reason for table, reason in WITHOUT_WALL.items()},
    "SEC014": {f"public.{function}": reason for function, reason in FUNCTIONS.items()},
    "SEC005": {
        "public.audit_counted.nobody_reads": "counts are read by functions alone",
        "public.audit_seal.auditor_reads_seals": SEALS,
        "public.costing_comparedcost.read_by_all_authorities": COMPARED,
        "public.case_audit_settled.for_who_sees_every_case": SETTLED,
        "public.episodes_socialcarenumber.for_coordinators_and_social_care": NUMBER,
        "public.quality_monthlycount.for_who_coordinates": COUNTS,
        "public.reports_monthfigure.for_who_coordinates": COUNTS,
        "public.extracts_madeextract.for_who_sees_every_case": MADE,
        "public.voices_interview.for_who_hears": TALKS,
        "public.voices_replytie.shown_to_nobody": TIES,
        "public.registers_import.for_who_answers_for_all": IMPORTS,
        "public.registers_importedworker.for_who_sees_every_case": IMPORTS,
    },
    "SEC008": {
        "public.audit_seal.auditor_reads_seals": SEALS,
        "public.costing_comparedcost.read_by_all_authorities": COMPARED,
    },
    "SEC010": {
        "public.audit_counted.nobody_reads": "counts are read by functions alone",
        "public.voices_replytie.shown_to_nobody": TIES,
    },
    "SEC013": {
        **{f"public.episodes_{table}.keeps_standing": STANDING for table in KEEPS_STANDING},
        "public.access_accessgrant.grant_says_where": SAYS_WHERE,
        "public.access_accessgrant.grants_have_changed": CHANGED,
        "public.access_shieldreader.lists_have_changed": CHANGED,
        "public.access_shieldreader.reader_says_where": SAYS_WHERE,
        "public.agencies_authority.agencies_stay_of_a_kind": TRAIL,
        "public.agencies_post.posts_have_changed": CHANGED,
        "public.case_audit_auditround.round_that_ends_empties_its_papers": EMPTIES,
        "public.people_sealreader.reader_says_where": SAYS_WHERE,
        "public.audit_event.event_is_never_changed": TRAIL,
        "public.audit_event.trail_is_never_emptied": TRAIL,
        "public.audit_seal.seal_is_never_changed": TRAIL,
        "public.audit_seal.seals_are_never_emptied": TRAIL,
        **{
            f"public.episodes_{table}.completed_assessment_stays_as_it_was": COMPLETED
            for table in ("assessment", "finding", "mark", "serviceinvolved", "story", "storychild")
        },
    },
    "SEC020": {
        "public.access_accessgrant.of_somebody_or_within_a_case": FREELY,
        "public.access_accessrequest.of_somebody_or_within_a_case": FREELY,
        "public.people_family.of_a_circle": FREELY,
        "public.people_household.of_a_circle": FREELY,
        "public.people_family.not_under_a_shield": FREELY,
        "public.people_household.not_under_a_shield": FREELY,
        "public.people_person.within_a_circle": FREELY,
    },
    "SEC022": {
        "public.audit_counted": "written by functions alone",
        "public.audit_seal": "written by functions alone",
    },
    "SEC027": {
        "public.agencies_practitioner": "colleagues know one another",
        "public.episodes_action": "an action belongs to its case; its owner is a practitioner like others",
    },
    "SEC038": {
        "public.audit_seal.auditor_reads_seals": SEALS,
        "public.costing_comparedcost.read_by_all_authorities": COMPARED,
    },
    "PERF003": {
        **{
            f"public.{place}_for_a_list": FLAG
            for place in (
                "episodes_episode.shielded",
                "people_contactpoint.sealed",
                "people_household.sealed",
                "people_person.shielded",
                "people_schooling.sealed",
                "people_searchname.shielded",
                "registers_importedoriginal.sealed",
            )
        },
        "public.access_accessgrant.of_somebody_or_within_a_case": "found by practitioner or by child",
        "public.reports_savedview.own_or_shared": "few rows: one for each view that somebody saved",
        "public.access_accessrequest.of_somebody_or_within_a_case": "few rows, found by who asks or is asked",
        "public.audit_correction.with_its_event": "found by record or by episode",
        "public.audit_correction.with_what_was_corrected": "found by record or by episode",
        "public.audit_event.auditor_reads": "found by subject or by practitioner",
        "public.audit_event.write_own_authority": "found by subject or by practitioner",
        "public.core_submission.inside_one_authority": "found by its own key",
        "public.episodes_chronologyevent.not_left_out": "looked at in rows found by their case",
        "public.episodes_casefile.not_left_out": "looked at in rows found by their case",
        "public.episodes_closureresult.not_left_out": "looked at in rows found by their case",
        "public.episodes_mark.not_left_out": "looked at in rows found by their case",
        "public.episodes_qualityremark.not_left_out": "looked at in rows found by their case",
    },
}
PGRLS = Path(sys.executable).with_name("pgrls")


def findings(databases: Databases, name: str) -> set[tuple[str, str]]:
    """What the linter says of a database: rule and place."""
    off = [word for rule in OFF for word in ("--exclude-rule", rule)]
    asked = [PGRLS, "lint", "--database-url", databases.url(OWNER, name), "--format", "json", *off]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    found: Any = json.loads(done.stdout)
    return {(one["rule_id"], one["location"]) for one in found["violations"]}


@pytest.fixture(scope="module")
def found(databases: Databases) -> set[tuple[str, str]]:
    with databases.copy() as name:
        return findings(databases, name)


def allowed() -> set[tuple[str, str]]:
    return {(rule, place) for rule, places in ALLOWED.items() for place in places}


def test_the_linter_finds_nothing_that_has_no_reason(found: set[tuple[str, str]]) -> None:
    assert found - allowed() == set()


def test_every_exception_is_still_needed(found: set[tuple[str, str]]) -> None:
    assert allowed() - found == set()


def test_a_careless_policy_is_found(
    databases: Databases, fresh_database: str, as_owner: psycopg.Connection[Any]
) -> None:
    as_owner.execute("create table careless (id uuid primary key, authority_id uuid not null)")
    as_owner.execute("alter table careless enable row level security")
    as_owner.execute(
        "create policy loose on careless using (authority_id = current_setting('app.authority')::uuid)"
    )

    places = {rule for rule, place in findings(databases, fresh_database) if "careless" in place}

    assert {"PERF001", "PERF003"} <= places
