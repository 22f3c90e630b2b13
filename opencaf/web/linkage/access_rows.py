"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import COORDINATES, Row

ROWS: dict[str, Row] = {
    "linkage:index": COORDINATES,
    "linkage:links": COORDINATES,
    "linkage:weights": COORDINATES,
    "linkage:pair": COORDINATES,
    "linkage:remove": COORDINATES,
}
