from django.db import migrations

ALERTS = """
-- Whether the practitioner who asks holds a live post of one of these roles in the authority that asks.
create function agencies_holds_role(variadic roles text[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from agencies_post post
        where post.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and post.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and post.ended_on is null and post.role = any(roles))
$$;

create function agencies_alerts(since timestamptz) returns table (
    at timestamptz, action text, reason text, practitioner_id uuid, name text, agency text, detail jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
    select event.at, event.action, event.reason, event.practitioner_id,
           coalesce(practitioner.given_name || ' ' || practitioner.family_name, ''),
           coalesce(agency.name, ''), event.detail
    from audit_event event
    left join agencies_practitioner practitioner on practitioner.id = event.practitioner_id
    left join agencies_post post on post.id = event.post_id
    left join agencies_agency agency on agency.id = post.agency_id
    where agencies_holds_role('auditor') and event.at >= since and event.subject_kind in ('ceiling', 'trail')
      and (event.authority_id is null
           or event.authority_id = nullif(current_setting('app.authority', true), '')::uuid)
      and (event.subject_kind = 'ceiling' or event.reason = 'fault')
    order by event.at desc limit 500
$$;
"""

LET_GO = """
drop function agencies_alerts(timestamptz);
drop function agencies_holds_role(text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_add_ceilings"), ("audit", "0005_find_who_was_shown")]
    operations = [migrations.RunSQL(ALERTS, LET_GO)]
