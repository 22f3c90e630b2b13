"""What brings a register in is killed in the middle; run again, it goes on and adds nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction

from opencaf.agencies.command_line import acting_as
from opencaf.core.ids import new_id
from opencaf.core.roles import WEB
from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from opencaf.registers.mapping import Mapping
from opencaf.registers.models import Import, ImportedRow
from opencaf.registers.operations.importing import bring_in_register
from tests.databases import Databases
from tests.factories import AuthorityFactory, MeetingKindFactory, PractitionerFactory, acting_in
from tests.registers.registers import written
from tests.registers.test_writing import JACK, LEAH, NEW

KILLED = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from opencaf.agencies.command_line import acting_as, practitioner_with_address
from opencaf.registers.mapping import Mapping
from opencaf.registers.operations import importing
whole = importing.portions
importing.portions = lambda lines: whole(lines, 1)

def die(done, rows):
    if done == 2:
        os.kill(os.getpid(), signal.SIGKILL)

with acting_as(practitioner_with_address(sys.argv[2])) as by:
    importing.bring_in_register(Path(sys.argv[1]), Mapping(), say=die, by=by)
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_goes_on(
    today: None, databases: Databases, fresh_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    authority_id = new_id()
    with acting_in(authority_id), transaction.atomic():
        AuthorityFactory()
        by = PractitionerFactory(given_name="Cosima", post_worn__role="coordinator")
        MeetingKindFactory(code="tac")
        assert by.post.authority == by.authority
    file = written(tmp_path, LEAH, JACK, NEW)
    environment = {**os.environ, "OPENCAF_TESTING": "1", "DATABASE_URL": databases.url(WEB, fresh_database)}

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(file), by.email],
        env={**environment, "DJANGO_SETTINGS_MODULE": "opencaf.config.settings"},
        check=False,
    )
    with acting_as(by):
        with transaction.atomic():
            begun = (Import.objects.get().state, Episode.objects.count(), ImportedRow.objects.count())
        result = bring_in_register(file, Mapping(), by=by)
        with transaction.atomic():
            done = (Import.objects.get().state, Episode.objects.count(), ImportedRow.objects.count())
            children = sorted(Person.objects.filter(kin__isnull=False).values_list("given_names", flat=True))

    assert killed.returncode == -signal.SIGKILL
    assert begun == ("writing", 2, 2)
    assert (result.known, done) == (2, ("done", 3, 3))
    assert children == ["Jack", "Leah", "Mia"]
