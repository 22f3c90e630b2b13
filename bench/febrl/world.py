"""`python -m bench.febrl.world authority|file`: an authority for the records; filing them when loaded."""

from __future__ import annotations

import os
import sys

import psycopg

from bench.world.authority import make_authority
from bench.world.inserting import keep_rows
from bench.world.names import keep_names
from opencaf.core import clock
from opencaf.core.ids import new_id
from opencaf.people.operations.rebuilding import file_everybody


def main() -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        if sys.argv[1] == "authority":
            keep_rows(connection, "here", ["id uuid", "today date"], [(new_id(), clock.today())])
            keep_names(connection)
            make_authority(connection, agencies=12, practitioners=60)
        else:
            file_everybody(connection)


if __name__ == "__main__":
    main()
