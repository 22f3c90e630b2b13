from django.db import migrations

# A round that ends empties all its papers, those too whose case was meanwhile shielded from whoever ends it.
EMPTY = """
create function case_audit_empty_papers() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update case_audit_paper set sections = '[]', seen = '{}' where round_id = new.id;
    return null;
end $$;
revoke all on function case_audit_empty_papers() from public;

create trigger round_that_ends_empties_its_papers after update of stage on case_audit_auditround
    for each row when (new.stage in ('closed', 'dropped') and old.stage <> new.stage)
    execute function case_audit_empty_papers();
"""
KEEP = """
drop trigger round_that_ends_empties_its_papers on case_audit_auditround;
drop function case_audit_empty_papers();
"""


class Migration(migrations.Migration):
    dependencies = [("case_audit", "0001_keep_case_audits")]

    operations = [migrations.RunSQL(EMPTY, KEEP)]
