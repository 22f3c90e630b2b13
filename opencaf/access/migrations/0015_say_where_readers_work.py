import django.db.models.deletion
from django.db import migrations

import opencaf.core.fields
from opencaf.core.second_wall import KeepInAuthority

# Filled in as it is for a grant: whoever writes a list names people, not where they work.
SAY_WHERE = """
create trigger reader_says_where before insert on access_shieldreader
for each row execute function access_say_where();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0014_remember_what_is_seen")]
    operations = [
        migrations.AddField(
            model_name="shieldreader",
            name="agency",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        KeepInAuthority("ShieldReader", "agency"),
        migrations.RunSQL(SAY_WHERE, "drop trigger reader_says_where on access_shieldreader"),
    ]
