"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import COORDINATES, OF_THE_CASE, OF_WHO_CHOSE, SENT_BY_WHO_CHOSE, Row

ROWS: dict[str, Row] = {
    "registers:index": COORDINATES,
    "registers:choose": COORDINATES,
    "registers:waiting": OF_WHO_CHOSE,
    "registers:understood": OF_WHO_CHOSE,
    "registers:mapping": OF_WHO_CHOSE,
    "registers:try": SENT_BY_WHO_CHOSE,
    "registers:give_up": OF_WHO_CHOSE,
    "registers:tried_rows": OF_WHO_CHOSE,
    "registers:tried_file": OF_WHO_CHOSE,
    "registers:bring_in": OF_WHO_CHOSE,
    "registers:stop": SENT_BY_WHO_CHOSE,
    "registers:import": COORDINATES,
    "registers:undo": COORDINATES,
    "registers:imported_rows": COORDINATES,
    "registers:imported_file": COORDINATES,
    "registers:case": OF_THE_CASE,
    "registers:child": OF_THE_CASE,
}
