from importlib import import_module

from django.db import migrations

BEFORE = import_module("opencaf.episodes.migrations.0011_shield_cases").HEED_SHIELDS
AFTER = BEFORE.replace(
    "and held.level >=", "and held.agency_id = any((select access_agencies())::uuid[]) and held.level >="
)


class Migration(migrations.Migration):
    dependencies = [("access", "0012_end_sight_with_the_post"), ("episodes", "0022_hide_parts_left_out")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
