from django.db import migrations

MAKE = """
create table cache_entries (
    cache_key varchar(255) primary key, value text not null, expires timestamptz not null
);
create index cache_entries_expires on cache_entries (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(MAKE, "drop table cache_entries")]
