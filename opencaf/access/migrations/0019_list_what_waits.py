from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0018_let_leads_be_offered")]
    operations = [
        migrations.AddIndex(
            model_name="accessrequest",
            index=models.Index(
                condition=models.Q(("answer", "")),
                fields=["authority", "asked_on", "id"],
                name="access_request_waiting",
            ),
        ),
    ]
