"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import (
    AFTER_A_SEARCH,
    COORDINATES,
    EVERYBODY,
    OF_WHOM_IT_IS_FOR,
    SENT_ON,
    UNKNOWN_TO_ALL,
    WORKS_WITH_FAMILIES,
    Row,
)

ROWS: dict[str, Row] = {
    "practice:index": EVERYBODY,
    "practice:open": AFTER_A_SEARCH,
    "practice:leave": SENT_ON,
    "practice:anew": WORKS_WITH_FAMILIES,
    "practice:feedback": UNKNOWN_TO_ALL,  # outside a street no case has it
    "practice:learners": COORDINATES,
    "practice:clear": OF_WHOM_IT_IS_FOR,
}
