from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0015_let_reviews_say_more"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(
                choices=[
                    ("practitioner", "Practitioner"),
                    ("coordinator", "CAF coordinator"),
                    ("manager", "Manager"),
                    ("training", "Integrated working and training team"),
                    ("duty", "Social care duty team"),
                    ("analyst", "Analyst"),
                    ("auditor", "Auditor or data protection officer"),
                    ("administrator", "Administrator"),
                    ("contributor", "Contributor: answers what they are asked"),
                ],
                default="practitioner",
                max_length=20,
            ),
        ),
    ]
