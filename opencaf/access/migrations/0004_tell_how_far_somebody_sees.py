from django.db import migrations

# The second wall's reading of access.sight and access.queries: who asks, wearing which post, by which grants.
# Each is asked once for a statement, from inside `(select …)`, and keeps its plan for the connection.
SIGHT = """
create function access_sees_all() returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return exists (
        select from agencies_post worn
        where worn.id = nullif(current_setting('app.post', true), '')::uuid
          and worn.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and worn.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and worn.ended_on is null and worn.role in ('coordinator', 'manager'));
end $$;

create function access_sees_every_case() returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return exists (
        select from agencies_post worn
        where worn.id = nullif(current_setting('app.post', true), '')::uuid
          and worn.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and worn.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and worn.ended_on is null and worn.role in ('coordinator', 'manager')
          and worn.locality_id is null);
end $$;

create function access_locality() returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return (
        select worn.locality_id from agencies_post worn
        where worn.id = nullif(current_setting('app.post', true), '')::uuid
          and worn.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and worn.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and worn.ended_on is null and worn.role in ('coordinator', 'manager'));
end $$;

create function access_child_ids(lowest integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
    return array(
        select held.child_id from access_accessgrant held
        where held.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and held.level >= lowest and held.starts_at <= moment
          and (held.ends_at is null or held.ends_at > moment));
end $$;

create function access_episode_ids(lowest integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
    return array(
        select held.episode_id from access_accessgrant held
        where held.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and held.episode_id is not null
          and held.level >= lowest and held.starts_at <= moment
          and (held.ends_at is null or held.ends_at > moment));
end $$;
"""

LET_GO = """
drop function access_episode_ids(integer);
drop function access_child_ids(integer);
drop function access_locality();
drop function access_sees_every_case();
drop function access_sees_all();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_ask_for_access")]
    operations = [migrations.RunSQL(SIGHT, LET_GO)]
