"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import EVERYBODY, PUBLIC, Row

ROWS: dict[str, Row] = {
    "help:index": PUBLIC,
    "help:safeguarding": PUBLIC,
    "help:accessibility": PUBLIC,
    "help:privacy": PUBLIC,
    "help:blank_form": EVERYBODY,
    "help:components": EVERYBODY,
}
