"""Print docs/access.md: every page and what each kind of visitor is answered."""

from typing import Any

from django.core.management.base import BaseCommand

from opencaf.web.access_rows import ROWS
from opencaf.web.access_table import BY_POST, VISITORS, WORDS, all_addresses

INTRODUCTION = """\
# Who may open which page

Printed by `manage.py print_access`; each cell is run as a test. *Stranger* works in the same authority and
has not found the child; *found it* has found the child in a search and nothing more. *Duty team* is that
of social care, without a ground written down.
"""


def table() -> str:
    """Return the table as Markdown."""
    lines = [INTRODUCTION]
    lines.append("| page | address | " + " | ".join(name.replace("_", " ") for name in VISITORS) + " |")
    lines.append("|---" * (2 + len(VISITORS)) + "|")
    for name, address in sorted(all_addresses().items()):
        words = [WORDS[answer] for answer in ROWS[name].cells()]
        way = "sent to " if name in BY_POST else ""
        lines.append(f"| `{name}` | {way}`{address}` | " + " | ".join(words) + " |")
    return "\n".join(lines) + "\n"


class Command(BaseCommand):
    """Prints to standard output; redirect it into docs/access.md."""

    help = "Print the table of pages and visitors"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(table(), ending="")
