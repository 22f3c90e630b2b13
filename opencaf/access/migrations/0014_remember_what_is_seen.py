from importlib import import_module

from django.db import migrations

# What somebody's grants open, and what shields hide from them, is asked for by every table of a statement.
# Each answer is kept in a setting of the transaction, behind the words for whom and when it was found:
# for anybody else, at another moment, or once a grant, a post or a list has changed, it is found anew
# (docs/adr/0028). A rollback to a savepoint takes setting and change back together.
WHO_ASKS = """
create function access_who_asks() returns text language sql stable as $$
    select concat_ws(' ', current_setting('app.practitioner', true), current_setting('app.authority', true),
                     current_setting('app.now', true), current_setting('app.changes', true), '')
$$;

create function access_note_change() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    perform set_config('app.changes', (
        coalesce(nullif(current_setting('app.changes', true), '')::bigint, 0) + 1)::text, true);
    return null;
end $$;

create trigger grants_have_changed after insert or update or delete on access_accessgrant
for each statement execute function access_note_change();
create trigger lists_have_changed after insert or update or delete on access_shieldreader
for each statement execute function access_note_change();
create trigger posts_have_changed after insert or update or delete on agencies_post
for each statement execute function access_note_change();
"""

FORGET = """
drop trigger posts_have_changed on agencies_post;
drop trigger lists_have_changed on access_shieldreader;
drop trigger grants_have_changed on access_accessgrant;
drop function access_note_change();
drop function access_who_asks();
"""

GRANTED = """
create or replace function access_{what}_ids(lowest integer) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    place text := 'app.{what}_ids_' || lowest;
    who text := access_who_asks();
    known text := current_setting(place, true);
    moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
    found uuid[];
begin
    if starts_with(known, who) then
        return substr(known, length(who) + 1)::uuid[];
    end if;
    found := array(
        select distinct held.{what}_id from access_accessgrant held
        where held.practitioner_id = nullif(current_setting('app.practitioner', true), '')::uuid
          and held.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and held.{what}_id is not null
          and held.agency_id = any((select access_agencies())::uuid[])
          and held.level >= lowest and held.starts_at <= moment
          and (held.ends_at is null or held.ends_at > moment));
    perform set_config(place, who || found::text, true);
    return found;
end $$;
"""
REMEMBERED = GRANTED.format(what="episode") + GRANTED.format(what="child")
NOT_REMEMBERED = import_module("opencaf.access.migrations.0012_end_sight_with_the_post").AFTER


class Migration(migrations.Migration):
    dependencies = [("access", "0013_tell_what_is_shielded"), ("agencies", "0018_name_authorities_to_jobs")]
    operations = [
        migrations.RunSQL(WHO_ASKS, FORGET),
        migrations.RunSQL(REMEMBERED, NOT_REMEMBERED),
    ]
