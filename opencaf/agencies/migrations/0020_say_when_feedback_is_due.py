from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0019_say_how_long_requests_wait"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="feedback_within",
            field=models.PositiveSmallIntegerField(default=5),
        ),
    ]
