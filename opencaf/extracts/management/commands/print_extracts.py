"""Prints docs/extracts.md from the extracts’ own definitions: `manage.py print_extracts > docs/extracts.md`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from opencaf.agencies.models import Authority
from opencaf.extracts.catalogue import EXTRACTS
from opencaf.extracts.described import Column, Extract, Table
from opencaf.extracts.headings import AREAS, HEADINGS, NEEDS

INTRODUCTION = """# Standard extracts

Printed by `manage.py print_extracts` from opencaf/extracts; do not edit.

Coordinators and managers who see every case of the authority have a file made under Reports, Extracts: which
days, which kind of file, what for, and who gets it. A job makes it as whoever asked, from what they may see.
The file is theirs alone, is kept encrypted for seven days, and is counted among the day's files when it is
taken. Who had it made, when and why stays, and is on the trail. Children who are shielded from whoever makes a
file are not in it; its page says how many are shielded in the whole authority, whatever its days (a workbook and a ZIP say it too), so that nobody can
find out about one by asking for other days. A child shielded after a file was made holds the file back.

The same from the command line, with the rights of whoever is named and on the trail as theirs:

```
manage.py extract NAME --as name@example.org --for "why, and who gets it" --out FILE
    [--authority CODE] [--from 2026-05-02] [--to 2026-11-02] [--purpose inspection]
```

Keys are checked before a file is given: each is there once, and what a row names is in the file. Where that
fails there is a sentence and no file. Ids are the same in every extract; Extracts, Find the child behind an ID
leads from one to the record. Dates of which only month and year are known are given as the 15th; where less is
known, the cell is empty. A text that a spreadsheet would take for a formula has an apostrophe before it.

Tables 1 to 3 of the study of 2011 stand beside these, for any authority and about no child: see the page.
"""


class Command(BaseCommand):
    """Prints each extract with its columns."""

    help = "Print the standard extracts as Markdown"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(extracts_page())


def extracts_page() -> str:
    """Return the page."""
    lines = [INTRODUCTION]
    for extract in EXTRACTS.values():
        lines += section(extract)
    return "\n".join([*lines, *mapping()])


def section(extract: Extract) -> Iterator[str]:
    """Yield what is said of one extract."""
    usual = Authority(short_name="CAF", lead_title="lead professional")
    kinds = " or ".join(way.upper() for way in extract.ways)
    yield f"## {extract.title}\n"
    yield f"`{extract.code}`, {kinds}, at most {extract.months} months. For: {extract.what_for}\n"
    for words in (*extract.who_is_in, *extract.limits):
        yield f"- {extract.told(words, usual)}"
    for table in extract.tables:
        yield from columns(table)


def columns(table: Table) -> Iterator[str]:
    """Yield a table's columns."""
    yield f"\n### {table.name}\n"
    yield f"One row for {table.one_row_for}. Key: {', '.join(f'`{one}`' for one in table.key)}.\n"
    yield "| column | meaning | rule | codes | names a row of |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        refers = table.refers.get(column.name, "")
        yield f"| `{column.name}` | {column.meaning} | {rule_of(column)} | {column.codes} | {refers} |"
    yield ""


def rule_of(column: Column) -> str:
    """Return by which rule a column is filled, or why it never is."""
    return f"*Always empty.* {column.empty}" if column.empty else column.rule


def mapping() -> Iterator[str]:
    """Yield which headings are spoken of by what."""
    yield "### Which heading is spoken of by what\n"
    yield "; ".join(f"{number} {words}" for number, words in HEADINGS.items()) + ".\n"
    yield "| | code | headings | why |"
    yield "|---|---|---|---|"
    for kind, spoken in (("need", NEEDS), ("area", AREAS)):
        for code, one in spoken.items():
            numbers = ", ".join(map(str, one.headings)) or "none"
            yield f"| {kind} | `{code}` | {numbers} | {one.why} |"
