from importlib import import_module

from django.db import migrations

BEFORE = import_module("opencaf.agencies.migrations.0002_raise_walls").WHO_IS_ASKING.split("revoke")[0]
AGENCY = "join agencies_agency agency on agency.id = post.agency_id"
AFTER = BEFORE.replace("create function", "create or replace function").replace(
    AGENCY, f"{AGENCY} and agency.active"
)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_add_agency_stop")]
    operations = [migrations.RunSQL(AFTER, BEFORE.replace("create function", "create or replace function"))]
