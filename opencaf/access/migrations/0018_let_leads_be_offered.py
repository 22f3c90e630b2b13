from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0017_end_lists_with_the_post"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accessgrant",
            name="basis",
            field=models.CharField(
                choices=[
                    ("found", "Found this child in a search"),
                    ("recorded", "Recorded this child"),
                    ("initiated", "Started this case"),
                    ("assessor", "Writes the assessment"),
                    ("lead", "Is lead professional"),
                    ("team", "Is in the team around the child"),
                    ("entered", "Enters the record for somebody who does not sign in"),
                    ("asked", "Asked for access and was given it"),
                    ("duty", "Is on duty and wrote down why"),
                    ("glass", "Opened it in an emergency"),
                    ("offered", "Was asked to lead the case"),
                    ("contributes", "Was asked to write something for the assessment"),
                ],
                max_length=12,
            ),
        ),
    ]
