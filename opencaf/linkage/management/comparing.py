"""What commands share that compare records with Splink, in somebody's name."""

from __future__ import annotations

from abc import abstractmethod
from argparse import ArgumentParser
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from opencaf.agencies.command_line import acting_as, practitioner_with_address
from opencaf.agencies.models import Practitioner
from opencaf.core.rulings import Ruling, require

NEEDS_SPLINK = (
    "Comparing records needs packages that are not installed. Install them beside the others: "
    "pip install --require-hashes -r requirements/linkage.txt"
)


class ComparingCommand(BaseCommand):
    """Acts as the person named, if they may, and says in sentences what is refused."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as",
            dest="address",
            required=True,
            help="e-mail address of the coordinator or manager who does it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if find_spec("splink") is None:
            raise CommandError(NEEDS_SPLINK)
        try:
            by = practitioner_with_address(options["address"])
            with acting_as(by):
                require(self.ruling(by))
                self.work(options, by)
        except (ValidationError, PermissionDenied) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", [str(refused)]))) from None
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from None

    @abstractmethod
    def ruling(self, by: Practitioner) -> Ruling:
        """Whether somebody may."""

    @abstractmethod
    def work(self, options: dict[str, Any], by: Practitioner) -> None:
        """Do what was asked."""
