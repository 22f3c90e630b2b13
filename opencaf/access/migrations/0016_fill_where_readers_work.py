from django.db import migrations

# Where somebody works today, else where they worked last: nobody who is on a list loses it by this.
FILL = """
update access_shieldreader reader set agency_id = (
    select held.agency_id from agencies_post held
    where held.practitioner_id = reader.practitioner_id
    order by held.ended_on desc nulls first, held.id
    limit 1)
where reader.agency_id is null
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0015_say_where_readers_work")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
