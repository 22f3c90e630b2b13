"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import UNKNOWN_TO_ALL_AND_VISITORS, Row

ROWS: dict[str, Row] = {
    "invited:answer": UNKNOWN_TO_ALL_AND_VISITORS,
    "invited:words": UNKNOWN_TO_ALL_AND_VISITORS,
}
