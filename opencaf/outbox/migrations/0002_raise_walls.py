from django.db import migrations

from opencaf.core.second_wall import RaiseWall


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]
    operations = [
        RaiseWall("Message"),
    ]
