from importlib import import_module

from django.db import migrations

from opencaf.access.case_wall import HideBehindShield, seen_behind_shield, seen_by_grants, within_sight

# A table behind another had two policies, by grants and by shields, that both asked for the same row of the
# other: one asks for it now, and means the same.
BEHIND = import_module("opencaf.episodes.migrations.0026_hide_whatever_is_shielded").BEHIND
ALSO = {"HandoverStep": within_sight("parent.episode_id")}
# Tables walled before have a function called for each row of a case that is not open, for who is bound to no
# locality as well.
ONLY_IN_A_LOCALITY = r"""
do $do$
declare
    wall record;
    unguarded constant text := 'OR episodes_is_near\(([a-z_.]+)\)';
    guarded constant text := 'or ((select access_locality()) is not null and episodes_is_near(\1))';
begin
    for wall in
        select * from pg_policies where qual ~ unguarded and schemaname = 'public'
    loop
        execute format('alter policy %I on %I using (%s) with check (%s)', wall.policyname, wall.tablename,
                       regexp_replace(wall.qual, unguarded, guarded, 'g'),
                       regexp_replace(wall.with_check, unguarded, guarded, 'g'));
    end loop;
end $do$;
"""


def one_instead_of_two(line: str) -> migrations.RunSQL:
    """Return what makes one policy of the two of a table behind another."""
    name, parent, *words = line.split(":")
    table, parent, via = f"episodes_{name.lower()}", f"episodes_{parent}", f"{(words or [parent])[0]}_id"
    also = ALSO.get(name, "")
    one, by_grants = seen_behind_shield(parent, via, also), seen_by_grants(parent, via, also)
    by_shield = HideBehindShield(name, parent=parent, via=via).using
    alter = f"alter policy behind_its_parent on {table}"
    return migrations.RunSQL(
        [f"drop policy not_under_a_shield on {table}", f"{alter} using ({one}) with check ({one})"],
        [
            f"{alter} using ({by_grants}) with check ({by_grants})",
            f"create policy not_under_a_shield on {table} as restrictive "
            f"using ({by_shield}) with check ({by_shield})",
        ],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0026_hide_whatever_is_shielded"),
        ("access", "0014_remember_what_is_seen"),
        ("audit", "0005_find_who_was_shown"),
    ]
    operations = [
        *(one_instead_of_two(line) for line in BEHIND.split()),
        migrations.RunSQL(ONLY_IN_A_LOCALITY, migrations.RunSQL.noop),
    ]
