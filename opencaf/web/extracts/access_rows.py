"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import COORDINATES, OF_ITS_MAKER, SENT_BY_ITS_MAKER, Row

ROWS: dict[str, Row] = {
    "extracts:index": COORDINATES,
    "extracts:tables": COORDINATES,
    "extracts:tables_download": COORDINATES,
    "extracts:find": COORDINATES,
    "extracts:extract": COORDINATES,
    "extracts:ask": COORDINATES,
    "extracts:made": COORDINATES,
    "extracts:take": OF_ITS_MAKER,
    "extracts:stop": SENT_BY_ITS_MAKER,
    "extracts:again": SENT_BY_ITS_MAKER,
    "extracts:remove": OF_ITS_MAKER,
}
