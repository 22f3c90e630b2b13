from django.db import migrations

FIND = """
-- Which authority a code is of: asked when somebody signs in through its provider, before it is known who asks.
create function agencies_authority_with_code(wanted text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select id from agencies_authority where lower(code) = lower(wanted)
$$;
revoke all on function agencies_authority_with_code(text) from public;
grant execute on function agencies_authority_with_code(text) to opencaf_web, opencaf_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0008_raise_walls_of_accounts")]
    operations = [migrations.RunSQL(FIND, "drop function agencies_authority_with_code(text)")]
