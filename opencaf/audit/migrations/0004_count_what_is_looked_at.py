from django.db import migrations

# Rows are written by the function alone, so that nobody can count down.
COUNT = """
create table audit_counted (
    practitioner_id uuid not null,
    kind text not null,
    subject_id uuid not null,
    authority_id uuid not null,
    at timestamptz not null,
    primary key (practitioner_id, kind, at, subject_id)
);
alter table audit_counted enable row level security;
create policy nobody_reads on audit_counted for select using (false);
revoke all on audit_counted from opencaf_web, opencaf_worker;

-- What was counted within known_for is not counted again. Two requests of one person wait for each other,
-- so that no number of workers lets more through than the ceiling says.
create function audit_count_up(
    counted_kind text, counted_subject uuid, within interval, known_for interval,
    out total bigint, out grew boolean, out first_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    who uuid := nullif(current_setting('app.practitioner', true), '')::uuid;
    authority uuid := nullif(current_setting('app.authority', true), '')::uuid;
    moment timestamptz := coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now());
begin
    total := 0;
    grew := false;
    if who is null or authority is null then
        return;
    end if;
    if exists (select from audit_counted where practitioner_id = who and kind = counted_kind
               and subject_id = counted_subject
               and at > moment - known_for and at < moment + interval '1 minute') then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended(who::text || counted_kind, 0));
    insert into audit_counted values (who, counted_kind, counted_subject, authority, moment)
        on conflict do nothing;
    grew := found;
    select count(*), min(at) into total, first_at from audit_counted
        where practitioner_id = who and kind = counted_kind
          and at > moment - within and at < moment + interval '1 minute';
end $$;

create function audit_forget_counts(before timestamptz) returns bigint
language sql security definer set search_path = public, pg_temp as $$
    with gone as (delete from audit_counted where at < before returning 1) select count(*) from gone
$$;
revoke execute on function audit_forget_counts(timestamptz) from opencaf_web;
"""

LET_GO = """
drop function audit_forget_counts(timestamptz);
drop function audit_count_up(text, uuid, interval, interval);
drop table audit_counted;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_seal_the_trail")]
    operations = [migrations.RunSQL(COUNT, LET_GO)]
