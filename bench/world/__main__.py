"""`python -m bench.world --children 100000 --episodes 40000`, as the owner of an empty, migrated database."""

from __future__ import annotations

import argparse
import os
import sys
import time

import psycopg

from bench.world.assessments import make_assessments
from bench.world.authority import make_authority
from bench.world.episodes import make_episodes
from bench.world.families import make_families
from bench.world.inserting import Connection, keep_rows
from bench.world.meetings import make_meetings, make_plans
from bench.world.names import keep_names
from bench.world.support import make_support
from opencaf.core import clock
from opencaf.core.ids import new_id

# Children. A larger world is made by the same statements, unchecked and without triggers.
CHECKED_UP_TO = 5_000
KEEP_STANDINGS = "select count(episodes_keep_standing(id)) from episodes_episode"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.world")
    parser.add_argument("--children", type=int, required=True)
    parser.add_argument("--episodes", type=int, required=True)
    parser.add_argument(
        "--practitioners", type=int, default=0, help="three for a hundred children, if not said"
    )
    options = parser.parse_args()
    started = time.monotonic()
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        if options.children > CHECKED_UP_TO:
            connection.execute("set session_replication_role = replica")
        fill(connection, options.children, options.episodes, options.practitioners)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("vacuum analyze")
    sys.stderr.write(f"Filled in {time.monotonic() - started:.0f} s\n")


def fill(connection: Connection, children: int, episodes: int, practitioners: int) -> None:
    """Make everything, the rows that others point to first."""
    keep_rows(connection, "here", ["id uuid", "today date"], [(new_id(), clock.today())])
    keep_names(connection)
    practitioners = practitioners or max(60, children * 3 // 100)
    make_authority(connection, agencies=max(12, practitioners // 8), practitioners=practitioners)
    make_families(connection, children=children)
    make_episodes(connection, episodes=episodes)
    make_assessments(connection)
    make_meetings(connection)
    make_plans(connection)
    make_support(connection)
    connection.execute(KEEP_STANDINGS)


if __name__ == "__main__":
    main()
