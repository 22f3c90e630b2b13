"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import AUDITS, AUDITS_OR_ADMINISTERS, AUDITS_WHAT_IS_THERE, Row

ROWS: dict[str, Row] = {
    "oversight:index": AUDITS,
    "oversight:find_case": AUDITS,
    "oversight:case_looks": AUDITS,
    "oversight:find_practitioner": AUDITS,
    "oversight:practitioner_looks": AUDITS,
    "oversight:glass": AUDITS,
    "oversight:judge": AUDITS,
    "oversight:withhold": AUDITS,
    "oversight:privacy_officer": AUDITS_OR_ADMINISTERS,
    "oversight:alerts": AUDITS,
    "oversight:alert_sign_off": AUDITS_WHAT_IS_THERE,
    "oversight:reviews": AUDITS_OR_ADMINISTERS,
    "oversight:review": AUDITS_OR_ADMINISTERS,
    "oversight:review_sign_off": AUDITS_OR_ADMINISTERS,
    "oversight:ceilings": AUDITS_OR_ADMINISTERS,
}
