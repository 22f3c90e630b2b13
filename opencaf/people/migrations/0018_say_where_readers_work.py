import django.db.models.deletion
from django.db import migrations

import opencaf.core.fields
from opencaf.core.second_wall import KeepInAuthority

# Filled in as it is for a grant: whoever writes a list names people, not where they work.
SAY_WHERE = """
create trigger reader_says_where before insert on people_sealreader
for each row execute function access_say_where();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0017_ask_once_whose_circle"), ("access", "0015_say_where_readers_work")]
    operations = [
        migrations.AddField(
            model_name="sealreader",
            name="agency",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        KeepInAuthority("SealReader", "agency"),
        migrations.RunSQL(SAY_WHERE, "drop trigger reader_says_where on people_sealreader"),
    ]
