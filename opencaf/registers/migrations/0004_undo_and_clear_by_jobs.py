from django.db import migrations, models

from opencaf.core.database.at_once import at_once

# The worker takes an import back as whoever asked: the function asks itself whether they see every case.
LET_THE_WORKER = "grant execute on function registers_take_back(uuid) to opencaf_worker"
NOT_THE_WORKER = "revoke all on function registers_take_back(uuid) from opencaf_worker"

# What waits is seen by its chooser alone, who may have left. What is half written is kept: it is needed to go on.
CLEAR = """
create function registers_clear_waiting(kept_since timestamptz) returns setof uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    here uuid := nullif(current_setting('app.authority', true), '')::uuid;
    found uuid[];
    files uuid[];
begin
    found := array(
        select id from registers_waitingregister one
        where authority_id = here and stage not in ('writing', 'done') and stage_at < kept_since
          and not exists (
              select from registers_import begun
              where begun.authority_id = here and begun.digest = one.digest
                and begun.state in ('writing', 'stopped'))
        for update skip locked);
    files := array(
        select file from registers_waitingregister, unnest(array[stored_id, codes_id]) file
        where id = any(found) and file is not null);
    delete from registers_triedrow where waiting_id = any(found);
    delete from registers_waitingregister where id = any(found);
    delete from files_storedfile where authority_id = here and id = any(files);
    return query select unnest(found);
end $$;
revoke all on function registers_clear_waiting(timestamptz) from public;
revoke all on function registers_clear_waiting(timestamptz) from opencaf_web;
grant execute on function registers_clear_waiting(timestamptz) to opencaf_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_hold_waiting_registers")]

    operations = [
        migrations.AddField(
            model_name="import",
            name="undo_asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="undo_problem",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.RunSQL(LET_THE_WORKER, NOT_THE_WORKER),
        migrations.RunSQL(CLEAR, "drop function registers_clear_waiting(timestamptz)"),
    ]

    operations = at_once(operations)
