"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import COORDINATES, Row

ROWS: dict[str, Row] = {
    "reports:index": COORDINATES,
    "reports:started": COORDINATES,
    "reports:started_download": COORDINATES,
    "reports:started_cases": COORDINATES,
    "reports:impact": COORDINATES,
    "reports:impact_download": COORDINATES,
    "reports:unmet": COORDINATES,
    "reports:unmet_download": COORDINATES,
    "reports:unmet_cases": COORDINATES,
    "reports:report": COORDINATES,
    "reports:report_download": COORDINATES,
    "reports:report_cases": COORDINATES,
    "reports:save_view": COORDINATES,
    "reports:living": COORDINATES,
    "reports:living_year": COORDINATES,
    "reports:mail_view": COORDINATES,
    "reports:remove_view": COORDINATES,
}
