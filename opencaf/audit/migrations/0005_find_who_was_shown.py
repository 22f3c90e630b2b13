from django.db import migrations

# Lists and searches keep the ids they showed in their detail; what auditors look for is rare among looks.
FIND = """
create index event_by_ids_shown on audit_event using gin (detail jsonb_path_ops)
    where action in ('listed', 'searched', 'looked_before_writing');
create index event_for_auditors on audit_event (subject_kind, at) where subject_kind in ('ceiling', 'trail');

-- About the trail as a whole, so that it names nobody.
create function audit_last_check(out at timestamptz, out found text, out detail jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
    select event.at, event.reason, event.detail from audit_event event
    where event.subject_kind = 'trail' and event.action = 'seals_checked'
    order by event.at desc, event.id desc limit 1
$$;
"""

LET_GO = """
drop function audit_last_check();
drop index event_for_auditors;
drop index event_by_ids_shown;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_count_what_is_looked_at")]
    operations = [migrations.RunSQL(FIND, LET_GO)]
