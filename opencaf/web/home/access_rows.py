"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import COORDINATES, EVERYBODY, WORKS_WITH_FAMILIES, Row

ROWS: dict[str, Row] = {
    "home:my_work": EVERYBODY,
    "home:opened": EVERYBODY,
    "home:agency_requests": WORKS_WITH_FAMILIES,
    "home:mail": EVERYBODY,
    "home:board": COORDINATES,
    "home:caseload": COORDINATES,
    "home:board_list": COORDINATES,
    "home:radar": COORDINATES,
}
