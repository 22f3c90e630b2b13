"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import COORDINATES, OF_THE_CASE, WORKS_WITH_FAMILIES, Row

ROWS: dict[str, Row] = {
    "quality:index": COORDINATES,
    "quality:mine": WORKS_WITH_FAMILIES,
    "quality:accepted": WORKS_WITH_FAMILIES,
    "quality:rule": COORDINATES,
    "quality:rule_download": COORDINATES,
    "quality:accept": OF_THE_CASE,
    "quality:take_back": OF_THE_CASE,
}
