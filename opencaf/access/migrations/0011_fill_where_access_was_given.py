from django.db import migrations

# The first post that had not ended when it was given: the posts of a practitioner are few.
FILL = """
update access_accessgrant given set agency_id = (
    select held.agency_id from agencies_post held
    where held.practitioner_id = given.practitioner_id
      and (held.ended_on is null or held.ended_on >= given.starts_at::date)
    order by held.ended_on nulls last, held.id
    limit 1)
where given.agency_id is null
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0010_say_where_access_was_given")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
