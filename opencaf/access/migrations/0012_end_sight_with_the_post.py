from importlib import import_module

from django.db import migrations

BEFORE = "".join(
    f"create or replace function {function}"
    for function in import_module("opencaf.access.migrations.0004_tell_how_far_somebody_sees").SIGHT.split(
        "create function "
    )
    if function.startswith(("access_child_ids", "access_episode_ids"))
)
AFTER = BEFORE.replace(
    "and held.level >=", "and held.agency_id = any((select access_agencies())::uuid[]) and held.level >="
)


class Migration(migrations.Migration):
    dependencies = [("access", "0011_fill_where_access_was_given")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
