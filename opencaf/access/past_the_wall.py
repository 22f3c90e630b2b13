"""What looks past the second wall: every database function that runs with its owner's eyes, and why it must.

Each gives the least that its purpose needs, and asks itself who may have it. A guard compares this list
with the database (tests/architecture/test_past_the_wall.py); docs/security.md prints it.
"""

from __future__ import annotations

FUNCTIONS = {
    "access_sees_all": "the wall itself: whether the post that is worn coordinates or manages",
    "access_sees_every_case": "the wall itself: the same, without being bound to a locality",
    "access_locality": "the wall itself: the locality to which a coordinator or manager is bound",
    "access_child_ids": "the wall itself: children opened by somebody's own live grants",
    "access_episode_ids": "the wall itself: cases opened by somebody's own live grants",
    "people_in_circle": "the wall itself: whether a person is reached through a child whose record is open",
    "episodes_is_near": "the wall itself: whether a case is in the locality of who asks, or in none",
    "agencies_who_is_asking": "signing in: who a user is at work, before it is known who asks",
    "agencies_authority_with_code": "signing on: which authority a provider belongs to, by its code",
    "agencies_holds_role": "whether somebody holds a live post of a role, for the functions below",
    "people_holders": "searching: which child has a number that was typed",
    "people_cared_for": "searching: which child has a carer whose name sounds like the one typed",
    "people_numbers_compared": "searching: whether a candidate has the number typed, another, or none",
    "people_carers_names": "searching: names of candidates' carers, to compare with the one typed",
    "people_schools_named": "searching: the schools of candidates, to compare with the one typed",
    "people_known_to_exist": "existence: by what somebody is recognised (name, birth, initials of street)",
    "episodes_known_to_exist": "existence: whether a case is open already, and whom to contact about it",
    "episodes_children_found": "existence: which children of a case somebody has found, to help in a refusal",
    "episodes_started": "reports: numbers for who reads reports without cases, hidden where small",
    "costing_times_without_cases": "costs: times for who sees unit costs, without the cases they belong to",
    "costing_cases_without_names": "costs: which cases an analyst counts, without references or names",
    "costing_dates_without_names": "costs: the days that cost something, for analysts, without names",
    "episodes_may_read_looks": "looks: whether somebody may see who has looked at a case",
    "episodes_looks_at": "looks: who has looked at a case, for who works with it, coordinates or audits",
    "episodes_looks_by": "looks: at what somebody has looked, for auditors",
    "episodes_with_reference": "looks: a case by its reference, for auditors",
    "episodes_reference_of": "looks: the reference of a case, for auditors",
    "agencies_alerts": "oversight: ceilings reached and faults of the trail, for auditors",
    "audit_count_up": "ceilings: counting what somebody opened, without reading the trail",
    "audit_forget_counts": "ceilings: forgetting counts that are over",
    "audit_seal_events": "the trail: sealing it (the worker)",
    "audit_leaves": "the trail: what a seal is made of",
    "audit_check_rows": "the trail: checking seals",
    "audit_check_seals": "the trail: checking seals",
    "audit_find_stray": "the trail: checking seals",
    "audit_seals_from": "the trail: handing seals to an anchor outside",
    "audit_state": "the trail: how much of it is sealed",
    "audit_last_check": "the trail: when it was last checked",
}
