from importlib import import_module

from django.db import migrations

# A practice street knows nobody real, and whoever practises asks nobody real.
ASKED = import_module("opencaf.people.migrations.0014_look_elsewhere").ELSEWHERE.split("revoke")[0]
BEFORE = ASKED.replace("create function", "create or replace function")
OTHERS = "where other.id <> here"
REAL = f"""{OTHERS} and other.practice_of_id is null and not exists (
            select from agencies_authority own where own.id = here and own.practice_of_id is not null)"""
AFTER = BEFORE.replace(OTHERS, REAL)


class Migration(migrations.Migration):
    dependencies = [("people", "0020_end_lists_with_the_post"), ("agencies", "0027_begin_practice_streets")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
