from django.db import migrations, models

from opencaf.core.database.at_once import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0020_say_when_feedback_is_due"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="files_a_case",
            field=models.PositiveSmallIntegerField(default=200),
        ),
        migrations.AddField(
            model_name="authority",
            name="megabytes_a_case",
            field=models.PositiveSmallIntegerField(default=400),
        ),
    ]

    operations = at_once(operations)
