from importlib import import_module

from django.db import migrations

LISTS = import_module("opencaf.access.migrations.0007_shield_records").LISTS
BEFORE = LISTS.replace("create function", "create or replace function")
AFTER = BEFORE.replace(
    "reader.ended_at is null",
    "reader.ended_at is null and reader.agency_id = any((select access_agencies())::uuid[])",
)
HIDDEN_BEFORE = import_module("opencaf.access.migrations.0013_tell_what_is_shielded").HIDDEN.replace(
    "create function", "create or replace function"
)
# Kept for the transaction, as what grants open is (0014).
HIDDEN = """
create or replace function access_hidden_ids() returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    who text := access_who_asks();
    known text := current_setting('app.hidden_ids', true);
    me uuid := nullif(current_setting('app.practitioner', true), '')::uuid;
    found uuid[];
begin
    if starts_with(known, who) then
        return substr(known, length(who) + 1)::uuid[];
    end if;
    found := array(
        select reader.record_id from access_shieldreader reader
        where reader.authority_id = nullif(current_setting('app.authority', true), '')::uuid
          and reader.ended_at is null
        group by reader.record_id
        having bool_or(reader.practitioner_id = me
                       and reader.agency_id = any((select access_agencies())::uuid[])) is not true);
    perform set_config('app.hidden_ids', who || found::text, true);
    return found;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0016_fill_where_readers_work")]
    operations = [migrations.RunSQL(AFTER, BEFORE), migrations.RunSQL(HIDDEN, HIDDEN_BEFORE)]
