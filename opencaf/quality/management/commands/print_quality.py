"""Print docs/quality.md: how the work list of data quality works, and its catalogue."""

from typing import Any

from django.core.management.base import BaseCommand

from opencaf.quality.catalogue import as_markdown

INTRODUCTION = """\
# Data quality: what is to be put right

Printed by `manage.py print_quality` from opencaf/quality/rules; do not edit.

*Board*, *Data quality* says how much in the cases that somebody looks after is missing, odd, stale
or contradictory, beside what it was at the end of the months before. Each line opens its list:
which cases and children, since when, who leads, and the page on which it is put right. Whoever
leads a case, or started one that nobody leads, finds their own under *My work*, *What you can put
right*.

- **Now** is looked up in the records; the list, its number and its file are the same rows. Shielded
  records and sealed addresses are never looked at, whoever asks.
- **Every night** the findings of each rule are counted by locality. What stands on the last night
  of a month is that month's number. Nothing is counted by person.
- **It is right as it is**: whoever works with a case can say so, with a reason. The finding leaves
  the list for everybody, and comes back when what was found changes. It stands under *What is
  called right as it is*, and can be taken back.

## What is looked for

Days and ages are those of an authority that has changed nothing in its settings.
"""


def page() -> str:
    """Return the page as Markdown."""
    return f"{INTRODUCTION}\n{as_markdown()}"


class Command(BaseCommand):
    """Prints to standard output; redirect it into docs/quality.md."""

    help = "Print the catalogue of data quality"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
