"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import COORDINATES, OF_ITS_SCORERS, OF_WHOM_IT_IS_FOR, WORKS_WITH_FAMILIES, Row

ROWS: dict[str, Row] = {
    "case_audit:mine": WORKS_WITH_FAMILIES,
    "case_audit:score": OF_ITS_SCORERS,
    "case_audit:feedback": OF_WHOM_IT_IS_FOR,
    "case_audit:index": COORDINATES,
    "case_audit:form": COORDINATES,
    "case_audit:form_next": COORDINATES,
    "case_audit:form_use": COORDINATES,
    "case_audit:item_add": COORDINATES,
    "case_audit:item_change": COORDINATES,
    "case_audit:item_remove": COORDINATES,
    "case_audit:themes": COORDINATES,
    "case_audit:theme_stop": COORDINATES,
    "case_audit:trends": COORDINATES,
    "case_audit:draw": COORDINATES,
    "case_audit:round": COORDINATES,
    "case_audit:ask": COORDINATES,
    "case_audit:close": COORDINATES,
    "case_audit:throw_away": COORDINATES,
    "case_audit:results": COORDINATES,
    "case_audit:results_download": COORDINATES,
    "case_audit:paper": COORDINATES,
    "case_audit:settle": COORDINATES,
    "case_audit:feedback_give": COORDINATES,
    "case_audit:look_again": COORDINATES,
}
