from django.db import migrations, models

from opencaf.core.database.at_once import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0022_ask_for_a_look"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="answer_offer_within",
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.AddField(
            model_name="authority",
            name="training_lasts_years",
            field=models.PositiveSmallIntegerField(default=3),
        ),
    ]

    operations = at_once(operations)
