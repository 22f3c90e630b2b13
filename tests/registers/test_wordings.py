"""Wordings of many registers: what they say, and what is too little to say it."""

from __future__ import annotations

import pytest

from opencaf.registers.interpreting.answers import read_consent, read_ending, read_ethnicity
from opencaf.registers.mapping import field_of_heading

ENDINGS = {
    "needs_met_universal": (
        "NEEDS MET",
        "All needs met",
        "Back to universal services",
        "Outcomes achieved",
        "CAF complete",
    ),
    "needs_met_single_agency": (
        "Needs met by school alone",
        "Step down to single agency",
        "Step down - school",
    ),
    "stepped_up_csc": (
        "Now CP plan",
        "Taken on by R&A team",
        "Transferred to Social Care",
        "CIN - CAF closed",
    ),
    "consent_withdrawn": ("Mum withdrew consent", "consent w/drawn", "Withdrawn"),
    "disengaged_uncontactable": ("No contact x3 letters", "Did not engage after TAC2", "Lost contact"),
    "declined_at_offer": ("Parents said no to CAF", "CAF not wanted", "Did not consent"),
    "moved_out_of_area": ("moved o/a", "Left area", "Family moved - transferred to new LA"),
    "transitioned_adult_services": ("18 - adult team", "Adult services now involved"),
    "reached_age_limit": ("Turned 18", "18th birthday", "Over age"),
    "merged_or_duplicate": ("Duplicate - see other CAF", "Combined with sibling's CAF"),
    "opened_in_error": ("Logged in error", "Error"),
}
ETHNICITIES = {
    "WBRI": ("White British", "W/B", "British White", "Wh. British", "WBRI"),
    "MWBC": ("Mixed W/B Caribbean", "White & Black Caribbean", "W/BC"),
    "APKN": ("Kashmiri Pakistani", "Asian - Pak", "Asian or Asian British - Pakistani"),
    "BAFR": ("Black Afr - Somali", "B/A"),
    "WOTH": ("White - Polish", "White E European"),
    "REFU": ("prefer not to say", "refused"),
    "NOBT": ("not known", "n/k"),
}


@pytest.mark.parametrize(
    ("reason", "said"), [(reason, said) for reason, listed in ENDINGS.items() for said in listed]
)
def test_an_ending_is_understood(reason: str, said: str) -> None:
    assert read_ending(said).reason == reason


@pytest.mark.parametrize(
    "said",
    [
        "see file",
        "closed",
        "Closed by LP",
        "Delivery plan and review",
        "Needs not met",
        "Referred to CSC",
        "Some needs met",
    ],
)
def test_an_ending_that_does_not_say_how_it_went_is_left_open(said: str) -> None:
    ending = read_ending(said)

    assert (ending.reason, ending.category, ending.state) == (None, "not_stated", "unclear")


def test_no_further_action_and_carried_forward_are_endings_of_their_own() -> None:
    assert read_ending("NFA").category == "no_further_action"
    assert read_ending("c/f to 10-11").state == "carried_forward"
    assert read_ending("ongoing").category is None


@pytest.mark.parametrize(
    ("code", "said"), [(code, said) for code, listed in ETHNICITIES.items() for said in listed]
)
def test_an_ethnic_origin_is_understood(code: str, said: str) -> None:
    assert read_ethnicity(said).code == code


@pytest.mark.parametrize("said", ["White", "British", "Asian", "Mixed race", "see form", "Atlantean"])
def test_an_ethnic_origin_that_is_too_wide_is_left_open(said: str) -> None:
    assert (read_ethnicity(said).code, read_ethnicity(said).state) == (None, "unclear")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Y - signed", "full"),
        ("Y but not GP", "partial"),
        ("No", "refused"),
        ("withdrawn 3/10", "withdrawn"),
        ("tbc", None),
        ("n/k", None),
    ],
)
def test_consent_is_understood(said: str, code: str | None) -> None:
    assert read_consent(said).code == code


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("CAF No", "caf_number"),
        ("URN", "caf_number"),
        ("Name of child/ren", "child_name"),
        ("Child's surname", "family_name"),
        ("D.O.B.", "dob"),
        ("Assessor's agency", "agency"),
        ("Assessor / agency", "initiator_and_agency"),
        ("LP organisation", "lp_agency"),
        ("2nd TAF meeting", "tac_2"),
        ("TAC3", "tac_3"),
        ("Date CAF closed", "closed_on"),
        ("Reason for closure", "closure"),
        ("Date CAF\nrec'd", "completed_on"),
        ("SEN?", ""),
    ],
)
def test_a_heading_names_its_field(heading: str, field: str) -> None:
    assert field_of_heading(heading) == field
