# ruff: noqa: S608 - the policy of our own is the only thing put in
from django.db import migrations

from opencaf.core.second_wall import THIS_AUTHORITY, RaiseWall

KEEP_TRAIL = f"""
alter table audit_event add column xid xid8 not null default pg_current_xact_id();
alter table audit_event enable row level security;
create policy write_own_authority on audit_event for insert
    with check (authority_id is null or authority_id = {THIS_AUTHORITY});
create policy auditor_reads on audit_event for select to opencaf_auditor
    using (authority_id = {THIS_AUTHORITY});
revoke select, update, delete, truncate on audit_event from opencaf_web, opencaf_worker;
grant insert on audit_event to opencaf_web, opencaf_worker;
grant select on audit_event to opencaf_auditor;
revoke update, delete, truncate on audit_correction from opencaf_web, opencaf_worker;

create function audit_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The trail is append-only.' using errcode = 'insufficient_privilege';
end $$;
create trigger event_is_never_changed before update or delete on audit_event
    for each row execute function audit_refuse_change();
create trigger trail_is_never_emptied before truncate on audit_event
    for each statement execute function audit_refuse_change();
"""

LET_GO = """
drop trigger trail_is_never_emptied on audit_event;
drop trigger event_is_never_changed on audit_event;
drop function audit_refuse_change();
drop policy auditor_reads on audit_event;
drop policy write_own_authority on audit_event;
alter table audit_event drop column xid;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [RaiseWall("Correction"), migrations.RunSQL(KEEP_TRAIL, LET_GO)]
