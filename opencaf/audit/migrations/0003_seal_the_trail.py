from django.db import migrations

FROM_DEFAULTS_ONLY = """
alter table audit_event add column epoch integer not null default 1;
create index event_by_transaction on audit_event (epoch, xid);

-- Whoever could choose the transaction of a row could put it where no seal looks.
revoke insert on audit_event from opencaf_web, opencaf_worker;
grant insert (id, at, authority_id, practitioner_id, post_id, on_behalf_of_id, action, subject_kind,
              subject_id, episode_id, reason, detail, request_id)
    on audit_event to opencaf_web, opencaf_worker;
"""

SEALS = """
create table audit_seal (
    n bigint primary key,
    epoch integer not null,
    from_xid xid8 not null,
    to_xid xid8 not null,
    events bigint not null,
    leaves bytea not null,
    previous bytea not null,
    hash bytea not null,
    sealed_at timestamptz not null
);
alter table audit_seal enable row level security;
create policy auditor_reads_seals on audit_seal for select to opencaf_auditor using (true);
revoke all on audit_seal from opencaf_web, opencaf_worker;
grant select on audit_seal to opencaf_auditor;
create trigger seal_is_never_changed before update or delete on audit_seal
    for each row execute function audit_refuse_change();
create trigger seals_are_never_emptied before truncate on audit_seal
    for each statement execute function audit_refuse_change();
"""

# An array of JSON is the canonical form: one text for one row, whatever the session's settings are.
HASHING = """
create function audit_microseconds(moment timestamptz) returns bigint language sql immutable as
    $$ select (extract(epoch from moment) * 1000000)::bigint $$;

create function audit_leaf(event audit_event) returns bytea language sql stable as $$
    select uuid_send(event.id) || sha256(convert_to(jsonb_build_array(
        event.id, audit_microseconds(event.at), event.authority_id, event.practitioner_id, event.post_id,
        event.on_behalf_of_id, event.action, event.subject_kind, event.subject_id, event.episode_id,
        event.reason, event.detail, event.request_id, event.xid::text, event.epoch)::text, 'UTF8'))
$$;

create function audit_hash_of(seal audit_seal) returns bytea language sql stable as $$
    select sha256(seal.previous || convert_to(jsonb_build_array(
        seal.n, seal.epoch, seal.from_xid::text, seal.to_xid::text, seal.events,
        audit_microseconds(seal.sealed_at))::text, 'UTF8') || seal.leaves)
$$;

create function audit_leaves(asked_epoch integer, from_xid xid8, to_xid xid8) returns bytea
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(string_agg(audit_leaf(event), ''::bytea order by event.xid, event.id), ''::bytea)
    from audit_event event
    where event.epoch = asked_epoch and event.xid >= from_xid and event.xid < to_xid
$$;
"""

SEALING = """
create function audit_add_seal(asked_epoch integer, from_xid xid8, to_xid xid8) returns bigint
language plpgsql set search_path = public, pg_temp as $$
declare
    last audit_seal;
    made audit_seal;
begin
    select * into last from audit_seal order by n desc limit 1;
    made.n := coalesce(last.n, 0) + 1;
    made.epoch := asked_epoch;
    made.from_xid := from_xid;
    made.to_xid := to_xid;
    made.leaves := audit_leaves(asked_epoch, from_xid, to_xid);
    made.events := length(made.leaves) / 48;
    made.previous := coalesce(last.hash, ''::bytea);
    made.sealed_at := clock_timestamp();
    made.hash := audit_hash_of(made);
    insert into audit_seal select made.*;
    return made.n;
end $$;

-- Below the oldest transaction that is still open nothing can appear any more: only that is sealed.
create function audit_seal_events(most bigint default 50000) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    last audit_seal;
    begins xid8;
    ends xid8;
    cut xid8;
    current_epoch integer;
begin
    perform pg_advisory_xact_lock(7300031946112225538);
    select * into last from audit_seal order by n desc limit 1;
    current_epoch := coalesce(last.epoch, 1);
    begins := coalesce(last.to_xid, '0'::xid8);
    ends := pg_snapshot_xmin(pg_current_snapshot());
    if ends < begins then
        raise exception 'Transaction numbers have gone back, as in a restored copy: begin a new epoch.'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    select xid into cut from audit_event event
        where event.epoch = current_epoch and event.xid >= begins and event.xid < ends
        order by event.xid offset most limit 1;
    if cut is not null and exists (
        select from audit_event event
        where event.epoch = current_epoch and event.xid >= begins and event.xid < cut
    ) then
        ends := cut;
    end if;
    if not exists (
        select from audit_event event
        where event.epoch = current_epoch and event.xid >= begins and event.xid < ends
    ) then
        return null;
    end if;
    return audit_add_seal(current_epoch, begins, ends);
end $$;

create function audit_begin_epoch() returns integer
language plpgsql set search_path = public, pg_temp as $$
declare
    last audit_seal;
    newest xid8;
    opened integer;
begin
    lock table audit_event in share row exclusive mode;
    select * into last from audit_seal order by n desc limit 1;
    opened := coalesce(last.epoch, 1) + 1;
    select xid into newest from audit_event event
        where event.epoch = opened - 1 and event.xid >= coalesce(last.to_xid, '0'::xid8)
        order by event.xid desc limit 1;
    if newest is not null then
        perform audit_add_seal(opened - 1, coalesce(last.to_xid, '0'::xid8),
                               ((newest::text::bigint + 1)::text)::xid8);
    end if;
    perform audit_add_seal(opened, '0'::xid8, '0'::xid8);
    execute format('alter table audit_event alter column epoch set default %s', opened);
    return opened;
end $$;
"""

CHECKING = """
-- The first row of a seal that is not as it was sealed, and how many more there are of its kind.
create function audit_check_rows(seal audit_seal, out fault text, out event_id uuid, out how_many bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    with leaves as (select audit_leaves(seal.epoch, seal.from_xid, seal.to_xid) as found),
    stored as (
        select substr(seal.leaves, 48 * i + 1, 16) as id, substr(seal.leaves, 48 * i + 17, 32) as hash
        from generate_series(0, length(seal.leaves) / 48 - 1) i),
    standing as (
        select substr(found, 48 * i + 1, 16) as id, substr(found, 48 * i + 17, 32) as hash
        from leaves, generate_series(0, length(found) / 48 - 1) i),
    faults as (
        select case when stored.id is null then 'added' when standing.id is null then 'missing'
                    else 'altered' end as fault,
               encode(coalesce(stored.id, standing.id), 'hex')::uuid as event_id
        from stored full join standing on stored.id = standing.id
        where stored.hash is distinct from standing.hash)
    select fault, event_id, count(*) over (partition by fault) from faults order by event_id limit 1
$$;

create function audit_check_seals(
    first bigint, upto bigint, out seal bigint, out fault text, out event_id uuid, out how_many bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    before audit_seal;
    this audit_seal;
begin
    select * into before from audit_seal where n = first - 1;
    for this in select * from audit_seal where n between first and upto order by n loop
        seal := coalesce(before.n, first - 1) + 1;
        how_many := this.n - seal;
        if this.n <> seal then
            fault := 'seal_missing';
            return;
        end if;
        if this.hash <> audit_hash_of(this)
            or this.previous <> coalesce(before.hash, ''::bytea)
            or this.from_xid <> (case when before.epoch = this.epoch then before.to_xid else '0'::xid8 end)
        then
            fault := 'seal_altered';
            return;
        end if;
        if this.leaves <> audit_leaves(this.epoch, this.from_xid, this.to_xid) then
            select * into fault, event_id, how_many from audit_check_rows(this);
            return;
        end if;
        before := this;
    end loop;
    seal := null;
    how_many := null;
end $$;

-- A row of an epoch that has ended, outside all its seals: somebody put it there afterwards.
create function audit_find_stray() returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    with ends as (select distinct on (epoch) epoch, to_xid from audit_seal order by epoch, n desc),
    current_epoch as (select coalesce(max(epoch), 1) as epoch from ends)
    select event.id from audit_event event
    left join ends on ends.epoch = event.epoch, current_epoch
    where event.epoch <> current_epoch.epoch and (ends.to_xid is null or event.xid >= ends.to_xid)
    order by event.id limit 1
$$;

create function audit_seals_from(first bigint, most bigint) returns table (
    n bigint, epoch integer, to_xid text, events bigint, sealed_at timestamptz, hash text)
language sql stable security definer set search_path = public, pg_temp as $$
    select n, epoch, to_xid::text, events, sealed_at, encode(hash, 'hex')
    from audit_seal where n >= first order by n limit most
$$;

-- The moment stands in the first 48 bits of a row's id; the column "at" follows a clock that tests move.
create function audit_state(
    out seals bigint, out sealed_at timestamptz, out sealed bigint, out unsealed bigint,
    out oldest_unsealed_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    last audit_seal;
begin
    select * into last from audit_seal order by n desc limit 1;
    seals := coalesce(last.n, 0);
    sealed_at := last.sealed_at;
    select coalesce(sum(events), 0) into sealed from audit_seal;
    select count(*), to_timestamp(
            ('x' || lpad(left(replace(min(event.id::text), '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
        into unsealed, oldest_unsealed_at from audit_event event
        where (event.epoch, event.xid) >= (coalesce(last.epoch, 1), coalesce(last.to_xid, '0'::xid8));
end $$;

revoke execute on function audit_leaves(integer, xid8, xid8), audit_add_seal(integer, xid8, xid8),
    audit_begin_epoch(), audit_check_rows(audit_seal) from opencaf_web, opencaf_worker;
revoke execute on function audit_seal_events(bigint), audit_check_seals(bigint, bigint),
    audit_find_stray(), audit_seals_from(bigint, bigint) from opencaf_web;
grant execute on function audit_check_seals(bigint, bigint), audit_find_stray(),
    audit_seals_from(bigint, bigint), audit_state() to opencaf_auditor;
"""

LET_GO = """
drop function audit_state();
drop function audit_seals_from(bigint, bigint);
drop function audit_find_stray();
drop function audit_check_seals(bigint, bigint);
drop function audit_check_rows(audit_seal);
drop function audit_begin_epoch();
drop function audit_seal_events(bigint);
drop function audit_add_seal(integer, xid8, xid8);
drop function audit_leaves(integer, xid8, xid8);
drop function audit_hash_of(audit_seal);
drop function audit_leaf(audit_event);
drop function audit_microseconds(timestamptz);
drop table audit_seal;
alter table audit_event drop column epoch;
grant insert on audit_event to opencaf_web, opencaf_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_raise_walls")]
    operations = [
        migrations.RunSQL(FROM_DEFAULTS_ONLY + SEALS + HASHING + SEALING + CHECKING, LET_GO),
    ]
