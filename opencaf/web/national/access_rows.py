"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import REFUSED_TO_ALL, Row

ROWS: dict[str, Row] = {
    "national:index": REFUSED_TO_ALL,
    "national:report": REFUSED_TO_ALL,
    "national:report_download": REFUSED_TO_ALL,
}
