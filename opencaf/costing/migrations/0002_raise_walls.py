from django.db import migrations

from opencaf.core.second_wall import THIS_AUTHORITY, RaiseWall

COMPARE = f"""
alter table costing_comparedcost enable row level security;
create policy read_by_all_authorities on costing_comparedcost for select using (true);
create policy written_by_its_own on costing_comparedcost for insert with check (authority_id = {THIS_AUTHORITY});
create policy changed_by_its_own on costing_comparedcost for update using (authority_id = {THIS_AUTHORITY});
create policy withdrawn_by_its_own on costing_comparedcost for delete using (authority_id = {THIS_AUTHORITY});
"""


class Migration(migrations.Migration):
    dependencies = [("costing", "0001_begin_own_costing"), ("episodes", "0006_let_looks_be_read")]
    operations = [
        RaiseWall("OwnProcess"),
        RaiseWall("OwnActivity"),
        RaiseWall("CostSheet"),
        RaiseWall("CostSheetLine"),
        RaiseWall("CostSettings"),
        RaiseWall("RoleRate"),
        RaiseWall("Respondent"),
        RaiseWall("TimeImport"),
        RaiseWall("ImportLine"),
        RaiseWall("TimeEntry"),
        RaiseWall("Stopwatch"),
        migrations.RunSQL(COMPARE, migrations.RunSQL.noop),  # the table goes with its wall
    ]
