import django.db.models.deletion
from django.db import migrations, models

import opencaf.core.fields
from opencaf.core.database.at_once import at_once
from opencaf.core.second_wall import KeepInAuthority


class Migration(migrations.Migration):
    dependencies = [("episodes", "0003_let_agencies_attend")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="what_next",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="consent",
            name="changes",
            field=opencaf.core.fields.AuthorityForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changed_by",
                to="episodes.consent",
            ),
        ),
        migrations.AddField(
            model_name="checklist",
            name="why_not_used",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        KeepInAuthority("Consent", "changes"),
    ]

    operations = at_once(operations)
