"""Fills an empty database with four invented authorities and their families."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from opencaf.core import clock
from opencaf.core.collecting import collect_seldom
from opencaf.demo.authorities import AUTHORITIES
from opencaf.demo.loading import OtherPlanError, load_authority
from opencaf.demo.loading.world import is_finished
from opencaf.demo.plans import plan_authority
from opencaf.demo.sign_ins import PASSWORD, give_second_factors

TOGETHER = (("A", "C"), ("B", "D"))  # each pair in a process of its own
LOCK = 7_300_031_946_112_225_600  # and the authority's place after it
START_AFRESH = "Delete what is there (`make clean-demo`) and run this again."


class Command(BaseCommand):
    help = "Make the demonstration's authorities, families and CAFs; what is there already stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=2011, help="other seeds make other families")
        parser.add_argument("--children", type=int, default=600, help="in each authority")
        parser.add_argument("--episodes", type=int, default=250, help="in each authority")
        parser.add_argument("--day", type=dt.date.fromisoformat, help="the day it is there (YYYY-MM-DD)")
        parser.add_argument("--authority", action="append", choices=list(AUTHORITIES), help="only these")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("The demonstration is loaded only where OPENCAF_DEMONSTRATION=1 is set.")
        if options["children"] < options["episodes"]:
            raise CommandError("There must be at least as many children as episodes.")
        options["day"] = options["day"] or clock.today()
        wanted = options["authority"] or list(AUTHORITIES)
        missing = [code for code in wanted if not is_finished(code)]
        if not missing:
            self.stdout.write("The demonstration is loaded.")
        elif options["authority"]:
            self.load(missing, options)
        else:
            self.load_in_two(missing, options)
        give_second_factors()

    def load(self, codes: list[str], options: dict[str, Any]) -> None:
        """Make authorities one after the other."""
        collect_seldom()
        hashed_password = make_password(PASSWORD)
        for code in codes:
            self.take_alone(code)
            plan = plan_authority(
                code,
                seed=options["seed"],
                day=options["day"],
                children=options["children"],
                episodes=options["episodes"],
            )
            try:
                load_authority(plan, hashed_password=hashed_password, say=self.say)
            except OtherPlanError as error:
                raise CommandError(
                    f"{error} was begun on another day or with another seed and not finished. {START_AFRESH}"
                ) from error

    def load_in_two(self, codes: list[str], options: dict[str, Any]) -> None:
        """Share the authorities between two processes, each with a connection of its own."""
        shares = [[code for code in pair if code in codes] for pair in TOGETHER]
        processes = [self.start(share, options) for share in shares if share]
        try:
            failed = [process for process in processes if process.wait() != 0]
        except KeyboardInterrupt:
            for process in processes:
                process.terminate()
            raise
        if failed:
            raise CommandError("The demonstration is not complete. Run this again; it carries on.")
        self.say("The demonstration is loaded.")

    def start(self, codes: list[str], options: dict[str, Any]) -> subprocess.Popen[bytes]:
        """Start this command for some authorities."""
        values = [f"--{name}={options[name]}" for name in ("seed", "children", "episodes", "day")]
        chosen = [f"--authority={code}" for code in codes]
        return subprocess.Popen([sys.executable, sys.argv[0], "load_demo", *values, *chosen], env=os.environ)

    def take_alone(self, code: str) -> None:
        """Hold an authority's lock, which ends with the connection; refuse where another load holds it."""
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s)", [LOCK + AUTHORITIES[code].place_in_row])
            if cursor.fetchone() != (True,):
                raise CommandError(f"Another load of Authority {code} is under way. Wait until it is done.")

    def say(self, sentence: str) -> None:
        """Say how far it is."""
        self.stdout.write(sentence)
        self.stdout.flush()
