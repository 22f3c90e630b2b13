from importlib import import_module

from django.db import migrations

from opencaf.access.case_wall import PRACTITIONER

KEPT = import_module("opencaf.episodes.migrations.0033_keep_files")
# Whoever chose a register sees its bytes, also while a child is shielded from them.
OF_ITS_CHOOSER = (
    "exists (select from registers_waitingregister waiting "
    "where files_storedfile.id in (waiting.stored_id, waiting.codes_id) "
    f"and waiting.recorded_by_id = {PRACTITIONER})"
)
BYTES = "alter policy behind_its_file on files_storedfile using ({using}) with check ({check})"
BEFORE = BYTES.format(using=f"{KEPT.NO_SHIELD} or {KEPT.SHOWN}", check=f"{KEPT.NO_SHIELD} or {KEPT.WRITTEN}")
SHOWN = f"{KEPT.NO_SHIELD} or {KEPT.SHOWN} or {OF_ITS_CHOOSER}"
WRITTEN = f"{KEPT.NO_SHIELD} or {KEPT.WRITTEN} or {OF_ITS_CHOOSER}"
AFTER = BYTES.format(using=SHOWN, check=WRITTEN)


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0004_undo_and_clear_by_jobs"),
        ("episodes", "0033_keep_files"),
    ]

    operations = [migrations.RunSQL(AFTER, BEFORE)]
