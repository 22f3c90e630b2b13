import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.clock
import opencaf.core.fields
import opencaf.core.ids
from opencaf.core.second_wall import RaiseWall

# Everything of the practice streets that ended before a moment goes, but for the trail, which holds ids and codes
# alone and is only ever added to. Only whoever asks for nobody may: the job. Keys are checked at the end.
CLEAR = """
create function practice_clear_ended(before timestamptz) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    streets uuid[];
    held record;
begin
    if nullif(current_setting('app.practitioner', true), '') is not null then
        raise exception 'practice streets are cleared by a job' using errcode = 'insufficient_privilege';
    end if;
    select coalesce(array_agg(id), '{}') into streets from agencies_authority
    where practice_of_id is not null and practice_ended_at < before;
    if cardinality(streets) = 0 then
        return 0;
    end if;
    set constraints all deferred;
    for held in
        select c.table_name from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and c.column_name = 'authority_id' and t.table_type = 'BASE TABLE'
          and c.table_name not like 'audit\\_%' loop
        execute format('delete from %I where authority_id = any($1)', held.table_name) using streets;
    end loop;
    delete from agencies_authority where id = any(streets);
    return cardinality(streets);
end $$;
revoke all on function practice_clear_ended(timestamptz) from public, opencaf_web;
grant execute on function practice_clear_ended(timestamptz) to opencaf_worker;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("agencies", "0027_begin_practice_streets")]

    operations = [
        migrations.CreateModel(
            name="Street",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=opencaf.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=opencaf.core.clock.now, editable=False)),
                ("street_id", models.UUIDField(unique=True)),
                ("post_id", models.UUIDField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.authority",
                    ),
                ),
                (
                    "learner",
                    opencaf.core.fields.AuthorityForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.practitioner",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("learner",),
                        name="learner_has_one_street_at_a_time",
                    )
                ],
            },
        ),
        RaiseWall("Street"),
        migrations.RunSQL(CLEAR, "drop function practice_clear_ended(timestamptz)"),
    ]
