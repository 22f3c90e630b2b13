from django.db import migrations

# On which days a child's record was made one with another, or two again, for who sees the child.
MERGED_ON = """
create function people_merged_on(asked uuid)
returns table (merge uuid, merged_on date, approved_by uuid, undone_on date, undone_by uuid)
language sql stable security definer set search_path = public, pg_temp as $$
    select done.id, (done.answered_at at time zone 'Europe/London')::date, done.answered_by_id,
           (done.undone_at at time zone 'Europe/London')::date, done.undone_by_id
    from people_merge done
    where asked in (done.keeping_id, done.losing_id) and done.state in ('merged', 'undone')
      and done.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and (asked = any(access_child_ids(3)) or access_sees_all() or people_in_circle(asked))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0014_look_elsewhere")]
    operations = [migrations.RunSQL(MERGED_ON, "drop function people_merged_on(uuid);")]
