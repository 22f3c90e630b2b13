from django.db import migrations

NAME = """
-- Which authorities there are: asked by a job when it begins, before it acts for any of them.
create function agencies_authority_ids() returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
    select array_agg(id order by id) from agencies_authority
$$;
revoke all on function agencies_authority_ids() from public;
grant execute on function agencies_authority_ids() to opencaf_web, opencaf_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0017_add_digest")]
    operations = [migrations.RunSQL(NAME, "drop function agencies_authority_ids()")]
