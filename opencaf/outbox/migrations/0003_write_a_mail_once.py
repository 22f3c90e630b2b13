from django.db import migrations, models

from opencaf.core.database.at_once import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_raise_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="calendar",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="message",
            name="once",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("once", ""), _negated=True),
                fields=("authority_id", "once"),
                name="message_that_goes_once_is_there_once",
            ),
        ),
    ]

    operations = at_once(operations)
