from django.db import migrations

# The web role cannot read the trail. These functions read it for one case or one practitioner, for those
# who may: who works with the family or coordinates, and who audits. Nobody else gets a row.
LOOKS = """
create function episodes_may_read_looks(asked uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from episodes_episode episode
        where episode.id = asked
          and episode.authority_id = nullif(current_setting('app.authority', true), '')::uuid)
      and (agencies_holds_role('coordinator', 'manager', 'auditor') or exists (
        select from access_accessgrant held
        where held.episode_id = asked and held.level >= 3
          and held.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and held.starts_at <= nullif(current_setting('app.now', true), '')::timestamptz
          and coalesce(held.ends_at, 'infinity') > nullif(current_setting('app.now', true), '')::timestamptz))
$$;

create function episodes_looks_at(asked uuid) returns table (
    day date, practitioner_id uuid, name text, agency text, role text, basis text, action text,
    subject_kind text, page text, times bigint, first_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    with children as (
        select child_id as id from episodes_episodechild
        where episode_id = asked and episodes_may_read_looks(asked)),
    ids as (select id from children union select asked where episodes_may_read_looks(asked)),
    shown as (
        select jsonb_build_object('children', jsonb_build_array(id)) as key from children
        union all select jsonb_build_object('episodes', jsonb_build_array(id)) from ids where id = asked),
    found as (
        select event.id from ids join audit_event event on event.subject_id = ids.id
        where event.action in ('read', 'printed', 'downloaded')
        union
        select event.id from shown join audit_event event on event.detail @> shown.key
        where event.action in ('listed', 'searched', 'looked_before_writing')),
    looks as (
        select (event.at at time zone 'Europe/London')::date as day, event.practitioner_id, event.post_id,
               event.action, event.subject_kind, coalesce(event.detail ->> 'page', '') as page,
               count(*) as times, min(event.at) as first_at
        from found join audit_event event on event.id = found.id
        where event.authority_id = nullif(current_setting('app.authority', true), '')::uuid
        group by 1, 2, 3, 4, 5, 6)
    select looks.day, looks.practitioner_id, practitioner.given_name || ' ' || practitioner.family_name,
           coalesce(agency.name, ''), coalesce(post.role, ''), coalesce(held.basis, ''), looks.action,
           looks.subject_kind, looks.page, looks.times, looks.first_at
    from looks
    join agencies_practitioner practitioner on practitioner.id = looks.practitioner_id
    left join agencies_post post on post.id = looks.post_id
    left join agencies_agency agency on agency.id = post.agency_id
    left join lateral (
        select own.basis from access_accessgrant own
        where own.practitioner_id = looks.practitioner_id
          and (own.episode_id = asked or own.child_id in (select id from children))
          and own.starts_at <= looks.first_at and (own.ends_at is null or own.ends_at > looks.first_at)
        order by own.level desc, array_position(
            array['lead', 'team', 'assessor', 'initiated', 'entered', 'recorded', 'found'], own.basis::text)
        limit 1) held on true
    order by looks.day desc, practitioner.family_name, practitioner.given_name, looks.first_at
$$;

create function episodes_with_reference(asked text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    select episode.id from episodes_episode episode
    where agencies_holds_role('auditor') and episode.reference = asked
      and episode.authority_id = nullif(current_setting('app.authority', true), '')::uuid
$$;

create function episodes_reference_of(asked uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
    select episode.reference from episodes_episode episode
    where agencies_holds_role('auditor') and episode.id = asked
      and episode.authority_id = nullif(current_setting('app.authority', true), '')::uuid
$$;

create function episodes_looks_by(asked uuid, since timestamptz) returns table (
    day date, action text, subject_kind text, page text, reason text, refs text, ids_shown bigint,
    times bigint, first_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select (event.at at time zone 'Europe/London')::date, event.action, event.subject_kind,
           coalesce(event.detail ->> 'page', ''), event.reason, coalesce(cases.refs, ''),
           sum(jsonb_array_length(coalesce(event.detail -> 'children', event.detail -> 'episodes', '[]'))),
           count(*), min(event.at)
    from audit_event event
    left join lateral (
        select string_agg(episode.reference, ', ' order by episode.reference) as refs
        from episodes_episode episode
        where episode.id = coalesce(event.episode_id, event.subject_id)
           or (event.subject_kind = 'child' and episode.id in (
               select episode_id from episodes_episodechild where child_id = event.subject_id))) cases on true
    where agencies_holds_role('auditor') and event.practitioner_id = asked and event.at >= since
      and event.authority_id = nullif(current_setting('app.authority', true), '')::uuid
      and event.action in ('read', 'printed', 'downloaded', 'listed', 'searched', 'looked_before_writing',
                           'refused', 'ceiling_half_reached')
    group by 1, 2, 3, 4, 5, 6
    order by 1 desc, min(event.at) desc
    limit 2000
$$;
"""

LET_GO = """
drop function episodes_looks_by(uuid, timestamptz);
drop function episodes_reference_of(uuid);
drop function episodes_with_reference(text);
drop function episodes_looks_at(uuid);
drop function episodes_may_read_looks(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0005_keep_completed_assessments"),
        ("agencies", "0004_let_auditors_see_alerts"),
        ("access", "0002_raise_walls"),
    ]
    operations = [migrations.RunSQL(LOOKS, LET_GO)]
