from django.db import migrations, models

from opencaf.core.database.at_once import at_once


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0021_limit_files_of_a_case"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="assessments_checked_by",
            field=models.CharField(
                choices=[
                    ("nobody", "Nobody: an assessment counts once it is complete"),
                    ("coordinator", "A coordinator"),
                    (
                        "manager",
                        "A manager of the agency of whoever wrote it; where it has none, a coordinator",
                    ),
                ],
                default="nobody",
                max_length=11,
            ),
        ),
        migrations.AddField(
            model_name="authority",
            name="check_within",
            field=models.PositiveSmallIntegerField(default=5),
        ),
    ]

    operations = at_once(operations)
