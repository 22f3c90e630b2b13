"""A completed assessment stays as it was: PostgreSQL refuses to change its words and marks.

Dates stay open to corrections. The owner may load and migrate rows, as behind the second wall.
"""

from django.db import migrations

FUNCTION = """
create function episodes_keep_completed() returns trigger language plpgsql as $$
declare
    before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
    after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
    dates text[] := array['written_on', 'marked_on', 'started_on', 'completed_on', 'shown_to_family_on'];
begin
    if before - dates = after - dates
       or (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) = current_user
       or not exists (
           select from episodes_assessment
           where state <> 'draft'
           and id in ((before ->> tg_argv[0])::uuid, (after ->> tg_argv[0])::uuid))
    then
        return coalesce(new, old);
    end if;
    if tg_table_name = 'episodes_assessment' and tg_op = 'UPDATE'
       and before ->> 'state' = 'completed' and after ->> 'state' = 'superseded'
       and before - dates - 'state' = after - dates - 'state'
    then
        return new;
    end if;
    raise exception 'completed_assessment_stays_as_it_was' using errcode = 'restrict_violation';
end $$
"""

GUARDED = {
    "episodes_story": "assessment_id",
    "episodes_storychild": "assessment_id",
    "episodes_mark": "assessment_id",
    "episodes_finding": "assessment_id",
    "episodes_serviceinvolved": "assessment_id",
}


def trigger(table: str, key: str, events: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"create trigger completed_assessment_stays_as_it_was before {events} on {table} "
        f"for each row execute function episodes_keep_completed('{key}')",
        f"drop trigger completed_assessment_stays_as_it_was on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("episodes", "0004_let_consent_change_in_part")]
    operations = [
        migrations.RunSQL(FUNCTION, "drop function episodes_keep_completed"),
        *(trigger(table, key, "insert or update or delete") for table, key in GUARDED.items()),
        trigger("episodes_assessment", "id", "update or delete"),
    ]
