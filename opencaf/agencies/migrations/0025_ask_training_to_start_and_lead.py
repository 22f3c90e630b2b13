from django.db import migrations, models

from opencaf.core.database.at_once import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0024_hide_small_numbers"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="asks_training_to_start",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="authority",
            name="asks_training_to_lead",
            field=models.BooleanField(default=False),
        ),
    ]

    operations = at_once(operations)
