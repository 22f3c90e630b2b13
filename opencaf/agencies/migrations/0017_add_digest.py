from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0016_let_contributors_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="practitioner",
            name="digest",
            field=models.CharField(
                choices=[
                    ("daily", "Every working day, in the morning"),
                    ("weekly", "On Mondays"),
                    ("never", "Never: I look at My work myself"),
                ],
                default="daily",
                max_length=6,
            ),
        ),
    ]
