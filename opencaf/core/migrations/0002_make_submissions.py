from django.db import migrations

from opencaf.core.second_wall import THIS_AUTHORITY

MAKE = f"""
create table core_submission (
    token uuid primary key, authority_id uuid, practitioner_id uuid, at timestamptz not null,
    went_to varchar(500) not null default ''
);
create index core_submission_at on core_submission (at);
alter table core_submission enable row level security;
create policy inside_one_authority on core_submission
    using (authority_id is not distinct from {THIS_AUTHORITY})
    with check (authority_id is not distinct from {THIS_AUTHORITY});
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_make_cache_table")]
    operations = [migrations.RunSQL(MAKE, "drop table core_submission")]
