from importlib import import_module

from django.db import migrations

heeding = import_module("opencaf.people.migrations.0006_heed_shields").HEED_SHIELDS

# Whose a row is: every key to a person, and the ids that access keeps without a key. What is filed for finding is
# filed anew, a merge stays with the two that it is about, and grants are decided one by one.
KEYS = """
create function people_keys_of_people() returns table (kind text, part text)
language sql stable set search_path = public, pg_temp as $$
    select held.conrelid::regclass::text, own.attname::text
    from pg_constraint held
    join pg_attribute own on own.attrelid = held.conrelid and own.attnum = any(held.conkey)
    where held.contype = 'f' and held.confrelid = 'people_person'::regclass and own.attname <> 'authority_id'
      and held.conrelid <> all(array['people_searchname', 'people_merge']::regclass[])
    union
    select kept.relname::text, own.attname::text
    from pg_class kept join pg_attribute own on own.attrelid = kept.oid and not own.attisdropped
    where kept.relnamespace = 'public'::regnamespace and kept.relkind = 'r'
      and own.attname = 'child_id' and own.atttypid = 'uuid'::regtype and kept.relname <> 'access_accessgrant'
$$;

-- A query, to stand in brackets, that gives the case of own.id of this table; null where it belongs to none.
create function people_way_to_case(asked text) returns text
language plpgsql stable set search_path = public, pg_temp as $$
declare
    found record;
    said text := '';
begin
    with recursive keys as (
        select held.conrelid::regclass::text as kind, own.attname::text as part,
               held.confrelid::regclass::text as target, own.attnotnull as needed
        from pg_constraint held
        join pg_attribute own on own.attrelid = held.conrelid and own.attnum = any(held.conkey)
        where held.contype = 'f' and own.attname <> 'authority_id'
          and held.conrelid::regclass::text like 'episodes\\_%'
          and held.confrelid::regclass::text like 'episodes\\_%'
        union all
        select kept.relname::text, own.attname::text, 'episodes_episode', own.attnotnull
        from pg_class kept join pg_attribute own on own.attrelid = kept.oid and not own.attisdropped
        where kept.relnamespace = 'public'::regnamespace and kept.relkind = 'r'
          and kept.relname like 'access\\_%' and own.attname = 'episode_id'),
    way as (
        select array[part] as parts, array[target] as targets, needed as sure from keys where kind = asked
        union all
        select way.parts || keys.part, way.targets || keys.target, way.sure and keys.needed
        from way join keys on keys.kind = way.targets[cardinality(way.targets)]
        where way.targets[cardinality(way.targets)] <> 'episodes_episode'
          and cardinality(way.parts) < 5 and keys.target <> all(way.targets) and keys.target <> asked)
    select way.parts, way.targets, cardinality(way.parts) as far into found from way
    where way.targets[cardinality(way.targets)] = 'episodes_episode'
    order by way.sure desc, cardinality(way.parts), way.parts limit 1;
    if found.far is null then return null; end if;
    for step in 1 .. found.far - 1 loop
        said := said || format(' join %I t%s on t%s.id = t%s.%I',
                               found.targets[step], step, step, step - 1, found.parts[step]);
    end loop;
    return format('select t%s.%I from %I t0%s where t0.id = own.id',
                  found.far - 1, found.parts[found.far], asked, said);
end $$;

-- Lets one row hang on another person: moved, gone (it hangs on somebody else by now), or left, where it would say
-- the same thing twice; or second: a child who by merging has two open cases has the second with that reason.
create function people_move_row(kind text, part text, asked uuid, comes_from uuid, goes_to uuid) returns text
language plpgsql set search_path = public, pg_temp as $$
declare
    broken text;
    moved integer;
begin
    begin
        execute format('update %I set %I = $1 where id = $2 and %I = $3', kind, part, part)
            using goes_to, asked, comes_from;
        get diagnostics moved = row_count;
        return case when moved = 1 then 'moved' else 'gone' end;
    exception when unique_violation or check_violation then
        get stacked diagnostics broken = constraint_name;
    end;
    if broken <> 'one_open_episode_per_child' then return 'left'; end if;
    begin
        update episodes_episodechild
        set child_id = goes_to, second_open_reason = 'Two records of one child were merged.'
        where id = asked and child_id = comes_from;
        return 'second';
    exception when unique_violation then return 'left';
    end;
end $$;
"""

# They see every row of the two records, also what is sealed from whoever approves, or lies in another locality.
MERGE = """
-- Why two records cannot be merged, in a word; for who coordinates or manages.
create function people_why_not_merged(keeping uuid, losing uuid) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not access_sees_all() then return 'nobody'; end if;
    if (select count(*) from people_person one where one.id in (keeping, losing)
        and one.authority_id = nullif(current_setting('app.authority', true), '')::uuid) <> 2 then
        return 'nobody';
    end if;
    if exists (select from people_person one where one.id in (keeping, losing)
               and one.merged_into_id is not null) then
        return 'merged';
    end if;
    if exists (select from people_person one where one.id in (keeping, losing) and one.shielded) then
        return 'shielded';
    end if;
    if exists (select from episodes_episodechild one
               join episodes_episodechild other on other.episode_id = one.episode_id
               where one.child_id = keeping and other.child_id = losing
                 and one.left_on is null and other.left_on is null) then
        return 'one_case';
    end if;
    return '';
end $$;

-- Lets everything of one record hang on the other. Asks itself for the second person.
create function people_merge_records(asked uuid) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    here uuid := nullif(current_setting('app.authority', true), '')::uuid;
    me uuid := nullif(current_setting('app.practitioner', true), '')::uuid;
    moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
    it people_merge;
    own record;
    one record;
    outcome text;
    why_not text;
    moved integer := 0;
begin
    select * into it from people_merge
    where id = asked and authority_id = here and state = 'proposed' for update;
    if it.id is null or me is null or it.recorded_by_id = me or not access_sees_all() then
        raise exception 'a second person must approve' using errcode = 'insufficient_privilege';
    end if;
    perform from people_person where id in (it.keeping_id, it.losing_id) order by id for update;
    why_not := people_why_not_merged(it.keeping_id, it.losing_id);
    if why_not <> '' then
        raise exception '%', why_not using errcode = 'restrict_violation';
    end if;
    for own in select kind, part from people_keys_of_people() order by kind, part loop
        for one in execute format('select id from %I where %I = $1 order by id', own.kind, own.part)
            using it.losing_id loop
            outcome := case when own.kind like 'people\\_%' and it.leaves ? one.id::text then 'left'
                else people_move_row(own.kind, own.part, one.id, it.losing_id, it.keeping_id) end;
            insert into people_mergedrow (id, recorded_at, authority_id, merge_id, kind, part, row_id, done)
            values (gen_random_uuid(), moment, here, asked, own.kind, own.part, one.id, outcome);
            moved := moved + 1;
        end loop;
    end loop;
    -- Access goes with the record for those who were let in, and for who knew that it exists; for others it ends,
    -- and they know from then on that the one record exists.
    for one in
        select id, practitioner_id, agency_id, level, ends_at from access_accessgrant
        where child_id = it.losing_id and (ends_at is null or ends_at > moment) order by id for update loop
        outcome := 'left';
        if one.level = 1 or it.lets_in ? one.practitioner_id::text then
            outcome := people_move_row('access_accessgrant', 'child_id', one.id, it.losing_id, it.keeping_id);
        end if;
        insert into people_mergedrow
            (id, recorded_at, authority_id, merge_id, kind, part, row_id, done, until)
        values (gen_random_uuid(), moment, here, asked, 'access_accessgrant', 'child_id', one.id,
                case outcome when 'moved' then 'moved' else 'ended' end, one.ends_at);
        if outcome <> 'moved' then
            update access_accessgrant set ends_at = moment where id = one.id;
            with given as (
                insert into access_accessgrant
                    (id, recorded_at, authority_id, practitioner_id, agency_id, child_id, level, basis, starts_at)
                values (gen_random_uuid(), moment, here, one.practitioner_id, one.agency_id, it.keeping_id, 1,
                        'found', moment)
                on conflict do nothing returning id)
            insert into people_mergedrow (id, recorded_at, authority_id, merge_id, kind, part, row_id, done)
            select gen_random_uuid(), moment, here, asked, 'access_accessgrant', 'child_id', id, 'added' from given;
        end if;
    end loop;
    delete from people_searchname where person_id = it.losing_id;
    update people_person set merged_into_id = it.keeping_id where id = it.losing_id;
    update people_merge set state = 'merged', answered_at = moment, answered_by_id = me where id = asked;
    return moved;
end $$;

-- Puts every row back to where it was, as it is now. theirs: rows written since that belong to the other record;
-- what was written since in a case that goes back goes with it.
create function people_unmerge_records(asked uuid, theirs uuid[]) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    here uuid := nullif(current_setting('app.authority', true), '')::uuid;
    me uuid := nullif(current_setting('app.practitioner', true), '')::uuid;
    moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
    it people_merge;
    own record;
    one record;
    cases uuid[];
    way text;
    moved integer := 0;
begin
    select * into it from people_merge
    where id = asked and authority_id = here and state = 'merged' for update;
    if it.id is null or me is null or not access_sees_all() then
        raise exception 'not to be undone' using errcode = 'insufficient_privilege';
    end if;
    perform from people_person where id in (it.keeping_id, it.losing_id) order by id for update;
    if exists (select from people_person where id = it.keeping_id and (merged_into_id is not null or shielded)) then
        raise exception '%', case when exists (
            select from people_person where id = it.keeping_id and shielded) then 'shielded' else 'merged' end
            using errcode = 'restrict_violation';
    end if;
    update people_person set merged_into_id = null where id = it.losing_id;
    for own in select * from people_mergedrow where merge_id = asked and done in ('moved', 'second')
        order by kind, row_id loop
        perform people_move_row(own.kind, own.part, own.row_id, it.keeping_id, it.losing_id);
        moved := moved + 1;
    end loop;
    for own in select kind, part from people_keys_of_people() order by kind, part loop
        for one in execute format(
            'select id from %I where %I = $1 and id = any($2) and recorded_at > $3 order by id', own.kind, own.part)
            using it.keeping_id, theirs, it.answered_at loop
            perform people_move_row(own.kind, own.part, one.id, it.keeping_id, it.losing_id);
        end loop;
    end loop;
    update episodes_episodechild set second_open_reason = ''
    where child_id = it.losing_id and second_open_reason = 'Two records of one child were merged.'
      and id in (select row_id from people_mergedrow where merge_id = asked and done = 'second');
    cases := array(
        select episode_id from episodes_episodechild where child_id = it.losing_id
        except select episode_id from episodes_episodechild where child_id = it.keeping_id);
    for own in select kind, part from people_keys_of_people() order by kind, part loop
        way := people_way_to_case(own.kind);
        continue when way is null;
        for one in execute format(
            'select own.id from %I own where own.%I = $1 and own.recorded_at > $2 and (%s) = any($3) order by own.id',
            own.kind, own.part, way) using it.keeping_id, it.answered_at, cases loop
            perform people_move_row(own.kind, own.part, one.id, it.keeping_id, it.losing_id);
        end loop;
    end loop;
    for one in select id from access_accessgrant where child_id = it.keeping_id
        and episode_id = any(cases) and starts_at > it.answered_at order by id loop
        perform people_move_row('access_accessgrant', 'child_id', one.id, it.keeping_id, it.losing_id);
    end loop;
    for own in select * from people_mergedrow where merge_id = asked and kind = 'access_accessgrant'
        and done in ('ended', 'added') order by row_id loop
        begin
            update access_accessgrant set ends_at = case own.done when 'ended' then own.until else moment end
            where id = own.row_id and (ends_at is null or ends_at = it.answered_at);
        exception when unique_violation then null;
        end;
    end loop;
    update people_merge set state = 'undone', undone_at = moment, undone_by_id = me where id = asked;
    return moved;
end $$;

-- The record that a merged one leads to; nothing for any other.
create function people_standing_for(asked uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
    with recursive led as (
        select person.merged_into_id as id from people_person person where person.id = asked
           and person.authority_id = nullif(current_setting('app.authority', true), '')::uuid
        union
        select person.merged_into_id from led join people_person person on person.id = led.id
        where person.merged_into_id is not null)
    select person.id from led join people_person person on person.id = led.id
    where person.merged_into_id is null and (not person.shielded or access_is_under_shield(person.id))
$$;
"""

LET_GO = """
drop function people_standing_for(uuid);
drop function people_unmerge_records(uuid, uuid[]);
drop function people_merge_records(uuid);
drop function people_why_not_merged(uuid, uuid);
drop function people_move_row(text, text, uuid, uuid, uuid);
drop function people_way_to_case(text);
drop function people_keys_of_people();
"""

# A record that leads to another one is no record of its own any more.
KNOWN = heeding[heeding.index("create or replace function people_known_to_exist") :]
KNOWN_ON_ITS_OWN = KNOWN.replace(
    "and person.id = any(people)", "and person.id = any(people) and person.merged_into_id is null"
)


class Migration(migrations.Migration):
    dependencies = [("people", "0012_merge_records"), ("access", "0012_end_sight_with_the_post")]
    operations = [
        migrations.RunSQL(KEYS + MERGE, LET_GO),
        migrations.RunSQL(KNOWN_ON_ITS_OWN, KNOWN),
    ]
