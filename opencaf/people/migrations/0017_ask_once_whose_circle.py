from importlib import import_module

from django.db import migrations

# The grants are read once for the transaction, not once for every person of whom it is asked.
CIRCLE = """
create or replace function people_in_circle(asked uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    opened uuid[] := access_child_ids(3);
begin
    return asked = any(opened)
        or exists (select from people_relationship kin where kin.of_id = asked and kin.to_id = any(opened))
        or exists (select from people_relationship kin where kin.to_id = asked and kin.of_id = any(opened))
        or exists (
            select from people_familymember own
            join people_familymember other on other.family_id = own.family_id
            where own.person_id = asked and other.person_id = any(opened));
end $$;
"""
BEFORE = import_module("opencaf.people.migrations.0010_end_sight_with_the_post").AFTER


class Migration(migrations.Migration):
    dependencies = [("people", "0016_hide_whatever_is_shielded"), ("access", "0014_remember_what_is_seen")]
    operations = [migrations.RunSQL(CIRCLE, BEFORE)]
