from django.db import migrations

# The shielded records of which whoever asks may not know: most authorities have few, and most people none.
HIDDEN = """
create function access_hidden_ids() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    me uuid := nullif(current_setting('app.practitioner', true), '')::uuid;
begin
    return array(
        select reader.record_id from access_shieldreader reader
        where reader.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and reader.ended_at is null
        group by reader.record_id
        having bool_or(reader.practitioner_id = me) is not true);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0012_end_sight_with_the_post")]
    operations = [migrations.RunSQL(HIDDEN, "drop function access_hidden_ids()")]
