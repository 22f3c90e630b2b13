import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.fields
from opencaf.core.database.at_once import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("episodes", "0019_answer_without_signing_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="action",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decided_as",
                to="episodes.action",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="why_without_family",
            field=models.TextField(blank=True),
        ),
    ]

    operations = at_once(operations)
