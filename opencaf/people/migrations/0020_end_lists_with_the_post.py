from importlib import import_module

from django.db import migrations

LISTS = import_module("opencaf.people.migrations.0004_seal_parts").LISTS
TWINS = import_module("opencaf.people.migrations.0005_shield_children").TWINS
BEFORE = (LISTS + TWINS).replace("create function", "create or replace function")
WORKS_THERE = "reader.agency_id = any((select access_agencies())::uuid[])"
AFTER = (
    BEFORE.replace("and reader.ended_at is null);", f"and reader.ended_at is null and {WORKS_THERE});")
    .replace(
        "and reader.practitioner_id = asking.practitioner_id",
        f"and reader.practitioner_id = asking.practitioner_id and {WORKS_THERE}",
    )
    # who is told of a shielded child that was recorded again
    .replace(
        "and post.ended_on is null\n", "and post.ended_on is null and post.agency_id = reader.agency_id\n"
    )
)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0019_fill_where_readers_work"),
        ("access", "0017_end_lists_with_the_post"),
    ]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
