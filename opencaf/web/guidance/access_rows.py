"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import COORDINATES, EVERYBODY, OF_WHO_COORDINATES, Row

ROWS: dict[str, Row] = {
    "guidance:index": EVERYBODY,
    "guidance:question": EVERYBODY,
    "guidance:write": COORDINATES,
    "guidance:version": COORDINATES,
    "guidance:refresher": EVERYBODY,
    "guidance:examples": EVERYBODY,
    "guidance:example_add": COORDINATES,
    "guidance:example_change": COORDINATES,
    "guidance:examples_usual": COORDINATES,
    "guidance:from_answer": OF_WHO_COORDINATES,
}
