from importlib import import_module

from django.db import migrations

CIRCLE = import_module("opencaf.people.migrations.0003_raise_walls_by_grants").CIRCLE_OF_WHO_ASKS
BEFORE = CIRCLE.split("-- A correction")[0].replace("create function", "create or replace function")
AFTER = BEFORE.replace(
    "and held.level >=", "and held.agency_id = any((select access_agencies())::uuid[]) and held.level >="
)


class Migration(migrations.Migration):
    dependencies = [("access", "0012_end_sight_with_the_post"), ("people", "0009_point_at_children")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
