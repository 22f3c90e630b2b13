"""Who may open which page of this area: its rows of the access table."""

from opencaf.web.access_table import EVERYBODY, KEEPS_SERVICES, KEEPS_THIS_SERVICE, OF_THE_DIRECTORY, Row

ROWS: dict[str, Row] = {
    "directory:index": EVERYBODY,
    "directory:add": KEEPS_SERVICES,
    "directory:feed": KEEPS_SERVICES,
    "directory:feed_download": KEEPS_SERVICES,
    "directory:show": OF_THE_DIRECTORY,
    "directory:change": KEEPS_SERVICES,
    "directory:waiting": KEEPS_THIS_SERVICE,
    "directory:retire": KEEPS_SERVICES,
    "directory:put_back": KEEPS_SERVICES,
}
