from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0023_time_offers_of_the_lead"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="small_numbers_below",
            field=models.PositiveSmallIntegerField(default=5),
        ),
    ]
