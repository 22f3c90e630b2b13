"""`python -m opencaf.config.postgres start|stop|status|url|destroy`."""

import argparse
import sys

from opencaf.config.postgres import SUPERUSER, PostgresError, Server, server


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m opencaf.config.postgres")
    parser.add_argument("action", choices=["start", "stop", "status", "url", "destroy"])
    parser.add_argument("--server", default="demo", choices=["demo", "test"])
    parser.add_argument("--role", default=SUPERUSER)
    parser.add_argument("--database", default="postgres")
    options = parser.parse_args(arguments)
    chosen = server(options.server)
    try:
        return _act(chosen, options)
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _act(chosen: Server, options: argparse.Namespace) -> int:
    if options.action == "url":
        sys.stdout.write(f"{chosen.url(options.role, options.database)}\n")
        return 0
    if options.action == "start":
        chosen.start()
    elif options.action == "stop":
        chosen.stop()
    elif options.action == "destroy":
        chosen.destroy()
    running = chosen.running()
    sys.stdout.write(f"PostgreSQL is {'running' if running else 'not running'}: {chosen.data}\n")
    return 0 if running or options.action != "status" else 3


if __name__ == "__main__":
    sys.exit(main())
